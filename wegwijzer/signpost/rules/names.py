"""Who is called by name in a text: another ending still meets, a word that many names share says little."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

SHORTEST = 4  # letters of a word in a name that says something
ENDING = 3  # letters that another ending may add
NAMED = 1.0  # of two at most: a word of its own, or the whole name
_NOT_WORD = re.compile(r"[^\w]+")


def words(text: str) -> list[str]:
    """The words of a text, without accents and capitals."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return [word for word in _NOT_WORD.split(plain) if word]


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
