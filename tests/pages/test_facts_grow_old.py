"""What a page shows of facts as time goes by, and after an editor took one away."""

from dataclasses import replace
from datetime import datetime

import pytest

from tests.pages.kinds import DANGER, PUPIL
from wegwijzer.directory.rules.freshness import Withdrawn
from wegwijzer.directory.rules.places import School, Source, Statement
from wegwijzer.directory.rules.register import Register
from wegwijzer.directory.rules.stating import CHANNELS
from wegwijzer.kernel.days import DUTCH_TIME
from wegwijzer.signpost.facts import facts_on
from wegwijzer.signpost.pages.desks import channels
from wegwijzer.signpost.pages.frame import Addresses, Frame, Page
from wegwijzer.signpost.pages.opening import pages_change_at
from wegwijzer.signpost.pages.results import phone_line
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


def framed(edition, day, register=REGISTER, language="nl"):
    moment = at(day)
    standing = Exits(edition, register).on(moment.date(), register.withdrawals)
    known = replace(installation(), register=register, standing=standing)
    return Frame(edition, language, known, Addresses(edition, language), moment)


def text_at(frame, path):
    page = page_at(frame.edition, frame.installation, path, moment=frame.moment)
    assert isinstance(page, Page)
    return render(page).decode()


def shown(edition, answers, day, school="", register=REGISTER):
    return text_at(framed(edition, day, register), Addresses(edition, "nl", school).route(answers))


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


def with_channels(*items, checked="2027-01-10"):
    stated = Statement("desk", "kindertelefoon", "channels", [*items], "zelf opgegeven", "B", checked, "r")
    return replace(REGISTER, statements=(stated,))


VALUES = {
    "phone": "030 123 45 67",
    "chat": "https://chat.example",
    "web": "https://web.example",
    "mail": "hulp@desk.example",
    "visit": "Verzonnenstraat 1, Verzonnendorp",
}


@pytest.mark.parametrize("kind", CHANNELS)
def test_every_way_that_a_desk_can_state_stands_on_its_page(edition, kind):
    register = with_channels({"type": kind, "value": VALUES[kind]})
    frame = framed(edition, "2027-01-12", register)
    text = text_at(frame, frame.addresses.desk("kindertelefoon"))
    assert VALUES[kind].removeprefix("https://") in text
    assert 'href="Verzonnenstraat' not in text


def test_what_a_desk_states_about_cost_is_not_mixed_with_what_we_knew(edition):
    item = {"type": "phone", "value": "0800 0432", "cost": "lokaal tarief", "deaf": "Bel met tolk."}
    line = channels(framed(edition, "2027-01-12", with_channels(item)), "kindertelefoon")[0]
    assert "lokaal tarief" in line["details"].lower()
    assert "gratis" not in line["details"].lower()
    assert "tolk" in line["details"]
    assert "naam is niet nodig" in line["details"]  # that is still known


def test_what_a_desk_states_about_cost_is_told_in_the_language_of_the_page(edition):
    register = with_channels({"type": "phone", "value": "0800 0432", "cost": "lokaal tarief"})
    frame = framed(edition, "2027-01-12", register, language="en")
    text = text_at(frame, frame.addresses.desk("kindertelefoon"))
    assert "local rate" in text.lower()
    assert "lokaal tarief" not in text.lower()
    assert '<bdi lang="nl">zelf opgegeven</bdi>' in text


def test_a_desk_that_narrows_a_number_of_the_pack_takes_it_away_from_nobody(edition):
    item = {"type": "phone", "value": "112", "municipalities": ["9990"]}
    stated = Statement("desk", "112", "channels", [item], "zelf opgegeven", "B", "2027-01-10", "r")
    frame = framed(edition, "2027-01-12", replace(REGISTER, statements=(stated,)))
    line = phone_line(frame, "112")
    assert line is not None
    assert line["phone"] == "112"


def test_a_stated_number_that_is_the_last_exit_outlives_its_term_on_the_page_too(edition):
    item = {"type": "phone", "value": "0800 1234"}
    stated = Statement("desk", "112", "channels", [item], "zelf opgegeven", "B", "2027-01-10", "r")
    gone = Withdrawn("112", "phone 112", "opgeheven", "2027-01-11")
    register = replace(REGISTER, statements=(stated,), withdrawals=(gone,))
    late = framed(edition, "2029-01-01", register)
    assert ("112", "phone 0800 1234") in late.installation.standing.kept
    assert [one["text"] for one in channels(late, "112")] == ["0800 1234"]


def test_a_number_that_its_owner_confirmed_is_fresh_again(edition):
    number, late = edition.words("desk", "kindertelefoon", "nl")["channels"][0]["value"], "2029-06-20"
    confirmed = with_channels({"type": "phone", "value": number}, checked="2029-06-10")

    def fresh(register):
        found = channels(framed(edition, late, register), "kindertelefoon")
        return [one["text"] for one in found if not one["overdue"]]

    assert number not in fresh(REGISTER)
    assert number in fresh(confirmed)


def test_an_editor_can_withdraw_what_a_desk_stated(edition):
    exits = Exits(edition, with_channels({"type": "phone", "value": VALUES["phone"]}))
    assert exits.line("kindertelefoon", VALUES["phone"]) == ("kindertelefoon", f"phone {VALUES['phone']}")


@pytest.mark.parametrize(
    ("day", "said"), [("2027-01-09", 0), ("2027-01-10", 1), ("2027-01-20", 1), ("2027-01-21", 0)]
)
def test_a_desk_that_says_it_is_closed_is_not_open(edition, day, said):
    days = [{"from": "2027-01-10", "until": "2027-01-20"}]
    closed = Statement("desk", "kindertelefoon", "closures", days, "s", "B", "2027-01-09", "r")
    frame = framed(edition, day, replace(REGISTER, statements=(closed,)))
    told = [one["status"]["text"] for one in channels(frame, "kindertelefoon")]
    assert told
    assert all(("Gesloten tot en met 20 januari 2027" in text) is bool(said) for text in told)


def test_pages_are_made_anew_when_hours_that_a_desk_stated_end(edition):
    register = with_channels({"type": "phone", "value": "030 123 45 67", "open": "Mo-Su 09:00-16:41"})
    moment = at("2027-01-12").replace(hour=16, minute=30)
    change = pages_change_at(facts_on(edition, register, moment.date()), moment)
    assert change.astimezone(DUTCH_TIME).strftime("%H:%M") == "16:41"


def test_hours_in_words_leave_too_when_their_term_is_over(edition):
    young, old = (channels(framed(edition, day), "alles_oke") for day in ("2026-11-24", "2027-09-30"))
    assert any("14.00" in one["details"] for one in young)
    assert not any("14.00" in one["details"] for one in old)


def test_what_an_editor_withdrew_is_not_on_the_emergency_page_either(edition):
    line = Withdrawn("kindertelefoon", "phone 0800 0432", "klopt niet", "2026-11-24")
    for register, there in ((REGISTER, True), (replace(REGISTER, withdrawals=(line,)), False)):
        frame = framed(edition, "2026-11-24", register)
        for path in ("/nood/", "/en/nood/", "/uk/nood/"):
            assert ("0800 0432" in text_at(frame, path)) is there
