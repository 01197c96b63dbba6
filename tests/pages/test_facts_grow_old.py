"""What a page shows of facts as time goes by, and after an editor took one away."""

from dataclasses import replace
from datetime import datetime

import pytest

from tests.pages.kinds import DANGER, PUPIL
from wegwijzer.directory.rules.freshness import Withdrawn
from wegwijzer.directory.rules.places import School, Source, Statement
from wegwijzer.directory.rules.register import Register
from wegwijzer.kernel.days import DUTCH_TIME
from wegwijzer.signpost.pages.desks import channels
from wegwijzer.signpost.pages.frame import Addresses, Frame, Page
from wegwijzer.signpost.pages.routing import page_at
from wegwijzer.signpost.withdrawing import Exits
from wegwijzer.site.rendering import installation, render

SCHOOL = School(
    "99ZA00",
    "Verzonnen School",
    "vo",
    "Verzonnendorp",
    phone="0101234567",
    website="https://x.example",
    source="lijst",
    other_sources={"website": "oude-lijst"},
)
STATED = Statement(
    "school",
    "99ZA00",
    "confidential_adviser",
    {"email": "vertrouwen@x.example"},
    "school",
    "B",
    "2026-11-23",
    "r",
)
SECRET = replace(STATED, field="contact", value={"email": "intern@x.example"})
REGISTER = Register(
    "2026-11-23",
    sources=(
        Source("lijst", "Lijst van scholen", "2026-11-01", "CC BY 4.0"),
        Source("oude-lijst", "Oude lijst", "2024-11-01", "CC BY 4.0"),
    ),
    schools=(SCHOOL,),
    statements=(STATED, SECRET),
)


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=DUTCH_TIME)


def framed(edition, day, register=REGISTER):
    moment = at(day)
    standing = Exits(edition).on(moment.date(), register.withdrawals)
    known = replace(installation(), register=register, standing=standing)
    return Frame(edition, "nl", known, Addresses(edition, "nl"), moment)


def shown(edition, answers, day, school="", register=REGISTER):
    frame = framed(edition, day, register)
    path = Addresses(edition, "nl", school).route(answers)
    page = page_at(edition, frame.installation, path, moment=frame.moment)
    assert isinstance(page, Page)
    return render(page).decode()


def test_a_fact_that_was_checked_long_ago_says_so(edition):
    fresh, old = (shown(edition, PUPIL | {"safety": "bang"}, day) for day in ("2026-11-24", "2027-12-01"))
    assert "Dat is lang geleden" not in fresh
    assert "Dat is lang geleden" in old


@pytest.mark.parametrize("day", ["2026-11-24", "2027-12-01", "2036-11-23"])
def test_who_is_in_danger_sees_112_and_113_whatever_the_date(edition, day):
    text = shown(edition, DANGER, day)
    assert "tel:112" in text
    assert "Bel 112" in text.partition("<main")[2]


def test_overdue_channels_stand_below_fresh_ones_and_leave_in_the_end(edition):
    days = ("2026-11-24", "2027-12-01", "2030-01-01")
    kinds = [[channel["text"] for channel in channels(framed(edition, day), "jeugdstem")] for day in days]
    assert kinds[0]
    assert len(kinds[2]) < len(kinds[0])


def test_hours_leave_before_the_number_does(edition):
    young, old = (channels(framed(edition, day), "kindertelefoon")[0] for day in ("2026-11-24", "2027-11-24"))
    assert young["text"] == old["text"]
    assert "11.00" in young["details"]
    assert "11.00" not in old["details"]
    assert old["status"] is None


def test_what_an_editor_withdrew_is_on_no_page(edition):
    before = channels(framed(edition, "2026-11-24"), "jeugdstem")
    fact = edition.words("desk", "jeugdstem", "nl")["channels"][0]
    name = f"{fact['type']} {fact['value']}"
    gone = replace(REGISTER, withdrawals=(Withdrawn("jeugdstem", name, "klopt niet", "2026-11-24"),))
    after = channels(framed(edition, "2026-11-24", gone), "jeugdstem")
    assert len(after) == len(before) - 1


@pytest.mark.parametrize(
    ("day", "phone", "website"),
    [("2026-12-01", True, True), ("2027-11-02", True, False), ("2029-11-02", False, False)],
)
def test_how_to_reach_a_school_goes_with_the_file_that_it_came_from(edition, day, phone, website):
    text = shown(edition, PUPIL, day, "99ZA00")
    assert "Verzonnen School" in text
    assert ("010 123 45 67" in text) is phone
    assert ("https://x.example" in text) is website


def test_an_old_list_of_schools_says_so(edition):
    assert "Een deel is lang geleden nagekeken" in shown(edition, PUPIL, "2026-12-01", "99ZA00")
    new = replace(REGISTER, schools=(replace(SCHOOL, other_sources={}),))
    assert "Een deel is lang geleden nagekeken" not in shown(edition, PUPIL, "2026-12-01", "99ZA00", new)


def test_what_a_school_states_stands_on_its_route_until_its_term_is_over(edition):
    assert "vertrouwen@x.example" in shown(edition, PUPIL, "2026-12-01", "99ZA00")
    assert "vertrouwen@x.example" not in shown(edition, PUPIL, "2028-12-01", "99ZA00")


def test_an_address_for_questions_about_facts_is_not_shown(edition):
    assert "intern@x.example" not in shown(edition, PUPIL, "2026-12-01", "99ZA00")
