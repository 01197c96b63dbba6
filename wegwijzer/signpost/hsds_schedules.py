"""Opening hours as schedules of HSDS: weekly rules (RFC 5545) with a fixed distance to UTC.

Such a rule knows no summer time and no exceptions. So the year is cut at each change of the clock, holiday
and day with hours of its own, and each piece has its own rules. What is open through the night is cut at
midnight, and a whole day is 00:00 to 23:59, as HSDS has no other way to write it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID, uuid5

from wegwijzer.kernel.days import DUTCH_TIME, WHOLE_DAY
from wegwijzer.kernel.opening_hours import Hours, Spans, parse
from wegwijzer.kernel.terms import days
from wegwijzer.signpost.facts import Channel

ONE_DAY = timedelta(days=1)
HORIZON = 365  # days, from today; sooner when the term of the hours is over
BYDAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
UNKNOWN_ON_HOLIDAYS = "Of er op feestdagen iemand is, is niet bekend."

Times = tuple[tuple[int, int], ...]  # minutes after midnight, from and until, within one day
Data = dict[str, Any]


@dataclass(frozen=True)
class _Piece:
    """Days in a row on which the same weekly rules hold, or a single day that differs."""

    first: date
    last: date
    week: tuple[Times, ...]  # for each weekday; () where it is closed or does not come


def schedules(channel: Channel, service: str, today: date) -> Iterator[Data]:
    """The schedules of one channel; the words alone when its hours are not in the notation."""
    if "open" not in channel:
        if channel.get("hours"):
            yield _named(channel, service) | {"description": channel["hours"]}
        return
    hours = parse(channel["open"])
    gone = days("hours", channel["evidence"], date.fromisoformat(channel["checked"])).withdrawn
    last = min(today + HORIZON * ONE_DAY, gone - ONE_DAY)
    notes = {"notes": UNKNOWN_ON_HOLIDAYS} if hours.holidays is None else {}
    for piece in _pieces(hours, today, last):
        for times in sorted({times for day in piece.week for times in day}):
            yield _rule(channel, service, piece, times) | notes


def _named(channel: Channel, service: str, *what: str) -> Data:
    id = uuid5(UUID(service), "/".join(("schedule", channel["type"], channel["value"], *what)))
    return {
        "id": str(id),
        "service_id": service,
        "attending_type": f"{channel['type']} {channel['value']}",
        "assured_date": channel["checked"],
        "source": channel["source"],
    }


def _rule(channel: Channel, service: str, piece: _Piece, times: tuple[int, int]) -> Data:
    byday = ",".join(name for name, day in zip(BYDAY, piece.week, strict=True) if times in day)
    offset = _offset(piece.first)
    opens, closes = (_clock(minutes, offset) for minutes in times)
    first, last = piece.first.isoformat(), piece.last.isoformat()
    return _named(channel, service, first, byday, opens) | {
        "valid_from": first,
        "valid_to": last,
        "dtstart": first,
        "freq": "WEEKLY",
        "interval": 1,
        "wkst": "MO",
        "byday": byday,
        "opens_at": opens,
        "closes_at": closes,
        "timezone": offset,
    }


def _clock(minutes: int, offset: int) -> str:
    shown = min(minutes, WHOLE_DAY - 1)
    return f"{shown // 60:02}:{shown % 60:02}:00+{offset:02}:00"


def _offset(day: date) -> int:
    """Hours ahead of UTC at noon."""
    distance = datetime.combine(day, time(12), DUTCH_TIME).utcoffset()
    return int(distance / timedelta(hours=1)) if distance is not None else 0


def _pieces(hours: Hours, first: date, last: date) -> Iterator[_Piece]:
    week = tuple(_within(hours.week[day], hours.week[day - 1]) for day in range(7))
    every = [first + place * ONE_DAY for place in range((last - first).days + 1)]

    def kind(day: date) -> tuple[int, date | None]:
        """Equal for days that one rule holds for; a day that differs is like no other."""
        return _offset(day), None if _times(hours, day) == week[day.weekday()] else day

    for (_, differs), group in groupby(every, kind):
        run = [*group]
        if differs:
            yield _Piece(run[0], run[-1], _only(run[0], _times(hours, run[0])))
        else:
            coming = {day.weekday() for day in run}
            yield _Piece(run[0], run[-1], tuple(week[day] if day in coming else () for day in range(7)))


def _only(day: date, times: Times) -> tuple[Times, ...]:
    return tuple(times if place == day.weekday() else () for place in range(7))


def _times(hours: Hours, day: date) -> Times:
    """What is sure to be open on a day, by the clock of that day; () also when it is not known."""
    return _within(hours.on(day) or (), hours.on(day - ONE_DAY) or ())


def _within(own: Spans, before: Spans) -> Times:
    """The hours within one day: what began the day before and goes on, and its own until midnight."""
    over = [(0, span.end - WHOLE_DAY) for span in before if span.end > WHOLE_DAY]
    return tuple(sorted([*over, *((span.start, min(span.end, WHOLE_DAY)) for span in own)]))
