"""`wegwijzer backup`: a copy of the database in which what is destroyed later dies as well."""

import argparse
import sqlite3
import sys
from pathlib import Path
from typing import Any

HALVES = "accounts_half"
NEVER = ("django_session", "site_cache")  # of the moment: nobody is logged in by a backup
POSTGRESQL = """PostgreSQL makes its own copies. Two commands do the same, the second always
into the same file:
  pg_dump {}
  pg_dump --data-only --table=accounts_half""".format(
    " ".join(f"--exclude-table-data={table}" for table in (HALVES, *NEVER))
)


def register(commands: Any) -> None:
    backup = commands.add_parser("backup", help="copy the database; the halves of keys apart")
    backup.add_argument("copy", type=Path, help="the new file; one that is there is never overwritten")
    backup.add_argument(
        "--halves", type=Path, required=True, help="the file of halves; always the newest only"
    )
    backup.set_defaults(run=run_backup)


def run_backup(options: argparse.Namespace) -> int:
    """Exit 1 when the copy is there already or cannot be written, 2 on PostgreSQL."""
    import django

    django.setup()
    from django.db import connection

    if connection.vendor != "sqlite":
        print(POSTGRESQL, file=sys.stderr)
        return 2
    if options.copy.exists():
        print(f"{options.copy} is there already; nothing was written", file=sys.stderr)
        return 1
    try:
        copy(Path(connection.settings_dict["NAME"]), options.copy, options.halves)
    except (OSError, sqlite3.Error) as error:
        options.copy.unlink(missing_ok=True)
        print(f"the copy could not be made ({type(error).__name__})", file=sys.stderr)
        return 1
    print(
        f"{options.copy}: everything but the halves; {options.halves}: the halves of today, keep no older one"
    )
    return 0


def copy(database: Path, to: Path, halves: Path) -> None:
    """Copy while the site goes on. Raises `OSError` and `sqlite3.Error`."""
    whole, fresh = to.with_suffix(".whole"), halves.with_suffix(".new")
    for path in (whole, fresh):
        path.unlink(missing_ok=True)
    try:
        _run(database, f"VACUUM INTO '{_quoted(whole)}'")
        _run(
            whole,
            f"ATTACH '{_quoted(fresh)}' AS apart",
            f"CREATE TABLE apart.{HALVES} AS SELECT * FROM main.{HALVES}",  # noqa: S608  # names of ours
            *(f"DELETE FROM main.{table}" for table in (HALVES, *NEVER)),  # noqa: S608  # the same
        )
        _run(whole, f"VACUUM INTO '{_quoted(to)}'")  # so that no deleted row is left on a page
        fresh.replace(halves)
    finally:
        for path in (whole, fresh):
            path.unlink(missing_ok=True)
    for path in (to, halves):
        path.chmod(0o600)


def _run(database: Path, *statements: str) -> None:
    connection = sqlite3.connect(f"file:{database}?mode=rw", uri=True, isolation_level=None)
    try:
        connection.execute("PRAGMA temp_store=MEMORY")
        for statement in statements:
            connection.execute(statement)
    finally:
        connection.close()


def _quoted(path: Path) -> str:
    return str(path.resolve()).replace("'", "''")
