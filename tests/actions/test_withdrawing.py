"""Who loses an exit: worked out from the diagram here, and by walking every situation there."""

import itertools
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.content.small_pack import small_files, write
from wegwijzer.directory.rules.freshness import Withdrawn
from wegwijzer.pack.load import load
from wegwijzer.signpost.editions import compile_pack
from wegwijzer.signpost.rules.edition import Edition, from_bytes, to_bytes
from wegwijzer.signpost.withdrawing import Exits, Standing

CONTENT = Path(__file__).parents[2] / "content"
CHECKED = "2026-11-23"
WRITTEN = date(2026, 11, 23)


def channel(type: str, value: str, evidence: str = "A") -> dict[str, Any]:
    return {"type": type, "value": value, "evidence": evidence, "source": "loket.example", "checked": CHECKED}


CHANNELS = {
    "112": [channel("phone", "112")],
    "113_zelfmoordpreventie": [channel("phone", "113"), channel("chat", "https://113.example")],
    "mentor": [],
    "directie": [],
    "bestuur": [],
    "commissie": [channel("mail", "info@commissie.example"), channel("web", "https://commissie.example")],
    "luisterlijn": [
        channel("phone", "1"),
        channel("phone", "2", "B"),
        channel("web", "https://lijn.example"),
    ],
    "helpdesk": [],
    "escalatie": [],
}
LINES = [(id, f"{one['type']} {one['value']}") for id, channels in CHANNELS.items() for one in channels]


def made(folder: Path, **changes: dict[str, Any]) -> Edition:
    files = small_files()
    for id, channels in CHANNELS.items():
        own = files[f"nl/desks/{id}.yaml"]
        own |= {"channels": channels, "find": "Vraag het op school."} | changes.get(id, {})
        own.setdefault("open", own["kind"] != "platform")
    pack, problems = load(write(folder, files))
    assert problems == []
    return from_bytes(to_bytes(compile_pack(pack).body, 1, CHECKED))


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Exits:
    return Exits(made(tmp_path_factory.mktemp("pack")))


@pytest.fixture(scope="module")
def real() -> Exits:
    pack, _ = load(CONTENT)
    return Exits(from_bytes(to_bytes(compile_pack(pack).body, 1, CHECKED)))


def situations(edition: Edition) -> list[dict[str, str]]:
    names = [facet.id for facet in edition.facets]
    return [
        dict(zip(names, values, strict=True))
        for values in itertools.product(*(facet.values for facet in edition.facets))
    ]


def outcome(edition: Edition, answers: dict[str, str]) -> int:
    return edition.diagram.follow(edition.routes, answers)


def exit_of(
    edition: Edition, answers: dict[str, str], gone: set[tuple[str, str]]
) -> tuple[int, frozenset[str]]:
    """How good the best exit is, and which lines that are shown at once can still be called, one by one."""
    route = edition.outcomes[outcome(edition, answers)]
    left = {id: [name for desk, name in LINES if desk == id and (desk, name) not in gone] for id in CHANNELS}
    best = 0
    for id in ("112", "113_zelfmoordpreventie", "commissie", "luisterlijn"):
        if id in {*route.now, *route.always, *(desk for desk, _ in route.steps)}:
            answered = any(not name.startswith("web") for name in left[id])
            best = max(best, 2 if answered else 1 if left[id] else 0)
    called = {id for id in route.now if any(name.startswith(("phone", "chat")) for name in left[id])}
    return best, frozenset(called)


@settings(max_examples=20)
@given(st.sets(st.sampled_from(LINES), min_size=1))
def test_the_situations_that_lose_their_exit_are_those_found_one_by_one(small, gone):
    edition, lost = small.edition, 0
    for answers in situations(edition):
        best, called = exit_of(edition, answers, gone)
        best_before, called_before = exit_of(edition, answers, set())
        lost += best < best_before or called != called_before
    found = small.without(gone)
    assert sum(one.situations for one in found) == lost
    for one in found:
        assert outcome(edition, one.answers) == one.outcome


def test_taking_one_of_two_lines_strands_nobody(small):
    assert small.without({("luisterlijn", "phone 1")}) == []
    assert small.without({("113_zelfmoordpreventie", "phone 113")}) == []


def test_the_second_of_two_lines_is_weighed_with_the_first(small):
    first, second = ("luisterlijn", "phone 1"), ("luisterlijn", "phone 2")
    found = small.without({second}, before=frozenset({first}))
    assert {one.detail for one in found} == {"only an address to look at is left"}
    assert small.without({second}) == []


def test_a_line_for_danger_never_goes(small):
    found = small.without({("112", "phone 112")})
    assert any(one.answers.get("safety") == "gevaar" for one in found)
    assert "112" in found[0].detail


def test_a_situation_is_named_by_its_plainest_answers_and_the_largest_comes_first(small):
    found = small.without({("112", "phone 112")})
    assert [one.situations for one in found] == sorted((one.situations for one in found), reverse=True)
    edition = small.edition
    for one in found:
        shortest = min(
            sum(value != facet.default for value, facet in zip(answers.values(), edition.facets, strict=True))
            for answers in situations(edition)
            if outcome(edition, answers) == one.outcome
        )
        assert len(one.answers) == shortest


def test_a_desk_of_one_town_is_no_exit_for_the_rest(tmp_path):
    exits = Exits(made(tmp_path, commissie={"region": "gemeente"}))
    assert "commissie" not in exits.outside
    assert exits.without({("commissie", name) for desk, name in LINES if desk == "commissie"}) == []


def test_the_platform_itself_is_an_exit_once_it_is_open(tmp_path, small):
    gone = {line for line in LINES if line[0] in ("commissie", "luisterlijn")}
    assert small.without(gone)
    assert Exits(made(tmp_path, helpdesk={"open": True})).without(gone) == []


@pytest.mark.parametrize(
    ("day", "gone", "kept"),
    [
        (date(2027, 11, 22), set(), set()),
        (date(2027, 11, 23), {("luisterlijn", "phone 2")}, set()),
        (date(2028, 5, 22), {("luisterlijn", "phone 2")}, set()),
    ],
)
def test_the_clock_takes_a_line_on_its_day(small, day, gone, kept):
    assert small.on(day) == Standing(frozenset(gone), frozenset(kept))


def test_the_clock_never_takes_the_last_exit(small):
    standing = small.on(date(2040, 1, 1))
    assert small.broken(standing.gone) == {}
    assert {("112", "phone 112"), ("luisterlijn", "phone 1")} <= standing.kept
    assert standing.gone | standing.kept == set(LINES)
    assert standing.kept_at("112") == {"phone 112"}
    assert standing.gone_at("luisterlijn") >= {"phone 2"}
    for line in standing.kept:
        assert small.broken(standing.gone | {line}, standing.gone)


def test_what_an_editor_withdrew_stays_away_and_the_clock_counts_with_that(small):
    by_editor = [Withdrawn("luisterlijn", "phone 1", "fout", CHECKED)]
    standing = small.on(date(2027, 12, 1), by_editor)
    assert standing.gone == {("luisterlijn", "phone 1")}
    assert standing.kept == {("luisterlijn", "phone 2")}


@pytest.mark.parametrize(
    ("desk", "channel", "name"),
    [
        ("112", "phone", "phone 112"),
        ("112", "112", "phone 112"),
        ("luisterlijn", "phone 1", "phone 1"),
        ("luisterlijn", "phone", None),
        ("luisterlijn", "fax", None),
        ("nergens", "phone", None),
    ],
)
def test_a_channel_is_named_by_kind_or_value_when_that_is_clear(small, desk, channel, name):
    assert small.line(desk, channel) == ((desk, name) if name else None)


def test_over_all_real_situations_it_takes_less_than_two_seconds(real):
    begin = time.perf_counter()
    fresh = Exits(real.edition)
    assert fresh.without({("112", "phone 112")})
    assert sum(count for count, _ in fresh._paths.values()) == real.edition.diagram.combinations()
    assert time.perf_counter() - begin < 2
    begin = time.perf_counter()
    fresh.on(WRITTEN + timedelta(days=3650))
    assert time.perf_counter() - begin < 2


def test_the_real_lines_for_danger_cannot_be_withdrawn(real):
    for desk in ("112", "113_zelfmoordpreventie", "veilig_thuis"):
        lines = {(desk, f"{one['type']} {one['value']}") for one in real.desks[desk]["channels"]}
        assert real.without(lines)
