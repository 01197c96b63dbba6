"""Numbers per region: with a school that of its region, without one the way to choose a school."""

import json
from dataclasses import replace
from datetime import date

import pytest

from tests.pages.small_register import DAY, stated, take_up
from wegwijzer.directory.rules.places import Municipality, School
from wegwijzer.directory.rules.register import Register
from wegwijzer.signpost.withdrawing import paths
from wegwijzer.site.api import in_use

NORTH, SOUTH, ROTTERDAM, AMSTERDAM = "99NA00", "99SA00", "99RA00", "99AA00"
DESK = "discriminatie_nl"
CHOOSE = "Dan staat hier het nummer voor die regio"


def channel(value, *municipalities):
    return {"type": "phone", "value": value, "municipalities": list(municipalities)}


def register(*channels):
    return Register(
        published=DAY,
        municipalities=(
            Municipality("0363", "Amsterdam"),
            Municipality("0599", "Rotterdam"),
            Municipality("9990", "Noorderdorp"),
            Municipality("9991", "Zuiderdorp"),
        ),
        schools=tuple(
            School(code, f"Made-up school {code}", "bo", town, municipality=number)
            for code, town, number in (
                (AMSTERDAM, "Amsterdam", "0363"),
                (NORTH, "Noorderdorp", "9990"),
                (ROTTERDAM, "Rotterdam", "0599"),
                (SOUTH, "Zuiderdorp", "9991"),
            )
        ),
        statements=(stated("channels", list(channels), "desk", DESK),),
    )


TWO = register(channel("000-0000001", "9990"), channel("000-0000002", "9991"))
MANY = register(channel("000-0000001", "9990"), *(channel(f"000-000001{n}", f"99{n}9") for n in range(5)))


@pytest.fixture
def with_register(ask, monkeypatch):
    before = ask.application.register
    yield lambda found: take_up(ask, found)
    take_up(ask, before)


@pytest.fixture(scope="module")
def leading_to(edition):
    """The plainest answers whose route has this desk as a step."""
    plainest = paths(edition.diagram, edition.routes)

    def found(desk):
        steps = [number for number, one in enumerate(edition.outcomes) if desk in [id for id, _ in one.steps]]
        return max((plainest[number] for number in steps), key=lambda path: path[0])[1]

    return found


@pytest.fixture
def route(ask, addresses, leading_to):
    """The text of a route with this desk, for a school; "" for none."""

    def shown(school, desk=DESK):
        return ask.get(replace(addresses("nl"), school=school).route(leading_to(desk))).text

    return shown


def test_the_number_of_the_region_of_the_school_is_shown_and_no_other(with_register, route):
    with_register(TWO)
    north, south = route(NORTH), route(SOUTH)
    assert "000-0000001" in north
    assert "000-0000002" not in north
    assert "000-0000002" in south
    assert "000-0000001" not in south
    assert "lleen voor Noorderdorp" in north


def test_elsewhere_only_what_is_for_everybody_is_shown(with_register, route):
    with_register(TWO)
    assert "000-000000" not in route(ROTTERDAM)
    assert "discriminatie.nl" in route(ROTTERDAM)


def test_a_few_numbers_stand_side_by_side_while_no_school_is_chosen(with_register, route):
    with_register(TWO)
    assert "000-0000001" in route("")
    assert "000-0000002" in route("")
    assert CHOOSE not in route("")


def test_many_numbers_wait_until_a_school_is_chosen(with_register, route):
    with_register(MANY)
    assert "000-0000001" not in route("")
    assert CHOOSE in route("")
    assert "000-0000001" in route(NORTH)
    assert CHOOSE not in route(NORTH)


def test_the_page_of_a_desk_has_every_number_with_its_region(with_register, ask, addresses):
    with_register(MANY)
    page = ask.get(addresses("nl").desk(DESK)).text
    assert all(one["value"] in page for one in MANY.statements[0].value)
    assert "lleen voor Noorderdorp" in page
    assert "lleen voor een deel van Nederland" in page


@pytest.fixture
def panel(ask, addresses):
    """Whether the route about a topic links to a desk, for a school."""

    def shows(desk, school, **answers):
        at = replace(addresses("nl"), school=school)
        return f'href="{at.desk(desk)}"' in ask.get(at.route(answers)).text

    return shows


@pytest.mark.parametrize(
    ("desk", "there"), [("kinderombudsman_gemeente", ROTTERDAM), ("onderwijsconsument", AMSTERDAM)]
)
def test_a_desk_of_one_town_is_named_there_and_nowhere_else(with_register, panel, desk, there):
    with_register(TWO)
    asked = {"audience": "ouder", "topic": "klacht_loopt_vast"}
    schools = (NORTH, SOUTH, ROTTERDAM, AMSTERDAM)
    assert [school for school in schools if panel(desk, school, **asked)] == [there]


@pytest.mark.parametrize(
    ("audience", "topic"),
    [("personeel", "klacht_loopt_vast"), ("ouder", "pesten"), ("leerling", "discriminatie_racisme")],
)
def test_a_desk_of_the_town_is_not_named_to_whom_it_does_nothing_for(with_register, panel, audience, topic):
    with_register(TWO)
    assert not panel("kinderombudsman_gemeente", ROTTERDAM, audience=audience, topic=topic)


def test_without_any_school_to_choose_every_number_is_shown(with_register, route):
    with_register(replace(MANY, schools=()))
    page = route("")
    assert all(one["value"] in page for one in MANY.statements[0].value)
    assert CHOOSE not in page


@pytest.mark.parametrize("place", ["", "nood"])
def test_the_emergency_lines_never_show_a_number_of_one_region(with_register, ask, addresses, place):
    lines = ("veilig_thuis", "113_zelfmoordpreventie", "112", "kindertelefoon")
    own = tuple(stated("channels", [channel("000-0000003", "9990")], "desk", id) for id in lines)
    with_register(replace(TWO, statements=own))
    page = ask.get(addresses("nl").at(place)).text
    assert "000-0000003" not in page
    assert own[0].source not in page


def test_the_api_tells_for_which_municipalities_a_number_is(with_register, ask, monkeypatch):
    monkeypatch.setattr(in_use, "today", lambda: date.fromisoformat(DAY))
    with_register(TWO)
    channels = json.loads(ask.get(f"/api/v1/organisations/{DESK}").text)["channels"]
    assert {one["value"]: one["municipalities"] for one in channels if one["municipalities"]} == {
        "000-0000001": ["9990"],
        "000-0000002": ["9991"],
    }


def test_the_panel_of_the_school_names_the_desks_of_its_municipality_that_fit(with_register, panel):
    with_register(TWO)
    for topic, fits in (("verzuim_leerplicht", True), ("pesten_op_het_werk", False)):
        assert panel("leerplichtambtenaar", NORTH, audience="personeel", topic=topic) is fits
