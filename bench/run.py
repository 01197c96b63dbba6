"""Runs the measurements, prints one table and writes bench/latest.json. ONLY=page chooses by name."""

import importlib
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

from bench.rows import Row, chosen

HERE = Path(__file__).parent
AREAS = ("finding", "directory", "pages", "edition", "vault", "ledger", "guard", "log_in")


def main() -> int:
    for area in AREAS:
        importlib.import_module(f"bench.{area}")
    only = os.environ.get("ONLY", "")
    rows: list[Row] = []
    for names, measure in chosen(only):
        print(f"measuring {shortened(names)} ...", file=sys.stderr, flush=True)
        rows += [row for row in measure() if only in row.name]
    if not rows:
        print(f"No measurement has '{only}' in its name.", file=sys.stderr)
        return 1
    (HERE / "latest.json").write_text(json.dumps([recorded(row) for row in rows], indent=1) + "\n")
    print("\n".join(table(rows)))
    return 0


def shortened(names: tuple[str, ...]) -> str:
    return ", ".join(names) if len(names) < 10 else f"{names[0]} and {len(names) - 1} more"


def recorded(row: Row) -> dict[str, object]:
    return asdict(row) | {"ratio": row.ratio, "holds": row.holds}


def table(rows: list[Row]) -> list[str]:
    head = ("name", "value", "unit", "reference", "its value", "ratio", "aim", "holds")
    cells = [head, *(written(row) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(head))]
    numbers = {1, 4, 5}
    return [
        "  ".join(
            cell.rjust(width) if column in numbers else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in cells
    ]


def written(row: Row) -> tuple[str, ...]:
    return (
        row.name,
        number(row.value),
        row.unit,
        row.reference,
        number(row.reference_value),
        number(row.ratio),
        row.aim,
        "yes" if row.holds else "NO",
    )


def number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


if __name__ == "__main__":
    sys.exit(main())
