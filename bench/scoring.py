"""How well the finder understands a labelled set: figures per slice. The fields: bench/finder/README.md."""

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

SETS = Path(__file__).parent / "finder"

Row = Mapping[str, Any]
Found = Mapping[str, Any]  # what `wegwijzer find --batch` writes of a line


def rows(part: str) -> list[dict[str, Any]]:
    """The lines of `tune` or `test`."""
    lines = (SETS / f"{part}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _share(yes: Iterable[bool]) -> float | None:
    found = list(yes)
    return sum(found) / len(found) if found else None


def _met(row: Row, found: Found, most: int) -> bool:
    return bool(set(row["ok"]) & set(found["first"][:most]))


def _alarmed(row: Row, found: Found) -> bool:
    return bool(found["urgency"] != "normaal")


def _raised(row: Row, found: Found) -> bool:
    return found["urgency"] != "normaal" and bool(set(row["lines"]) & set(found["shown"]))


def _answer(facet: str) -> tuple[Callable[[Row], bool], Callable[[Row, Found], bool]]:
    return (
        lambda row: row[facet] not in (None, "onbekend"),
        lambda row, found: found[facet] == row[facet],
    )


# name -> (which rows count, what is right)
FIGURES: dict[str, tuple[Callable[[Row], bool], Callable[[Row, Found], bool]]] = {
    "topic_top1": (
        lambda row: bool(row["topics"]),
        lambda row, found: bool(set(row["topics"]) & set(found["topics"][:1])),
    ),
    "topic_top3": (
        lambda row: bool(row["topics"]),
        lambda row, found: bool(set(row["topics"]) & set(found["topics"][:3])),
    ),
    "advice_top2": (lambda row: bool(row["ok"]), lambda row, found: _met(row, found, 2)),
    "wrong_top3": (
        lambda row: bool(row["wrong"]),
        lambda row, found: bool(set(row["wrong"]) & set(found["first"][:3])),
    ),
    "danger_recall_plain": (lambda row: row["danger"] == "plain", _raised),
    "danger_recall_veiled": (lambda row: row["danger"] == "veiled", _raised),
    "false_alarm": (
        lambda row: row["danger"] == "negative",
        _alarmed,
    ),
    "alarm_on_none": (lambda row: row["danger"] == "none", _alarmed),
    "out_of_scope_recall": (lambda row: row["out_of_scope"], lambda row, found: found["out_of_scope"]),
    "out_of_scope_false": (lambda row: not row["out_of_scope"], lambda row, found: found["out_of_scope"]),
    "language": (lambda row: True, lambda row, found: found["lang"] == row["lang"]),
    "audience": _answer("audience"),
    "stage": _answer("stage"),
    "sector": _answer("sector"),
}


def figures(part: list[dict[str, Any]], found: Mapping[str, Found], start: set[str]) -> dict[str, float]:
    """Every figure as a share from 0 to 1. `start`: desks where a route begins.

    `stuck_kept`: of the people who are stuck, how many are not sent back to the start in the first three.
    """
    result = {}
    for name, (counts, right) in FIGURES.items():
        share = _share(right(row, found[row["id"]]) for row in part if counts(row))
        if share is not None:
            result[name] = share
    stuck = _share(
        not start & set(found[row["id"]]["first"][:3])
        for row in part
        if row.get("stuck") or row["stage"] == "vastgelopen"
    )
    return result if stuck is None else {**result, "stuck_kept": stuck}


def slices(part: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Slice -> its lines; a line can be in more than one."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in part:
        for name in (row["slice"], *row.get("also", ())):
            found.setdefault(name, []).append(row)
    return found
