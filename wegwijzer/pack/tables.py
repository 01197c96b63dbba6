"""A table of made-up sentences with what each tells: one CSV file into plain data, with its lines.

The finder learns from these. `examples/*.csv`: whole texts, and what is left empty is not told by the text.
`cues.csv`: a few words that tell one thing, and say nothing of the rest.
"""

import csv
import io
from pathlib import Path

from wegwijzer.pack.problems import Problem
from wegwijzer.pack.reading import Document, Where, text_of

COLUMNS = (
    "text",
    "topics",
    "audience",
    "stage",
    "stuck",
    "who",
    "sector",
    "signal",
    "fear",
    "out_of_scope",
)
LARGEST_TABLE = 4 * 1024 * 1024  # bytes
LONGEST_TEXT = 2000  # characters


def read_table(path: Path, name: str) -> Document | Problem:
    """Read one table: `data["rows"]` holds a mapping per row, without what is empty. `topics` is a list.

    A file that cannot be read gives a `Problem`, never an exception.
    """
    text = text_of(path, name, LARGEST_TABLE)
    return text if isinstance(text, Problem) else parse_table(text, name)


def parse_table(text: str, name: str) -> Document | Problem:
    """Parse the text of one table; see `read_table`."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[dict[str, object]] = []
    lines: dict[Where, int] = {}
    begin = 1
    try:
        if tuple(next(reader, ())) != COLUMNS:
            return Problem(name, 1, f"the first line must be: {','.join(COLUMNS)}")
        begin = reader.line_num + 1
        for cells in reader:
            if len(cells) != len(COLUMNS):
                return Problem(name, begin, f"{len(cells)} columns, expected {len(COLUMNS)}")
            lines["rows", len(rows)] = begin
            rows.append(_row(cells))
            begin = reader.line_num + 1
    except csv.Error as error:
        return Problem(name, begin, f"not a valid CSV file: {error}")
    return Document(name, {"rows": rows}, lines)


def _row(cells: list[str]) -> dict[str, object]:
    row: dict[str, object] = {column: cell for column, cell in zip(COLUMNS, cells, strict=True) if cell}
    if "topics" in row:
        row["topics"] = str(row["topics"]).split()
    return row
