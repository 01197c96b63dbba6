"""The answer to own words: help first when there is danger, proposals to choose from, and nothing kept."""

import json
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wegwijzer.signpost.finder.find import AT_ONCE
from wegwijzer.signpost.finder.text import LONGEST

API = "/api/v1/find"
JSON = [("content-type", "application/json")]


def find(ask, words, path="/zoeken/"):
    return ask.post(path, urlencode({"woorden": words}).encode())


def asked(ask, body):
    return ask.post(API, body if isinstance(body, bytes) else json.dumps(body).encode(), JSON)


def calls(answer):
    page = answer.page
    return [link.get("href") for link in page.with_class("ww-number")]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("ik wil niet meer leven", "tel:113"),
        ("mijn vader slaat mij elke avond", "tel:08002000"),
        ("er loopt iemand met een mes op school", "tel:112"),
        ("de gymleraar heeft aan mijn borsten gezeten", "tel:09001113111"),
        ("ölmek istiyorum", "tel:113"),
        ("أريد أن أموت", "tel:113"),
        ("я не хочу більше жити", "tel:113"),
        ("nie chcę już żyć", "tel:113"),
        ("i want to kill myself", "tel:113"),
    ],
)
def test_at_a_sign_of_danger_the_right_line_stands_large_above_everything(ask, words, line):
    answer = find(ask, words)
    assert line in calls(answer)
    assert answer.text.index("data-alarm=") < answer.text.index("<h1")
    assert answer.page.with_class("ww-option"), "the proposals are still there"


@pytest.mark.parametrize("words", ["ik lach me dood", "wij zoeken lesmateriaal over zelfdoding voor klas 3"])
def test_a_joke_or_a_lesson_does_not_fill_the_screen(ask, words):
    assert "data-alarm=" not in find(ask, words).text


def test_what_was_understood_can_be_changed_and_only_the_rest_is_asked(ask, edition, addresses):
    answer = find(ask, "mijn dochter wordt gepest op de basisschool en de juf weet het maar doet niks")
    told = [link.text for link in answer.page.with_class("ww-chip")]
    assert any("Ouder" in label for label in told)
    chosen = answer.page.with_class("ww-option")[0]
    assert chosen.text.startswith("Pesten")
    code = chosen.get("href").strip("/").split("/")[-1]
    known = edition.answers(code)
    assert (known["audience"], known["topic"]) == ("ouder", "pesten")
    assert edition.next_question(known) not in known


def test_the_last_choice_is_none_of_these(ask):
    options = find(ask, "ik word gepest").page.with_class("ww-option")
    assert options[-1].text == "Geen van deze"
    assert ask.get(options[-1].get("href")).status == 200


def test_what_is_not_for_us_gets_an_honest_answer(ask):
    answer = find(ask, "wanneer is de zomervakantie")
    assert "Hier gaat Wegwijzer niet over" in answer.page.words
    assert "schoolvakanties" in answer.page.words


def test_who_types_english_is_answered_in_english(ask):
    answer = find(ask, "my daughter is being bullied by her classmates")
    assert answer.page.one("html").get("lang") == "en"


@pytest.mark.parametrize(
    ("words", "path"),
    [("kızım okulda zorbalığa uğruyor", "/tr/nood/"), ("мою доньку цькують у школі", "/uk/nood/")],
)
def test_who_types_another_language_is_shown_the_way_to_it(ask, words, path):
    assert path in [link.get("href") for link in find(ask, words).page.all("a")]


@pytest.mark.parametrize("secret", ["0612345678", "06 - 12 34 56 78", "anna@voorbeeld.example"])
def test_a_number_or_address_that_was_typed_does_not_come_back(ask, secret):
    answer = find(ask, f"ik word gepest, bel mij op {secret} alsjeblieft")
    assert secret not in answer.text
    assert "Dat hebben we weggelaten" in answer.page.words


@pytest.mark.parametrize(
    "words",
    ["a", "😢😢😢", "\x07\x1b[31m", "gepest تنمر цькування", "<b>gepest</b>", "' OR 1=1 --", "x" * 100_000],
)
def test_whatever_is_typed_the_answer_is_a_page_with_ways_on(ask, words):
    answer = find(ask, words)
    assert answer.status == 200
    assert answer.page.with_class("ww-door")


def test_the_data_for_programs(ask):
    answer = asked(ask, {"text": "mijn zoon wordt gepest, het bestuur geeft al maanden geen antwoord"})
    found = json.loads(answer.content)
    assert answer.status == 200
    assert "pesten" in found["topics"][:2]
    assert (found["audience"], found["stage"]) == ("ouder", "vastgelopen")
    assert (found["urgency"], found["out_of_scope"], found["lang"]) == ("normaal", False, "nl")
    assert {"escalatie", "helpdesk"} & set(found["first"][:2])


def test_the_data_say_how_much_was_read(ask):
    assert json.loads(asked(ask, {"text": "gepest " * 5000}).content)["read"] == LONGEST


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'{"text": 1}', b'{"words": "x"}', b"\xff", b'"text"', b"[" * 9000]
)
def test_a_broken_question_for_data_is_told_how_to_ask(ask, body):
    answer = asked(ask, body)
    assert answer.status == 400
    assert "POST JSON" in json.loads(answer.content)["error"]


def test_words_for_data_stand_in_no_address(ask):
    assert ask("GET", API, query=b"text=gepest").status == 405


@settings(max_examples=40)
@given(text=st.text(max_size=200))
def test_any_text_gets_data(ask, text):
    assert asked(ask, {"text": text}).status == 200


@pytest.fixture
def without_finder(ask):
    front = ask.application
    kept, front.finder = front.finder, None
    yield ask
    front.finder = kept


def test_without_a_finder_the_page_says_so_and_the_numbers_and_questions_stand(without_finder):
    answer = find(without_finder, "ik wil niet meer leven")
    assert answer.status == 200
    assert "lukt nu even niet" in answer.page.words
    assert "Dit herkennen we nog niet" not in answer.page.words
    assert {"tel:112", "tel:113"} <= {link.get("href") for link in answer.page.all("a")}
    assert answer.page.with_class("ww-door")
    assert asked(without_finder, {"text": "gepest"}).status == 503


def test_when_too_many_ask_at_once_the_page_says_so(ask, monkeypatch):
    monkeypatch.setattr("wegwijzer.signpost.finder.find.PATIENCE", 0.01)
    turns = ask.application.finder.turns
    taken = [turns.acquire() for _ in range(AT_ONCE)]
    try:
        assert "lukt nu even niet" in find(ask, "ik word gepest").page.words
        assert asked(ask, {"text": "ik word gepest"}).status == 503
    finally:
        for _ in taken:
            turns.release()


def test_a_desk_at_school_that_was_named_is_not_proposed_as_an_organisation(ask):
    words = "ik ben al bij de mentor en de anti-pestcoordinator geweest, en bij helpwanted"
    links = [link.text for link in find(ask, words).page.all("a")]
    assert "Helpwanted" in links
    assert "Leerkracht of mentor" not in links
