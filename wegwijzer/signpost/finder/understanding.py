"""What a text tells, as far as it can be told from its words. Proposals, each with how sure it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from wegwijzer.signpost.finder.embedder import Embedder
from wegwijzer.signpost.finder.examples import ANSWERS
from wegwijzer.signpost.finder.model import Model
from wegwijzer.signpost.finder.text import LONGEST, words

MOST_TOPICS = 5
MOST_SIGNALS = 2

CRISIS_TOPICS = ("zelfdoding",)

# How high a score must be. Set on the tune part of bench/finder, never on the test part.
ALARM = 0.22  # of danger: help is raised at once
CALM = 0.8  # how much a look-alike of danger counts against it
ALARM_IN_A_QUESTION = 0.6  # the same, for who only asks for information or lessons
OF_SIGNAL = 0.5  # of the strongest signal, for a second one to be raised beside it
ANSWER = {"audience": 0.12, "stage": 0.13, "stuck": 0.15, "who": 0.12, "sector": 0.2}
INFORMATION = 0.3  # of the stage "informatie": only a question is asked
MARGIN = 0.12  # of who reads, above the next: in doubt the route is one that serves both
# Of a single answer: who has been somewhere is not to be sent back, and not all who write "ik" are pupils.
OF_VALUE = {
    ("audience", "leerling"): 0.28,
    ("stage", "bij_school_besproken"): 0.08,
    ("stage", "bestuur"): 0.09,
    ("stage", "klachtencommissie"): 0.09,
    ("stage", "vastgelopen"): 0.09,
    ("stage", "informatie"): 0.25,
}
FEAR = 0.4
OUT_OF_SCOPE = 0.22
OUT_OF_SCOPE_BESIDE = 0.6  # of the best topic, that it must be as well
SURE_OF_CRISIS = 0.4  # of a topic of life and death, to stand first without an alarm
TOPIC = 0.08  # less than this is no proposal
OF_BEST = 0.15  # of the best topic, for another one to be proposed


@dataclass(frozen=True)
class Understanding:
    """Ids of the content pack. `answers`: facet -> value, only what the text tells.

    `signals`: the dangers that it speaks of, strongest first; empty when there is no sign of danger.
    `elsewhere`: which kind of question that this is not for. "" is unknown, there and in `language`.
    """

    topics: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    signals: tuple[str, ...] = ()
    fear: bool = False
    out_of_scope: bool = False
    elsewhere: str = ""
    language: str = ""


def understand(model: Model, typed: str, embedder: Embedder | None = None) -> Understanding:
    """Read a text; what stands beyond `LONGEST` characters is not read."""
    text = typed[:LONGEST]
    scores = model.scores_of(text, embedder) if words(text) else {}
    return judged(scores) if scores else Understanding()


def judged(scores: Mapping[str, Mapping[str, float]]) -> Understanding:
    """From scores to what is proposed: the thresholds above, and nothing else."""
    asks = scores["stage"]["informatie"] >= INFORMATION
    danger = scores["danger"]["danger"] - CALM * scores["calm"]["calm"]
    alarm = danger >= (ALARM_IN_A_QUESTION if asks else ALARM)
    outside, best = scores["out_of_scope"]["out_of_scope"], max(scores["topic"].values())
    elsewhere = not alarm and outside >= max(OUT_OF_SCOPE, OUT_OF_SCOPE_BESIDE * best)
    return Understanding(
        topics=_topics(scores["topic"], calm=not alarm and not asks),
        answers={} if elsewhere else _answers(scores),
        signals=_signals(scores["signal"]) if alarm else (),
        fear=scores["fear"]["fear"] >= FEAR,
        out_of_scope=elsewhere,
        elsewhere=_best(scores["elsewhere"]) if elsewhere else "",
        language=_best(scores["language"]),
    )


def _best(scores: Mapping[str, float]) -> str:
    return max(scores, key=lambda id: scores[id])


def _topics(scores: Mapping[str, float], calm: bool) -> tuple[str, ...]:
    """Best first. Without a sign of danger, no topic of life and death stands first on a weak resemblance."""
    order = sorted(scores, key=lambda id: -scores[id])[:MOST_TOPICS]
    if calm and order[0] in CRISIS_TOPICS and scores[order[0]] < SURE_OF_CRISIS:
        order[0], order[1] = order[1], order[0]
    least = max(TOPIC, OF_BEST * max(scores.values()))
    return tuple(id for id in order if scores[id] >= least)


def _signals(scores: Mapping[str, float]) -> tuple[str, ...]:
    order = sorted(scores, key=lambda id: -scores[id])[:MOST_SIGNALS]
    return tuple(id for id in order if id == order[0] or scores[id] >= OF_SIGNAL * scores[order[0]])


def _answers(scores: Mapping[str, Mapping[str, float]]) -> dict[str, str]:
    found = {}
    for facet in ANSWERS:
        best, second = sorted(scores[facet], key=lambda id: -scores[facet][id])[:2]
        sure = facet != "audience" or scores[facet][best] - scores[facet][second] >= MARGIN
        least = OF_VALUE.get((facet, best), ANSWER[facet])
        if sure and scores[facet][best] >= least:
            found[facet] = best
    if "stuck" in found and found.get("stage") not in ("vastgelopen", "klachtencommissie"):
        found["stage"] = "vastgelopen"
    return found
