"""Opening hours in words: when a channel is open, and whether it is now."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from django.utils.text import capfirst
from django.utils.translation import gettext, override

from wegwijzer.kernel.days import DUTCH_TIME, WHOLE_DAY, moment_of, public_holiday
from wegwijzer.kernel.opening_hours import ALL_DAY, Dated, Hours, Span, Spans, Status, parse
from wegwijzer.signpost.facts import Facts

MONDAY = date(2024, 1, 1)
ONE_DAY = timedelta(days=1)
NIGHT_ENDS = 6 * 60  # until then it is tonight, though the date is that of tomorrow


def hours_in_words(hours: Hours, language: str) -> str:
    """When it is open, such as "elke dag van 11.00 tot 21.00 uur"; begins with a small letter."""
    with override(language):
        if hours.always:
            return gettext("dag en nacht")
        week = [_group(days, spans, language) for days, spans in _groups(hours.week)]
        dates = [_dated(dated, language) for dated in hours.dates]
        return "; ".join(part for part in ("; ".join(week) + _on_holidays(hours), *dates) if part)


def status_in_words(hours: Hours, at: datetime, language: str) -> str:
    """How it stands at a moment, such as "Nu open tot 17.00 uur"."""
    status = hours.status(at)
    today = at.astimezone(DUTCH_TIME).date()
    with override(language):
        if status.open:
            return capfirst(_open(status, today, language))
        if status.uncertain:
            return capfirst(_uncertain(today))
        return capfirst(_closed(hours, status, today, language))


def pages_change_at(facts: Facts, after: datetime) -> datetime:
    """The first moment after another, in UTC, at which a page can say something else.

    That is when a desk opens or closes, and midnight, when "morgen" becomes "vandaag" and facts grow old.
    """
    notations = {channel["open"] for desk in facts.desks() for channel in desk.channels if "open" in channel}
    changes = [change for text in notations if (change := parse(text).next_change(after))]
    return min([moment_of(after.astimezone(DUTCH_TIME).date() + ONE_DAY, 0), *changes])


def _open(status: Status, today: date, language: str) -> str:
    if status.until is None:
        return gettext("nu open, dag en nacht")
    day, minutes = _clock(status.until)
    if minutes == 0:
        day, minutes = day - ONE_DAY, WHOLE_DAY
    if day == today:
        return gettext("nu open tot %(time)s uur") % {"time": _time(minutes)}
    if day == today + ONE_DAY and minutes <= NIGHT_ENDS:
        return gettext("nu open tot %(time)s uur vannacht") % {"time": _time(minutes)}
    return gettext("nu open tot %(day)s %(time)s uur") % {
        "day": gettext("morgen") if day == today + ONE_DAY else _day(day, today, language),
        "time": _time(minutes),
    }


def _uncertain(today: date) -> str:
    if public_holiday(today):
        return gettext("vandaag is het een feestdag: misschien gesloten")
    return gettext("misschien gesloten")  # in the night after a holiday


def _closed(hours: Hours, status: Status, today: date, language: str) -> str:
    holiday = public_holiday(today)
    again = _again(status, today, language)
    if holiday and hours.holidays == () == hours.on(today):
        closed = gettext("gesloten op %(holiday)s") % {"holiday": gettext(holiday.name)}
        return f"{closed}; {again}" if again else closed
    return again or gettext("nu gesloten")


def _again(status: Status, today: date, language: str) -> str:
    """When it opens; "" when that is not known."""
    if status.opens is None:
        return ""
    day, minutes = _clock(status.opens)
    if day == today:
        return gettext("gaat vandaag om %(time)s uur open") % {"time": _time(minutes)}
    if day == today + ONE_DAY:
        return gettext("morgen vanaf %(time)s uur open") % {"time": _time(minutes)}
    return gettext("%(day)s vanaf %(time)s uur weer open") % {
        "day": _day(day, today, language),
        "time": _time(minutes),
    }


def _clock(moment: datetime) -> tuple[date, int]:
    """What calendar and clock show, in minutes."""
    shown = moment.astimezone(DUTCH_TIME)
    return shown.date(), shown.hour * 60 + shown.minute


def _time(minutes: int) -> str:
    """9.00 in Dutch, 9:00 in English; the midnight that ends a day is 24.00."""
    return gettext("%(hour)d.%(minute)02d") % {"hour": minutes // 60, "minute": minutes % 60}


def _day(day: date, today: date, language: str) -> str:
    """A weekday, with the date as well from a week on."""
    return _formatted(day, "EEEE" if day - today < 7 * ONE_DAY else "EEEE d MMMM", language)


def _formatted(day: date, pattern: str, language: str) -> str:
    from babel.dates import format_date

    return format_date(day, pattern, locale=language)


def _groups(week: Sequence[Spans]) -> Iterator[tuple[list[int], Spans]]:
    """The days with the same hours together; days on which it is closed are left out."""
    for spans in dict.fromkeys(spans for spans in week if spans):
        yield [day for day, own in enumerate(week) if own == spans], spans


def _group(days: list[int], spans: Spans, language: str) -> str:
    return f"{gettext('elke dag') if len(days) == 7 else _weekdays(days, language)} {_times(spans)}"


def _weekdays(days: list[int], language: str) -> str:
    """Three days or more in a row as from and to."""
    names = [_formatted(MONDAY + day * ONE_DAY, "EEEE", language) for day in range(7)]
    parts: list[str] = []
    for run in _runs(days):
        row = [names[day] for day in run]
        parts += (
            [gettext("%(first)s tot en met %(last)s") % {"first": row[0], "last": row[-1]}]
            if len(row) > 2
            else row
        )
    return _and(parts)


def _runs(days: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _and(parts: Sequence[str]) -> str:
    *first, last = parts
    return gettext("%(first)s en %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def _times(spans: Spans) -> str:
    if not spans:
        return gettext("gesloten")
    return gettext("de hele dag") if spans == ALL_DAY else _and([_span(span) for span in spans])


def _span(span: Span) -> str:
    if span.end > WHOLE_DAY:
        return gettext("van %(start)s uur tot %(end)s uur de volgende dag") % {
            "start": _time(span.start),
            "end": _time(span.end - WHOLE_DAY),
        }
    return gettext("van %(start)s tot %(end)s uur") % {"start": _time(span.start), "end": _time(span.end)}


def _on_holidays(hours: Hours) -> str:
    if hours.holidays is None:
        return ""
    if not hours.holidays:
        return f", {gettext('niet op feestdagen')}"
    if set(hours.week) == {hours.holidays}:
        return f", {gettext('ook op feestdagen')}"
    return f"; {gettext('op feestdagen')} {_times(hours.holidays)}"


def _dated(dated: Dated, language: str) -> str:
    day = date(dated.year or 2028, dated.month, dated.day)  # a year with a 29th of February
    return f"{_formatted(day, 'd MMMM y' if dated.year else 'd MMMM', language)} {_times(dated.spans)}"
