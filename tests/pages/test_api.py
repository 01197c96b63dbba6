"""The API as programs meet it: what it gives, how it refuses, and that it keeps nothing."""

import contextlib
import json
import logging
import urllib.error
import urllib.request
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pages.small_register import CLOSED, DAY, LOST, OPEN, REGISTER, TAKEN_OVER, made_up_schools, take_up
from wegwijzer.directory.rules.freshness import Withdrawn
from wegwijzer.directory.rules.search import Hit
from wegwijzer.site.api import in_use

__all__ = ["made_up_schools"]
pytestmark = pytest.mark.usefixtures("made_up_schools")

JSON = [("content-type", "application/json")]
MARK = "korenwolfje"
RESOURCES = (
    "schools",
    "boards",
    "municipalities",
    "regional-partnerships",
    "organisations",
    "topics",
    "sources",
)
FILES = ("schools.csv", "organisations.csv", "hsds.json", "hsds-profile.json", "openapi.json", "openapi.yaml")
READS = ["/api/v1", *(f"/api/v1/{name}" for name in (*RESOURCES, *FILES))]
REFUSED = [
    ("GET", "/api/v1/", 404),
    ("GET", "/api/v1/bestaat-niet", 404),
    ("GET", "/api/v1/schools/", 404),
    ("GET", "/api/v1/schools/00XX00", 404),
    ("GET", "/api/v1/boards/00000", 404),
    ("GET", "/api/v1/municipalities/0000", 404),
    ("GET", "/api/v1/regional-partnerships/PO0000", 404),
    ("GET", "/api/v1/organisations/niemand", 404),
    ("GET", "/api/v1/topics/niets", 404),
    ("GET", "/api/v1/sources/nergens", 404),
    ("GET", "/api/v1/find", 405),
    ("GET", "/api/v1/schools/find", 405),
    ("POST", "/api/v1", 405),
    ("PUT", "/api/v1/schools", 405),
    ("DELETE", f"/api/v1/schools/{OPEN}", 405),
    ("GEHEIM", "/api/v1/topics", 405),
    ("POST", "/api/v1/find", 400),
    ("POST", "/api/v1/schools/find", 400),
]


class Found:
    """Stands for the search: what it finds is no concern here."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []

    def find(self, text: str, most: int = 10) -> list[Hit]:
        self.asked.append((text, most))
        return [Hit(REGISTER.by_code[OPEN], 0.5, "naam")]


def data(answer):
    assert answer.status == 200, answer.text
    return json.loads(answer.content)


def get(ask, path, query=""):
    return data(ask("GET", f"/api/v1/{path}", query=query.encode()))


def post(ask, path, body):
    return ask.post(f"/api/v1/{path}", body if isinstance(body, bytes) else json.dumps(body).encode(), JSON)


def test_a_school_tells_what_is_around_it_and_where_that_is_from(ask):
    school = get(ask, f"schools/{OPEN}")
    assert (school["status"], school["closedOn"], school["successor"]) == ("open", None, None)
    assert school["board"] == {"code": "99001", "name": "Made-up board"}
    assert school["municipality"] == {"code": "9999", "name": "Nergenshuizen"}
    assert [one["code"] for one in school["partnerships"]] == ["PO9999"]
    assert school["geometry"] == {"type": "Point", "coordinates": [5.5, 52.5]}
    assert (school["source"]["date"], school["source"]["licence"]) == ("2026-01-01", "CC0")
    assert school["source"]["madeUp"] is True


def test_of_what_a_school_states_only_good_and_recent_facts_meant_for_all_are_told(ask):
    """Not the address for questions, nothing checked six years ago, nothing of evidence C."""
    assert [one["field"] for one in get(ask, f"schools/{OPEN}")["stated"]] == ["confidential_adviser"]


@pytest.mark.parametrize(("code", "successor"), [(CLOSED, OPEN), (TAKEN_OVER, OPEN), (LOST, None)])
def test_a_closed_school_says_so_and_names_the_open_one_that_took_its_place(ask, code, successor):
    school = get(ask, f"schools/{code}")
    assert (school["status"], school["successor"]) == ("closed", successor)
    assert school["closedOn"] == REGISTER.by_code[code].closed


def test_the_list_of_schools_holds_the_open_ones_only(ask):
    page = get(ask, "schools", "pageSize=100")
    assert page["total"] == len(page["items"]) == len(REGISTER.open_schools)


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("municipality=9998", 45),
        ("municipality=9999", 1),
        ("municipality=0000", 0),
        ("board=99001", 1),
        ("postcode4=9999", 1),
        ("kind=vo", 7),
        ("kind=vo&municipality=9999", 0),
    ],
)
def test_schools_are_chosen_by_what_is_asked(ask, query, number):
    assert get(ask, "schools", query)["total"] == number


def test_the_links_lead_through_a_whole_list_and_back(ask):
    query, codes, back = "kind=bo&pageSize=3", [], []
    while True:
        page = get(ask, "schools", query)
        codes += [school["code"] for school in page["items"]]
        back.append(page["links"]["prev"])
        if page["links"]["next"] is None:
            break
        assert page["links"]["next"].startswith("http://127.0.0.1:8000/api/v1/schools?")
        query = page["links"]["next"].split("?")[1]
    assert codes == [school.code for school in REGISTER.open_schools if school.kind == "bo"]
    assert len(back) == len(codes) / 3, "no page too many"
    assert back[0] is None
    assert "page=1" in back[1]


def test_a_page_behind_the_last_one_is_empty_and_leads_back(ask):
    page = get(ask, "schools", "page=1000000")
    assert (page["items"], page["links"]["next"]) == ([], None)
    assert page["links"]["prev"].endswith("page=3")


@pytest.mark.parametrize("resource", RESOURCES)
def test_each_thing_in_a_list_has_an_address_of_its_own(ask, resource):
    first = get(ask, resource)["items"][0]
    key = first.get("code") or first.get("number") or first["id"]
    assert get(ask, f"{resource}/{key}") == first


def test_a_desk_tells_what_it_can_and_cannot_and_how_to_reach_it(ask, edition):
    desk = get(ask, "organisations/inspectie_vertrouwensinspecteur")
    own = edition.words("desk", "inspectie_vertrouwensinspecteur", "nl")
    assert (desk["can"], desk["cannot"], desk["checked"]) == (own["can"], own["cannot"], own["checked"])
    assert desk["competence"][0]["allTopics"] is True
    assert len(desk["competence"][0]["topics"]) == len(edition.content["nl"]["topic"])
    assert (desk["channels"][0]["evidence"], desk["channels"][0]["state"]) == ("A", "fresh")


def test_of_a_desk_without_a_good_source_only_the_name_is_told(ask, edition):
    unverified = [id for id, desk in edition.content["nl"]["desk"].items() if desk["evidence"] not in "AB"]
    assert unverified
    for id in unverified:
        desk = get(ask, f"organisations/{id}")
        assert desk["verified"] is False
        assert not any(
            desk[name] for name in ("description", "can", "cannot", "competence", "source", "checked")
        )


def test_every_fact_that_is_given_has_evidence_a_or_b_a_source_and_a_day(ask):
    for desk in get(ask, "organisations", "pageSize=100")["items"]:
        facts = [*desk["channels"], *desk["stated"], *([desk] if desk["verified"] else [])]
        assert all(fact["evidence"] in ("A", "B") and fact["source"] and fact["checked"] for fact in facts)


def test_what_a_desk_stated_itself_stands_among_its_channels_and_who_to_ask_does_not(ask):
    desk = get(ask, "organisations/kindertelefoon")
    stated = next(channel for channel in desk["channels"] if channel["value"] == "0800 0000")
    assert (stated["open"], stated["hours"], stated["evidence"]) == ("24/7", "dag en nacht", "B")
    assert [one["field"] for one in desk["stated"]] == ["closures"]
    assert "contact@made-up.example" not in ask.get("/api/v1/organisations/kindertelefoon").text


def test_a_number_that_nobody_checked_for_years_is_given_no_more(ask, monkeypatch):
    monkeypatch.setattr(in_use, "today", lambda: date.fromisoformat(DAY) + timedelta(days=1500))
    assert all(desk["channels"] == [] for desk in get(ask, "organisations", "pageSize=100")["items"])


def test_a_number_that_an_editor_withdrew_is_given_no_more(ask):
    numbers = [one["value"] for one in get(ask, "organisations/kindertelefoon")["channels"]]
    gone = Withdrawn("kindertelefoon", "phone 0800 0432", "does not answer", DAY)
    take_up(ask, replace(REGISTER, withdrawals=(gone,)))
    left = [one["value"] for one in get(ask, "organisations/kindertelefoon")["channels"]]
    assert [number for number in numbers if number not in left] == ["0800 0432"]


def test_a_topic_carries_the_edition_as_its_source(ask, edition):
    topic = get(ask, "topics/pesten")
    assert topic["name"] == "Pesten"
    assert topic["source"]["date"] == edition.built


def test_a_school_is_found_by_what_somebody_types(ask, monkeypatch):
    search = Found()
    monkeypatch.setattr(ask.application, "search", search)
    found = data(post(ask, "schools/find", {"text": "made-up nergenshuizen", "limit": 3}))
    assert search.asked == [("made-up nergenshuizen", 3)]
    assert found["items"][0]["school"]["code"] == OPEN
    assert (found["items"][0]["score"], found["items"][0]["why"]) == (0.5, "naam")


@pytest.mark.parametrize(("method", "path", "status"), REFUSED)
def test_what_is_refused_is_a_problem_in_plain_words(ask, method, path, status):
    answer = ask(method, path)
    problem = json.loads(answer.content)
    assert (answer.status, problem["status"]) == (status, status)
    assert answer.header("content-type") == "application/problem+json"
    assert problem["title"]
    assert problem["detail"].endswith((".", ","))
    assert (answer.header("allow") != "") == (status == 405)


def test_everything_that_is_wrong_is_told_together_and_nothing_is_repeated(ask):
    answer = ask("GET", "/api/v1/schools", query=f"page=0&pageSize={MARK}&kind={MARK}&postcode4=12".encode())
    errors = json.loads(answer.content)["errors"]
    assert answer.status == 400
    assert [error["location"]["name"] for error in errors] == ["page", "pageSize", "kind", "postcode4"]
    assert [error["in"] for error in errors] == ["query"] * 4
    assert MARK not in answer.text
    errors = json.loads(post(ask, "schools/find", {"text": "", "limit": MARK}).content)["errors"]
    assert [error["location"]["pointer"] for error in errors] == ["#/text", "#/limit"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"\xff",
        b"[" * 9000,
        b'{"text": 1}',
        b'{"text": null}',
        b'{"text": ""}',
    ]
    + [
        b'{"text": "\\ud800"}',
        b'{"text": "a", "limit": 0}',
        b'{"text": "a", "limit": 1e99}',
        b'{"text": "a", "limit": true}',
    ]
    + [json.dumps({"text": "a" * 100_000}).encode(), b'{"text": "a", "limit": NaN}', b'{"limit": 5}'],
    ids=lambda body: body[:20].decode("latin-1"),
)
def test_a_broken_question_for_a_school_is_refused_calmly(ask, body):
    answer = post(ask, "schools/find", body)
    assert (answer.status, answer.header("content-type")) == (400, "application/problem+json")
    assert json.loads(answer.content)["errors"]


@settings(max_examples=60)
@given(text=st.text(min_size=1, max_size=200))
def test_any_text_is_a_question_for_a_school(ask, text):
    assert post(ask, "schools/find", {"text": text}).status == 200


@settings(max_examples=60)
@given(query=st.binary(max_size=60), code=st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_address_and_query_gets_a_calm_answer(ask, query, code):
    for path in ("/api/v1/schools", "/api/v1/schools/" + code, "/api/v1/" + code):
        answer = ask.raw("GET", path, query)
        assert answer.status in (200, 400, 404, 405)
        assert answer.header("api-version")


@pytest.mark.parametrize("path", ["/api/v1/find", "/api/v1/schools/find", "/api/v1/schools"])
def test_what_is_too_large_is_refused_as_a_problem(ask, path):
    answer = ask.post(path, b"x" * 600_000, JSON)
    assert (answer.status, answer.header("content-type")) == (413, "application/problem+json")
    assert answer.header("api-version")


@pytest.mark.parametrize("path", READS)
def test_what_somebody_has_already_is_not_sent_again(ask, path):
    first = ask.get(path)
    again = ask.get(path, [("if-none-match", first.header("etag"))])
    assert (again.status, again.body) == (304, b"")
    assert again.header("api-version")
    assert first.header("cache-control") == "public, max-age=300"
    assert ask.get(path, [("if-match", '"another"')]).status == 412


@pytest.mark.parametrize("path", READS)
def test_only_the_headers_are_given_to_who_asks_for_them(ask, path):
    head = ask("HEAD", path)
    assert (head.status, head.body) == (200, b"")
    assert head.headers == ask.get(path).headers


@pytest.mark.parametrize("path", READS)
def test_what_is_sent_packed_is_the_same(ask, path):
    packed = ask.get(path, [("accept-encoding", "gzip")])
    assert packed.content == ask.get(path).content
    assert packed.header("vary") == "Accept-Encoding"


def test_without_an_edition_schools_are_still_told_and_desks_are_not(ask, monkeypatch):
    monkeypatch.setattr(ask.application, "edition", None)
    assert get(ask, f"schools/{OPEN}")["code"] == OPEN
    answer = ask.get("/api/v1/topics")
    assert (answer.status, answer.header("content-type")) == (503, "application/problem+json")


def test_every_read_is_answered_without_the_database(ask):
    """In tests any question to the database is an error, unless it was asked for."""
    for path in READS:
        assert ask.get(path).status == 200
    assert post(ask, "schools/find", {"text": "school"}).status == 200


def test_a_name_that_was_typed_is_in_no_log_even_when_the_search_fails(ask, monkeypatch, caplog, capfd):
    class Failing:
        def find(self, text: str, most: int) -> list[Hit]:
            raise ValueError(f"cannot read {text}")

    monkeypatch.setattr(ask.application, "search", Failing())
    with caplog.at_level(logging.DEBUG):
        answer = post(ask, "schools/find", {"text": MARK})
    assert (answer.status, json.loads(answer.content)["status"]) == (500, 500)
    assert "ValueError" in caplog.text, "the kind of error is told"
    written = caplog.text + "".join(capfd.readouterr())
    assert MARK not in written + answer.text


def test_a_name_that_was_typed_is_nowhere_on_disk(site):
    """The real program, in a process of its own: its log, its folder, its database."""
    for path in ("schools/find", "find"):
        for body in (json.dumps({"text": MARK}), f'{{"text": "{MARK}', f'{{"{MARK}": 1}}', MARK * 60_000):
            request = urllib.request.Request(f"{site.url}/api/v1/{path}", body.encode(), dict(JSON))
            with contextlib.suppress(urllib.error.HTTPError):
                urllib.request.urlopen(request, timeout=30).close()
    files = [path for path in site.var.parent.rglob("*") if path.is_file()]
    assert [path for path in files if path.name.startswith("serve-")], "the log is among them"
    assert [path for path in files if MARK.encode() in path.read_bytes()] == []


@pytest.mark.parametrize("query", ["provincie=9998", "kind=vo&Board=99001", "page=1&x=1"])
def test_a_filter_that_is_not_known_is_refused_and_not_repeated(ask, query):
    answer = ask("GET", "/api/v1/schools", query=query.encode())
    errors = json.loads(answer.text)["errors"]
    assert (answer.status, errors[0]["code"]) == (400, "query_unknown")
    assert "municipality" in errors[0]["detail"]
    assert "provincie" not in answer.text


def test_a_filter_that_stands_twice_is_refused_since_one_would_be_lost(ask):
    answer = ask("GET", "/api/v1/schools", query=b"page=1&page=2")
    errors = json.loads(answer.text)["errors"]
    assert (answer.status, errors[0]["code"], errors[0]["location"]) == (
        400,
        "query_twice",
        {"name": "page"},
    )


def test_a_code_in_small_letters_is_the_same_school(ask):
    assert get(ask, f"schools/{OPEN.lower()}") == get(ask, f"schools/{OPEN}")
