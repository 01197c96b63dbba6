"""Which known words a typed word may stand for: by spelling, by sound, with a wrong letter, or half typed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from wegwijzer.directory.rules.postings import Numbers, Places, Postings
from wegwijzer.directory.rules.spelling import KIND_WORDS, LITTLE, sound

# Set on the tune part of bench/directory/queries.csv, never on the test part.
SAME_SOUND = 0.95  # how much a word counts that only sounds the same
AN_ERROR = 1.5  # what each wrong letter takes away, in letters of the word
BEGINNING = 0.55  # how much a word counts of which only a letter or two was typed; more with more letters
MOST = 60  # words that one typed word is held to be alike


@dataclass(frozen=True)
class Alike:
    """Ids of words, and how alike each is, 0 to 1, from the least to the most."""

    ids: Places
    how: Numbers

    def least(self, how: float) -> "Alike":
        """Only those that are so much alike."""
        from_here = int(np.searchsorted(self.how, np.float32(how)))
        return Alike(self.ids[from_here:], self.how[from_here:])


def exactly(word: str, known: Postings) -> Alike:
    """The word itself, or nothing."""
    return _as_alike({} if (own := known.ids.get(word)) is None else {own: 1.0})


def alike(typed: Sequence[str], known: Postings, still_typing: str = "") -> list[Alike]:
    """For each typed word. Of `still_typing` two letters are enough of a beginning, of others four."""
    guessed = list(dict.fromkeys(word for word in typed if _may_be_guessed(word)))
    sounds = [sound(word) for word in guessed]
    away = process.cdist(sounds, known.sounds, scorer=OSA.distance, score_cutoff=3, dtype=np.uint8)
    heard = {
        word: _by_sound(word, len(of), row, known)
        for word, of, row in zip(guessed, sounds, away, strict=True)
    }
    return [
        _alike(word, heard[word], known, 2 if word == still_typing else 4)
        if word in heard
        else exactly(word, known)
        for word in typed
    ]


def _may_be_guessed(word: str) -> bool:
    """Not one that says little or a kind, is very short, or has a number in it."""
    return len(word) > 1 and word.isalpha() and word not in LITTLE and word not in KIND_WORDS


def _alike(word: str, heard: dict[int, float], known: Postings, least: int) -> Alike:
    own = known.ids.get(word)
    found = heard if own is None else heard | {own: 1.0}
    if len(word) >= least and (own is None or least == 2 or len(word) > 4):
        for id in known.beginning_with(word):
            part = BEGINNING + (1 - BEGINNING) * 0.8 * len(word) / len(known.words[id])
            found[id] = max(found.get(id, 0.0), part)
    return _as_alike(found)


def _as_alike(found: dict[int, float]) -> Alike:
    best = sorted(found, key=found.__getitem__)[-MOST:]
    return Alike(np.array(best, np.int32), np.array([found[id] for id in best], np.float32))


def _by_sound(word: str, length: int, away: NDArray[np.uint8], known: Postings) -> dict[int, float]:
    """`length` of the sound of the word; `away`: in letters, from the sound of every known word."""
    if length < 3:
        return {}
    most = _most_errors(length)
    found = {}
    for id in map(int, np.flatnonzero(away <= most)):
        in_sound = int(away[id])
        in_letters = OSA.distance(word, known.words[id])
        if in_letters <= most + (1 if in_sound else 2):
            errors = (2 * in_sound + in_letters) / 3 if in_sound else 0.0
            found[id] = SAME_SOUND - AN_ERROR * errors / length
    return found


def _most_errors(length: int) -> int:
    return (length > 3) + (length > 6) + (length > 10)
