"""Days and clock times in the Netherlands: months further on, public holidays, summer time."""

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

DUTCH_TIME = ZoneInfo("Europe/Amsterdam")
WHOLE_DAY = 24 * 60  # minutes on the clock, also on the days of 23 and 25 hours
GOOD_FRIDAY = "Goede Vrijdag"


@dataclass(frozen=True)
class Holiday:
    """A public holiday. `everybody`: nearly all offices are closed; else some are, and some are not."""

    name: str
    everybody: bool


def add_months(start: date, months: int) -> date:
    """The same day so many months later, or the last day of that month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def moment_of(day: date, minutes: int) -> datetime:
    """The moment, in UTC, at which Dutch clocks show so many minutes after the midnight that began this day.

    A time that comes twice in autumn is the first of the two, as in RFC 5545. One that spring leaves out is
    the moment at which the clock jumps over it.
    """
    days, rest = divmod(minutes, WHOLE_DAY)
    shown = datetime.combine(day + timedelta(days), time(rest // 60, rest % 60), DUTCH_TIME)
    moment = shown.astimezone(UTC)
    if moment.astimezone(DUTCH_TIME).time() != shown.time():
        return shown.replace(minute=0).astimezone(UTC)  # clocks jump on the hour
    return moment


def public_holiday(day: date) -> Holiday | None:
    """The public holiday on this day in the Netherlands, by its Dutch name; None on any other day.

    The Algemene termijnenwet, article 3, names them; which of them people have off is agreed per employer. On
    Good Friday and, outside the lustrum years (2025, 2030), Liberation Day much of the country works, so for
    those `everybody` is false.
    """
    return _holidays(day.year).get(day)


@lru_cache(maxsize=32)
def _holidays(year: int) -> dict[date, Holiday]:
    from holidays.constants import OPTIONAL, PUBLIC  # half a second, and most commands never ask
    from holidays.countries.netherlands import Netherlands

    found = {}
    for category in (OPTIONAL, PUBLIC):  # a day that is both is public
        named = Netherlands(years=year, categories=category, language="nl")  # type: ignore[no-untyped-call]  # untyped there
        for day, names in named.items():
            name = names.split("; ")[0].title()
            found[day] = Holiday(name, category == PUBLIC and name != GOOD_FRIDAY)
    return found
