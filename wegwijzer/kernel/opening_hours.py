"""Opening hours: a small part of the notation of OpenStreetMap, and what is open at a moment.

The notation, from general to particular, with `;` between the rules:

    24/7                                          always
    Mo-Fr 09:00-12:30,13:00-17:00; Sa 10:00-14:00 Mo Tu We Th Fr Sa Su; `-` is from to, `,` is and
    Fr 22:00-02:00                                until two o'clock in the night after Friday
    Mo-Su,PH 11:00-21:00                          PH: public holidays
    PH off                                        closed then
    Dec 24 09:00-15:00                            every year on this day
    2026 Dec 24 off                               once

A later rule takes the place of an earlier one for its days. A day that no rule names is closed. When PH is
not named, the hours on a public holiday are not known; that alone is stricter than OpenStreetMap, where such
a holiday is an ordinary day.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import lru_cache
from itertools import chain

from wegwijzer.kernel.days import DUTCH_TIME, WHOLE_DAY, moment_of, public_holiday

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
HOLIDAYS = "PH"
NEAR = 14  # days in which the next opening or closing is looked for
FAR = 400  # days in which any change is looked for: opening hours are checked again within a year
LEAP_YEAR = 2028
ONE_DAY = timedelta(days=1)

_DATE = re.compile(rf"(?:([0-9]{{4}}) )?({'|'.join(MONTHS)}) ([0-9]{{1,2}})")
_SPAN = re.compile(r"([0-9]{2}):([0-9]{2})-([0-9]{2}):([0-9]{2})")


class BadHours(ValueError):
    """This is no notation of opening hours; the message says what is wrong."""


@dataclass(frozen=True)
class Span:
    """Minutes after midnight. `end` is over 1440 when it goes on into the next day."""

    start: int
    end: int


Spans = tuple[Span, ...]
ALL_DAY = (Span(0, WHOLE_DAY),)


@dataclass(frozen=True)
class Dated:
    """The hours of one day: every year, or once in `year`."""

    year: int | None
    month: int
    day: int
    spans: Spans


@dataclass(frozen=True)
class Status:
    """How it stands at a moment; all moments are in UTC.

    `until`: when it closes, None when it is closed or stays open for two weeks. `opens`: when it is sure to
    open, None when it is open or does not open within two weeks. `uncertain`: a public holiday, and nobody
    said whether it is open then; `open` is false.
    """

    open: bool
    until: datetime | None = None
    opens: datetime | None = None
    uncertain: bool = False


class _State(Enum):
    CLOSED, OPEN, UNSURE = range(3)


@dataclass(frozen=True)
class Hours:
    """Opening hours in Dutch time. `week` begins on Monday; `holidays` is None when nobody said."""

    week: tuple[Spans, ...]
    holidays: Spans | None = None
    dates: tuple[Dated, ...] = ()

    @property
    def always(self) -> bool:
        return set(self.week) == {ALL_DAY} == {self.holidays} and not self.dates

    def on(self, day: date) -> Spans | None:
        """The hours that begin on this day; None when they are not known."""
        readings = self._readings(day)
        return readings[0] if len(readings) == 1 else None

    def status(self, at: datetime) -> Status:
        """How it stands at a moment, which must have a time zone (else `ValueError`)."""
        if self.always:
            return Status(True)
        state = self._state(_utc(at))
        if state is _State.OPEN:
            return Status(True, until=self._next(at, {_State.CLOSED, _State.UNSURE}, NEAR))
        return Status(False, opens=self._next(at, {_State.OPEN}, NEAR), uncertain=state is _State.UNSURE)

    def next_change(self, after: datetime) -> datetime | None:
        """When it next opens, closes or becomes uncertain; None when that is more than 400 days away."""
        return None if self.always else self._next(after, set(_State) - {self._state(_utc(after))}, FAR)

    def _readings(self, day: date) -> tuple[Spans, ...]:
        """The hours of a day; two when it is a holiday and nobody knows which of them hold."""
        for dated in reversed(self.dates):
            if (dated.month, dated.day) == (day.month, day.day) and dated.year in (None, day.year):
                return (dated.spans,)
        ordinary, holiday = self.week[day.weekday()], public_holiday(day)
        if holiday is None:
            return (ordinary,)
        off = self.holidays or ()
        sure = off == ordinary or (holiday.everybody and self.holidays is not None)
        return (off,) if sure else (ordinary, off)

    def _state(self, at: datetime) -> _State:
        """What holds in every reading of this day and of the night before it.

        When nobody said anything of holidays there may be hours that no reading has: then nothing is sure.
        """
        today = at.astimezone(DUTCH_TIME).date()
        if self.holidays is None and self.on(today) is None:
            return _State.UNSURE
        found = [
            {_within(day, spans, at) for spans in self._readings(day)} for day in (today, today - ONE_DAY)
        ]
        if {True} in found:
            return _State.OPEN
        return _State.UNSURE if any(True in one for one in found) else _State.CLOSED

    def _next(self, after: datetime, wanted: Collection[_State], days: int) -> datetime | None:
        """The first moment after another at which the state is one of these."""
        after = _utc(after)
        first = after.astimezone(DUTCH_TIME).date()
        for moment in self._moments(first, days):
            if moment > after and self._state(moment) in wanted:
                return moment
        return None

    def _moments(self, first: date, days: int) -> Iterator[datetime]:
        """Every moment at which the state can change, in order."""
        for day in (first + timedelta(place) for place in range(days + 1)):
            before, own = chain(*self._readings(day - ONE_DAY)), chain(*self._readings(day))
            minutes = {0, *(span.end - WHOLE_DAY for span in before)}
            minutes |= {minute for span in own for minute in (span.start, span.end)}
            yield from sorted({moment_of(day, minute) for minute in minutes if 0 <= minute < WHOLE_DAY})


def _within(day: date, spans: Spans, at: datetime) -> bool:
    return any(moment_of(day, span.start) <= at < moment_of(day, span.end) for span in spans)


def _utc(at: datetime) -> datetime:
    """A moment without a time zone is refused: it would be read as the time of this machine."""
    if at.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return at.astimezone(UTC)


@lru_cache(maxsize=1024)
def parse(text: str) -> Hours:
    """Read the notation. Raises `BadHours`."""
    if text.strip() == "24/7":
        return Hours((ALL_DAY,) * 7, ALL_DAY)
    found: dict[str, Spans] = {}
    reached = 0
    for rule in text.split(";"):
        *chosen, times = rule.split() or [""]
        days, spans = _days(" ".join(chosen), rule.strip()), _spans(times)
        if min(map(_rank, days)) < reached:
            raise BadHours(
                f"'{rule.strip()}' stands too late: weekdays, then PH, then Dec 24, then 2026 Dec 24"
            )
        reached = max(map(_rank, days))
        for day in days:
            if day in found:
                raise BadHours(f"{day} stands here twice")
            found[day] = spans
    dates = tuple(_dated(day, spans) for day, spans in found.items() if _rank(day) > 1)
    return Hours(tuple(found.get(day, ()) for day in WEEKDAYS), found.get(HOLIDAYS), dates)


def _rank(day: str) -> int:
    """How particular a day is: 0 for a weekday, 1 for public holidays, 2 for every year, 3 for once."""
    if day in WEEKDAYS:
        return 0
    return 1 if day == HOLIDAYS else 3 if day[0].isdigit() else 2


def _days(text: str, rule: str) -> list[str]:
    """Weekdays, PH and dates, each as it is written."""
    if not text:
        raise BadHours(f"'{rule}' is not a day with its hours, such as Mo-Fr 09:00-17:00")
    if _DATE.fullmatch(text):
        return [_existing(text)]
    return [day for part in text.split(",") for day in _range(part)]


def _range(part: str) -> list[str]:
    if part == HOLIDAYS:
        return [part]
    first, dash, last = part.partition("-")
    if first not in WEEKDAYS or (dash and last not in WEEKDAYS):
        raise BadHours(f"'{part}' is no day: Mo Tu We Th Fr Sa Su, PH, Dec 24 or 2026 Dec 24")
    start = WEEKDAYS.index(first)
    length = (WEEKDAYS.index(last) - start) % 7 + 1 if dash else 1
    return [WEEKDAYS[(start + place) % 7] for place in range(length)]


def _existing(text: str) -> str:
    """The date as it is always written, so that the same one is known again. Raises `BadHours`."""
    year, month, day = _parts(text)
    try:
        date(LEAP_YEAR if year is None else year, month, day)
    except ValueError:
        raise BadHours(f"no such day: {text}") from None
    return f"{'' if year is None else f'{year:04} '}{MONTHS[month - 1]} {day:02}"


def _parts(text: str) -> tuple[int | None, int, int]:
    *year, month, day = text.split()
    return int(year[0]) if year else None, MONTHS.index(month) + 1, int(day)


def _dated(text: str, spans: Spans) -> Dated:
    return Dated(*_parts(text), spans)


def _spans(text: str) -> Spans:
    if text == "off":
        return ()
    spans = tuple(_span(part) for part in text.split(","))
    for before, after in zip(spans, spans[1:], strict=False):
        if after.start <= before.end:
            raise BadHours(f"'{text}': the times must follow each other, with room between them")
    return spans


def _span(text: str) -> Span:
    match = _SPAN.fullmatch(text)
    if not match:
        raise BadHours(f"'{text}' are no times: write 09:00-17:00, or off")
    hour, minute, last_hour, last_minute = map(int, match.groups())
    start, end = hour * 60 + minute, last_hour * 60 + last_minute
    if max(minute, last_minute) > 59 or start >= WHOLE_DAY or end > WHOLE_DAY:
        raise BadHours(f"'{text}': no such time on a clock")
    if start == end:
        raise BadHours(f"'{text}' begins when it ends; a whole day is 00:00-24:00")
    return Span(start, end if end > start else end + WHOLE_DAY)
