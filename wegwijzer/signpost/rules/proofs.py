"""What an edition promises, proven for every combination of answers.

A promise that does not hold comes with the situation that breaks it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from wegwijzer.signpost.rules.compiling import Compiled, Ending
from wegwijzer.signpost.rules.facets import DANGERS
from wegwijzer.signpost.rules.ladder import AT_SCHOOL, HANDLES, NOW, Outcome, Policy

MOST_QUESTIONS = 7
MEAN_QUESTIONS = 5.0
LARGEST_REPORT = 50  # counterexamples; one mistake in a rule breaks thousands of situations


@dataclass(frozen=True)
class Counterexample:
    """A promise that does not hold, and answers for which it does not."""

    promise: str
    answers: dict[str, str]
    detail: str


Check = Callable[[Policy, Ending, Outcome], str]


def somebody_handles(policy: Policy, ending: Ending, outcome: Outcome) -> str:
    """At least one step takes the matter on."""
    found = any(
        policy.desks[desk].has_role(HANDLES, ending.topic, ending.audience) for desk, _ in outcome.steps
    )
    return "" if found else "nobody on this route takes the matter on"


def a_human_being(policy: Policy, ending: Ending, outcome: Outcome) -> str:
    """At least one human being on every route."""
    found = any(policy.desks[desk].human for desk in (*outcome.always, *(desk for desk, _ in outcome.steps)))
    return "" if found else "no human being on this route"


def danger_first(policy: Policy, ending: Ending, outcome: Outcome) -> str:
    """In danger: 112 (or 113) and the lines of the topic, before anything else."""
    dangers = ending.reach["safety"] & frozenset(DANGERS)
    if not dangers:
        return ""
    wanted = ["112", *(id for id in policy.topics[ending.topic].danger if _for_all(policy, ending, id))]
    missing = [id for id in wanted if id not in outcome.now]
    if missing:
        return f"not shown at once: {', '.join(missing)}"
    first = "112" if "gevaar" in dangers else "113_zelfmoordpreventie"
    if outcome.now[0] != first or outcome.steps[0] != (first, NOW):
        return f"{first} does not come first"
    return ""


def _for_all(policy: Policy, ending: Ending, id: str) -> bool:
    """Whether a line is for every sector and stage by which this ending is reached."""
    asked = ({name: value} for name in ("sector", "stage") for value in ending.reach[name])
    return all(policy.desks[id].competent(ending.topic, ending.audience, **one) for one in asked)


def school_first(policy: Policy, ending: Ending, outcome: Outcome) -> str:
    """The first step is at school, or the reason why not is shown."""
    first = next((desk for desk, when in outcome.steps if when != NOW), None)
    if first is None or policy.desks[first].kind in AT_SCHOOL or outcome.skip:
        return ""
    return f"starts at {first}, outside school, and does not say why"


def never_to_the_person(policy: Policy, ending: Ending, outcome: Outcome) -> str:
    """Nobody is sent to the person they complain about."""
    shown = {*outcome.now, *outcome.always, *(desk for desk, _ in outcome.steps)}
    for who in ending.reach["who"]:
        wrong = shown & policy.never_after.get(who, frozenset())
        if wrong:
            return f"who={who} is sent to {', '.join(sorted(wrong))}"
    return ""


def stuck_goes_on(policy: Policy, ending: Ending, outcome: Outcome) -> str:
    """Nobody who is stuck is sent back to the start."""
    if "vastgelopen" not in ending.reach["stage"]:
        return ""
    back = policy.start & {desk for desk, _ in outcome.steps}
    return f"sent back to {', '.join(sorted(back))}" if back else ""


def somewhere_to_go(policy: Policy, ending: Ending, outcome: Outcome) -> str:
    """No route without an exit:

    there is a step beyond the emergency lines, and the helpdesk stands beside it.
    """
    if "helpdesk" not in outcome.always and "mbo" not in ending.reach["sector"]:
        return "the helpdesk is missing"
    return "" if any(when != NOW for _, when in outcome.steps) else "no step beyond the emergency lines"


PROMISES: dict[str, Check] = {
    "somebody handles": somebody_handles,
    "a human being": a_human_being,
    "danger first": danger_first,
    "school first, or the reason is shown": school_first,
    "never to the person it is about": never_to_the_person,
    "nobody who is stuck starts again": stuck_goes_on,
    "always a way on": somewhere_to_go,
}


def prove(policy: Policy, compiled: Compiled) -> list[Counterexample]:
    """Check every promise for every combination; an empty list means that all hold."""
    found = list(_few_questions(compiled)) + list(_nothing_unreachable(policy, compiled))
    for ending in compiled.endings:
        outcome = compiled.outcomes[ending.outcome]
        for promise, check in PROMISES.items():
            detail = check(policy, ending, outcome)
            if detail:
                found.append(Counterexample(promise, _example(compiled, ending, detail), detail))
        if len(found) >= LARGEST_REPORT:
            break
    return found


def _example(compiled: Compiled, ending: Ending, detail: str) -> dict[str, str]:
    """Answers that lead to this ending.

    Reach is exact per facet only, so candidates are tried until one arrives.
    """
    wanted = detail.split("who=")[1].split(" ")[0] if "who=" in detail else None
    answers = {"audience": ending.audience, "topic": ending.topic}
    facets = [facet for facet in compiled.diagram.facets if facet.id in ending.reach]

    def search(place: int) -> dict[str, str] | None:
        if place == len(facets):
            arrived = compiled.diagram.follow(compiled.routes, answers)
            return dict(answers) if arrived == ending.outcome else None
        facet = facets[place]
        values = (
            [wanted]
            if facet.id == "who" and wanted
            else sorted(ending.reach[facet.id], key=facet.index, reverse=True)
        )
        for value in values:
            answers[facet.id] = value
            if example := search(place + 1):
                return example
        return None

    example = search(0) or answers
    return {name: value for name, value in example.items() if value != "onbekend"}


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
