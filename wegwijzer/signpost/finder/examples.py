"""The content pack as sentences to learn from, each with what it tells."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wegwijzer.pack.load import Pack

METHOD = 2  # raise it when learning.py learns something else from the same sentences
ANSWERS = ("audience", "stage", "stuck", "who", "sector")
WORDS_TOGETHER = 4  # loose words of a topic are learned a few at a time
LABELS_OF_MINOR_TOPIC = 0.6  # how much a second topic of a sentence counts

# (what it is about, which one) -> how much: ("topic", "pesten"): 1.0
Told = Mapping[tuple[str, str], float]


@dataclass(frozen=True)
class Example:
    """A made-up sentence.

    `told`: what it tells. `silent`: the subjects on which nothing is known, where an answer that is not told
    may still be true of the sentence.
    """

    text: str
    language: str
    told: Told
    silent: frozenset[str] = frozenset()


SUBJECTS = ("topic", "signal", "danger", "calm", *ANSWERS, "fear", "out_of_scope", "elsewhere", "language")


def examples(pack: Pack) -> list[Example]:
    """Everything that the finder learns from, in a fixed order, no text twice."""
    found: dict[str, Example] = {}
    for language in sorted(pack.documents):
        for example in (*_tables(pack, language), *_phrases(pack, language), *_cards(pack, language)):
            found.setdefault(example.text.casefold(), example)
    return list(found.values())


def digest(material: list[Example]) -> str:
    """The hash of what is learned from and how, in hexadecimal."""
    rows = [
        [example.text, example.language, sorted(map(repr, example.told.items())), sorted(example.silent)]
        for example in material
    ]
    return hashlib.sha256(json.dumps([METHOD, rows], ensure_ascii=False).encode()).hexdigest()


def _tables(pack: Pack, language: str) -> Iterator[Example]:
    for kind in ("examples", "cues"):
        for row in (row for table in pack.all(kind, language).values() for row in table["rows"]):
            told = dict(_told(row, language))
            if kind == "examples" and not {"topics", "signal", "out_of_scope"} & set(row):
                told["calm", "calm"] = 1.0  # big words and nothing the matter
            known = {subject for subject, _ in told} | {"danger", "out_of_scope"}
            silent = frozenset(SUBJECTS) - known if kind == "cues" else frozenset()
            if row.get("out_of_scope") == "anders":
                silent |= {"elsewhere"}
            yield Example(row["text"], language, told, silent)


def _told(row: Mapping[str, Any], language: str) -> Iterator[tuple[tuple[str, str], float]]:
    yield ("language", language), 1.0
    for place, topic in enumerate(row.get("topics", ())):
        yield ("topic", topic), 1.0 if place == 0 else LABELS_OF_MINOR_TOPIC
    for facet in ANSWERS:
        if facet in row:
            yield (facet, row[facet]), 1.0
    if "signal" in row:
        yield ("signal", row["signal"]), 1.0
        yield ("danger", "danger"), 1.0
    if "fear" in row:
        yield ("fear", "fear"), 1.0
    if "out_of_scope" in row:
        yield ("out_of_scope", "out_of_scope"), 1.0
        if row["out_of_scope"] != "anders":
            yield ("elsewhere", row["out_of_scope"]), 1.0


def _silent_of(pack: Pack, topic: str) -> frozenset[str]:
    """On what a phrase of a topic is silent: who asks, how far, and in a grave topic whether it is now."""
    grave = {signal.get("topic") for signal in pack.get("signals", "signals")["signals"]}
    return frozenset((*ANSWERS, "fear", *(("signal", "danger") if topic in grave else ())))


def _phrases(pack: Pack, language: str) -> Iterator[Example]:
    for topic, data in pack.all("phrases", language).items():
        told, silent = {("topic", topic): 1.0, ("language", language): 1.0}, _silent_of(pack, topic)
        loose = [str(word) for word in data.get("words", ())]
        together = [
            ", ".join(loose[start : start + WORDS_TOGETHER]) for start in range(0, len(loose), WORDS_TOGETHER)
        ]
        for text in (*data.get("phrases", ()), *together):
            yield Example(str(text), language, told, silent)


def _cards(pack: Pack, language: str) -> Iterator[Example]:
    """What a topic is called on its page, and what its readers say."""
    for topic, data in pack.all("topic", language).items():
        told, silent = {("topic", topic): 1.0, ("language", language): 1.0}, _silent_of(pack, topic)
        for text in (data["name"], data["short"]):
            yield Example(text, language, told, silent)
        for audience, said in data["for"].items():
            for text in dict.fromkeys((said["option"], said["say"])):
                yield Example(text, language, {**told, ("audience", audience): 1.0}, silent - {"audience"})
