"""A file of rows and columns, as others publish it: from bytes to rows, each with its line."""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from wegwijzer.directory.readers.cells import BadCell

LARGEST = 100 * 1024 * 1024  # bytes
# One name for columns that DUO has called differently over the years.
ALSO_CALLED = {
    "BRIN NUMMER": "INSTELLINGSCODE",
    "VESTIGINGSNUMMER": "VESTIGINGSCODE",
    "SOORT PO": "SOORT PRIMAIR ONDERWIJS",
    "ONDERWIJSTYPE": "SOORT PRIMAIR ONDERWIJS",
    "SOORT ONDERWIJS": "SOORT PRIMAIR ONDERWIJS",
}

T = TypeVar("T")


class UnreadableFile(ValueError):
    """Not a table, or none that is known here; in plain words, with the name of the file."""


@dataclass(frozen=True, order=True)
class BadRow:
    """What could not be used. `line` counts from 1."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


@dataclass
class Row:
    """One row: cells by column, without spaces around them. What was wrong with a cell gathers in `wrong`."""

    line: int
    cells: dict[str, str]
    wrong: list[str] = field(default_factory=list)

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def may(self, read: Callable[[str], T], column: str) -> T:
        """A cell that the row can do without: what cannot be so is left out and told."""
        try:
            return read(self.cells.get(column, ""))
        except BadCell as error:
            self.wrong.append(f"{error}; left out")
            return read("")


@dataclass(frozen=True)
class Table:
    """The header, and the rows still to be split."""

    file: str
    header: tuple[str, ...]
    delimiter: str
    lines: tuple[str, ...]

    def rows(self) -> Iterator[Row | BadRow]:
        """Line by line: no file known here has a cell of two lines, so a stray quote spoils one line only."""
        for number, line in enumerate(self.lines, 2):
            if not line.strip():
                continue
            cells = next(csv.reader([line], delimiter=self.delimiter))
            if len(cells) != len(self.header):
                yield BadRow(self.file, number, f"{len(cells)} cells, expected {len(self.header)}; skipped")
            else:
                yield Row(number, dict(zip(self.header, (cell.strip() for cell in cells), strict=True)))


def table(data: bytes, file: str) -> Table:
    """Semicolons or commas, any line ending, UTF-8 or Windows-1252. Raises `UnreadableFile`."""
    lines = re.split("\r\n|\r|\n", _text(data, file))
    if not lines or not lines[0].strip():
        raise UnreadableFile(f"{file}: the file is empty")
    first = lines[0]
    delimiter = max(";,\t", key=first.count)
    header = tuple(_column(cell) for cell in next(csv.reader([first], delimiter=delimiter)))
    if len(set(header)) != len(header):
        raise UnreadableFile(f"{file}: the first line names a column twice")
    return Table(file, header, delimiter, tuple(lines[1:]))


def _text(data: bytes, file: str) -> str:
    if len(data) > LARGEST:
        raise UnreadableFile(f"{file}: larger than {LARGEST // 1024 // 1024} MB")
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise UnreadableFile(f"{file}: a spreadsheet or zip file; save it as CSV or unpack it first")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UnreadableFile(f"{file}: no text in UTF-8 or Windows-1252")


def _column(cell: str) -> str:
    name = " ".join(cell.split()).upper()
    return ALSO_CALLED.get(name, name)
