"""From what was understood to who is on the screen: the edition's own routes, nothing of the finder's."""

from collections.abc import Mapping
from dataclasses import dataclass

from wegwijzer.signpost.finder.understanding import Understanding
from wegwijzer.signpost.rules.edition import SOURCE_LANGUAGE, Edition
from wegwijzer.signpost.rules.facets import UNKNOWN
from wegwijzer.signpost.rules.ladder import unique

CRISIS, URGENT, NORMAL = "crisis", "urgent", "normaal"
MOST_LINES = 4
STEPS_ON_SCREEN = 3


@dataclass(frozen=True)
class Advice:
    """`answers` are those for the questions; `lines` are raised at danger; `first` is the advised order.

    `shown`: who is on the screen without a further question. The bar with 112 and 113 on every page is not
    counted.
    """

    answers: Mapping[str, str]
    urgency: str
    lines: tuple[str, ...]
    first: tuple[str, ...]
    shown: tuple[str, ...]


def advise(edition: Edition, understood: Understanding) -> Advice:
    """Who to turn to, for what is known."""
    if understood.out_of_scope:
        return Advice({}, NORMAL, (), ("out_of_scope",), ())
    if understood == Understanding():
        return Advice({}, NORMAL, (), ("helpdesk",), ("helpdesk",))
    answers = answers_of(edition, understood)
    lines, urgency = _raised(edition, understood)
    route = edition.route(answers)
    first = unique((*lines[:1], *(desk for desk, _ in route.steps), *lines[1:]))
    return Advice(
        answers, urgency, lines, first, unique((*lines, *first[:STEPS_ON_SCREEN], *route.now, *route.always))
    )


def answers_of(edition: Edition, understood: Understanding) -> dict[str, str]:
    """What was told as answers to the questions of the edition; what does not fit together is left out."""
    topic = {"topic": understood.topics[0]} if understood.topics else {}
    known = {facet.id: facet.values for facet in edition.facets}
    told = {**understood.answers, **topic}
    return edition.fitting({name: told[name] for name in known if told.get(name) in known[name]})


def _raised(edition: Edition, understood: Understanding) -> tuple[tuple[str, ...], str]:
    signals = {item["id"]: item for item in edition.words("signals", "signals", SOURCE_LANGUAGE)["signals"]}
    found = [signals[id] for id in understood.signals if id in signals]
    if not found:
        return (), NORMAL
    first, *others = found
    audience = understood.answers.get("audience", UNKNOWN)
    lines = unique((*first["lines"], *(other["lines"][0] for other in others)))
    lines = tuple(line for line in lines if audience in (UNKNOWN, *_served(edition, line)))
    urgency = CRISIS if any(signal["urgency"] == CRISIS for signal in found) else URGENT
    return lines[:MOST_LINES], urgency


def _served(edition: Edition, desk: str) -> set[str]:
    """The audiences of a desk."""
    rows = edition.words("desk", desk, SOURCE_LANGUAGE)["competence"]
    return {audience for row in rows for audience in row["audiences"]}
