"""Find my school: from what somebody types to the locations that it may mean, best first.

Every word typed has a weight: how much it says (`postings`). A school earns that weight when the word stands
in its name, place or street or says what kind it is; less when it is only alike (`likeness`). How much of a
name or place was typed earns something extra. How well it finds: docs/reference/directory.md.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from wegwijzer.directory.rules.likeness import Alike, alike, exactly
from wegwijzer.directory.rules.nearby import Nearby
from wegwijzer.directory.rules.places import School
from wegwijzer.directory.rules.postings import NAME, OF_A_NUMBER, OF_LITTLE, PLACE, STREET, Numbers, postings
from wegwijzer.directory.rules.register import Register
from wegwijzer.directory.rules.spelling import KIND_WORDS, LITTLE, fold, words

SHORTEST = 2  # characters
LONGEST = 100  # characters that are read
MOST_WORDS = 14  # of those, that are read
WHY = ("naam", "plaats", "straat", "soort", "postcode", "brin")  # the first three: postings.FIELDS
KIND, POSTCODE, CODE = 3, 4, 5

# Set on the tune part of bench/directory/queries.csv, never on the test part.
OF_WHOLE = 1.5  # weight of how much of a name, and of a place, was typed
OF_CODE = 8.0
OF_POSTCODE = 5.0
OF_UNKNOWN = 2.0  # weight of a word that stands nowhere
LEAST = 0.42  # of all weight, that a school must earn to be shown
OF_BEST = 0.4  # of what the best earns, that another must
A_PLACE = 0.9  # of what a word earns by name or street, that it must earn by place to be a place
A_NAME = 2.0  # what a school must earn by name or street, for a name to have been typed at all
MOST_OF_IT = 0.6  # of what the best earns by it
BESIDE_A_NAME = 0.65  # what a school keeps that has nothing of the name that was typed
JOINED = 0.75  # how much two words joined must be alike to a known one
OTHER_LOCATION = 0.7  # what a location earns by the code of another one of the same institution

_CODE = re.compile(r"\b(\d\d[a-z]{2})[ -]?(\d\d)?\b")
_POSTCODE = re.compile(r"\b(\d{4}) ?([a-z]{2})?\b")


@dataclass(frozen=True, slots=True)
class Hit:
    """`score`: 0 to 1, to compare within one answer only. `why`: one of `WHY`, what most made it a hit."""

    school: School
    score: float
    why: str


@dataclass(frozen=True)
class _Earned:
    """What each school earns by one thing typed: in all, and by the reasons of `WHY`, from `first` on."""

    weight: float
    whole: Numbers
    first: int
    reasons: tuple[Numbers, ...]

    @property
    def as_such(self) -> Numbers:
        """What tells a school from its neighbours: name or street when no place is called so, or the code."""
        if self.first:
            return self.whole if self.first == CODE else np.zeros_like(self.whole)
        if self.reasons[KIND].any():
            return np.zeros_like(self.whole)
        found: Numbers = np.maximum(self.reasons[NAME], self.reasons[STREET])
        is_place = self.reasons[PLACE].max() >= A_PLACE * found.max()
        return np.zeros_like(found) if is_place else found


class SchoolSearch:
    """All open locations of a register, ready to be searched; it never changes, so threads may share it."""

    def __init__(self, register: Register) -> None:
        self._schools = register.open_schools
        around = [register.around(school).municipality for school in self._schools]
        self._known = postings(self._schools, [known.name if known else "" for known in around])
        self._codes = _codes(register)
        self._nearby = Nearby(self._schools, register.area_by_pc4)
        self._smaller = np.array([-(school.pupils or 0) for school in self._schools], np.int32)

    def find(self, text: str, most: int = 10) -> list[Hit]:
        """At most `most` locations, best first; none when no school is like what was typed.

        Reads the first `LONGEST` characters. Any text has an answer.
        """
        folded = fold(text[:LONGEST])[:LONGEST]
        if not self._schools or len(folded.strip()) < SHORTEST:
            return []
        earned, pairs = self._earned(folded)
        weight = sum(each.weight for each in earned)
        if not weight:
            return []
        scores = _best_reading(earned, pairs, attrgetter("whole")) / np.float32(weight + OF_WHOLE)
        by_name = _by_name(_best_reading(earned, pairs, attrgetter("as_such")))
        ranked = np.where(scores < LEAST, 0, scores * by_name)
        found = self._first(ranked, most)
        why = _reasons([*earned, *pairs.values()], found)
        return [
            Hit(self._schools[school], min(1.0, float(ranked[school])), WHY[reason])
            for school, reason in zip(found, why, strict=True)
        ]

    def _first(self, scores: Numbers, most: int) -> list[int]:
        """Of equal scores the larger school first: more people look for it."""
        found = np.flatnonzero((scores > 0) & (scores >= OF_BEST * scores.max()))
        order = np.lexsort((self._smaller[found], -scores[found].round(3)))
        return [int(school) for school in found[order[:most]]]

    def _earned(self, folded: str) -> tuple[list[_Earned], dict[int, _Earned]]:
        """By each thing typed; and by a word joined to the one before it, under the number of the second."""
        earned, rest = self._by_code(folded)
        by_postcode, rest = self._by_postcode(rest)
        typed = self._taken_apart(words(rest))[:MOST_WORDS]
        joined = [one + two for one, two in pairwise(typed) if LITTLE.isdisjoint((one, two))]
        likes = alike([*typed, *joined], self._known, typed[-1] if typed else "")
        by_pair = dict(zip(joined, likes[len(typed) :], strict=True))
        single = [self._by_word(word, like) for word, like in zip(typed, likes, strict=False)]
        pairs = {}
        for number, (one, two) in enumerate(pairwise(typed), 1):
            like = by_pair.get(one + two) or exactly(one + two, self._known)
            near = like.least(JOINED)
            if len(near.ids) and not LITTLE.issuperset((one, two)):
                weight = single[number - 1].weight + single[number].weight
                pairs[number] = self._by_words(weight, near, None)
        return [*single, *earned, *by_postcode], pairs

    def _taken_apart(self, typed: list[str]) -> list[str]:
        """A word that is not known, but whose parts are, as its parts."""
        return [part for word in typed for part in _split(word, self._known.ids) or [word]]

    def _by_word(self, word: str, like: Alike) -> _Earned:
        return self._by_words(self._weight(word, like), like, self._kind(like))

    def _weight(self, word: str, like: Alike) -> float:
        if word in LITTLE:
            return OF_LITTLE
        if word.isdigit():
            return OF_A_NUMBER
        if not len(like.ids):
            return OF_UNKNOWN
        known = float(self._known.weights[like.ids[-1]])
        return OF_UNKNOWN + (known - OF_UNKNOWN) * float(like.how[-1])

    def _kind(self, like: Alike) -> Numbers | None:
        if not len(like.ids):
            return None
        kind = self._known.of_kind(self._known.words[like.ids[-1]])
        return None if kind is None else kind * like.how[-1]

    def _by_words(self, weight: float, like: Alike, kind: Numbers | None) -> _Earned:
        fields = self._known.earned(like.ids, like.how, weight, OF_WHOLE)
        by_kind = np.zeros(len(self._schools), np.float32) if kind is None else kind * np.float32(weight)
        return _Earned(weight, fields.max(axis=0) + by_kind, 0, (*fields, by_kind))

    def _by_code(self, folded: str) -> tuple[list[_Earned], str]:
        """The code of an institution or location, when there is one such; and the text without it."""
        earned = []
        for match in _CODE.finditer(folded):
            institution, location = match[1], match[2] or ""
            if institution not in self._codes:
                continue
            counts = np.zeros(len(self._schools), np.float32)
            exact = self._codes.get(institution + location, ())
            counts[list(self._codes[institution])] = OTHER_LOCATION if exact else 1
            counts[list(exact)] = 1
            earned.append(_one(OF_CODE, counts, CODE))
            folded = folded.replace(match[0], " ")
        return earned, folded

    def _by_postcode(self, folded: str) -> tuple[list[_Earned], str]:
        earned = []
        for match in _POSTCODE.finditer(folded):
            pc4, letters = match[1], match[2] or ""
            if self._nearby.knows(pc4):
                earned.append(_one(OF_POSTCODE, self._nearby.count(pc4, letters), POSTCODE))
                word = letters in LITTLE or letters in KIND_WORDS
                folded = folded.replace(match[0], f" {letters} " if word else " ")
        return earned, folded


def _one(weight: float, counts: Numbers, reason: int) -> _Earned:
    by_reason = counts * np.float32(weight + OF_WHOLE)
    return _Earned(weight, by_reason, reason, (by_reason,))


def _codes(register: Register) -> dict[str, set[int]]:
    """Small letters of institution, and of location, to numbers among the open schools."""
    number = {school.code: at for at, school in enumerate(register.open_schools)}
    found: dict[str, set[int]] = {}
    for school in register.schools:
        now = register.school(school.code)
        if now is not None:
            for code in (school.brin, school.code):
                found.setdefault(code.lower(), set()).add(number[now.code])
    return found


def _split(word: str, known: Mapping[str, int]) -> list[str] | None:
    """Into as few known words as can be; None when it is known itself or cannot be."""
    if word in known or len(word) < 6 or not word.isalpha():
        return None
    best: list[list[str] | None] = [[]]
    for end in range(1, len(word) + 1):
        ways = [
            [*before, word[start:end]]
            for start, before in enumerate(best)
            if before is not None and _may_be_part(word, start, end, known)
        ]
        best.append(min(ways, key=_oddity, default=None))
    return best[-1]


def _oddity(parts: Sequence[str]) -> float:
    """Articles and kinds of school are written fast to a name more often than other words are."""
    return sum(0.4 if part in LITTLE or part in KIND_WORDS else 1.0 for part in parts)


def _may_be_part(word: str, start: int, end: int, known: Mapping[str, int]) -> bool:
    """Short parts are known by chance: one of three letters only in front, an article only before a name."""
    part = word[start:end]
    if part in LITTLE:
        return len(part) > 1 and end < len(word)
    return part in known and len(part) > (3 if start else 2)


def _best_reading(
    earned: Sequence[_Earned], pairs: Mapping[int, _Earned], what: Callable[[_Earned], Numbers]
) -> Numbers:
    """For each school the reading that suits it best: every word by itself, or some joined in twos."""
    before = total = np.zeros_like(what(earned[0]))
    for number, each in enumerate(earned):
        pair = pairs.get(number)
        single = total + what(each)
        before, total = total, single if pair is None else np.maximum(single, before + what(pair))
    return total


def _by_name(as_such: Numbers) -> Numbers:
    """Where a name was typed: the same name elsewhere goes before another name in the same place."""
    best = float(as_such.max())
    if best < A_NAME:
        return np.ones_like(as_such)
    named = np.minimum(as_such / np.float32(MOST_OF_IT * best), 1)
    kept: Numbers = np.float32(BESIDE_A_NAME) + np.float32(1 - BESIDE_A_NAME) * named
    return kept


def _reasons(earned: Sequence[_Earned], found: list[int]) -> NDArray[np.intp]:
    """Per school the place in `WHY` of what earned it most."""
    by_reason = np.zeros((len(WHY), len(found)), np.float32)
    for each in earned:
        for reason, numbers in enumerate(each.reasons, each.first):
            by_reason[reason] += numbers[found]
    reasons: NDArray[np.intp] = by_reason.argmax(axis=0)
    return reasons
