"""The return code: nine Dutch words by which somebody without an account comes back to their conversation.

The first word is a room: it tells where to look, so that one guess never tests every conversation, and
guesses can be counted per room. Seven words are secret. The last one checks the others: words are numbers
below a prime, and the sum of place times number is a multiple of that prime. So every single wrong word and
every swap of two is found (the same idea as ISO/IEC 7064 and ISBN-10).

A list of 1,153 words gives 10.17 bits each: 81 bits for the whole code, 71 of them beyond the room.
"""

import re
import secrets
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import combinations
from math import log2
from pathlib import Path

from rapidfuzz.distance import DamerauLevenshtein

LENGTH = 9  # words
FAR = 3  # changed letters; a word further off is no proposal
MOST_PROPOSALS = 3


class Mistake(StrEnum):
    """What is wrong with a code that somebody typed."""

    EMPTY = "empty"
    TOO_FEW = "too_few"
    TOO_MANY = "too_many"
    UNKNOWN_WORD = "unknown_word"
    WRONG_WORD = "wrong_word"  # all are words of the list, and together they are no code


class WrongCode(ValueError):
    """Not a code. Its message holds nothing of what was typed.

    `places`: which words, counted from 0. `proposals`: whole codes that may be meant, likeliest first.
    """

    def __init__(
        self, mistake: Mistake, places: Sequence[int] = (), proposals: Sequence[tuple[str, ...]] = ()
    ) -> None:
        super().__init__(mistake.value)
        self.mistake, self.places, self.proposals = mistake, tuple(places), tuple(proposals)


@dataclass(frozen=True, slots=True, repr=False)
class ReturnCode:
    """A code that holds. It is never stored and never shown by `repr`."""

    words: tuple[str, ...]

    @property
    def room(self) -> int:
        """The number of the first word."""
        return numbers()[self.words[0]]

    def to_bytes(self) -> bytes:
        """The words as bytes, from which keys are made."""
        return " ".join(self.words).encode()

    def __repr__(self) -> str:
        return "ReturnCode(...)"


@cache
def word_list() -> tuple[str, ...]:
    """The words, in the order of the alphabet; their number is a prime."""
    return tuple(Path(__file__).with_name("words_nl.txt").read_text("utf-8").split())


@cache
def numbers() -> dict[str, int]:
    return {word: number for number, word in enumerate(word_list())}


def bits() -> float:
    """The bits of chance in a code."""
    return (LENGTH - 1) * log2(len(word_list()))


def new(below: Callable[[int], int] = secrets.randbelow) -> ReturnCode:
    """A new code. `below`: a number of chance below another; from the system, except in a test."""
    words = word_list()
    return _code([below(len(words)) for _ in range(LENGTH - 1)])


def _code(chosen: Sequence[int]) -> ReturnCode:
    prime = len(word_list())
    total = sum(place * number for place, number in enumerate(chosen, 1))
    last = -total * pow(LENGTH, -1, prime) % prime
    return ReturnCode(tuple(word_list()[number] for number in (*chosen, last)))


def parse(text: str) -> ReturnCode:
    """The code that somebody typed or read aloud: capitals, commas, hyphens and line ends do not matter.

    Raises `WrongCode`.
    """
    typed = split(text)
    if not typed:
        raise WrongCode(Mistake.EMPTY)
    if len(typed) != LENGTH:
        raise WrongCode(Mistake.TOO_FEW if len(typed) < LENGTH else Mistake.TOO_MANY)
    unknown = [place for place, word in enumerate(typed) if word not in numbers()]
    if unknown:
        raise WrongCode(Mistake.UNKNOWN_WORD, unknown, _mended(typed, unknown))
    if not _holds(typed):
        proposals = [*_swapped(typed), *_replaced(typed)][:MOST_PROPOSALS]
        places = sorted({place for found in proposals[:1] for place in _different(typed, found)})
        raise WrongCode(Mistake.WRONG_WORD, places, proposals)
    return ReturnCode(tuple(typed))


def split(text: str) -> list[str]:
    """The words in a text, plain and small; at most a few more than a code has."""
    plain = unicodedata.normalize("NFKD", text[:1000]).encode("ascii", "ignore").decode().lower()
    return re.findall("[a-z]+", plain)[: LENGTH + 5]


def _holds(words: Sequence[str]) -> bool:
    total = sum(place * numbers()[word] for place, word in enumerate(words, 1))
    return total % len(word_list()) == 0


def _mended(typed: Sequence[str], unknown: Sequence[int]) -> list[tuple[str, ...]]:
    """Codes with a word of the list where an unknown one stands: only when one or two are unknown."""
    if len(unknown) > 2:
        return []
    found: list[tuple[int, tuple[str, ...]]] = []
    choices = [near(typed[place]) for place in unknown]
    for one in choices[0]:
        for two in choices[1] if len(unknown) == 2 else [("", 0)]:
            words = list(typed)
            words[unknown[0]] = one[0]
            if len(unknown) == 2:
                words[unknown[1]] = two[0]
            if _holds(words):
                found.append((one[1] + two[1], tuple(words)))
    return [words for _, words in sorted(found)][:MOST_PROPOSALS]


def near(word: str) -> list[tuple[str, int]]:
    """The words of the list that look like this one, nearest first, with the number of changed letters."""
    found = [
        (distance, known)
        for known in word_list()
        if (distance := DamerauLevenshtein.distance(word, known, score_cutoff=FAR)) <= FAR
    ]
    return [(known, distance) for distance, known in sorted(found)]


def _swapped(typed: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for one, two in sorted(combinations(range(LENGTH), 2), key=lambda pair: pair[1] - pair[0]):
        words = list(typed)
        words[one], words[two] = words[two], words[one]
        if words != list(typed) and _holds(words):
            yield tuple(words)


def _replaced(typed: Sequence[str]) -> list[tuple[str, ...]]:
    """With one word in place of one that looks like it: at each place only one makes the sum right."""
    prime = len(word_list())
    total = sum(place * numbers()[word] for place, word in enumerate(typed, 1))
    found = []
    for place, word in enumerate(typed, 1):
        right = (numbers()[word] - total * pow(place, -1, prime)) % prime
        other = word_list()[right]
        distance = DamerauLevenshtein.distance(word, other, score_cutoff=FAR)
        if distance <= FAR:
            found.append((distance, (*typed[: place - 1], other, *typed[place:])))
    return [words for _, words in sorted(found)]


def _different(one: Sequence[str], two: Sequence[str]) -> list[int]:
    return [place for place, pair in enumerate(zip(one, two, strict=True)) if pair[0] != pair[1]]
