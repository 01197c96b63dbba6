"""Days: months further on, and the public holidays of the Netherlands."""

from datetime import date, timedelta

import pytest

from wegwijzer.kernel.days import add_months, public_holiday


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 11, 23), 12, date(2027, 11, 23)),
    ],
)
def test_months_are_counted_on_the_calendar(start, months, due):
    assert add_months(start, months) == due


def test_the_holidays_of_a_year_are_those_of_the_netherlands():
    found = {
        day: holiday
        for day in (date(2027, 1, 1) + timedelta(place) for place in range(365))
        if (holiday := public_holiday(day))
    }
    assert {(f"{day:%d-%m}", holiday.name, holiday.everybody) for day, holiday in found.items()} == {
        ("01-01", "Nieuwjaarsdag", True),
        ("26-03", "Goede Vrijdag", False),
        ("28-03", "Eerste Paasdag", True),
        ("29-03", "Tweede Paasdag", True),
        ("27-04", "Koningsdag", True),
        ("05-05", "Bevrijdingsdag", False),
        ("06-05", "Hemelvaartsdag", True),
        ("16-05", "Eerste Pinksterdag", True),
        ("17-05", "Tweede Pinksterdag", True),
        ("25-12", "Eerste Kerstdag", True),
        ("26-12", "Tweede Kerstdag", True),
    }


@pytest.mark.parametrize(
    ("day", "name", "everybody"),
    [
        ("2031-04-26", "Koningsdag", True),  # 27 April 2031 is a Sunday
        ("2031-04-27", "", False),
        ("2030-05-05", "Bevrijdingsdag", True),
        ("2016-05-05", "Hemelvaartsdag", True),  # and Liberation Day, on the same day
    ],
)
def test_a_holiday_that_moves_is_found(day, name, everybody):
    holiday = public_holiday(date.fromisoformat(day))
    assert (holiday.name if holiday else "", bool(holiday and holiday.everybody)) == (name, everybody)
