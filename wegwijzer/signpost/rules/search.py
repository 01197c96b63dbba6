"""Finds topics and desks by their words: pieces of four letters, so that a typing error or another ending
still meets.

BM25 over character 4-grams (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009), the best
plain method that was measured on short Dutch texts. It decides nothing: it proposes, and a person chooses.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

SIZE = 4
K1, B = 1.2, 0.6
SHORTEST = 4  # letters of a word in a name that says something
ENDING = 3  # letters that another ending may add
NAMED = 1.0  # of two at most: a word of its own, or the whole name
_NOT_WORD = re.compile(r"[^\w]+")


def words(text: str) -> list[str]:
    """The words of a text, without accents and capitals."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return [word for word in _NOT_WORD.split(plain) if word]


def grams(text: str) -> list[str]:
    """Pieces of four characters of each word, with a mark at its edges."""
    found = []
    for word in words(text):
        marked = f"_{word}_"
        found += [marked[start : start + SIZE] for start in range(max(1, len(marked) - SIZE + 1))]
    return found


@dataclass(frozen=True)
class Index:
    """Texts by id, ready to be searched."""

    counts: Mapping[str, Counter[str]]
    rarity: Mapping[str, float]
    mean_length: float

    @classmethod
    def of(cls, texts: Mapping[str, Iterable[str]]) -> "Index":
        """`texts`: id -> everything that is said about it."""
        counts = {id: Counter(grams(" ".join(parts))) for id, parts in texts.items()}
        present = Counter(gram for count in counts.values() for gram in count)
        total = len(counts)
        rarity = {gram: math.log(1 + (total - n + 0.5) / (n + 0.5)) for gram, n in present.items()}
        lengths = [sum(count.values()) for count in counts.values()]
        return cls(counts, rarity, sum(lengths) / max(1, len(lengths)))

    def find(self, text: str, most: int, least: float = 4.0) -> list[str]:
        """Ids, best first; nothing that scores below `least` or far below the best."""
        asked = Counter(grams(text))
        scores = {id: self._score(asked, count) for id, count in self.counts.items()}
        best = sorted(scores, key=lambda id: (-scores[id], id))[:most]
        floor = max(least, 0.4 * scores[best[0]]) if best else least
        return [id for id in best if scores[id] >= floor]

    def _score(self, asked: Counter[str], count: Counter[str]) -> float:
        length = sum(count.values())
        score = 0.0
        for gram in asked:
            often = count.get(gram, 0)
            if often:
                score += (
                    self.rarity[gram]
                    * often
                    * (K1 + 1)
                    / (often + K1 * (1 - B + B * length / self.mean_length))
                )
        return score


@dataclass(frozen=True)
class Names:
    """What is called by its name. A word that many names share ("school") says little about each of them."""

    names: Mapping[str, tuple[str, ...]]  # id -> the words of its name
    shared: Mapping[str, int]  # word -> how many names have it

    @classmethod
    def of(cls, names: Mapping[str, str]) -> "Names":
        """`names`: id -> name."""
        split = {id: tuple(w for w in words(name) if _telling(w)) for id, name in names.items()}
        return cls(split, Counter(word for name in split.values() for word in set(name)))

    def find(self, text: str, most: int) -> list[str]:
        """Who is named in the text, also with another ending; the fullest name first."""
        asked = {word for word in words(text) if _telling(word)}
        scores = {id: self._score(asked, name) for id, name in self.names.items()}
        best = sorted((id for id in scores if scores[id] >= NAMED), key=lambda id: (-scores[id], id))
        return best[:most]

    def _score(self, asked: set[str], name: tuple[str, ...]) -> float:
        met = [word for word in name if any(_alike(one, word) for one in asked)]
        return sum(1 / self.shared[word] for word in met) + len(met) / max(1, len(name))


def _alike(one: str, other: str) -> bool:
    """The same word, or the same beginning with another ending."""
    length = max(SHORTEST + 2, min(len(one), len(other)) - 2)
    return one == other or (abs(len(one) - len(other)) <= ENDING and one[:length] == other[:length])


def _telling(word: str) -> bool:
    return len(word) >= SHORTEST or word.isdigit()
