"""Counts what makes a text hard to read: long sentences and the words of an office."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

# An end is a mark, a space and a capital, a digit or a letter of a script that has no capitals (Arabic).
_END = re.compile(r"(?<=[.?!:؟])['’”)»]*\s+(?=['‘“(«]*[A-ZÀ-ÞĀ-ſА-ЯҐЄІЇ0-9{\u0600-\u06ff])")
_WORD = re.compile(r"[\w’'\-]*\w[\w’'\-]*")
_NUMBERED = re.compile(r"\b(?:art|lid|nr|bijv|o\.a|m\.a\.w)\.\s")


def sentences(text: str) -> list[str]:
    """The sentences of a text, in order. An abbreviation such as "art. 3" does not end one."""
    guarded = _NUMBERED.sub(lambda match: match.group().replace(". ", ".\x00"), text.strip())
    return [part.strip().replace("\x00", " ") for part in _END.split(guarded) if part.strip()]


def word_count(sentence: str) -> int:
    return len(_WORD.findall(sentence))


def officialese(text: str, words: Iterable[str]) -> Iterator[str]:
    """Those of `words` that stand in the text as whole words."""
    lower = text.lower()
    return (word for word in words if re.search(rf"\b{re.escape(word)}\b", lower))


def texts(data: Any, where: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every piece of text in plain data, with its path."""
    if isinstance(data, str):
        yield where, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from texts(value, (*where, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from texts(value, (*where, number))
