"""How long it takes to prove and build an edition, and what it asks of a visitor and of a machine."""

import json
from collections.abc import Iterator

from bench.program import wegwijzer
from bench.rows import Row, measures

AIMS = {
    "check_seconds": ("s", "< 2"),
    "build_seconds": ("s", "< 10"),
    "load_seconds": ("s", "< 1"),
    "memory_mb": ("MB", "< 50"),
    "questions_mean": ("questions", "<= 5"),
    "questions_max": ("questions", "<= 7"),
}


@measures(*(f"edition.{name}" for name in AIMS))
def edition() -> Iterator[Row]:
    told = json.loads(wegwijzer("edition", "build", "--json", "--dry-run"))
    for name, (unit, aim) in AIMS.items():
        yield Row(name=f"edition.{name}", value=told[name], unit=unit, aim=aim)
