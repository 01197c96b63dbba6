"""The finder of an edition, ready to read a text."""

from dataclasses import dataclass, replace
from typing import Any

from wegwijzer.signpost.finder.advice import Advice, advise
from wegwijzer.signpost.finder.embedder import Embedder
from wegwijzer.signpost.finder.model import Model
from wegwijzer.signpost.finder.understanding import Understanding, understand
from wegwijzer.signpost.rules.edition import SOURCE_LANGUAGE, Edition


@dataclass(frozen=True)
class Finder:
    """One edition with what was learned for it. Keeps nothing of what it reads."""

    edition: Edition
    model: Model
    embedder: Embedder | None

    def warm_up(self) -> None:
        """Read a text, so that the first visitor does not wait for what is prepared once."""
        self.find("hallo")

    def find(self, typed: str) -> tuple[Understanding, Advice]:
        """What a text tells, and who to turn to."""
        understood = self._fitting(understand(self.model, typed, self.embedder))
        return understood, advise(self.edition, understood)

    def _fitting(self, understood: Understanding) -> Understanding:
        """Without the topics that are not for this reader, as long as one is left."""
        audience = understood.answers.get("audience")
        topics = self.edition.content[SOURCE_LANGUAGE]["topic"]
        fitting = tuple(id for id in understood.topics if audience in topics[id]["for"])
        return replace(understood, topics=fitting) if fitting else understood


def found_data(understood: Understanding, advice: Advice) -> dict[str, Any]:
    """What was found, as data for programs. It holds ids of the pack and never a word of the text."""
    return {
        "urgency": advice.urgency,
        "shown": list(advice.shown),
        "first": list(advice.first),
        "topics": list(understood.topics),
        **{facet: advice.answers.get(facet) for facet in ("audience", "stage", "stuck", "who", "sector")},
        "signals": list(understood.signals),
        "lang": understood.language or None,
        "out_of_scope": understood.out_of_scope,
    }
