"""Opening hours: what the notation says, and what is open at a moment, in every week of the year."""

import contextlib
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wegwijzer.kernel.days import DUTCH_TIME, WHOLE_DAY, moment_of
from wegwijzer.kernel.opening_hours import WEEKDAYS, BadHours, Hours, parse

OFFICE = "Mo-Fr 09:00-17:00; PH off"
LINE = "Mo-Su 11:00-21:00"  # nothing is said of holidays
SHORT = "Mo-Fr 09:00-17:00; PH 10:00-15:00"
NIGHT = "Fr 22:00-02:00"
SHIFT = "Mo-Su,PH 22:00-02:30"
PARTED = "Mo-Fr 09:00-12:30,13:00-17:00; Sa 10:00-14:00; PH off; Dec 24 09:00-15:00; 2026 Dec 24 off"


def at(text: str) -> datetime:
    """A moment by what Dutch clocks show; "2nd" is the second time that they show it."""
    shown = datetime.fromisoformat(text.removesuffix(" 2nd")).replace(tzinfo=DUTCH_TIME)
    return shown.replace(fold=1) if text.endswith("2nd") else shown


def shown(moment: datetime | None) -> str:
    if moment is None:
        return "-"
    local = moment.astimezone(DUTCH_TIME)
    return f"{local:%Y-%m-%d %H:%M}{' 2nd' if local.fold else ''}"


# the hours, a moment, whether it is open ("?" when nobody can tell), and when that ends or when it opens
MOMENTS = [
    ("24/7", "2026-12-25 12:00", "open", "-"),
    (OFFICE, "2026-11-24 08:59", "closed", "2026-11-24 09:00"),
    (OFFICE, "2026-11-24 09:00", "open", "2026-11-24 17:00"),
    (OFFICE, "2026-11-24 16:59", "open", "2026-11-24 17:00"),
    (OFFICE, "2026-11-24 17:00", "closed", "2026-11-25 09:00"),
    (OFFICE, "2026-11-27 18:00", "closed", "2026-11-30 09:00"),
    (PARTED, "2026-11-24 12:30", "closed", "2026-11-24 13:00"),
    (PARTED, "2026-11-28 13:59", "open", "2026-11-28 14:00"),
    # past midnight
    (NIGHT, "2026-11-27 21:59", "closed", "2026-11-27 22:00"),
    (NIGHT, "2026-11-27 23:30", "open", "2026-11-28 02:00"),
    (NIGHT, "2026-11-28 01:59", "open", "2026-11-28 02:00"),
    (NIGHT, "2026-11-28 02:00", "closed", "2026-12-04 22:00"),
    (NIGHT, "2026-11-27 01:00", "closed", "2026-11-27 22:00"),
    ("Mo-Fr 08:00-24:00", "2026-11-24 23:59", "open", "2026-11-25 00:00"),
    ("Mo-Fr 08:00-24:00", "2026-11-25 00:00", "closed", "2026-11-25 08:00"),
    ("Mo-Fr 22:00-00:00", "2026-11-24 23:59", "open", "2026-11-25 00:00"),
    ("Mo 08:00-24:00; Tu 00:00-10:00", "2026-11-23 12:00", "open", "2026-11-24 10:00"),
    ("Su-Mo 10:00-12:00", "2026-11-23 10:00", "open", "2026-11-23 12:00"),
    # Christmas, and the turn of the year
    (OFFICE, "2026-12-25 10:00", "closed", "2026-12-28 09:00"),
    (PARTED, "2026-12-24 10:00", "closed", "2026-12-28 09:00"),
    (PARTED, "2027-12-24 14:59", "open", "2027-12-24 15:00"),
    (LINE, "2026-12-24 20:59", "open", "2026-12-24 21:00"),
    (LINE, "2026-12-24 21:00", "closed", "2026-12-27 11:00"),
    (LINE, "2026-12-25 00:00", "?", "2026-12-27 11:00"),
    (LINE, "2026-12-26 23:59", "?", "2026-12-27 11:00"),
    (LINE, "2026-12-27 00:00", "closed", "2026-12-27 11:00"),
    ("Mo-Su,PH 11:00-21:00", "2026-12-25 12:00", "open", "2026-12-25 21:00"),
    ("Mo-Su 11:00-21:00; PH 13:00-15:00", "2026-12-25 12:00", "closed", "2026-12-25 13:00"),
    ("Mo-Su 11:00-21:00; Dec 25 12:00-14:00", "2026-12-25 13:00", "open", "2026-12-25 14:00"),
    ("Mo-Su 20:00-04:00; PH off", "2026-12-25 01:00", "open", "2026-12-25 04:00"),
    ("Mo-Su 20:00-04:00; PH off", "2026-12-26 01:00", "closed", "2026-12-27 20:00"),
    ("Mo-Su 20:00-04:00", "2026-12-27 01:00", "?", "2026-12-27 20:00"),
    (OFFICE, "2026-12-31 16:59", "open", "2026-12-31 17:00"),
    (OFFICE, "2026-12-31 17:00", "closed", "2027-01-04 09:00"),
    ("Mo-Su,PH 22:00-02:00", "2026-12-31 23:59", "open", "2027-01-01 02:00"),
    (LINE, "2027-01-01 12:00", "?", "2027-01-02 11:00"),
    # other holidays
    (OFFICE, "2026-04-06 10:00", "closed", "2026-04-07 09:00"),
    (OFFICE, "2026-04-27 10:00", "closed", "2026-04-28 09:00"),
    (OFFICE, "2026-05-14 10:00", "closed", "2026-05-15 09:00"),
    (OFFICE, "2026-05-25 10:00", "closed", "2026-05-26 09:00"),
    ("Mo-Fr 09:00-17:00", "2026-04-05 10:00", "closed", "2026-04-07 09:00"),  # on Sundays it never is open
    # holidays that not everybody has off: Good Friday, and 5 May but in 2025 and 2030
    (OFFICE, "2026-04-03 10:00", "?", "2026-04-07 09:00"),
    (OFFICE, "2026-04-03 03:00", "closed", "2026-04-07 09:00"),
    (OFFICE, "2026-04-03 17:00", "closed", "2026-04-07 09:00"),
    (SHORT, "2026-04-03 09:59", "?", "2026-04-03 10:00"),
    (SHORT, "2026-04-03 10:00", "open", "2026-04-03 15:00"),
    (SHORT, "2026-04-03 15:00", "?", "2026-04-05 10:00"),
    ("Mo-Su 20:00-04:00; PH off", "2026-04-03 01:00", "open", "2026-04-03 04:00"),
    ("Mo-Su 20:00-04:00; PH off", "2026-04-04 01:00", "?", "2026-04-04 20:00"),
    ("Mo-Fr 09:00-17:00", "2026-04-03 03:00", "?", "2026-04-07 09:00"),  # nobody said anything
    (OFFICE, "2026-05-05 10:00", "?", "2026-05-06 09:00"),
    (OFFICE, "2025-05-05 10:00", "closed", "2025-05-06 09:00"),
    ("Mo-Su,PH 11:00-21:00", "2026-04-03 12:00", "open", "2026-04-03 21:00"),
    # 29 February
    (OFFICE, "2028-02-28 17:00", "closed", "2028-02-29 09:00"),
    (OFFICE, "2028-02-29 10:00", "open", "2028-02-29 17:00"),
    ("Mo-Su 09:00-17:00; Feb 29 off", "2028-02-29 10:00", "closed", "2028-03-01 09:00"),
    ("Mo-Su 09:00-17:00; Feb 29 off", "2027-03-01 10:00", "open", "2027-03-01 17:00"),
    # 29 March 2026: the clock goes from 2.00 to 3.00
    (SHIFT, "2026-03-29 01:59", "open", "2026-03-29 03:00"),
    (SHIFT, "2026-03-29 03:00", "closed", "2026-03-29 22:00"),
    ("Mo-Su 02:30-06:00", "2026-03-29 01:59", "closed", "2026-03-29 03:00"),
    ("Mo-Su 02:15-02:45", "2026-03-29 01:00", "closed", "2026-03-30 02:15"),
    ("Mo-Su 03:00-06:00", "2026-03-29 01:59", "closed", "2026-03-29 03:00"),
    ("Sa 00:00-24:00", "2026-03-28 12:00", "open", "2026-03-29 00:00"),
    # 25 October 2026: the clock goes from 3.00 back to 2.00
    (SHIFT, "2026-10-25 02:29", "open", "2026-10-25 02:30"),
    (SHIFT, "2026-10-25 02:30", "closed", "2026-10-25 22:00"),
    (SHIFT, "2026-10-25 02:00 2nd", "closed", "2026-10-25 22:00"),
    ("Mo-Su 02:30-06:00", "2026-10-25 02:29", "closed", "2026-10-25 02:30"),
    ("Mo-Su 02:30-06:00", "2026-10-25 02:10 2nd", "open", "2026-10-25 06:00"),
    ("Mo-Su 03:00-06:00", "2026-10-25 02:59", "closed", "2026-10-25 03:00"),
    # further than two weeks
    ("2027 Jan 15 09:00-12:00", "2026-11-24 12:00", "closed", "-"),
    ("Mo-Su,PH 00:00-24:00; 2027 Jan 15 off", "2026-11-24 12:00", "open", "-"),
    ("Mo-Su,PH 00:00-24:00; 2027 Jan 15 off", "2027-01-14 12:00", "open", "2027-01-15 00:00"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "moment", "how", "then"), MOMENTS)
def test_at_this_moment_it_is(text, moment, how, then):
    status = parse(text).status(at(moment))
    assert status.open == (how == "open")
    assert status.uncertain == (how == "?")
    assert shown(status.until if status.open else status.opens) == then
    assert (status.opens if status.open else status.until) is None


@pytest.mark.parametrize(
    ("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-03-28", 24), ("2026-10-24", 24)]
)
def test_a_whole_day_is_as_long_as_that_day(day, hours):
    all_day = parse("Sa-Su 00:00-24:00")
    start = moment_of(date.fromisoformat(day), 0)
    moments = [start + timedelta(minutes=15 * place) for place in range(4 * hours)]
    assert all(all_day.status(moment).open for moment in moments)
    assert moments[-1] + timedelta(minutes=15) == moment_of(date.fromisoformat(day) + timedelta(1), 0)


def test_the_next_change_is_also_found_beyond_two_weeks():
    always_but_once = parse("Mo-Su,PH 00:00-24:00; 2027 Nov 15 off")
    assert shown(always_but_once.next_change(at("2026-11-24 12:00"))) == "2027-11-15 00:00"
    assert always_but_once.next_change(at("2027-11-16 00:00")) is None
    assert parse("24/7").next_change(at("2026-11-24 12:00")) is None


def test_a_day_that_becomes_a_holiday_is_a_change():
    assert shown(parse(LINE).next_change(at("2026-12-24 21:30"))) == "2026-12-25 00:00"
    assert shown(parse(LINE).next_change(at("2026-12-25 12:00"))) == "2026-12-27 00:00"


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        parse(LINE).status(datetime(2026, 11, 24, 12))  # noqa: DTZ001  # that is the mistake


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "not a day with its hours"),
        ("always", "not a day with its hours"),
        ("09:00-17:00", "not a day with its hours"),
        ("24/7; PH off", "not a day with its hours"),
        ("Mo-Fr 09:00-17:00;", "not a day with its hours"),
        ("ma-vr 09:00-17:00", "'ma-vr' is no day"),
        ("Mo-PH 09:00-17:00", "'Mo-PH' is no day"),
        ("Mo- 09:00-17:00", "'Mo-' is no day"),
        ("dec 24 off", "'dec 24' is no day"),
        ("Feb 30 off", "no such day: Feb 30"),
        ("2027 Feb 29 off", "no such day: 2027 Feb 29"),
        ("0000 Jan 01 off", "no such day: 0000 Jan 01"),
        ("Mo 9:00-17:00", "'9:00-17:00' are no times"),
        ("Mo 09.00-17.00", "are no times"),
        ("Mo 09:00-17:00, 18:00-19:00", "is no day"),
        ("Mo closed", "'closed' are no times"),
        ("Mo ٠٩:٠٠-١٧:٠٠", "are no times"),
        ("Mo 09:60-17:00", "no such time on a clock"),
        ("Mo 09:00-24:01", "no such time on a clock"),
        ("Mo 24:00-02:00", "no such time on a clock"),
        ("Mo 09:00-09:00", "begins when it ends"),
        ("Mo 09:00-12:00,11:00-17:00", "must follow each other"),
        ("Mo 09:00-12:00,12:00-17:00", "must follow each other"),
        ("Mo 22:00-02:00,23:00-24:00", "must follow each other"),
        ("Mo 09:00-10:00; Mo 11:00-12:00", "Mo stands here twice"),
        ("Mo-We,Tu 09:00-10:00", "Tu stands here twice"),
        ("Mo,PH 09:00-10:00; PH off", "PH stands here twice"),
        ("Dec 1 off; Dec 01 off", "Dec 01 stands here twice"),
        ("PH off; Mo-Fr 09:00-17:00", "'Mo-Fr 09:00-17:00' stands too late"),
        ("Mo-Fr,PH 09:00-17:00; Sa 10:00-12:00", "'Sa 10:00-12:00' stands too late"),
        ("2026 Dec 24 off; Dec 24 09:00-15:00", "stands too late"),
    ],
)
def test_what_is_wrong_with_a_notation_is_said(text, told):
    with pytest.raises(BadHours, match=told.replace("(", r"\(")):
        parse(text)


@given(st.text(alphabet="MoTuWeFrSaPHDec 0123456789:-,;/of\n٣", max_size=40))
def test_whatever_is_written_it_is_read_or_refused(text):
    with contextlib.suppress(BadHours):
        assert parse(text).week


# Hours begin at three in the night at the earliest, and end before three the next night: so none overlap.
EARLIEST, LATEST = 3 * 60, WHOLE_DAY + 3 * 60 - 1
EDGES = st.lists(st.integers(EARLIEST, LATEST), max_size=6, unique=True).map(sorted)
DAY = EDGES.map(lambda edges: [*zip(edges[::2], edges[1::2], strict=False)]).filter(
    lambda spans: all(start < WHOLE_DAY for start, _ in spans)
)
WEEK = st.lists(DAY, min_size=7, max_size=7)
LATER = st.tuples(
    st.sampled_from(["", "PH off", "PH 10:00-15:00"]),
    st.sampled_from(["", "Dec 24 09:00-15:00", "Feb 29 off"]),
    st.sampled_from(["", "2026 Mar 29 02:15-02:45", "2026 Oct 24 22:00-02:30", "2027 Jan 01 off"]),
)
MOMENT = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31)).map(  # noqa: DTZ001  # a zone follows
    lambda moment: moment.replace(tzinfo=UTC, second=0, microsecond=0)
)


def clock(minutes: int) -> str:
    minutes -= WHOLE_DAY if minutes > WHOLE_DAY else 0
    return f"{minutes // 60:02}:{minutes % 60:02}"


def notation(week, later=()) -> str:
    rules = [
        f"{day} {','.join(f'{clock(start)}-{clock(end)}' for start, end in spans) or 'off'}"
        for day, spans in zip(WEEKDAYS, week, strict=True)
    ]
    return "; ".join([*rules, *filter(None, later)])


def how(hours: Hours, moment: datetime) -> tuple[bool, bool]:
    status = hours.status(moment)
    return status.open, status.uncertain


@settings(max_examples=300)
@given(WEEK, LATER, MOMENT, st.integers(0, 999))
def test_between_two_changes_nothing_changes(week, later, moment, part):
    hours = parse(notation(week, later))
    change = hours.next_change(moment)
    until = change or moment + timedelta(days=30)
    assert how(hours, moment + (until - moment) * part // 1000) == how(hours, moment)
    if change:
        assert change > moment
        assert how(hours, change) != how(hours, moment)


@settings(max_examples=300)
@given(WEEK, LATER, MOMENT)
def test_a_status_tells_when_it_ends(week, later, moment):
    hours = parse(notation(week, later))
    status = hours.status(moment)
    if status.open and status.until:
        assert status.until == hours.next_change(moment)
    if status.opens:
        assert how(hours, status.opens) == (True, False)
        assert not hours.status(status.opens - timedelta(seconds=1)).open


@given(WEEK)
def test_a_week_without_holidays_is_open_for_as_long_as_is_written(week):
    hours, moment, end = parse(notation(week)), at("2026-11-16 00:00"), at("2026-11-23 00:00")
    opened = timedelta()
    while moment < end:
        change = min(hours.next_change(moment) or end, end)
        opened += (change - moment) if hours.status(moment).open else timedelta()
        moment = change
    assert opened == sum((timedelta(minutes=e - s) for spans in week for s, e in spans), timedelta())


@given(WEEK, st.integers(0, 7 * WHOLE_DAY - 1))
def test_on_ordinary_days_it_is_open_when_the_clock_says_so(week, minute):
    day, now = divmod(minute, WHOLE_DAY)
    said = any(s <= now < e for s, e in week[day]) or any(s <= now + WHOLE_DAY < e for s, e in week[day - 1])
    moment = moment_of(date(2026, 11, 16), minute)
    assert parse(notation(week)).status(moment).open == said
