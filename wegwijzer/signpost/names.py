"""Short names for addresses: they say nothing, and are the same in every edition."""

import hashlib
from functools import lru_cache

from wegwijzer.signpost.rules.code import ALPHABET

LENGTH = 5


def opaque(kind: str, id: str) -> str:
    """Five characters for one topic, desk or right."""
    number = int.from_bytes(hashlib.sha256(f"{kind}:{id}".encode()).digest()[:4])
    return "".join(ALPHABET[number >> shift & 31] for shift in range(5 * LENGTH - 5, -1, -5))


@lru_cache(maxsize=16)
def short_names(kind: str, ids: tuple[str, ...]) -> dict[str, str]:
    """Short name -> id. Raises `ValueError` when two ids share one: then one of them needs another id."""
    names = {opaque(kind, id): id for id in ids}
    if len(names) < len(ids):
        lost = set(ids) - set(names.values())
        raise ValueError(
            f"these {kind}s share their short name with another, choose other ids: {sorted(lost)}"
        )
    return names
