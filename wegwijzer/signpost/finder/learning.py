"""Sentences -> `Model`. The same sentences give the same model, on the same kind of machine to the last bit.

Kernel ridge regression (Saunders, Gammerman and Vovk, 1998): one system of linear equations for all labels
at once. Cost grows with the cube of the number of sentences: 18,000 take a minute, so it is done only
when they changed.
"""

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import linalg, sparse

from wegwijzer.signpost.finder.embedder import Embedder
from wegwijzer.signpost.finder.examples import ANSWERS, Example, digest
from wegwijzer.signpost.finder.model import Label, Meaning, Model, Numbers, Pieces, resemblance
from wegwijzer.signpost.finder.text import pieces

LEAST = 2  # sentences in which a piece stands before it is learned
MOST = 0.1  # of the sentences: what stands in more of them costs time and tells little
RIDGE = 0.1  # how far a sentence may be missed to keep the whole simple, by letters
RIDGE_OF_MEANING = 0.3  # and by meaning
ROUNDS = 4  # of filling in what a sentence is silent about
OTHER_ANSWER = -0.3  # an answer that is told speaks against the other answers to that question
BLOCK = 512  # rows of the system that are made at a time
BATCH = 64  # sentences that are embedded at a time


def learn(material: Sequence[Example], embedder: Embedder | None) -> Model:
    """Learn all labels that occur in the material."""
    labels = tuple(sorted({label for example in material for label in example.told}))
    texts = [example.text for example in material]
    told, known = _targets(material, labels)
    vocabulary = _vocabulary(texts)
    rows = vocabulary.matrix(texts)
    weights = _solve(_alike(rows, rows), told, known, RIDGE)
    meaning = _meaning(texts, told, known, embedder) if embedder else None
    return Model(digest(list(material)), labels, vocabulary, rows.tocsr(), weights, meaning)


def _vocabulary(texts: Sequence[str]) -> Pieces:
    present = Counter(piece for text in texts for piece in pieces(text))
    kept = sorted(
        piece for piece, count in present.items() if LEAST <= count <= max(LEAST, MOST * len(texts))
    )
    rarity = np.array([math.log(1 + len(texts) / present[piece]) for piece in kept], np.float32)
    return Pieces({piece: number for number, piece in enumerate(kept)}, rarity)


def _targets(material: Sequence[Example], labels: tuple[Label, ...]) -> tuple[Numbers, Numbers]:
    """sentences x labels: what is told, and 1 where something is known, 0 where the sentence is silent."""
    place = {label: number for number, label in enumerate(labels)}
    of_subject: dict[str, list[int]] = {}
    for number, (subject, _) in enumerate(labels):
        of_subject.setdefault(subject, []).append(number)
    told = np.zeros((len(material), len(labels)), np.float32)
    known = np.ones_like(told)
    for row, example in enumerate(material):
        for subject in example.silent:
            known[row, of_subject.get(subject, [])] = 0
        for subject, _ in example.told:
            if subject in ANSWERS:
                told[row, of_subject[subject]] = OTHER_ANSWER
                known[row, of_subject[subject]] = 1
        for label, value in example.told.items():
            told[row, place[label]] = value
            known[row, place[label]] = 1
    return told, known


def _alike(one: Any, other: Any) -> Numbers:
    """How much each of one resembles each of the other; a few rows at a time, because the whole is large."""
    found = np.empty((one.shape[0], other.shape[0]), np.float32)
    across = other.T
    for start in range(0, len(found), BLOCK):
        rows = one[start : start + BLOCK] @ across
        found[start : start + BLOCK] = resemblance(rows.toarray() if sparse.issparse(rows) else rows)
    return found


def _solve(alike: Numbers, told: Numbers, known: Numbers, ridge: float) -> Numbers:
    """The weight of each sentence for each label. Uses up `alike`.

    Where a sentence is silent it is given what the others say of it, a few rounds, so that silence does not
    count as "no". What the weights say of the sentences themselves is what they were asked for less the
    ridge.
    """
    alike[np.diag_indices_from(alike)] += ridge
    factor = linalg.cho_factor(alike, lower=True, overwrite_a=True, check_finite=False)
    weights: Numbers = linalg.cho_solve(factor, told, check_finite=False)
    filled = told
    for _ in range(ROUNDS):
        said = np.clip(filled - ridge * weights, OTHER_ANSWER, 1)
        filled = np.where(known > 0, told, said).astype(np.float32)
        weights = linalg.cho_solve(factor, filled, check_finite=False)
    return weights


def _meaning(texts: Sequence[str], told: Numbers, known: Numbers, embedder: Embedder) -> Meaning:
    found = [embedder.vectors(texts[start : start + BATCH]) for start in range(0, len(texts), BATCH)]
    vectors = np.concatenate(found)
    empty = np.zeros((0, 0), np.float32)
    middle: Numbers = vectors.mean(axis=0)
    placed = Meaning(middle, empty, empty, embedder.name).place(vectors)
    weights = _solve(_alike(placed, placed), told, known, RIDGE_OF_MEANING)
    return Meaning(middle, placed, weights, embedder.name)
