"""The command `wegwijzer`: one word per thing that can be done, each in `commands/`."""

import argparse
import io
import os
import sys
from collections.abc import Sequence

from wegwijzer.site.commands import (
    accounts,
    audit,
    backup,
    directory,
    editions,
    facts,
    finder,
    pack,
    retention,
    routes,
    service,
)

GROUPS = (pack, editions, directory, facts, routes, finder, accounts, audit, retention, backup, service)


def parser() -> argparse.ArgumentParser:
    """All commands with their options; the reference in docs is tested against it."""
    main_parser = argparse.ArgumentParser(prog="wegwijzer", description="The signpost for safety at school.")
    commands = main_parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for group in GROUPS:
        group.register(commands)
    return main_parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code: 0 done, 1 something is wrong, 2 the call is wrong."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wegwijzer.site.settings")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a file name may hold what cannot be printed
            stream.reconfigure(errors="backslashreplace")
    options = parser().parse_args(arguments)
    try:
        result: int = options.run(options)
    except BrokenPipeError:
        return 0
    except Exception as error:
        from django.core.exceptions import (
            ImproperlyConfigured,  # only now: the content pack is checked without Django
        )
        from django.db.utils import DatabaseError, InterfaceError

        if isinstance(error, DatabaseError | InterfaceError):
            print(f"the database cannot be used ({type(error).__name__}): wegwijzer doctor", file=sys.stderr)
            return 1
        if not isinstance(error, ImproperlyConfigured):
            raise
        print(f"a setting is wrong: {error}", file=sys.stderr)
        return 2
    return result


if __name__ == "__main__":
    sys.exit(main())
