"""The finder of an edition, ready to read a text."""

import threading
from dataclasses import dataclass, field, replace
from typing import Any

from wegwijzer.signpost.finder.advice import Advice, advise
from wegwijzer.signpost.finder.embedder import Embedder
from wegwijzer.signpost.finder.examples import ANSWERS
from wegwijzer.signpost.finder.model import Model
from wegwijzer.signpost.finder.understanding import Understanding, understand
from wegwijzer.signpost.rules.edition import SOURCE_LANGUAGE, Edition

AT_ONCE = 2  # texts that are read at the same time: each takes a core, and memory for what it resembles
PATIENCE = 3.0  # seconds that a text waits for its turn


class Busy(RuntimeError):
    """Too many texts at once; the numbers and the questions are there without the finder."""


@dataclass(frozen=True)
class Finder:
    """One edition with what was learned for it. Keeps nothing of what it reads."""

    edition: Edition
    model: Model
    embedder: Embedder | None
    turns: threading.BoundedSemaphore = field(default_factory=lambda: threading.BoundedSemaphore(AT_ONCE))

    def warm_up(self) -> None:
        """Read a text, so that the first visitor does not wait for what is prepared once."""
        self.find("hallo")

    def find(self, typed: str) -> tuple[Understanding, Advice]:
        """What a text tells, and who to turn to. Raises `Busy` when too many others are being read."""
        if not self.turns.acquire(timeout=PATIENCE):
            raise Busy
        try:
            return self._found(typed)
        finally:
            self.turns.release()

    def _found(self, typed: str) -> tuple[Understanding, Advice]:
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
        **{facet: advice.answers.get(facet) for facet in ANSWERS},
        "signals": list(understood.signals),
        "lang": understood.language or None,
        "out_of_scope": understood.out_of_scope,
    }
