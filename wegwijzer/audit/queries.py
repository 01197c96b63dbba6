"""Reads of the ledger."""

from collections.abc import Iterable, Iterator
from typing import Any

from wegwijzer.audit import models
from wegwijzer.audit.rules.chain import Anchor, Deed, Fault, Line, faults
from wegwijzer.kernel.actor import Actor

AT_ONCE = 5_000  # lines in memory
FIELDS = ("number", "action", "object", "result", "origin", "account", "role", "organisation", "at", "case")
HASHES = ("before", "before_in_case", "hash")


def lines(case: str = "") -> Iterator[Line]:
    """All lines in their order; of one case only when it is named."""
    found = models.Line.objects.order_by("number")
    if case:
        found = found.filter(case=case)
    for row in found.values_list(*FIELDS, *HASHES).iterator(AT_ONCE):
        yield _line(row)


def _line(row: tuple[Any, ...]) -> Line:
    number, action, object, result, origin, account, role, organisation, at, case, *hashes = row
    by = Actor(account, role, organisation, origin)
    return Line(number, Deed(action, object, by, at, result, case), *hashes)


def of_organisation(organisation: str, most: int) -> list[Line]:
    """The newest lines of what people of an organisation did."""
    found = models.Line.objects.filter(organisation=organisation).order_by("-number")
    return [_line(row) for row in found.values_list(*FIELDS, *HASHES)[:most]]


def anchor() -> Anchor | None:
    """The last line as the ledger knows it; None while it is empty."""
    head = models.Head.objects.first()
    return Anchor(head.number, head.hash) if head and head.number else None


def verify(anchors: Iterable[Anchor] = ()) -> Iterator[Fault]:
    """Everything that is wrong with the ledger."""
    return faults(lines(), last=anchor(), then=anchor, anchors=anchors)
