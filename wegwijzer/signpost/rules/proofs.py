"""What an edition promises, proven for every combination of answers.

A promise that does not hold comes with the situation that breaks it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from wegwijzer.signpost.rules import code
from wegwijzer.signpost.rules.compiling import Compiled, Ending
from wegwijzer.signpost.rules.facets import DANGERS, UNKNOWN
from wegwijzer.signpost.rules.ladder import AT_SCHOOL, HANDLES, NOW, Outcome, Policy

MOST_QUESTIONS = 7
MEAN_QUESTIONS = 5.0
STUCK_STAGE = "vastgelopen"
NEAR = ("leerkracht_mentor", "schoolleiding", "hr_leidinggevende")
LARGEST_REPORT = 50  # counterexamples; one mistake in a rule breaks thousands of situations


@dataclass(frozen=True)
class Counterexample:
    """A promise that does not hold, and answers for which it does not."""

    promise: str
    answers: dict[str, str]
    detail: str


@dataclass(frozen=True)
class Breach:
    """How a promise is broken on one ending, and by which answers on the way there (empty: by any)."""

    detail: str
    by: Mapping[str, str] = field(default_factory=dict)


Check = Callable[[Policy, Ending, Outcome], Breach | None]


def somebody_handles(policy: Policy, ending: Ending, outcome: Outcome) -> Breach | None:
    """At least one step takes the matter on, and is there already."""
    handlers = _handlers(policy, ending.topic, ending.audience)
    if any(desk in handlers for desk, _ in outcome.steps):
        return None
    return Breach("nobody on this route takes the matter on")


@lru_cache(maxsize=512)
def _handlers(policy: Policy, topic: str, audience: str) -> frozenset[str]:
    desks = policy.desks.values()
    return frozenset(desk.id for desk in desks if desk.open and desk.has_role(HANDLES, topic, audience))


def a_human_being(policy: Policy, ending: Ending, outcome: Outcome) -> Breach | None:
    """At least one human being on every route, who is there already."""
    shown = (policy.desks[desk] for desk in (*outcome.always, *(desk for desk, _ in outcome.steps)))
    return None if any(desk.human and desk.open for desk in shown) else Breach("no human being on this route")


def danger_first(policy: Policy, ending: Ending, outcome: Outcome) -> Breach | None:
    """In danger: 112 or 113 and the lines of the topic, first. In a matter of life and death: always."""
    lines = [id for id in policy.topics[ending.topic].danger if _for_all(policy, ending, id)]
    if policy.topics[ending.topic].crisis and not outcome.information:
        hidden = [id for id in lines if id not in outcome.now]
        if hidden:
            return Breach(f"not shown at once: {', '.join(hidden)}")
    missing = [id for id in dict.fromkeys(("112", *lines)) if id not in outcome.now]
    for danger in DANGERS:
        if danger not in ending.reach["safety"]:
            continue
        by = {"safety": danger}
        if missing:
            return Breach(f"not shown at once: {', '.join(missing)}", by)
        first = "112" if danger == "gevaar" else "113_zelfmoordpreventie"
        if outcome.now[0] != first or outcome.steps[0] != (first, NOW):
            return Breach(f"{first} does not come first", by)
    return None


def _for_all(policy: Policy, ending: Ending, id: str) -> bool:
    """Whether a line is for every sector and stage by which this ending is reached."""
    asked = ({name: value} for name in ("sector", "stage") for value in ending.reach[name])
    return all(policy.desks[id].competent(ending.topic, ending.audience, **one) for one in asked)


def school_first(policy: Policy, ending: Ending, outcome: Outcome) -> Breach | None:
    """The first step is at school, or the reason why not is shown."""
    first = next((desk for desk, when in outcome.steps if when != NOW), None)
    if first is None or policy.desks[first].kind in AT_SCHOOL or outcome.skip:
        return None
    return Breach(f"starts at {first}, outside school, and does not say why")


def never_to_the_person(policy: Policy, ending: Ending, outcome: Outcome) -> Breach | None:
    """Nobody is sent to the person they complain about."""
    shown = {*outcome.now, *outcome.always, *(desk for desk, _ in outcome.steps)}
    for who in sorted(ending.reach["who"]):
        wrong = shown & policy.never_after.get(who, frozenset())
        if wrong:
            return Breach(f"sent to {', '.join(sorted(wrong))}, whom it is about", {"who": who})
    return None


def stuck_goes_on(policy: Policy, ending: Ending, outcome: Outcome) -> Breach | None:
    """Nobody who is stuck is sent back to the start."""
    back = policy.start & {desk for desk, _ in outcome.steps}
    if not back or STUCK_STAGE not in ending.reach["stage"]:
        return None
    return Breach(f"sent back to {', '.join(sorted(back))}", {"stage": STUCK_STAGE})


def afraid_starts_apart(policy: Policy, ending: Ending, outcome: Outcome) -> Breach | None:
    """Who is afraid of what follows does not start with the teacher or the head."""
    first = next((desk for desk, when in outcome.steps if when != NOW), "")
    early = ending.reach["stage"] & {"school_weet_het_niet", UNKNOWN}
    crisis = policy.topics[ending.topic].crisis
    if first not in NEAR or not early or crisis or "bang" not in ending.reach["safety"]:
        return None
    return Breach(f"starts at {first}", {"safety": "bang"})


def a_way_on(policy: Policy, ending: Ending, outcome: Outcome) -> Breach | None:
    """No route without an exit: a step beyond the emergency lines, and the helpdesk beside it."""
    if "helpdesk" not in outcome.always:
        return Breach("the helpdesk is missing")
    if any(when != NOW for _, when in outcome.steps):
        return None
    return Breach("no step beyond the emergency lines")


PROMISES: dict[str, Check] = {
    "somebody handles": somebody_handles,
    "a human being": a_human_being,
    "danger first": danger_first,
    "school first, or the reason is shown": school_first,
    "never to the person it is about": never_to_the_person,
    "nobody who is stuck starts again": stuck_goes_on,
    "who is afraid starts apart": afraid_starts_apart,
    "always a way on": a_way_on,
}


def prove(policy: Policy, compiled: Compiled) -> list[Counterexample]:
    """Check every promise for every combination; an empty list means that all hold."""
    found = [*_few_questions(compiled), *_nothing_unreachable(policy, compiled), *_codes_hold(compiled)]
    for ending in compiled.endings:
        outcome = compiled.outcomes[ending.outcome]
        for promise, check in PROMISES.items():
            breach = check(policy, ending, outcome)
            if breach:
                found.append(Counterexample(promise, _example(compiled, ending, breach.by), breach.detail))
        if len(found) >= LARGEST_REPORT:
            break
    return found


def _example(compiled: Compiled, ending: Ending, by: Mapping[str, str]) -> dict[str, str]:
    """Answers that lead to this ending. Reach is exact per facet only, so candidates are tried."""
    answers = {"audience": ending.audience, "topic": ending.topic}
    facets = [facet for facet in compiled.diagram.facets if facet.id in ending.reach]

    def search(place: int) -> dict[str, str] | None:
        if place == len(facets):
            arrived = compiled.diagram.follow(compiled.routes, answers)
            return dict(answers) if arrived == ending.outcome else None
        facet = facets[place]
        reached = sorted(ending.reach[facet.id], key=facet.index, reverse=True)
        for value in [by[facet.id]] if facet.id in by else reached:
            answers[facet.id] = value
            if example := search(place + 1):
                return example
        return None

    return {name: value for name, value in (search(0) or answers).items() if value != UNKNOWN}


def _few_questions(compiled: Compiled) -> Iterator[Counterexample]:
    mean, most = compiled.diagram.questions(compiled.asks)
    if most > MOST_QUESTIONS:
        example = compiled.diagram.longest(compiled.asks)
        yield Counterexample(
            "few questions", example, f"{most} questions, at most {MOST_QUESTIONS} are allowed"
        )
    if mean > MEAN_QUESTIONS:
        yield Counterexample(
            "few questions", {}, f"{mean:.2f} questions on average, at most {MEAN_QUESTIONS} are allowed"
        )


def _nothing_unreachable(policy: Policy, compiled: Compiled) -> Iterator[Counterexample]:
    for rule in policy.rules:
        if rule.id not in compiled.matched:
            yield Counterexample("nothing is unreachable", {}, f"rule {rule.id} never holds")
    asked = {compiled.diagram.facets[place].id for place in _places(compiled)}
    for facet in compiled.diagram.facets:
        if facet.id not in asked:
            yield Counterexample("nothing is unreachable", {}, f"question {facet.id} is never asked")


def _codes_hold(compiled: Compiled) -> Iterator[Counterexample]:
    """Every answer has a number of its own in a code, and so have "Ik weet het niet" and "Geen van deze"."""
    widths = dict(code.FIELDS)
    for facet in compiled.diagram.facets:
        if max(facet.numbers) >= code.other(widths[facet.id]):
            yield Counterexample(
                "every answer fits in a code", {}, f"{facet.id}: number {max(facet.numbers)}"
            )


def _places(compiled: Compiled) -> set[int]:
    seen, todo, places = set(), [compiled.asks], set()
    while todo:
        ref = todo.pop()
        if ref >= 0 and ref not in seen:
            seen.add(ref)
            place, children = compiled.diagram.nodes[ref]
            places.add(place)
            todo.extend(children)
    return places
