"""From the bytes of a file to what it says. The file is recognised by its columns; no name is needed."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from wegwijzer.directory.readers import cleaned, duo, own
from wegwijzer.directory.readers.cells import BadCell
from wegwijzer.directory.readers.forms import Form, Value
from wegwijzer.directory.readers.tables import BadRow, Row, Table, UnreadableFile, table
from wegwijzer.directory.rules.changes import Origin, Read
from wegwijzer.directory.rules.places import (
    SCHOOL_CODE,
    Board,
    Municipality,
    Partnership,
    PostcodeArea,
    School,
)

FORMS: tuple[Form, ...] = (*duo.FORMS, *cleaned.FORMS, *own.FORMS)

LONGEST = {"name": 200, "place": 80, "street": 120, "number": 20, "denomination": 60, "province": 40}

_SCHOOL_YEAR = re.compile(r"(?<!\d)(20\d\d)-(20\d\d)(?!\d)")
_DAY = re.compile(r"(?<!\d)(20\d\d)(?:-?(0[1-9]|1[0-2])(?:-?(0[1-9]|[12]\d|3[01]))?)?(?!\d)")


class UnknownForm(UnreadableFile):
    """A table, but none of the forms that are known here."""


class NoStand(UnreadableFile):
    """Nobody tells of which day the facts are."""


@dataclass(frozen=True)
class Reading:
    """What a file says, and which of its rows could not be used. `rows` counts those below the header."""

    file: str
    form: Form
    read: Read
    rows: int
    bad: tuple[BadRow, ...]
    sha256: str

    def origin(self, stand: str) -> Origin:
        """How its facts are weighed. `stand`: ISO date."""
        form = self.form
        return Origin(f"{form.id}-{stand}", stand, form.covers, form.weak, form.empties)


def read(data: bytes, file: str) -> Reading:
    """Read a whole file. Raises `UnreadableFile`; a row that cannot be used is in `bad` and stops nothing."""
    found = table(data, file)
    form = _form_of(found)
    values: dict[type, list[Any]] = defaultdict(list)
    bad: list[BadRow] = []
    unreadable: list[int] = []
    rows = 0
    for row in found.rows():
        rows += 1
        if isinstance(row, BadRow):
            bad.append(row)
            unreadable.append(row.line)
            continue
        try:
            for value in _values(form, row):
                values[type(value)].append(value)
        except BadCell as error:
            bad.append(BadRow(file, row.line, f"{error}; skipped"))
            unreadable.append(row.line)
        bad.extend(BadRow(file, row.line, message) for message in row.wrong)
    if not rows:
        raise UnreadableFile(f"{file}: there is no row below the names of the columns")
    listed = frozenset(code for line in unreadable for code in _codes(found, line))
    return Reading(file, form, _read(values, listed), rows, tuple(bad), hashlib.sha256(data).hexdigest())


def _codes(found: Table, line: int) -> Iterator[str]:
    """What looks like a code of a school location in a line, in one cell or in two that follow each other.

    Not by column: with a cell too few or too many nobody knows which cell is which.
    """
    cells = [cell.strip(' "').upper() for cell in found.lines[line - 2].split(found.delimiter)]
    beside = (one + other for one, other in pairwise(cells))
    return (code for code in (*cells, *beside) if SCHOOL_CODE.fullmatch(code))


def _values(form: Form, row: Row) -> list[Value]:
    """Raises `BadCell`, also for what is too long to keep."""
    found = list(form.read(row))
    for value in found:
        for name, longest in () if isinstance(value, tuple) else LONGEST.items():
            if len(text := getattr(value, name, "")) > longest:
                raise BadCell(f'{name} "{text[:40]}..." is longer than {longest} characters')
    return found


def _read(values: dict[type, list[Any]], listed: frozenset[str]) -> Read:
    return Read(
        municipalities=tuple(values[Municipality]),
        partnerships=tuple(values[Partnership]),
        areas=tuple(values[PostcodeArea]),
        boards=_once(values[Board]),
        schools=tuple(values[School]),
        successors=dict(values[tuple]),
        listed=listed.difference(school.code for school in values[School]),
    )


def _once(boards: Iterable[Board]) -> tuple[Board, ...]:
    """A board stands at each of its schools, and not everywhere with its name."""
    found: dict[str, Board] = {}
    for board in boards:
        if board.number not in found or not found[board.number].name:
            found[board.number] = board
    return tuple(found.values())


def _form_of(found: Table) -> Form:
    fitting = [form for form in FORMS if form.columns <= set(found.header)]
    if not fitting:
        columns = ", ".join(found.header[:5])
        raise UnknownForm(f"{found.file}: no known form; it begins with the columns {columns}")
    return max(fitting, key=lambda form: len(form.columns))


def stand_of(reading: Reading, name: str, given: str) -> str:
    """Of which day the facts are, as an ISO date: what was given, else the date in the name of the file.

    A month or a year counts from its first day, a school year from 1 October, when pupils are counted. Raises
    `NoStand`.
    """
    if given:
        return given
    if found := _SCHOOL_YEAR.search(name):
        return f"{found[1]}-10-01"
    if found := _DAY.search(name):
        return f"{found[1]}-{found[2] or '01'}-{found[3] or '01'}"
    if reading.form.stand:
        return reading.form.stand
    raise NoStand(f"{reading.file}: of which day are these facts? say it, as in --stand 2026-08-01")
