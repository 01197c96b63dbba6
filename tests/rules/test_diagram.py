"""The diagram of all combinations: small, equal to the table it was built from, without idle questions."""

import itertools
from collections import Counter

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from wegwijzer.signpost.rules.diagram import Diagram, Ref, leaf
from wegwijzer.signpost.rules.facets import Facet

COLOUR = Facet("colour", ("red", "blue", "onbekend"), (1, 2))
SIZE = Facet("size", ("small", "onbekend"), (1,))
SHAPE = Facet("shape", ("round", "square", "onbekend"), (1, 2))
FACETS = (COLOUR, SIZE, SHAPE)
COMBINATIONS = tuple(itertools.product(*(facet.values for facet in FACETS)))

# With few outcomes many answers do not matter, which is what a diagram is about.
tables = st.integers(1, 3).flatmap(
    lambda most: st.lists(st.integers(0, most), min_size=len(COMBINATIONS), max_size=len(COMBINATIONS))
)
some_answers = st.fixed_dictionaries({}, optional={f.id: st.sampled_from(f.values) for f in FACETS})


def named(values: tuple[str, ...]) -> dict[str, str]:
    return {facet.id: value for facet, value in zip(FACETS, values, strict=True)}


def build(diagram: Diagram, table: dict[tuple[str, ...], int], before: tuple[str, ...] = ()) -> Ref:
    if len(before) == len(FACETS):
        return leaf(table[before])
    place = len(before)
    return diagram.node(
        place, tuple(build(diagram, table, (*before, value)) for value in FACETS[place].values)
    )


def drawn(outcomes: list[int]) -> tuple[Diagram, Ref, dict[tuple[str, ...], int]]:
    table = dict(zip(COMBINATIONS, outcomes, strict=True))
    diagram = Diagram(FACETS)
    return diagram, build(diagram, table), table


def matters(table: dict[tuple[str, ...], int], known: dict[str, str], facet: str) -> bool:
    """By brute force: two situations that agree on what is known, and differ in this alone, end apart."""
    ends: dict[tuple[str, ...], set[int]] = {}
    for values, outcome in table.items():
        answers = named(values)
        if known.items() <= answers.items():
            rest = tuple(value for name, value in answers.items() if name != facet)
            ends.setdefault(rest, set()).add(outcome)
    return any(len(found) > 1 for found in ends.values())


@given(tables)
def test_every_combination_leads_where_the_table_says(outcomes):
    diagram, root, table = drawn(outcomes)
    for values, outcome in table.items():
        assert diagram.follow(root, named(values)) == outcome


@given(tables)
def test_no_two_nodes_are_equal_and_no_node_decides_nothing(outcomes):
    diagram, _, _ = drawn(outcomes)
    assert len(set(diagram.nodes)) == len(diagram.nodes)
    assert all(len(set(children)) > 1 for _, children in diagram.nodes)


def test_what_depends_on_one_answer_is_one_node():
    diagram, root, _ = drawn([int(shape == "round") for _, _, shape in COMBINATIONS])
    assert diagram.nodes == [(2, (leaf(1), leaf(0), leaf(0)))]
    assert root == 0


def test_what_depends_on_nothing_is_a_leaf():
    diagram, root, _ = drawn([2] * len(COMBINATIONS))
    assert root == leaf(2)
    assert diagram.nodes == []
    assert diagram.next_open(root, {}) == root
    assert diagram.questions(root) == (0.0, 0)
    assert diagram.longest(root) == {}


@given(tables, some_answers)
def test_whatever_was_not_answered_counts_as_unknown(outcomes, told):
    diagram, root, table = drawn(outcomes)
    full = tuple(told.get(facet.id, "onbekend") for facet in FACETS)
    assert diagram.follow(root, told) == table[full]


@given(tables)
def test_anders_and_words_from_elsewhere_count_as_unknown(outcomes):
    diagram, root, table = drawn(outcomes)
    assert (
        diagram.follow(root, dict.fromkeys(("colour", "size", "shape"), "anders"))
        == table[("onbekend", "onbekend", "onbekend")]
    )


@given(tables, st.integers(0, 3), st.data())
def test_a_question_exists_only_if_its_answer_can_change_the_outcome(outcomes, asked, data):
    """Both ways, by brute force, after the first so many questions: none too many, none too few."""
    diagram, root, table = drawn(outcomes)
    known = {facet.id: data.draw(st.sampled_from(facet.values)) for facet in FACETS[:asked]}
    wanted = tuple(f.id for f in FACETS if f.id not in known and matters(table, known, f.id))
    assert diagram.still_open(root, known) == wanted


# Somebody goes back to choose another topic, or names only a late answer: `wegwijzer route stage=bestuur`.
@given(tables, some_answers)
def test_no_idle_question_is_left_when_a_later_answer_is_known_already(outcomes, known):
    diagram, root, table = drawn(outcomes)
    wanted = tuple(f.id for f in FACETS if f.id not in known and matters(table, known, f.id))
    assert diagram.still_open(root, known) == wanted


@given(tables, some_answers)
def test_no_idle_question_is_asked_when_a_later_answer_is_known_already(outcomes, known):
    diagram, root, table = drawn(outcomes)
    ref = diagram.next_open(root, known)
    assert ref < 0 or matters(table, known, FACETS[diagram.nodes[ref][0]].id)


@given(tables, st.data())
def test_the_next_question_is_never_an_idle_one(outcomes, data):
    diagram, root, table = drawn(outcomes)
    answers: dict[str, str] = {}
    while (ref := diagram.next_open(root, answers)) >= 0:
        facet = FACETS[diagram.nodes[ref][0]]
        assert facet.id not in answers
        assert matters(table, answers, facet.id)
        answers[facet.id] = data.draw(st.sampled_from(facet.values))
    open_after = {f.id for f in FACETS if f.id not in answers and matters(table, answers, f.id)}
    assert open_after == set()


def asked_on_the_way(diagram: Diagram, root: Ref, answers: dict[str, str]) -> int:
    count, ref = 0, root
    while ref >= 0:
        place, children = diagram.nodes[ref]
        ref = children[FACETS[place].index(answers[FACETS[place].id])]
        count += 1
    return count


@given(tables)
def test_the_number_of_questions_is_that_of_counting_them_one_by_one(outcomes):
    diagram, root, _ = drawn(outcomes)
    counts = [asked_on_the_way(diagram, root, named(values)) for values in COMBINATIONS]
    mean, most = diagram.questions(root)
    assert mean == pytest.approx(sum(counts) / len(counts))
    assert most == max(counts)
    assert diagram.most_after(root, {}) == most
    longest = {facet.id: "onbekend" for facet in FACETS} | diagram.longest(root)
    assert asked_on_the_way(diagram, root, longest) == most


@given(tables, some_answers)
def test_it_says_how_many_questions_can_still_come(outcomes, known):
    diagram, root, _ = drawn(outcomes)
    left = []
    for values in COMBINATIONS:
        answers, asked = dict(known), 0
        while (ref := diagram.next_open(root, answers)) >= 0:
            place = diagram.nodes[ref][0]
            answers[FACETS[place].id] = values[place]
            asked += 1
        left.append(asked)
    assert diagram.most_after(root, known) == max(left)


@given(tables, st.sets(st.sampled_from(["colour", "size", "shape"])))
def test_a_question_that_is_not_asked_counts_as_unknown(outcomes, asked):
    diagram, root, table = drawn(outcomes)
    asks = diagram.restrict(root, lambda facet: facet in asked, {})
    assert set(diagram.still_open(asks, {})) <= asked
    for values in COMBINATIONS:
        kept = tuple(
            value if facet.id in asked else "onbekend" for facet, value in zip(FACETS, values, strict=True)
        )
        assert diagram.follow(asks, named(values)) == table[kept]


@given(tables)
@example([0, 1, 2, 0, 1, 2] + [1] * 12)
def test_nothing_is_asked_behind_an_answer_that_ends_it(outcomes):
    diagram, root, table = drawn(outcomes)
    assume("colour" in diagram.still_open(root, {}))
    asks = diagram.restrict(root, lambda facet: True, {"colour": ("red",)})
    assert diagram.still_open(asks, {"colour": "red"}) == ()
    for values in COMBINATIONS:
        end = ("red", "onbekend", "onbekend") if values[0] == "red" else values
        assert diagram.follow(asks, named(values)) == table[end]


@given(tables, tables)
def test_where_two_differ_is_counted_and_the_example_shows_it(outcomes, others):
    diagram = Diagram(FACETS)
    table = dict(zip(COMBINATIONS, outcomes, strict=True))
    changed = dict(zip(COMBINATIONS, others, strict=True))
    one, other = build(diagram, table), build(diagram, changed)
    wanted = Counter(
        (table[values], changed[values]) for values in COMBINATIONS if table[values] != changed[values]
    )
    found = diagram.differing(one, other)
    assert {ends: count for ends, (count, _) in found.items()} == wanted
    for ends, (_, shown) in found.items():
        answers = {facet.id: "onbekend" for facet in FACETS} | shown
        assert (diagram.follow(one, answers), diagram.follow(other, answers)) == ends


def test_a_diagram_does_not_differ_from_itself():
    diagram, root, _ = drawn([0, 1, 2] * 6)
    assert diagram.differing(root, root) == {}


def test_it_knows_how_many_combinations_there_are():
    assert Diagram(FACETS).combinations() == len(COMBINATIONS)
