"""The visitor's own school: looked up by name, named at every step, and known to nobody else."""

from dataclasses import replace
from urllib.parse import urlencode

import pytest

from tests.pages.kinds import NO_SCHOOL_YET, SCHOOL
from wegwijzer.signpost.pages.schools import readable
from wegwijzer.signpost.rules.edition import school_in

BOARD = "Verzonnen Stichting Openbaar Onderwijs Noord"


@pytest.fixture
def here(addresses):
    return addresses("nl")


def look_up(ask, addresses, name, answers=NO_SCHOOL_YET):
    return ask.post(addresses.find_school(answers), urlencode({"school": name}).encode())


def names(answer):
    return [option.text for option in answer.page.with_class("ww-option")]


def with_school(addresses, code):
    return replace(addresses, school=code)


def test_a_school_is_found_by_a_part_of_its_name_with_a_mistake(ask, here):
    answer = look_up(ask, here, "regenbog verzonendorp")
    assert "De Regenboog" in names(answer)[0]
    assert BOARD in names(answer)[0]
    assert "Regenboogpad 1, Verzonnendorp" in names(answer)[0]


def test_choosing_a_school_leads_back_to_the_route_with_its_name_and_board(ask, here):
    chosen = look_up(ask, here, "de regenboog").page.with_class("ww-option")[0].get("href")
    assert school_in(chosen.split("/")[2]) == SCHOOL
    for shown in ("School De Regenboog", BOARD, "https://deregenboog.example", "school is verzonnen"):
        assert shown in ask.get(chosen).text


def test_the_route_with_a_school_is_the_route_without_one(ask, here, edition):
    assert edition.answers(with_school(here, SCHOOL).code(NO_SCHOOL_YET)) == NO_SCHOOL_YET
    titles = [
        [
            heading.text
            for heading in ask.get(way.route(NO_SCHOOL_YET)).page.all("h2")
            if "school" not in heading.text
        ]
        for way in (here, with_school(here, SCHOOL))
    ]
    assert titles[0]
    assert titles[0] == titles[1]


def test_the_school_goes_along_with_every_next_answer(ask, here):
    way = with_school(here, SCHOOL)
    page = ask.get(way.question(NO_SCHOOL_YET, "stage")).page
    ahead = [option.get("href") for option in page.with_class("ww-option")]
    assert ahead
    assert {school_in(href.split("/")[2]) for href in ahead} == {SCHOOL}


def test_a_school_can_be_left_out_again(ask, here):
    page = ask.get(with_school(here, SCHOOL).route(NO_SCHOOL_YET)).page
    out = [link.get("href") for link in page.all("a") if link.text == "Zonder school"]
    assert out == [here.route(NO_SCHOOL_YET)]


@pytest.mark.parametrize("said", [{}, {"sector": "onbekend"}, {"sector": "vo"}, {"sector": "po"}])
def test_the_kind_of_school_follows_from_the_school(ask, here, edition, said):
    asked = {"audience": "ouder", "topic": "pesten", "safety": "veilig", **said}
    chosen = look_up(ask, here, "de regenboog", asked).page.with_class("ww-option")[0].get("href")
    assert edition.answers(chosen.split("/")[2])["sector"] == "po"


def test_the_list_of_schools_is_where_the_form_leads(ask, here):
    """On a small phone it would else be below the screen."""
    form = ask.get(here.find_school(NO_SCHOOL_YET)).page.one("form")
    assert form.get("action").endswith("/school/#gevonden")


@pytest.mark.parametrize("typed", ["0001AB", "0001 ab", "0001"])
def test_a_school_is_found_by_its_postcode(ask, here, typed):
    assert "Verzonnendorp" in names(look_up(ask, here, typed))[0]


@pytest.mark.parametrize("code", ["99ZZ99", "00AA00"])
def test_a_school_that_nobody_knows_is_left_out_of_the_route(ask, here, code):
    answer = ask.get(with_school(here, code).route(NO_SCHOOL_YET))
    assert answer.status == 307, "it may be known tomorrow"
    assert answer.header("location") == here.route(NO_SCHOOL_YET)


def test_nothing_found_says_what_to_try(ask, here):
    answer = look_up(ask, here, "xqzvkw")
    assert answer.status == 200
    assert "Geen school gevonden" in answer.page.words
    assert answer.page.one("input").get("value") == "xqzvkw"


@pytest.mark.parametrize("typed", ["", "   ", "\t"])
def test_an_empty_name_gets_a_word_too(ask, here, typed):
    answer = look_up(ask, here, typed)
    assert answer.page.with_class("utrecht-form-field-error-message")


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", "'; DROP TABLE school; --", "😀😀", "\x00\x01", "a" * 20_000, "‮غض"]
)
def test_strange_names_get_a_calm_page(ask, here, typed):
    answer = look_up(ask, here, typed)
    assert answer.status == 200
    assert "<script>alert" not in answer.text
    assert len(answer.page.one("input").get("value")) <= 100


def test_a_name_in_the_address_is_not_read(ask, here):
    answer = ask("GET", here.find_school(NO_SCHOOL_YET), query=b"school=regenboog")
    assert answer.status == 200
    assert names(answer) == []


def test_a_broken_code_gets_the_friendly_page(ask):
    assert ask.post("/w/AAAA-AAAA/school/", b"school=regenboog").status == 404
    assert ask.get("/w/AAAA-AAAA/school/").status == 404


def test_the_code_with_a_school_can_be_typed_in(ask, here):
    way = with_school(here, SCHOOL)
    answer = ask.post("/code/", urlencode({"code": way.code(NO_SCHOOL_YET).replace("-", " ")}).encode())
    assert answer.header("location") == way.go_on(NO_SCHOOL_YET)


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("0302345678", "030 234 56 78"),
        ("0344123456", "0344 12 34 56"),
        ("0881234567", "088 123 45 67"),
        ("08001234", "08001234"),
        ("+31301234567", "+31301234567"),
        ("", ""),
    ],
)
def test_a_number_of_a_school_stands_in_groups(phone, shown):
    assert readable(phone) == shown


def test_the_sources_of_schools_stand_in_the_colophon_with_their_day_and_licence(ask, here):
    text = " ".join(ask.get(here.at("over")).text.split())
    assert "Eigen lijst van scholen" in text
    assert "Stand van 1 januari 2026. Licentie:" in text
