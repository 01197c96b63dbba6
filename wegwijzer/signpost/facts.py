"""What may be told on a day about desks and schools: facts of evidence A or B whose term is not over.

For pages, API, downloads and export alike; it knows no format of theirs.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from wegwijzer.directory.rules.freshness import closed_until, shown, statement_state, with_stated
from wegwijzer.directory.rules.places import Statement
from wegwijzer.directory.rules.proposals import FIELDS
from wegwijzer.directory.rules.register import Register
from wegwijzer.kernel.terms import SHOWN, State
from wegwijzer.signpost.rules.edition import SOURCE_LANGUAGE, Edition
from wegwijzer.signpost.withdrawing import Exits, Standing

MERGED = ("channels",)  # told among the channels of the desk

Channel = Mapping[str, Any]


@dataclass(frozen=True)
class DeskToday:
    """A desk with what may be told about it.

    `desk` is its Dutch file. `verified`: its source is good enough; if not, only its id, name, kind, region
    and channels may be told. `channels` as in the pack, each with its `state`, without hours out of term.
    `closed_until`: an ISO date.
    """

    id: str
    desk: Mapping[str, Any]
    verified: bool
    channels: tuple[Channel, ...]
    stated: Mapping[str, Statement]
    closed_until: str = ""


@dataclass(frozen=True)
class Facts:
    """An edition and a register on a day; `standing` tells what was withdrawn before its term."""

    edition: Edition
    register: Register
    today: date
    standing: Standing = field(default_factory=Standing)

    def words(self, kind: str) -> Mapping[str, Mapping[str, Any]]:
        """The Dutch files of one kind, by id."""
        files: Mapping[str, Mapping[str, Any]] = self.edition.content[SOURCE_LANGUAGE][kind]
        return files

    def desks(self) -> Iterator[DeskToday]:
        return (self._desk(id, desk) for id, desk in sorted(self.words("desk").items()))

    def desk(self, id: str) -> DeskToday | None:
        desk = self.words("desk").get(id)
        return None if desk is None else self._desk(id, desk)

    def _desk(self, id: str, desk: Mapping[str, Any]) -> DeskToday:
        own = stated(self.register, "desk", id, self.today)
        # Each channel has a term of its own, and one that somebody has no other exit than outlives it.
        channels = with_stated(desk["channels"], self.register.stated("desk", id).get("channels"))
        told = shown(channels, self.today, self.standing.gone_at(id), self.standing.kept_at(id))
        return DeskToday(
            id,
            desk,
            desk["evidence"] in SHOWN,
            tuple(_told(channels[one.place], one.state, one.hours) for one in told),
            {name: one for name, one in own.items() if name not in MERGED},
            closed_until(own.get("closures"), self.today),
        )


def facts_on(edition: Edition, register: Register, today: date) -> Facts:
    """With what the clock and the editors have withdrawn by that day."""
    return Facts(edition, register, today, Exits(edition, register).on(today, register.withdrawals))


def stated(register: Register, about: str, id: str, today: date) -> dict[str, Statement]:
    """What a school or desk states about itself and may be told on a day, by field."""
    return {
        name: one
        for name, one in register.stated(about, id).items()
        if one.evidence in SHOWN and statement_state(one, today) != State.WITHDRAWN and FIELDS[name].shown
    }


def _told(channel: Channel, state: State, hours: State) -> Channel:
    left_out = ("open", "hours") if hours == State.WITHDRAWN else ()
    kept = {name: value for name, value in channel.items() if name not in left_out}
    return kept | {"state": state.value}
