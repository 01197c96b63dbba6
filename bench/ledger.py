"""How fast deeds are written down, and how long it takes to look at all of them again."""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bench.rows import Row, measures
from wegwijzer.audit.rules.chain import Deed
from wegwijzer.kernel.actor import Actor

SECONDS = 3.0
LINES = 1_000_000
AT = datetime(2027, 1, 10, tzinfo=UTC)
NAMES = (
    "ledger.append_per_second",
    "ledger.append_at_1m_per_second",
    "ledger.verify_1m_seconds",
    "ledger.case_at_1m_ms",
)


@measures(*NAMES)
def ledger() -> Iterator[Row]:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wegwijzer.site.settings")
    django.setup()
    from wegwijzer.audit import queries

    with database("audit"):
        empty = _appended()
        bare = _bare()
        yield Row(
            name="ledger.append_per_second",
            value=empty,
            unit="/s",
            reference="a transaction with one insert and one update, in the same file",
            reference_value=bare,
            aim=">= 0.1",
        )
        _fill(LINES)
        yield Row(
            name="ledger.append_at_1m_per_second",
            value=_appended(),
            unit="/s",
            reference="the same in an empty ledger",
            reference_value=empty,
            aim=">= 0.8",
        )
        begin = time.perf_counter()
        wrong = list(queries.verify())
        seconds = time.perf_counter() - begin
        if wrong:
            raise RuntimeError(f"the ledger of the bench does not hold: {wrong[:3]}")
        yield Row(name="ledger.verify_1m_seconds", value=seconds, unit="s", aim="< 60")
        begin = time.perf_counter()
        found = sum(1 for _ in queries.lines("case7"))
        yield Row(
            name="ledger.case_at_1m_ms", value=1000 * (time.perf_counter() - begin), unit="ms", aim="< 20"
        )
        if found < LINES // 50_000:
            raise RuntimeError("the case is not there")


def _deed(number: int) -> Deed:
    by = Actor("bench", "helpdesk_worker", "desk:bench", "desk")
    return Deed("case.read", f"case:{number}", by, AT, case=f"case{number % 50_000}")


def _appended() -> float:
    from django.db import transaction

    from wegwijzer.audit.actions.writing import write

    done, begin = 0, time.perf_counter()
    while time.perf_counter() - begin < SECONDS:
        with transaction.atomic():
            write(_deed(done))
        done += 1
    return done / (time.perf_counter() - begin)


def _bare() -> float:
    """What the database itself can do: the same writes, without reading, hashing or Django's models."""
    from django.db import connection, transaction

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare (number INTEGER PRIMARY KEY, words TEXT)")
        cursor.execute("INSERT INTO bare VALUES (0, '')")
        done, begin = 0, time.perf_counter()
        while time.perf_counter() - begin < SECONDS:
            with transaction.atomic():
                cursor.execute("INSERT INTO bare VALUES (%s, %s)", (done + 1, "x" * 400))
                cursor.execute("UPDATE bare SET words = %s WHERE number = 0", (str(done),))
            done += 1
    return done / (time.perf_counter() - begin)


def _fill(lines: int) -> None:
    """Lines as `write` makes them, many in a transaction; the head once at the end."""
    from django.db import transaction

    from wegwijzer.audit import models
    from wegwijzer.audit.rules import chain

    head = models.Head.objects.get(pk=1)
    number, before = head.number, head.hash
    last = {row["case"]: row["hash"] for row in models.Line.objects.order_by("number").values("case", "hash")}
    while number < lines:
        rows = []
        for _ in range(5_000):
            deed = _deed(number)
            line = chain.link(deed, number + 1, before, last.get(deed.case, chain.START))
            number, before = line.number, line.hash
            last[line.deed.case] = line.hash
            rows.append(
                models.Line(
                    number=number,
                    at=line.deed.at,
                    before=line.before,
                    before_in_case=line.before_in_case,
                    hash=line.hash,
                    **line.deed.words(),
                )
            )
        with transaction.atomic():
            models.Line.objects.bulk_create(rows)
    head.number, head.hash = number, before
    head.save()


@contextmanager
def database(*apps: str) -> Iterator[None]:
    """A database of its own, with the settings of a real one."""
    from django.core.management import call_command
    from django.db import connections

    with tempfile.TemporaryDirectory() as folder:
        connection = connections["default"]
        connection.close()
        kept = connection.settings_dict["NAME"]
        connection.settings_dict["NAME"] = str(Path(folder) / "ledger.sqlite3")
        try:
            for app in apps:
                call_command("migrate", app, verbosity=0)
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = kept
