"""A text as a reader of many spellings sees it: folded, in sentences, in pieces of letters.

No lemmas, no stop words, no correction of spelling: pieces of three and four letters meet across endings,
errors and compounds ("gepest", "pesten", "wordt gepessd") in every language that has an alphabet.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from wegwijzer.signpost.finder.first_names import FIRST_NAMES

LONGEST = 4000  # characters that are read; the page says so when there were more
MOST_SENTENCES = 100  # parts of a long story that are looked at one by one, beside the whole
SHORTEST, LONGEST_PIECE = 3, 4  # letters

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_END = re.compile(r"(?<=[.!?…;؟\n])\s+|\n+")
_AGAIN = re.compile(r"(.)\1{2,}")
_PLAIN = str.maketrans(
    {
        "ł": "l",
        "ı": "i",
        "ø": "o",
        "đ": "d",
        "ß": "ss",
        "æ": "ae",
        "’": "'",
        "‘": "'",
        "`": "'",
        "´": "'",
        "ة": "ه",
        "ى": "ي",
        "ـ": None,
    }
)


def fold(text: str) -> str:
    """Small letters without accents; three or more of the same letter count as two ("neeee", "nee")."""
    decomposed = unicodedata.normalize("NFKD", text.casefold()).translate(_PLAIN)
    return _AGAIN.sub(r"\1\1", "".join(char for char in decomposed if not unicodedata.combining(char)))


def words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def read_part(typed: str) -> str:
    """The part of a text that is read, without characters that are no text (half of a surrogate pair)."""
    whole = typed[:LONGEST].encode("utf-8", "replace").decode()
    seen = "".join(char for char in whole if unicodedata.category(char) != "Cf")  # no unseen characters
    return unicodedata.normalize("NFKC", seen)[:LONGEST]  # one character can stand for eighteen


def sentences(text: str) -> list[str]:
    """The sentences that hold a word; the whole text when there is no end in it.

    Of many short ones some are taken together, so that no part of a story is left out.
    """
    parts = [part for part in _END.split(text) if _WORD.search(part)]
    together = math.ceil(len(parts) / MOST_SENTENCES) or 1
    return [" ".join(parts[place : place + together]) for place in range(0, len(parts), together)] or [text]


def pieces(text: str) -> Counter[str]:
    """Pieces of three and four letters with a mark at the edge of a word, whole words, pairs of words."""
    found: Counter[str] = Counter()
    all_words = [word for word in words(text) if word not in FIRST_NAMES]
    for word in all_words:
        found.update(_pieces_of(word))
    found.update(f"{one} {other}" for one, other in zip(all_words, all_words[1:], strict=False))
    return found


def _pieces_of(word: str) -> Iterable[str]:
    marked = f"_{word[:40]}_"
    for size in range(SHORTEST, LONGEST_PIECE + 1):
        for start in range(len(marked) - size + 1):
            yield marked[start : start + size]
    if len(marked) > LONGEST_PIECE:
        yield marked


def weight(count: int) -> float:
    """How much a piece counts that stands so often in a text."""
    return 1 + math.log(count)
