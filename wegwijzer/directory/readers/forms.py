"""What a form is: columns by which a file is recognised, what its facts are worth, and how a row is read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from wegwijzer.directory.readers.tables import Row
from wegwijzer.directory.rules.places import Board, Municipality, Partnership, PostcodeArea, School

Value = Municipality | Partnership | PostcodeArea | Board | School | tuple[str, str]

EVERY_KIND = frozenset({"bo", "sbo", "so", "vso", "so_vso", "vo"})
SPECIAL_KINDS = frozenset({"sbo", "so", "vso", "so_vso"})


@dataclass(frozen=True)
class Form:
    """`columns`: in capitals; the form with most of them in the header is taken.

    `read` gives the values of a row, a pair of codes for a successor, and raises `BadCell` when the row is of
    no use. `covers`, `weak` and `empties`: see `rules.changes.Origin`. `stand`: the ISO date of its facts
    when nobody tells another; "" to have it asked. `rank`: what must be known first is imported first.
    """

    id: str
    name: str
    columns: frozenset[str]
    read: Callable[[Row], Iterable[Value]]
    rank: int
    licence: str
    url: str = ""
    covers: frozenset[str] = frozenset()
    weak: frozenset[str] = frozenset()
    empties: frozenset[str] = frozenset()
    stand: str = ""


REGIONS, PARTNERSHIPS, AREAS, BOARDS, SCHOOLS, SUCCESSORS = range(6)
