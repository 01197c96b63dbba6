"""What a text tells, as far as it can be told from its words. Proposals, each with how sure it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from wegwijzer.signpost.finder.embedder import Embedder
from wegwijzer.signpost.finder.examples import ANSWERS
from wegwijzer.signpost.finder.model import Model
from wegwijzer.signpost.finder.text import read_part, words

MOST_TOPICS = 5
MOST_SIGNALS = 2

CRISIS_TOPICS = ("zelfdoding",)

# How high a score must be. Set on the tune part of bench/finder, never on the test part.
ALARM = 0.24  # of danger, with what follows: help is raised at once
SIGNAL = 0.6  # how much the strongest kind of danger counts beside danger as such
CALM = 0.6  # how much a look-alike of danger counts against it
ALARM_IN_A_QUESTION = 0.45  # the same as ALARM, for who only asks for information or lessons
OF_SIGNAL = 0.5  # of the strongest signal, for a second one to be raised beside it
ANSWER = {"audience": 0.12, "stage": 0.13, "stuck": 0.2, "who": 0.12, "sector": 0.2}
INFORMATION = 0.4  # of the stage "informatie": only a question is asked
MARGIN = 0.1  # of who reads, above the next: in doubt the route is one that serves both
# Of a single answer: who has been somewhere is not to be sent back, and not all who write "ik" are pupils.
OF_VALUE = {
    ("audience", "leerling"): 0.2,
    ("stage", "bij_school_besproken"): 0.08,
    ("stage", "bestuur"): 0.09,
    ("stage", "klachtencommissie"): 0.09,
    ("stage", "vastgelopen"): 0.18,
    ("stage", "informatie"): 0.25,
}
FEAR = 0.4  # of somebody who is afraid of what follows from telling
AFRAID = "bang"  # that answer to the question whether it is safe
OUT_OF_SCOPE = 0.22
OUT_OF_SCOPE_BESIDE = 0.6  # of the best topic, that it must be as well
SURE_OF_CRISIS = 0.4  # of a topic of life and death, to stand first without an alarm
TOPIC = 0.08  # less than this is no proposal
OF_BEST = 0.15  # of the best topic, for another one to be proposed


Scores = Mapping[str, Mapping[str, float]]  # subject -> label -> score


@dataclass(frozen=True)
class Understanding:
    """Ids of the content pack. `answers`: facet -> value, only what the text tells.

    `signals`: the dangers that it speaks of, strongest first; empty when there is no sign of danger.
    `elsewhere`: which kind of question that this is not for. "" is unknown, there and in `language`.
    """

    topics: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    signals: tuple[str, ...] = ()
    out_of_scope: bool = False
    elsewhere: str = ""
    language: str = ""


def understand(model: Model, typed: str, embedder: Embedder | None = None) -> Understanding:
    """Read a text; what stands beyond `LONGEST` characters is not read."""
    text = read_part(typed)
    scores = model.scores_of(text, embedder) if words(text) else {}
    return judged(scores) if scores else Understanding()


def judged(scores: Scores) -> Understanding:
    """From scores to what is proposed: the thresholds above, and nothing else."""
    asks = _score(scores, "stage", "informatie") >= INFORMATION
    alarm = _danger(scores) >= (ALARM_IN_A_QUESTION if asks else ALARM)
    outside, best = _score(scores, "out_of_scope", "out_of_scope"), max(scores["topic"].values())
    elsewhere = not alarm and outside >= max(OUT_OF_SCOPE, OUT_OF_SCOPE_BESIDE * best)
    return Understanding(
        topics=_topics(scores["topic"], may_begin_with_crisis=alarm or asks),
        answers={} if elsewhere else _answers(scores),
        signals=_signals(scores.get("signal", {})) if alarm else (),
        out_of_scope=elsewhere,
        elsewhere=_best(scores.get("elsewhere", {})) if elsewhere else "",
        language=_best(scores.get("language", {})),
    )


def _danger(scores: Scores) -> float:
    """Danger as such, and its strongest kind, less what speaks for a look-alike."""
    kinds = max(scores.get("signal", {}).values(), default=0.0)
    return _score(scores, "danger", "danger") + SIGNAL * kinds - CALM * _score(scores, "calm", "calm")


def _score(scores: Scores, subject: str, label: str) -> float:
    """0 for what was never learned."""
    return scores.get(subject, {}).get(label, 0.0)


def _ranked(scores: Mapping[str, float]) -> list[str]:
    return sorted(scores, key=lambda id: -scores[id])


def _best(scores: Mapping[str, float]) -> str:
    return next(iter(_ranked(scores)), "")


def _topics(scores: Mapping[str, float], may_begin_with_crisis: bool) -> tuple[str, ...]:
    """Best first. Without a sign of danger, no topic of life and death stands first on a weak resemblance."""
    order = _ranked(scores)[:MOST_TOPICS]
    weak = order[0] in CRISIS_TOPICS and scores[order[0]] < SURE_OF_CRISIS
    if weak and not may_begin_with_crisis:
        order[:2] = reversed(order[:2])
    least = max(TOPIC, OF_BEST * max(scores.values()))
    return tuple(id for id in order if scores[id] >= least)


def _signals(scores: Mapping[str, float]) -> tuple[str, ...]:
    order = _ranked(scores)[:MOST_SIGNALS]
    return tuple(id for id in order if id == order[0] or scores[id] >= OF_SIGNAL * scores[order[0]])


def _answers(scores: Scores) -> dict[str, str]:
    found = {}
    for facet in ANSWERS:
        order = _ranked(scores.get(facet, {}))
        if order and _is_told(facet, scores[facet], order):
            found[facet] = order[0]
    if "stuck" in found and found.get("stage") not in ("vastgelopen", "klachtencommissie"):
        found["stage"] = "vastgelopen"
    if _score(scores, "fear", "fear") >= FEAR:
        found["safety"] = AFRAID
    return found


def _is_told(facet: str, scores: Mapping[str, float], order: list[str]) -> bool:
    """Whether the best answer is sure enough; who reads must also stand clear of the next guess."""
    best = order[0]
    clear = facet != "audience" or len(order) < 2 or scores[best] - scores[order[1]] >= MARGIN
    return clear and scores[best] >= OF_VALUE.get((facet, best), ANSWER[facet])
