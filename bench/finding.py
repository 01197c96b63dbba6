"""How well and how fast the finder understands own words: the test part of bench/finder, on one core.

A figure of a slice has the name finder.<slice>.<figure>; that without the embedder ends in _letters.
"""

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bench.rows import Row, measures
from bench.scoring import figures, rows, slices

AIMS = {
    "danger_recall_plain": ">= 1",
    "danger_recall_veiled": ">= 0.95",
    "false_alarm": "<= 0.05",
    "advice_top2": ">= 0.85",
    "wrong_top3": "<= 0.02",
    "topic_top1": ">= 0.6",
    "topic_top3": ">= 0.9",
    "out_of_scope_recall": ">= 0.85",
    "stuck_kept": ">= 0.95",
    "audience": ">= 0.75",
    "stage": ">= 0.75",
    "language": ">= 0.95",
}
OF_A_SLICE = ("topic_top3", "advice_top2", "wrong_top3")
SLICES = sorted(slices(rows("test")))
NAMES = (
    *(f"finder.{name}{ending}" for name in AIMS for ending in ("", "_letters")),
    *(f"finder.{slice}.{name}" for slice in SLICES for name in OF_A_SLICE),
    *("finder.p50_ms", "finder.p99_ms", "finder.p99_ms_letters", "finder.memory_mb"),
)


@measures(*NAMES)
def finding() -> Iterator[Row]:
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = "1"  # before numpy is there: the aims are for one core
    from wegwijzer.signpost.finder.embedder import installed
    from wegwijzer.signpost.finder.find import Finder
    from wegwijzer.site.commands.editions import shelf

    edition, problems = shelf().current()
    if edition is None:
        raise SystemExit("\n".join(problems))
    finder = Finder(edition, shelf().model(edition), installed())
    part = rows("test")
    start = set(edition.words("rules", "rules", "nl")["start"])
    found, times = _read(finder, part)
    yield from _quality(figures(part, found, start), "")
    for slice, lines in sorted(slices(part).items()):
        for name, value in figures(lines, found, start).items():
            if name in OF_A_SLICE:
                yield _share(f"{slice}.{name}", value, AIMS[name])
    yield Row(name="finder.p50_ms", value=times[len(times) // 2], unit="ms", aim="< 20")
    yield Row(name="finder.p99_ms", value=times[int(len(times) * 0.99)], unit="ms", aim="< 60")
    yield Row(name="finder.memory_mb", value=_resident(), unit="MB", aim="< 400")
    found, times = _read(replace(finder, embedder=None), part)
    yield from _quality(figures(part, found, start), "_letters")
    yield Row(name="finder.p99_ms_letters", value=times[int(len(times) * 0.99)], unit="ms", aim="< 10")


def _read(finder: Any, part: list[dict[str, Any]]) -> tuple[dict[str, dict[str, Any]], list[float]]:
    """What was found per line, and the sorted times in milliseconds."""
    from wegwijzer.signpost.finder.find import found_data

    finder.warm_up()
    found, times = {}, []
    for row in part:
        begin = time.perf_counter()
        result = finder.find(row["text"])
        times.append((time.perf_counter() - begin) * 1000)
        found[row["id"]] = found_data(*result)
    return found, sorted(times)


def _quality(found: dict[str, float], ending: str) -> Iterator[Row]:
    for name, aim in AIMS.items():
        yield _share(f"{name}{ending}", found[name], aim)


def _share(name: str, value: float, aim: str) -> Row:
    return Row(name=f"finder.{name}", value=round(value, 4), unit="share", aim=aim)


def _resident() -> float:
    """Memory of this process now, in MB: the edition, what was learned and the embedder."""
    with open("/proc/self/statm", encoding="ascii") as file:
        pages = int(file.read().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
