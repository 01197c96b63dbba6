"""How well and how fast a school is found among all schools of the country, on one core.

Needs the open data beside the checkout. The queries and what they may lead to: bench/directory/queries.csv.
"""

import csv
import os
import time
import tracemalloc
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bench.rows import Row, measures

if TYPE_CHECKING:
    from wegwijzer.directory.rules.places import School
    from wegwijzer.directory.rules.register import Register
    from wegwijzer.directory.rules.search import SchoolSearch

ROOT = Path(__file__).parents[1]
OPEN_DATA = ROOT.parent / "shared/data"
QUERIES = Path(__file__).parent / "directory/queries.csv"
TENFOLD = 10
NAMES = (
    *(
        "directory.school_top3",
        "directory.school_first",
        "directory.search_p50_ms",
        "directory.search_p99_ms",
    ),
    *("directory.index_seconds", "directory.index_mb"),
    *("directory.search_p99_ms_tenfold", "directory.index_seconds_tenfold"),
)


@dataclass(frozen=True)
class Query:
    """What somebody types, and the codes of the locations that are right: any of them."""

    kind: str
    text: str
    right: frozenset[str]


def queries(part: str) -> list[Query]:
    """Of `tune` or `test`."""
    with QUERIES.open(encoding="utf-8", newline="") as file:
        return [
            Query(row["kind"], row["query"], frozenset(row["codes"].split("|")))
            for row in csv.DictReader(file)
            if row["part"] == part
        ]


def found_within(search: "SchoolSearch", asked: Sequence[Query], most: int) -> float:
    """The share of queries with a right location among the first `most`."""
    found = ({hit.school.code for hit in search.find(query.text, most)} & query.right for query in asked)
    return sum(map(bool, found)) / len(asked)


def real_register() -> "Register":
    """The open data beside the checkout, as an import would read it."""
    from wegwijzer.directory.readers.reading import read, stand_of
    from wegwijzer.directory.rules.changes import Origin, There, plan
    from wegwijzer.directory.rules.register import Register

    paths = sorted(path for folder in ("schools", "regions") for path in (OPEN_DATA / folder).glob("*.csv"))
    readings = [read(path.read_bytes(), path.name) for path in paths]
    ordered = sorted((each.form.rank, stand_of(each, each.file, ""), each.file, each) for each in readings)
    there = There(origins={"": Origin("", "")})
    for _, stand, _, reading in ordered:
        there = there.with_(plan(there, reading.read, reading.origin(stand)).writes)
    return Register(
        municipalities=tuple(known.value for known in there.municipalities.values()),
        boards=tuple(known.value for known in there.boards.values()),
        areas=tuple(known.value for known in there.areas.values()),
        schools=tuple(known.value for known in there.schools.values()),
    )


@measures(*NAMES)
def finding_a_school() -> Iterator[Row]:
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = "1"  # before numpy is there: the aims are for one core
    if not OPEN_DATA.exists():
        raise SystemExit("The open data of the schools is not beside the checkout.")
    register = real_register()
    search, seconds = _built(register)
    test = queries("test")
    yield Row(
        name="directory.school_top3",
        value=round(found_within(search, test, 3), 4),
        unit="share",
        aim=">= 0.95",
    )
    yield Row(
        name="directory.school_first",
        value=round(found_within(search, test, 1), 4),
        unit="share",
        aim=">= 0.8",
    )
    texts = [query.text for query in queries("tune") + test] + _as_typed(register.open_schools)
    times = _times(search, texts)
    p99 = _p99(times)
    yield Row(name="directory.search_p50_ms", value=times[len(times) // 2], unit="ms", aim="< 8")
    yield Row(name="directory.search_p99_ms", value=p99, unit="ms", aim="< 20")
    yield Row(name="directory.index_seconds", value=seconds, unit="s", aim="< 1.5")
    yield Row(name="directory.index_mb", value=_memory(register), unit="MB", aim="< 60")
    search, tenfold = _built(_many_times(register))
    growth = {"reference": "with the schools of today", "aim": "< 15"}
    yield Row(
        name="directory.search_p99_ms_tenfold",
        value=_p99(_times(search, texts)),
        unit="ms",
        reference_value=p99,
        **growth,
    )
    yield Row(
        name="directory.index_seconds_tenfold", value=tenfold, unit="s", reference_value=seconds, **growth
    )


def _built(register: "Register") -> tuple["SchoolSearch", float]:
    from wegwijzer.directory.rules.search import SchoolSearch

    begin = time.perf_counter()
    search = SchoolSearch(register)
    return search, time.perf_counter() - begin


def _memory(register: "Register") -> float:
    """What the index takes beside the register, in MB."""
    tracemalloc.start()
    search, _ = _built(register)
    search.find("warm")
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return kept / 1e6


def _times(search: "SchoolSearch", texts: Sequence[str]) -> list[float]:
    """In milliseconds, the shortest first."""
    search.find("warm")
    times = []
    for text in texts:
        begin = time.perf_counter()
        search.find(text)
        times.append((time.perf_counter() - begin) * 1000)
    return sorted(times)


def _p99(times: list[float]) -> float:
    return times[int(len(times) * 0.99)]


def _as_typed(schools: "Sequence[School]") -> list[str]:
    """Whole names with their place, each with two letters changed places: long, and nowhere as it is."""
    texts = []
    for school in schools[::10]:
        name = school.name.lower()
        middle = len(name) // 2
        texts.append(f"{name[:middle]}{name[middle : middle + 2][::-1]}{name[middle + 2 :]} {school.place}")
    return texts


def _many_times(register: "Register") -> "Register":
    """`TENFOLD` times the schools, each time with other vowels and consonants: as many times the words."""
    schools = [_other(school, number) for number in range(TENFOLD) for school in register.open_schools]
    return replace(register, schools=tuple(schools))


def _other(school: "School", number: int) -> "School":
    vowels, consonants = number % 5, "bcdfghjklmnpqrstvwxz"
    turned = number // 5 * 7
    letters = str.maketrans(
        "aeiou" + consonants,
        "aeiou"[vowels:] + "aeiou"[:vowels] + consonants[turned:] + consonants[:turned],
    )
    return replace(
        school,
        code=f"{school.code}{number}",
        **{name: getattr(school, name).lower().translate(letters) for name in ("name", "place", "street")},
    )
