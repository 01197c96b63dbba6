"""Every promise, broken once: it is named, and the situation that it gives shows it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from wegwijzer.signpost.rules.compiling import Compiled, compile_policy
from wegwijzer.signpost.rules.facets import Facet, checked
from wegwijzer.signpost.rules.ladder import Desk, Outcome, Policy, Rule
from wegwijzer.signpost.rules.proofs import PROMISES, Counterexample, prove

TOPICS = ("pesten", "seksueel_grensoverschrijdend_medewerker", "zelfdoding", "anders")
RECENT = Rule("recent", {"recent": frozenset({"ja"})}, front=("politie",))


def shortened(facets: tuple[Facet, ...]) -> tuple[Facet, ...]:
    """Four topics are enough to break a promise on, and ten times as fast."""
    audience, topic, *others = facets
    numbers = tuple(topic.numbers[topic.values.index(id)] for id in TOPICS[:-1])
    return (audience, Facet("topic", TOPICS, numbers), *others)


def without_rule(policy: Policy, id: str) -> Policy:
    return replace(policy, rules=tuple(rule for rule in policy.rules if rule.id != id))


def with_rule(policy: Policy, id: str, **changes: object) -> Policy:
    rules = tuple(replace(rule, **changes) if rule.id == id else rule for rule in policy.rules)  # type: ignore[arg-type]  # names a field
    return replace(policy, rules=rules)


def with_desks(policy: Policy, change: Callable[[Desk], Desk]) -> Policy:
    return replace(policy, desks={id: change(desk) for id, desk in policy.desks.items()})


def nobody_handles(policy: Policy) -> Policy:
    def listens_only(desk):
        return replace(
            desk, competence=tuple(replace(row, roles=frozenset({"listens"})) for row in desk.competence)
        )

    return with_desks(policy, listens_only)


def with_topic(policy: Policy, id: str, **changes: object) -> Policy:
    topic = replace(policy.topics[id], **changes)  # type: ignore[arg-type]  # names a field
    return replace(policy, topics={**policy.topics, id: topic})


def steps(outcome: Outcome) -> list[str]:
    return [desk for desk, _ in outcome.steps]


# promise -> how the policy is broken, and what must be seen on the route of the counterexample.
BROKEN: dict[str, tuple[Callable[[Policy], Policy], Callable[[Policy, Outcome, dict[str, str]], bool]]] = {
    "somebody handles": (
        nobody_handles,
        lambda policy, outcome, answers: not any(
            policy.desks[desk].has_role("handles", answers["topic"], answers["audience"])
            for desk in steps(outcome)
        ),
    ),
    "a human being": (
        lambda policy: with_desks(policy, lambda desk: replace(desk, human=False)),
        lambda policy, outcome, answers: not any(policy.desks[desk].human for desk in steps(outcome)),
    ),
    "danger first": (
        lambda policy: without_rule(policy, "gevaar"),
        lambda policy, outcome, answers: answers["safety"] == "gevaar" and outcome.now[:1] != ("112",),
    ),
    "school first, or the reason is shown": (
        lambda policy: with_topic(policy, "zelfdoding", skip=frozenset()),
        lambda policy, outcome, answers: (
            outcome.skip == ""
            and policy.desks[next(desk for desk, when in outcome.steps if when != "now")].kind == "external"
        ),
    ),
    "never to the person it is about": (
        lambda policy: replace(policy, never_after={}),
        lambda policy, outcome, answers: bool(policy.never_after[answers["who"]] & {*steps(outcome)}),
    ),
    "nobody who is stuck starts again": (
        lambda policy: without_rule(policy, "vastgelopen"),
        lambda policy, outcome, answers: (
            answers["stage"] == "vastgelopen" and bool(policy.start & {*steps(outcome)})
        ),
    ),
    "who is afraid starts apart": (
        lambda policy: without_rule(policy, "bang"),
        lambda policy, outcome, answers: (
            answers["safety"] == "bang"
            and next(desk for desk, when in outcome.steps if when != "now") in policy.start
        ),
    ),
    "always a way on": (
        lambda policy: replace(policy, always={"ouder": (), "leerling": ("kindertelefoon",)}),
        lambda policy, outcome, answers: "helpdesk" not in outcome.always,
    ),
}  # fmt: skip


def route(compiled: Compiled, answers: dict[str, str]) -> Outcome:
    return compiled.outcomes[compiled.diagram.follow(compiled.routes, answers)]


def named(found: list[Counterexample], promise: str) -> list[Counterexample]:
    return [example for example in found if example.promise == promise]


def test_every_promise_holds_for_the_real_pack(signpost):
    assert prove(signpost.policy, signpost.compiled) == []


def test_every_promise_is_broken_once_below():
    assert set(BROKEN) == set(PROMISES)


@pytest.mark.parametrize("promise", BROKEN)
def test_a_broken_promise_is_named_with_a_situation_that_shows_it(real, promise):
    spoil, shows = BROKEN[promise]
    facets = shortened(real.facets)
    spoiled = spoil(real.policy)
    compiled = compile_policy(spoiled, facets)
    # The compiler leaves out the person it is about: so compile without, and ask the policy that has it.
    asked = real.policy if promise == "never to the person it is about" else spoiled
    examples = named(prove(asked, compiled), promise)
    assert examples
    for example in examples:
        assert checked(example.answers, facets) == example.answers  # it can be typed after `wegwijzer route`
        answers = dict.fromkeys(("safety", "stage", "who"), "onbekend") | example.answers
        assert shows(asked, route(compiled, example.answers), answers), (example.answers, example.detail)


def test_a_route_of_emergency_lines_only_is_no_way_on(real):
    only_112 = dict.fromkeys(("leerling", "ouder", "personeel", "school"), ("112",))
    topics = {id: replace(topic, ladder=only_112) for id, topic in real.policy.topics.items()}
    spoiled = replace(real.policy, topics=topics, rules=(), fallback={"ouder": ()}, last=())
    found = named(prove(spoiled, compile_policy(spoiled, shortened(real.facets))), "always a way on")
    assert {example.detail for example in found} == {"no step beyond the emergency lines"}


def test_a_line_of_the_topic_that_is_missing_in_danger_is_named(real):
    spoiled = with_rule(real.policy, "gevaar", drop=frozenset({"centrum_seksueel_geweld"}))
    found = named(prove(spoiled, compile_policy(spoiled, shortened(real.facets))), "danger first")
    assert {example.detail for example in found} == {"not shown at once: centrum_seksueel_geweld"}
    assert all(example.answers["safety"] == "gevaar" for example in found)


def test_a_rule_that_never_holds_is_named(real):
    idle = Rule("idle", {"stage": frozenset({"nergens"})}, drop=frozenset({"112"}))
    spoiled = replace(real.policy, rules=(*real.policy.rules, idle))
    found = named(prove(spoiled, compile_policy(spoiled, shortened(real.facets))), "nothing is unreachable")
    assert "rule idle never holds" in {example.detail for example in found}


def test_a_question_that_is_never_asked_is_named(real):
    topics = {id: replace(topic, ask=topic.ask - {"who"}) for id, topic in real.policy.topics.items()}
    spoiled = replace(real.policy, topics=topics)
    found = named(prove(spoiled, compile_policy(spoiled, shortened(real.facets))), "nothing is unreachable")
    assert "question who is never asked" in {example.detail for example in found}


def test_an_answer_that_has_no_number_of_its_own_in_a_code_is_named(real):
    """The two highest numbers are "Ik weet het niet" and "Geen van deze"."""
    facets = shortened(real.facets)
    taken = tuple(replace(facet, numbers=(1, 6)) if facet.id == "recent" else facet for facet in facets)
    found = named(prove(real.policy, compile_policy(real.policy, taken)), "every answer fits in a code")
    assert [example.detail for example in found] == ["recent: number 6"]
    assert named(prove(real.policy, compile_policy(real.policy, facets)), "every answer fits in a code") == []


def test_too_many_questions_for_one_situation_are_named_with_it(real):
    """All eight are asked when each of them can change the outcome."""
    spoiled = with_topic(real.policy, "pesten", ask=frozenset(facet.id for facet in real.facets[2:]))
    spoiled = replace(spoiled, rules=(RECENT, *spoiled.rules))
    compiled = compile_policy(spoiled, shortened(real.facets))
    (example, *_) = named(prove(spoiled, compiled), "few questions")
    assert example.detail == "8 questions, at most 7 are allowed"
    answers: dict[str, str] = {}
    while (ref := compiled.diagram.next_open(compiled.asks, answers)) >= 0:
        facet = compiled.diagram.facets[compiled.diagram.nodes[ref][0]].id
        answers[facet] = example.answers.get(facet, "onbekend")
    assert len(answers) == 8


def test_too_many_questions_on_average_are_named(real):
    asks_all = frozenset(facet.id for facet in real.facets[2:])
    topics = {id: replace(topic, ask=asks_all) for id, topic in real.policy.topics.items()}
    spoiled = replace(real.policy, topics=topics, rules=(RECENT, *real.policy.rules))
    compiled = compile_policy(spoiled, shortened(real.facets))
    mean, _ = compiled.diagram.questions(compiled.asks)
    assert mean > 5
    details = [example.detail for example in named(prove(spoiled, compiled), "few questions")]
    assert f"{mean:.2f} questions on average, at most 5.0 are allowed" in details
