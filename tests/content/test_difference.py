"""The difference between two editions, in situations: counted one by one here, and by diagram there."""

import itertools
import re
from collections.abc import Callable

import pytest

from tests.content.small_pack import Files, put, small_files, write
from wegwijzer.pack.load import load
from wegwijzer.signpost.difference import FINDER_CHANGED, compare
from wegwijzer.signpost.editions import compile_pack
from wegwijzer.signpost.rules.edition import Edition, from_bytes, to_bytes

RULES = "nl/ladders/rules.yaml"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Files, int], Edition]:
    def made(files: Files, number: int) -> Edition:
        pack, problems = load(write(tmp_path_factory.mktemp("pack"), files))
        assert problems == []
        return from_bytes(to_bytes(compile_pack(pack).body, number, "2026-11-23"))

    return made


@pytest.fixture(scope="module")
def before(made) -> Edition:
    return made(small_files(), 1)


def one_by_one(one: Edition, other: Edition) -> tuple[int, int]:
    """(situations that lead elsewhere, all situations), by following each in both."""
    facets = [
        [*dict.fromkeys((*left.values[:-1], *right.values[:-1], left.default))]
        for left, right in zip(one.facets, other.facets, strict=True)
    ]
    names = [facet.id for facet in one.facets]
    elsewhere = total = 0
    for values in itertools.product(*facets):
        answers = dict(zip(names, values, strict=True))
        total += 1
        elsewhere += end(one, answers) != end(other, answers)
    return elsewhere, total


def end(edition: Edition, answers: dict[str, str]) -> object:
    return edition.outcomes[edition.diagram.follow(edition.routes, answers)]


def counted(lines: list[str]) -> tuple[int, int]:
    found = re.match(r"([\d.]+) of ([\d.]+) situations", lines[0])
    assert found
    return int(found[1].replace(".", "")), int(found[2].replace(".", ""))


def causes(lines: list[str]) -> dict[str, int]:
    found = [re.fullmatch(r"  ([\d.]+) because of (.+)", line) for line in lines]
    return {match[2]: int(match[1].replace(".", "")) for match in found if match}


def test_an_edition_does_not_differ_from_itself(before, made):
    same = made(small_files(), 2)
    assert same.hash == before.hash
    assert list(compare(before, same)) == [
        f"0 of {one_by_one(before, same)[1]:,}".replace(",", ".")
        + " situations lead elsewhere in edition 2 than in 1"
    ]


# name of the cause -> file, place, new value
CHANGES = {
    "ladder ruzie": ("nl/ladders/ruzie.yaml", ("ladder", "ouder"), ["bestuur", "directie", "commissie"]),
    "ladder brand": ("nl/ladders/brand.yaml", ("danger",), ["112", "luisterlijn"]),
    "rule vast": (RULES, ("rules", 3, "drop"), ["mentor"]),
    "rule basisschool": (RULES, ("rules", 5, "when", "sector"), ["vo"]),
    "rules, always": (RULES, ("always", "ouder"), ["helpdesk", "mentor"]),
    "rules, never_after": (RULES, ("never_after", "directie"), ["directie", "mentor"]),
    "desk commissie": ("nl/desks/commissie.yaml", ("competence", 0, "sectors"), ["vo"]),
    "desk mentor": ("nl/desks/mentor.yaml", ("competence", 0, "audiences"), ["ouder"]),
    "rule nieuw, which is new": (
        RULES,
        ("rules", 8),
        {"id": "nieuw", "when": {"sector": ["vo"]}, "front": ["luisterlijn"], "reason": "bang"},
    ),
}


@pytest.mark.parametrize("cause", CHANGES)
def test_one_change_is_counted_and_named_as_its_cause(before, made, cause):
    file, where, value = CHANGES[cause]
    files = small_files()
    put(files[file], where, value)
    assert_only_cause(before, made(files, 2), cause)


def assert_only_cause(one: Edition, other: Edition, cause: str) -> None:
    lines = list(compare(one, other))
    wanted = one_by_one(one, other)
    assert wanted[0] > 0
    assert counted(lines) == wanted
    assert causes(lines) == {cause: wanted[0]}, lines


def test_a_reason_that_is_added_to_a_ladder_is_named_as_the_cause(made):
    """A route that begins elsewhere than at school leads the same way, but now says why."""
    files = small_files()
    put(files["nl/ladders/anders.yaml"], ("ladder", "ouder"), ["luisterlijn", "directie"])
    one = made(files, 1)
    put(files["nl/ladders/anders.yaml"], ("skip",), {"ouder": "Hier begint u buiten de school."})
    assert_only_cause(one, made(files, 2), "ladder anders")


def test_a_rule_that_is_gone_is_named(before, made):
    files = small_files()
    del files[RULES]["rules"][4]
    after = made(files, 2)
    lines = list(compare(before, after))
    assert causes(lines) == {"rule rond": one_by_one(before, after)[0]}


def test_an_example_shows_the_difference(before, made):
    files = small_files()
    put(files[RULES], ("rules", 3, "drop"), ["mentor"])
    after = made(files, 2)
    examples = [line for line in compare(before, after) if "->" in line]
    assert examples
    for line in examples:
        told, routes = line.strip().split(": ", 1)
        answers = dict(pair.split("=") for pair in told.split())
        left, right = routes.split("  ->  ")
        for edition, route in ((before, left), (after, right)):
            steps = [desk for desk, _ in edition.route(answers).steps]
            assert [desk for desk in route.split(", ") if not desk.endswith(" now")] == steps
        assert before.route(answers) != after.route(answers)


def test_causes_that_work_together_are_not_passed_off_as_a_sum(before, made):
    """The desk is off the route by the rule and by its competence: either alone explains the same."""
    files = small_files()
    put(files[RULES], ("rules", 3, "drop"), ["mentor", "directie", "commissie"])
    put(files["nl/desks/commissie.yaml"], ("competence", 0, "stages"), ["bestuur"])
    after = made(files, 2)
    lines = list(compare(before, after))
    assert counted(lines) == one_by_one(before, after)
    assert set(causes(lines)) == {"desk commissie", "rule vast"}
    assert sum(causes(lines).values()) != counted(lines)[0]
    assert "  causes that work together, or undo each other, do not add up to the total" in lines


def test_a_new_answer_counts_as_unknown_in_the_edition_that_does_not_have_it(before, made):
    files = small_files()
    value = {**files["nl/questions/sector.yaml"]["values"][0], "id": "so", "number": 3}
    put(files["nl/questions/sector.yaml"], ("values", 2), value)
    put(files[RULES], ("rules", 5, "when", "sector"), ["po", "so"])
    after = made(files, 2)
    assert counted(list(compare(before, after))) == one_by_one(before, after)


def test_a_topic_that_is_gone_is_counted(before, made):
    files = {name: data for name, data in small_files().items() if "brand" not in name}
    put(files["nl/pack.yaml"], ("most_chosen", "onbekend", 0), "ruzie")
    put(files[RULES], ("rules", 5, "not_topics"), [])
    after = made(files, 2)
    lines = list(compare(before, after))
    assert counted(lines) == one_by_one(before, after)
    assert counted(lines)[0] > 0


def test_a_new_topic_is_counted_and_named(before, made):
    files = small_files()
    files["nl/topics/storm.yaml"] = {**files["nl/topics/ruzie.yaml"], "id": "storm", "number": 3}
    files["nl/ladders/storm.yaml"] = {
        **files["nl/ladders/ruzie.yaml"],
        "id": "storm",
        "ladder": {"ouder": ["bestuur"]},
    }
    files["nl/phrases/storm.yaml"] = {"id": "storm", "phrases": ["storm"]}
    after = made(files, 2)
    lines = list(compare(before, after))
    assert counted(lines) == one_by_one(before, after)
    assert any("storm" in cause for cause in causes(lines))


@pytest.mark.parametrize(
    ("file", "where", "language", "named"),
    [
        ("nl/desks/mentor.yaml", ("sentence",), "nl", "desk mentor"),
        ("nl/topics/ruzie.yaml", ("about", "u", 0), "nl", "topic ruzie"),
        ("nl/rights/veilig.yaml", ("do", "u"), "nl", "right veilig"),
        ("nl/elsewhere.yaml", ("kinds", "weer"), "nl", "elsewhere elsewhere"),
        ("nl/texts/colofon.yaml", ("lead",), "nl", "text colofon"),
        (RULES, ("reasons", "bang", "u"), "nl", "rules rules"),
        ("en/topics/ruzie.yaml", ("short",), "en", "topic ruzie"),
        ("uk/texts/nood.yaml", ("lead",), "uk", "text nood"),
    ],
)
def test_changed_words_are_named_and_move_nobody(before, made, file, where, language, named):
    files = small_files()
    put(files[file], where, "Iets anders.")
    lines = list(compare(before, made(files, 2)))
    assert counted(lines)[0] == 0
    about_words = [line for line in lines[1:] if line != FINDER_CHANGED]
    assert about_words == [f"words changed in {language}: {named}"]


def test_other_sentences_to_learn_from_are_told(before, made):
    files = small_files()
    put(files["nl/phrases/ruzie.yaml"], ("phrases", 0), "Iets anders.")
    lines = list(compare(before, made(files, 2)))
    assert counted(lines)[0] == 0
    assert lines[1:] == [FINDER_CHANGED]
