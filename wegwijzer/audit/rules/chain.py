"""Lines that hang together by their hashes: each holds that of the line before it, and of its case.

A line has the six fields of BIO 8.15 (the baseline of the Dutch government, after ISO 27002): action, object,
result, origin, actor, time. It holds no text of people.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from wegwijzer.kernel.actor import Actor

START = "0" * 64  # before the first line
LONGEST = 150  # characters of a field
WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:@+-]*")  # no spaces, so no sentences


NEEDED = ("action", "object", "result", "origin", "role")


class Result(StrEnum):
    """What came of a deed."""

    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


class NotForTheLedger(ValueError):
    """A field could hold what people wrote. `field` is its name; what stood in it is not repeated."""

    def __init__(self, field: str) -> None:
        super().__init__(f"{field} is not a word for the ledger")
        self.field = field


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done.

    `action` such as "directory.approve"; `object` kind and key, such as "proposal:17"; `case` the case it is
    about, "" for none.
    """

    action: str
    object: str
    by: Actor
    at: datetime
    result: Result = Result.DONE
    case: str = ""

    def checked(self) -> "Deed":
        """The same, with its time in UTC. Raises `NotForTheLedger`."""
        for name, value in self.words().items():
            if value or name in NEEDED:
                _word(name, value)
        if self.at.tzinfo is None:
            raise NotForTheLedger("at")
        return replace(self, result=Result(self.result), at=self.at.astimezone(UTC))

    def words(self) -> dict[str, str]:
        """Every field that is text, by name."""
        by = self.by
        return {
            "action": self.action,
            "object": self.object,
            "result": self.result,
            "origin": by.origin,
            "account": by.account,
            "role": by.role,
            "organisation": by.organisation,
            "case": self.case,
        }


def _word(name: str, value: str) -> None:
    if len(value) > LONGEST or not WORD.fullmatch(value):
        raise NotForTheLedger(name)


@dataclass(frozen=True, slots=True)
class Line:
    """A deed in the ledger. `before`, `before_in_case` and `hash`: SHA-256 in hexadecimal."""

    number: int
    deed: Deed
    before: str
    before_in_case: str
    hash: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """Number and hash of the last line on a day, kept where nobody of this site can reach it."""

    number: int
    hash: str


def link(deed: Deed, number: int, before: str, before_in_case: str) -> Line:
    """The line of a deed behind these two. Raises `NotForTheLedger`."""
    line = Line(number, deed.checked(), before, before_in_case, "")
    return replace(line, hash=hash_of(line))


def hash_of(line: Line) -> str:
    """SHA-256 of everything in a line but its hash, as JSON with sorted names."""
    deed = line.deed.words() | {"at": line.deed.at.isoformat(timespec="microseconds")}
    body = {"number": line.number, "before": line.before, "before_in_case": line.before_in_case, **deed}
    return hashlib.sha256(json.dumps(body, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


class Wrong(StrEnum):
    """What is not as it was written."""

    CHANGED = "changed"  # its content does not have its hash
    MISSING = "missing"  # a number is skipped
    ORDER = "out_of_order"  # a number comes twice, or after a higher one
    BROKEN = "broken"  # it does not follow from the line before: that one, or this, was put in its place
    BROKEN_IN_CASE = "broken_in_case"  # the same, within its case
    CUT_OFF = "cut_off"  # lines at the end are gone
    BEHIND = (
        "behind"  # it stands behind what the ledger knows as its last: put there, or the end was set back
    )
    NOT_ANCHORED = "not_anchored"  # it has another hash than somebody kept


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that is not as it was written; for lines that are gone the first of their numbers."""

    number: int
    wrong: Wrong


def faults(
    lines: Iterable[Line],
    *,
    last: Anchor | None,
    then: Callable[[], Anchor | None] | None = None,
    anchors: Iterable[Anchor] = (),
) -> Iterator[Fault]:
    """Everything that is wrong with the ledger, in its order, in one pass.

    `last`: what the ledger itself says is its last line, asked before the lines are read; `then` asks it
    again afterwards, since others may write meanwhile. `anchors`: what others kept. Memory grows with the
    number of cases, not of lines.
    """
    kept: dict[int, set[str]] = {}
    for anchor in anchors:
        kept.setdefault(anchor.number, set()).add(anchor.hash)
    number, before = 0, START
    cases: dict[str, str] = {}
    for line in lines:
        yield from _wrong(line, number, before, cases, kept)
        number, before = max(number, line.number), line.hash
        if line.deed.case:
            cases[line.deed.case] = line.hash
    yield from _wrong_end(Anchor(number, before), last, then() if then else last, kept)


def _wrong_end(
    read: Anchor, last: Anchor | None, after: Anchor | None, kept: Mapping[int, AbstractSet[str]]
) -> Iterator[Fault]:
    """`read`: the last line that was read; `last`, `after`: what the ledger said before and after reading."""
    known = after.number if after else 0
    if read.number < max([last.number if last else 0, *kept]):
        yield Fault(read.number + 1, Wrong.CUT_OFF)
    elif read.number > known:
        yield Fault(known + 1, Wrong.BEHIND)
    elif after and after.number == read.number and after.hash != read.hash:
        yield Fault(read.number, Wrong.BROKEN)


def _wrong(
    line: Line, number: int, before: str, cases: Mapping[str, str], kept: Mapping[int, AbstractSet[str]]
) -> Iterator[Fault]:
    if line.number <= number:
        yield Fault(line.number, Wrong.ORDER)
    elif line.number > number + 1:
        yield Fault(number + 1, Wrong.MISSING)
    elif line.before != before:
        yield Fault(line.number, Wrong.BROKEN)
    if hash_of(line) != line.hash:
        yield Fault(line.number, Wrong.CHANGED)
    if line.deed.case and line.before_in_case != cases.get(line.deed.case, START):
        yield Fault(line.number, Wrong.BROKEN_IN_CASE)
    if kept.get(line.number, {line.hash}) != {line.hash}:
        yield Fault(line.number, Wrong.NOT_ANCHORED)
