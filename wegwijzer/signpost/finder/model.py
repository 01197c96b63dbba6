"""What the finder learned: how much a text resembles each sentence it knows, and what follows from that.

A kernel ridge regression. The score of a label is a weighted sum, over all known sentences, of how much the
text resembles them: exp(2 (cos - 1)), with cos the cosine of the weighted pieces of letters of both. A
sentence that is almost the same counts some seven times as much as one that shares nothing. About 1 in a
score means "told", about 0 "not told".
"""

import hashlib
import io
import json
import logging
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from wegwijzer.signpost.finder.embedder import Embedder
from wegwijzer.signpost.finder.text import pieces, sentences, weight, words

STEEPNESS = 2.0  # of the resemblance: measured from 1 to 8, see docs/reference/finder.md
OF_MEANING = 0.6  # how much the resemblance of meaning counts beside that of letters
LEAST_ALIKE = 0.1  # the cosine of the nearest known sentence
RARE_ENOUGH = 4.8  # of a word that is given as a reason: it stands in one of 120 sentences at most
SHORTEST_TELLING = 4  # letters of a word that is given as a reason
FORMAT = 2

log = logging.getLogger("wegwijzer.finder")

Numbers = npt.NDArray[np.float32]
Label = tuple[str, str]


class DamagedModel(ValueError):
    """The file is not a model, or not the one that its hash promises."""


@dataclass(frozen=True)
class Pieces:
    """The pieces that are known, each with its number and how rare it is."""

    numbers: Mapping[str, int]
    rarity: Numbers

    def matrix(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """A row of length 1 per text; all zeros for a text without a known piece."""
        columns: list[int] = []
        values: list[float] = []
        ends = [0]
        for text in texts:
            found = [
                (self.numbers[piece], weight(n)) for piece, n in pieces(text).items() if piece in self.numbers
            ]
            columns += [number for number, _ in found]
            values += [value for _, value in found]
            ends.append(len(columns))
        data = np.array(values, np.float32) * self.rarity[columns] if columns else np.zeros(0, np.float32)
        rows = sparse.csr_matrix((data, columns, ends), (len(texts), len(self.numbers)), np.float32)
        length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
        return sparse.diags(1 / np.where(length > 0, length, 1)).astype(np.float32) @ rows


@dataclass(frozen=True)
class Meaning:
    """The same by meaning: vectors of the sentences, when there was an embedder to make them."""

    middle: Numbers
    vectors: Numbers  # sentences x size, each of length 1
    weights: Numbers  # sentences x labels
    made_by: str

    def place(self, vectors: Numbers) -> Numbers:
        """Vectors around the middle of what is known, each of length 1."""
        moved = vectors - self.middle
        length = np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-6)
        unit: Numbers = (moved / length).astype(np.float32)
        return unit


@dataclass(frozen=True)
class Model:
    """`digest` is the hash of the sentences it was learned from."""

    digest: str
    labels: tuple[Label, ...]
    pieces: Pieces
    sentences: sparse.csr_matrix  # known sentences x pieces
    weights: Numbers  # known sentences x labels
    meaning: Meaning | None = None

    @cached_property
    def _by_piece(self) -> sparse.csr_matrix:
        return self.sentences.T.tocsr()

    @cached_property
    def place(self) -> dict[Label, int]:
        return {label: number for number, label in enumerate(self.labels)}

    def alike(self, texts: Sequence[str]) -> Numbers:
        """texts x known sentences: the cosine of their pieces, from 0 to 1."""
        found: Numbers = (self.pieces.matrix(texts) @ self._by_piece).toarray()
        return found

    def scores(self, texts: Sequence[str], alike: Numbers, embedder: Embedder | None = None) -> Numbers:
        """texts x labels."""
        found: Numbers = resemblance(alike) @ self.weights
        vectors = self._vectors(texts, embedder)
        if self.meaning and vectors is not None:
            near = self.meaning.place(vectors) @ self.meaning.vectors.T
            by_meaning = resemblance(near) @ self.meaning.weights
            found = ((found + OF_MEANING * by_meaning) / (1 + OF_MEANING)).astype(np.float32)
        return found

    def _vectors(self, texts: Sequence[str], embedder: Embedder | None) -> Numbers | None:
        """None when there is no embedder, or another one, or when it fails: then letters alone decide."""
        if embedder is None or self.meaning is None or embedder.name != self.meaning.made_by:
            return None
        try:
            return embedder.vectors(texts)
        except Exception as error:  # code of others; its message may hold the text, so only its kind is told
            log.error("the embedder failed: %s", type(error).__name__)
            return None

    def scores_of(self, text: str, embedder: Embedder | None = None) -> dict[str, dict[str, float]]:
        """subject -> label -> score of a whole text: the mean of the whole and its strongest sentence.

        Nothing at all when the text resembles no sentence: it is in no language that is known here.
        """
        parts = sentences(text)
        texts = [text, *parts] if len(parts) > 1 else [text]
        alike = self.alike(texts)
        if alike[0].max() < LEAST_ALIKE:
            return {}
        every = self.scores(texts, alike, embedder)
        score = (every[0] + every.max(axis=0)) / 2
        found: dict[str, dict[str, float]] = {}
        for (subject, label), value in zip(self.labels, score.tolist(), strict=True):
            found.setdefault(subject, {})[label] = value
        return found

    def telling(self, text: str, label: Label, most: int) -> list[str]:
        """The words of a text that speak most for a label, in the order of the text.

        Only words that known sentences have too, without digits: a name or a number that was typed does not
        come back.
        """
        weights = self.weights[:, self.place[label]]
        found: dict[str, float] = {}
        for word in words(text):
            number = self.pieces.numbers.get(f"_{word}_")
            if number is None or len(word) < SHORTEST_TELLING or not word.isalpha():
                continue
            if self.pieces.rarity[number] >= RARE_ENOUGH:
                found[word] = float((self._by_piece[number] @ weights)[0]) * float(self.pieces.rarity[number])
        best = sorted((word for word in found if found[word] > 0), key=lambda word: -found[word])[:most]
        return [word for word in found if word in best]


def resemblance(cosine: npt.NDArray[Any]) -> Numbers:
    """From almost nothing in common to 1, the same."""
    result: Numbers = np.exp(STEEPNESS * (cosine - 1)).astype(np.float32)
    return result


def to_bytes(model: Model) -> bytes:
    """One line of head with the hash of the rest, then the arrays (half precision where that is enough)."""
    arrays: dict[str, npt.NDArray[Any]] = {
        "pieces": np.frombuffer("\n".join(model.pieces.numbers).encode(), np.uint8),
        "rarity": model.pieces.rarity,
        "data": model.sentences.data.astype(np.float16),
        "indices": model.sentences.indices.astype(np.int32),
        "indptr": model.sentences.indptr.astype(np.int32),
        "weights": model.weights.astype(np.float16),
    }
    if model.meaning:
        arrays |= {
            "middle": model.meaning.middle,
            "vectors": model.meaning.vectors.astype(np.float16),
            "meaning": model.meaning.weights.astype(np.float16),
        }
    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **arrays)
    body = buffer.getvalue()
    head = {
        "format": FORMAT,
        "digest": model.digest,
        "labels": model.labels,
        "made_by": model.meaning.made_by if model.meaning else "",
    }
    return json.dumps({**head, "hash": _hash(head, body)}).encode() + b"\n" + body


def _hash(head: Mapping[str, Any], body: bytes) -> str:
    return hashlib.sha256(json.dumps(head, sort_keys=True).encode() + body).hexdigest()


def made_by(raw: bytes) -> str:
    """The name of the embedder that a file was made with, "" for none. Raises `DamagedModel`."""
    return str(_checked(raw)[0]["made_by"])


def _checked(raw: bytes) -> tuple[dict[str, Any], bytes]:
    """Head and body of a file that is whole."""
    line, _, body = raw.partition(b"\n")
    try:
        head = json.loads(line)
        claimed = head.pop("hash")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedModel(f"not a model of the finder: {type(error).__name__}") from error
    if head.get("format") != FORMAT or _hash(head, body) != claimed:
        raise DamagedModel("what the finder learned does not have the hash that stands above it")
    return head, body


def from_bytes(raw: bytes) -> Model:
    """Raises `DamagedModel` when a byte differs from what was learned."""
    head, body = _checked(raw)
    try:
        with np.load(io.BytesIO(body), allow_pickle=False) as arrays:
            return _loaded(head, arrays)
    except (ValueError, KeyError, TypeError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise DamagedModel(f"not a model of the finder: {type(error).__name__}") from error


def _loaded(head: Mapping[str, Any], arrays: Mapping[str, npt.NDArray[Any]]) -> Model:
    known = arrays["pieces"].tobytes().decode().split("\n")
    shape = (len(arrays["indptr"]) - 1, len(known))
    rows = sparse.csr_matrix((arrays["data"].astype(np.float32), arrays["indices"], arrays["indptr"]), shape)
    meaning = None
    if head["made_by"]:
        meaning = Meaning(
            arrays["middle"],
            arrays["vectors"].astype(np.float32),
            arrays["meaning"].astype(np.float32),
            head["made_by"],
        )
    return Model(
        digest=head["digest"],
        labels=tuple((subject, label) for subject, label in head["labels"]),
        pieces=Pieces({piece: number for number, piece in enumerate(known)}, arrays["rarity"]),
        sentences=rows,
        weights=arrays["weights"].astype(np.float32),
        meaning=meaning,
    )
