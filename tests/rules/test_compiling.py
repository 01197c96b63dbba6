"""The real pack compiled, against the plain way: look which rules hold, compose, compare."""

import itertools
import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.conftest import Signpost
from tests.rules.made_up import DESKS, FACETS, compiled, policy, rule
from wegwijzer.signpost.rules.compiling import _candidates, compile_policy
from wegwijzer.signpost.rules.facets import DANGERS, Facet
from wegwijzer.signpost.rules.ladder import HANDLES, Competence, Composer, Desk, Outcome, Policy, Rule

Answers = dict[str, str]
WHOLE_PAIRS = (("ouder", "pesten"), ("personeel", "seksueel_grensoverschrijdend_medewerker"))
MOST_QUESTIONS = 7


def plainly(policy: Policy, answers: Answers) -> Outcome:
    """No masks, no sharing: what holds for these answers, in the order of the pack."""
    rules = (*unwritten(policy, answers), *written(policy, answers))
    return Composer(policy, answers["audience"], answers["topic"]).compose(rules)


def written(policy: Policy, answers: Answers) -> list[Rule]:
    concerned = [rule for rule in policy.rules if rule.concerns(answers["audience"], answers["topic"])]
    return [rule for rule in concerned if holds(rule, answers)]


def holds(rule: Rule, answers: Answers) -> bool:
    return all(answers[facet] in values for facet, values in rule.when.items())


def unwritten(policy: Policy, answers: Answers) -> Iterator[Rule]:
    """Nobody meets the person it is about, and no desk gets what it is not for."""
    audience, topic, who = answers["audience"], answers["topic"], answers["who"]
    rules = [rule for rule in policy.rules if rule.concerns(audience, topic)]
    person = policy.never_after.get(who, frozenset())
    if person & _candidates(policy, audience, topic, rules):
        yield Rule("never", {}, drop=person, reason=f"over_{who}")
    for name in ("sector", "stage"):
        asked = {name: answers[name]}
        drop = {id for id, desk in policy.desks.items() if not desk.competent(topic, audience, **asked)}
        yield Rule(f"competence of {name}", {}, drop=frozenset(drop))


def at_random(signpost: Signpost, seed: int, count: int) -> Iterator[Answers]:
    chance = random.Random(seed)  # noqa: S311  # a sample, no secret
    for _ in range(count):
        yield {facet.id: chance.choice(facet.values) for facet in signpost.facets}


def test_three_thousand_situations_lead_where_the_plain_way_leads(signpost):
    for answers in at_random(signpost, 20261123, 3000):
        assert signpost.route(answers) == plainly(signpost.policy, answers), answers


@pytest.mark.parametrize(("audience", "topic"), WHOLE_PAIRS)
def test_every_situation_of_a_whole_pair_leads_where_the_plain_way_leads(signpost, audience, topic):
    names = ("audience", "topic", *(facet.id for facet in signpost.facets[2:]))
    own = [rule for rule in signpost.policy.rules if rule.concerns(audience, topic)]
    known: dict[tuple[str, ...], Outcome] = {}
    for values in itertools.product([audience], [topic], *(facet.values for facet in signpost.facets[2:])):
        answers = dict(zip(names, values, strict=True))
        holding = [rule.id for rule in own if holds(rule, answers)]
        key = (answers["who"], answers["sector"], answers["stage"], *holding)
        if key not in known:
            known[key] = plainly(signpost.policy, answers)
        assert signpost.route(answers) == known[key], answers


def able(policy: Policy, desk: str, answers: Answers, role: str = "") -> bool:
    """Strictly: one row of its competence covers topic, reader, sector and stage together."""
    return any(
        (not role or role in row.roles)
        and row.covers(answers["topic"], answers["audience"], answers["sector"], answers["stage"])
        for row in policy.desks[desk].competence
    )


def test_nobody_is_sent_to_a_desk_that_is_not_for_them(signpost):
    for answers in at_random(signpost, 1, 8000):
        outcome = signpost.route(answers)
        for desk in {*outcome.now, *outcome.always, *(desk for desk, _ in outcome.steps)}:
            assert able(signpost.policy, desk, answers), (desk, answers)


def test_on_every_route_somebody_other_than_an_emergency_line_handles(signpost):
    for answers in at_random(signpost, 2, 8000):
        desks = [desk for desk, _ in signpost.route(answers).steps if desk not in signpost.policy.crisis]
        assert any(able(signpost.policy, desk, answers, HANDLES) for desk in desks), answers


def test_danger_leads_to_112_and_the_lines_of_the_topic_before_anything_else(signpost):
    for answers in at_random(signpost, 3, 6000):
        if answers["safety"] not in DANGERS:
            continue
        outcome = signpost.route(answers)
        lines = signpost.policy.topics[answers["topic"]].danger
        wanted = {"112", *(line for line in lines if able(signpost.policy, line, answers))}
        assert wanted <= set(outcome.now)
        first = "112" if answers["safety"] == "gevaar" else "113_zelfmoordpreventie"
        assert outcome.now[0] == first
        assert outcome.steps[0] == (first, "now")


def test_nobody_is_sent_to_the_person_it_is_about_and_nobody_who_is_stuck_to_the_start(signpost):
    policy = signpost.policy
    for answers in at_random(signpost, 4, 8000):
        outcome = signpost.route(answers)
        shown = {*outcome.now, *outcome.always, *(desk for desk, _ in outcome.steps)}
        assert shown.isdisjoint(policy.never_after.get(answers["who"], ())), answers
        if answers["stage"] == "vastgelopen":
            assert shown.isdisjoint(policy.start), answers


def test_no_way_through_the_questions_is_longer_than_seven(signpost):
    """Counted by walking every node once, apart from the diagram's own counting."""
    diagram, longest = signpost.compiled.diagram, dict[int, int]()
    for ref, (_, children) in enumerate(diagram.nodes):  # children are made before what stands above them
        longest[ref] = 1 + max(longest.get(child, 0) for child in children)
    assert longest[signpost.compiled.asks] <= MOST_QUESTIONS


@settings(max_examples=150)
@given(st.data())
def test_whoever_answers_anything_arrives_at_somebody_who_handles(signpost, data):
    answers: Answers = {}
    while facet := signpost.next_question(answers):
        assert facet.id not in answers
        answers[facet.id] = data.draw(st.sampled_from([*facet.values, "onbekend", "anders"]), facet.id)
        assert len(answers) <= MOST_QUESTIONS
    outcome = signpost.route(answers)
    told = {facet.id: facet.values[facet.index(answers.get(facet.id))] for facet in signpost.facets}
    steps = [desk for desk, _ in outcome.steps]
    assert any(able(signpost.policy, desk, told, HANDLES) for desk in steps)
    assert any(signpost.policy.desks[desk].human for desk in steps)
    assert any(when != "now" for _, when in outcome.steps)


@settings(max_examples=150)
@given(st.data())
def test_what_was_not_asked_would_have_changed_nothing_that_is_asked_about(signpost, data):
    """The questions lead to the same outcome as all combinations do: nothing was left out on the way."""
    diagram, answers = signpost.compiled.diagram, Answers()
    while facet := signpost.next_question(answers):
        answers[facet.id] = data.draw(st.sampled_from(facet.values), facet.id)
    asked = diagram.follow(signpost.compiled.asks, answers)
    assert signpost.compiled.outcomes[asked] == signpost.route(answers)


def test_after_danger_nothing_more_is_asked(signpost):
    for audience, topic in itertools.product(*(facet.values for facet in signpost.facets[:2])):
        for danger in DANGERS:
            answers = {"audience": audience, "topic": topic, "safety": danger}
            if "safety" in signpost.policy.topics[topic].ask:
                assert signpost.next_question(answers) is None


def test_only_what_the_topic_asks_is_asked(signpost):
    diagram, asks = signpost.compiled.diagram, signpost.compiled.asks
    for topic in signpost.facets[1].values:
        left = diagram.still_open(asks, {"audience": "ouder", "topic": topic})
        assert set(left) <= signpost.policy.topics[topic].ask


def test_compiling_twice_gives_the_same(real):
    facets = (real.facets[0], Facet("topic", ("pesten", "anders"), (1,)), *real.facets[2:])
    one, other = compile_policy(real.policy, facets), compile_policy(real.policy, facets)
    assert (one.diagram.nodes, one.outcomes, one.routes, one.asks) == (
        other.diagram.nodes,
        other.outcomes,
        other.routes,
        other.asks,
    )


def test_every_combination_of_a_small_policy_leads_where_the_plain_way_leads():
    of = policy(
        rule("front", front=("board",)),
        Rule(
            "vast", {"stage": frozenset({"vastgelopen"})}, drop=frozenset({"teacher", "head"}), reason="vast"
        ),
        Rule("gevaar", {"safety": frozenset({"gevaar"})}, danger=True, front=("112",)),
        Rule(
            "po", {"sector": frozenset({"po"})}, audiences=frozenset({"leerling"}), drop=frozenset({"board"})
        ),
    )
    small = compiled(of)
    for values in itertools.product(*(facet.values for facet in FACETS)):
        answers = {facet.id: value for facet, value in zip(FACETS, values, strict=True)}
        assert small.outcomes[small.diagram.follow(small.routes, answers)] == plainly(of, answers)


def test_an_ending_knows_exactly_by_which_answers_it_is_reached():
    """Everything that is proven rests on this."""
    of = policy(
        rule("front", front=("board",)),
        Rule(
            "vast", {"stage": frozenset({"vastgelopen"})}, drop=frozenset({"teacher", "head"}), reason="vast"
        ),
        Rule("both", {"stage": frozenset({"bestuur"}), "sector": frozenset({"vo"})}, front=("committee",)),
    )
    small = compiled(of)
    wanted: dict[tuple[str, str, int], dict[str, set[str]]] = {}
    for values in itertools.product(*(facet.values for facet in FACETS)):
        answers = {facet.id: value for facet, value in zip(FACETS, values, strict=True)}
        outcome = small.diagram.follow(small.routes, answers)
        reach = wanted.setdefault((values[0], values[1], outcome), {facet.id: set() for facet in FACETS[2:]})
        for name in reach:
            reach[name].add(answers[name])
    found = {(end.audience, end.topic, end.outcome): dict(end.reach) for end in small.endings}
    assert found == wanted


def test_a_desk_that_is_for_no_sector_and_stage_together_is_on_no_such_route():
    """Competence is a relation: for po at the board and for vo when stuck is not for po when stuck."""
    rows = (
        Competence(frozenset({"handles"}), sectors=frozenset({"po"}), stages=frozenset({"bestuur"})),
        Competence(frozenset({"handles"}), sectors=frozenset({"vo"}), stages=frozenset({"vastgelopen"})),
    )
    small = compiled(policy(desks=(*DESKS, Desk("board", "board", True, rows))))
    answers = {"audience": "ouder", "topic": "ruzie", "sector": "po", "stage": "vastgelopen"}
    outcome = small.outcomes[small.diagram.follow(small.routes, answers)]
    assert "board" not in [desk for desk, _ in outcome.steps]
