"""Which word stands where at which school: what `search` looks things up in. Built once per register."""

import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from wegwijzer.directory.rules.places import School
from wegwijzer.directory.rules.spelling import KIND_WORDS, LITTLE, fold, is_last_part, sound, words

Numbers = NDArray[np.float32]
Places = NDArray[np.int32]

FIELDS = NAME, PLACE, STREET = 0, 1, 2
IN_A_STREET = 0.8  # how much a word counts there, when in a name it counts for 1
IN_A_MUNICIPALITY = 0.9
IN_A_WEBSITE = 0.85
OF_LITTLE = 0.15  # weight of a word that says little
RAREST = 7.7  # weight of a word that one school has
RARE = 3  # schools: words that fewer have say hardly more
OF_A_NUMBER = 0.5  # weight of a number, such as that of a house
KIND_IN_A_NAME = 0.3  # how much of its weight a word about the kind has in what a whole name is
OF_KIND = 0.7  # weight of a word about the kind of school, beside a rare word of the same rarity

_DENOMINATIONS = {
    "openbaar": "openbaar",
    "katholiek": "katholiek",
    "christelijk": "christelijk",
    "protestant": "christelijk",
    "gereformeerd": "gereformeerd",
    "reformatorisch": "gereformeerd",
    "islam": "islamitisch",
    "hindoe": "hindoe",
    "joods": "joods",
}
_KINDS = {
    "bo": ("basis",),
    "sbo": ("sbo", "speciaal", "basis"),
    "so": ("so", "speciaal"),
    "vso": ("vso", "speciaal"),
    "so_vso": ("so", "vso", "speciaal"),
    "vo": ("vo",),
}
_OF_ADDRESS = ("www", "http", "https", "com", "org", "net", "frl", "index", "html", "home")
_BEFORE_A_NAME = re.compile(
    r"(?:obs|cbs|rkbs|kbs|bs|pcb|pcbs|sbo|vso|so|ikc|kc|csg|osg|basisschool|school|de|het)(?=.{4,})"
)


@dataclass(frozen=True)
class Postings:
    """`words` in order, with their `ids` and `sounds`. Word w has the entries `starts[w]` to `starts[w + 1]`.

    `at`: the field times the number of schools, plus the school. `counts`: what a word counts there, 0 to 1.
    `shares`: how much of that name or place the word is, 0 to 1. `weights`: how much a word says, per word.
    `kinds`: which schools are of a kind that words speak of (`spelling.KIND_WORDS`).
    """

    schools: int
    words: Sequence[str]
    ids: Mapping[str, int]
    sounds: Sequence[str]
    starts: Places
    at: Places
    counts: Numbers
    shares: Numbers
    weights: Numbers
    kinds: Mapping[str, NDArray[np.bool_]]

    def beginning_with(self, start: str) -> range:
        """The ids of the words that begin so."""
        return range(bisect_left(self.words, start), bisect_left(self.words, start + "\x7f"))

    def earned(self, ids: Places, alike: Numbers, weight: float, of_whole: float) -> Numbers:
        """Per field and school: what words with these ids earn there, each as far as it is alike.

        `weight` for standing there, and `of_whole` times how much of the name or place the word is.
        """
        fields = np.zeros(len(FIELDS) * self.schools, np.float32)
        if len(ids):
            of = np.concatenate([np.arange(self.starts[id], self.starts[id + 1]) for id in ids])
            how = np.repeat(alike, self.starts[ids + 1] - self.starts[ids])
            worth = np.float32(weight) * self.counts[of] + np.float32(of_whole) * self.shares[of]
            np.maximum.at(fields, self.at[of], how * worth)
        return fields.reshape(len(FIELDS), self.schools)

    def of_kind(self, word: str) -> Numbers | None:
        """How far each school is what the word says, 0 to 1; None when it says nothing of a kind."""
        says = KIND_WORDS.get(word)
        if says is None:
            return None
        found = np.zeros(self.schools, np.float32)
        for kind, part in says.items():
            found += np.float32(part) * self.kinds[kind]
        return found


def postings(schools: Sequence[School], municipalities: Sequence[str]) -> Postings:
    """`municipalities`: the name of that of each school, "" when unknown."""
    names = [words(fold(school.name)) for school in schools]
    texts = [
        text
        for number, school in enumerate(schools)
        for text in _texts(number, len(schools), names[number], school, municipalities[number])
    ]
    kinds = _kinds(schools, names)
    weights = _weights(texts, len(schools), kinds)
    return _ready(texts, weights, kinds)


@dataclass(frozen=True, slots=True)
class _Text:
    """A name, place or street. `shared`: whether it tells how much of it was typed."""

    at: int
    words: list[str]
    counts: float
    shared: float = 0.0


def _texts(number: int, schools: int, name: list[str], school: School, municipality: str) -> Iterator[_Text]:
    place, street = PLACE * schools + number, STREET * schools + number
    yield _Text(number, name, 1, 1)
    yield _Text(number, list(_of_website(school.website)), IN_A_WEBSITE)
    yield _Text(place, words(fold(school.place)), 1, 1)
    yield _Text(place, words(fold(municipality)), IN_A_MUNICIPALITY, IN_A_MUNICIPALITY)
    yield _Text(street, words(fold(f"{school.street} {school.number}")), IN_A_STREET)


def _of_website(address: str) -> Iterator[str]:
    """The names in an address: often better known than the name in the register."""
    for part in re.findall(r"[a-z0-9]{3,}", fold(address)):
        if part not in _OF_ADDRESS:
            yield words(_BEFORE_A_NAME.sub("", part))[0]


def _kinds(schools: Sequence[School], names: list[list[str]]) -> dict[str, NDArray[np.bool_]]:
    every = {kind for says in KIND_WORDS.values() for kind in says}
    kinds = {kind: np.zeros(len(schools), np.bool_) for kind in sorted(every)}
    for number, (school, name) in enumerate(zip(schools, names, strict=True)):
        denomination = fold(school.denomination)
        said = [next(iter(KIND_WORDS[word])) for word in name if word in KIND_WORDS]
        believes = [kind for sign, kind in _DENOMINATIONS.items() if sign in denomination]
        for kind in (*said, *believes, *_KINDS[school.kind]):
            kinds[kind][number] = True
    return kinds


def _weights(texts: list[_Text], schools: int, kinds: Mapping[str, NDArray[np.bool_]]) -> dict[str, float]:
    """A rare word says more: the logarithm of one in how many schools has it."""
    standing: dict[str, set[int]] = {word: set() for word in KIND_WORDS}
    for text in texts:
        for word in text.words:
            standing.setdefault(word, set()).add(text.at % schools)
    one = RAREST / math.log(1 + max(1, schools) / (1 + RARE))
    weights = {word: one * math.log(1 + schools / (len(where) + RARE)) for word, where in standing.items()}
    for word, says in KIND_WORDS.items():
        such = sum(part * int(kinds[kind].sum()) for kind, part in says.items())
        weights[word] = OF_KIND * one * math.log(1 + schools / (such + RARE))
    weights |= {word: OF_LITTLE for word in standing if word in LITTLE}
    weights |= {word: OF_A_NUMBER for word in standing if word.isdigit()}
    for text in texts:
        for first, last in pairwise(text.words):
            if is_last_part(last):
                weights.setdefault(first + last, weights[first] + weights[last])
    return weights


def _ready(texts: list[_Text], weights: dict[str, float], kinds: Mapping[str, NDArray[np.bool_]]) -> Postings:
    entries = _Entries()
    for text in texts:
        entries.of(text, weights)
    every = sorted({*entries.words, *weights})
    ids = {word: id for id, word in enumerate(every)}
    word = np.fromiter((ids[one] for one in entries.words), np.int32, len(entries.words))
    at, counts, shares = (np.array(one) for one in (entries.at, entries.counts, entries.shares))
    order = np.lexsort((shares, counts, at, word))
    word, at, counts, shares = word[order], at[order], counts[order], shares[order]
    last = np.append((word[1:] != word[:-1]) | (at[1:] != at[:-1]), True)[: len(word)]
    return Postings(
        len(next(iter(kinds.values()))),
        every,
        ids,
        [sound(word) for word in every],
        np.searchsorted(word[last], np.arange(len(every) + 1)).astype(np.int32),
        at[last].astype(np.int32),
        counts[last].astype(np.float32),
        shares[last].astype(np.float32),
        np.array([weights.get(word, 0.0) for word in every], np.float32),
        kinds,
    )


class _Entries:
    """Columns of equal length: a word, where it stands, what it counts there and its share."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.at: list[int] = []
        self.counts: list[float] = []
        self.shares: list[float] = []

    def of(self, text: _Text, weights: dict[str, float]) -> None:
        """Every word of a text; and a last part with the word before it, as one word."""
        parts = [weights[word] * (KIND_IN_A_NAME if word in KIND_WORDS else 1) for word in text.words]
        shares = [text.shared * part / sum(parts) for part in parts]
        for word, share in zip(text.words, shares, strict=True):
            self._add(word, text.at, 0.0 if word in KIND_WORDS else text.counts, share)
        for number, (one, two) in enumerate(pairwise(text.words)):
            if is_last_part(two) and one + two not in KIND_WORDS:
                self._add(one + two, text.at, text.counts, shares[number] + shares[number + 1])

    def _add(self, word: str, at: int, counts: float, share: float) -> None:
        self.words.append(word)
        self.at.append(at)
        self.counts.append(counts)
        self.shares.append(share)
