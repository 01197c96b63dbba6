"""The right words for who reads.

"je" for pupils, "u" for adults, and other words for staff and schools where they need them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wegwijzer.pack.words import sentences
from wegwijzer.signpost.rules.edition import Edition
from wegwijzer.signpost.rules.facets import OTHER, UNKNOWN

_TRY = {
    "leerling": ("je", "u"),
    "ouder": ("u", "je"),
    "personeel": ("personeel", "u", "je"),
    "school": ("school", "u", "je"),
}


@dataclass(frozen=True)
class Words:
    """The words of an edition in one language for one reader.

    "onbekend" when nothing is known of who reads.
    """

    edition: Edition
    language: str
    audience: str = UNKNOWN

    @property
    def je(self) -> bool:
        return self.audience == "leerling"

    @property
    def reader(self) -> str:
        """Whose rights to show: the audience, or "" when nothing is known."""
        return self.audience if self.audience in _TRY else ""

    def pick(self, by_register: Mapping[str, Any] | None) -> Any:
        """The text for this reader; "" when there is none."""
        for register in _TRY.get(self.audience, ("u", "je")):
            if by_register and by_register.get(register):
                return by_register[register]
        return ""

    def of(self, kind: str, id: str) -> Mapping[str, Any]:
        return self.edition.words(kind, id, self.language)

    def text(self, id: str) -> Mapping[str, Any]:
        return self.of("text", id)

    @property
    def route(self) -> Mapping[str, Any]:
        """The sentences around a route."""
        return self.text("route")

    def topic(self, id: str | None) -> Mapping[str, Any]:
        """The words of a topic; whoever chose none gets those of "something else"."""
        return _mapping(self.route["anders"] if id in (None, UNKNOWN, OTHER) else self.of("topic", str(id)))

    def for_reader(self, topic: str | None) -> Mapping[str, Any]:
        """option, headline and say of a topic in the words of this reader.

        Whoever did not say who they are gets words that claim nothing of them: no child, no work.
        """
        own = self.topic(topic)
        if not self.reader:
            name = own["name"]
            return {
                "option": name,
                "headline": own.get("headline", f"{name}."),
                "say": own.get("say") or self.route["anybody"].format(topic=name),
            }
        by_audience = own["for"]
        return _mapping(by_audience.get(self.audience) or next(iter(by_audience.values())))

    def value(self, facet: str, value: str) -> Mapping[str, Any]:
        """label, hint, told and headline of an answer."""
        if value in (UNKNOWN, OTHER):
            return _mapping(self.route["unknown" if value == UNKNOWN else "other"])
        return _mapping(next(item for item in self.of("question", facet)["values"] if item["id"] == value))

    def told(self, facet: str, value: str) -> str:
        """An answer as it stands among what was told."""
        if facet == "topic" and value not in (UNKNOWN, OTHER):
            return str(self.topic(value)["name"])
        said = str(self.pick(self.value(facet, value)["told"]))
        asked = self.pick(self.of("question", facet)["title"])
        return f"{asked} {said}" if value in (UNKNOWN, OTHER) else said

    def without(self, text: str, who: str) -> str:
        """A text without the sentences that name whom it is about: nobody is sent there by a side remark."""
        called = self.value("who", who).get("called", ()) if who not in (UNKNOWN, OTHER) else ()
        if not called:
            return text
        named = re.compile(rf"\b({'|'.join(map(re.escape, called))})(s|en|je)?\b", re.IGNORECASE)
        return " ".join(sentence for sentence in sentences(text) if not named.search(sentence))

    def reason(self, id: str) -> str:
        """Why a step is skipped, or a note beside the route. "topic:pesten:ouder" stands with the topic."""
        if id.startswith("topic:"):
            _, topic, audience = id.split(":")
            return str(self.of("ladder", topic)["skip"][audience])
        return str(self.pick(self.of("rules", "rules")["reasons"][id]))


def _mapping(data: Any) -> Mapping[str, Any]:
    """Plain data of the pack, which its schema says is a mapping."""
    words: Mapping[str, Any] = data
    return words
