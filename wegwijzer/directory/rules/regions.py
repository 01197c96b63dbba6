"""Channels of one region: a desk may have a number for some municipalities only."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Channel = Mapping[str, Any]  # `municipalities`: the codes (CBS) it is for; without, it is for everybody

MOST = 3  # channels of a region that a route shows side by side to somebody whose region is not known


def regional(channel: Channel) -> bool:
    """Whether a channel is for some municipalities only."""
    return bool(channel.get("municipalities"))


def reachable(channels: Iterable[Channel], municipality: str) -> list[Channel]:
    """The channels for this municipality, its own before those for everybody.

    `municipality`: a code of CBS; "" when it is not known. Then those for everybody come first, and those of
    a region stand below them while they are few enough to choose from.
    """
    found = list(channels)
    for_all = [channel for channel in found if not regional(channel)]
    own = [channel for channel in found if regional(channel)]
    if municipality:
        return [one for one in own if municipality in one["municipalities"]] + for_all
    return for_all + own if len(own) <= MOST else for_all


def serves(channels: Sequence[Channel], municipality: str) -> bool:
    """Whether a desk is there for this municipality; only one that is all of other regions is not."""
    found = reachable(channels, municipality)
    return bool(found) or not channels or not municipality
