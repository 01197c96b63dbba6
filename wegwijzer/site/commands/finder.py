"""`wegwijzer find`: what the finder makes of a text, for people, programs and measurements."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from wegwijzer.signpost.finder.embedder import installed
from wegwijzer.signpost.finder.find import Finder, found_data
from wegwijzer.signpost.finder.model import DamagedModel
from wegwijzer.site.commands.editions import edition_in_use, shelf


def register(commands: Any) -> None:
    find = commands.add_parser("find", help="what the finder makes of a text")
    find.add_argument("--json", action="store_true", help="print data")
    find.add_argument(
        "--batch", type=Path, metavar="FILE", help='lines {"id", "text"} in, lines of data out; - for a pipe'
    )
    find.add_argument("--letters-only", action="store_true", help="without the embedder")
    find.add_argument("text", nargs="*")
    find.set_defaults(run=run_find)


def run_find(options: argparse.Namespace) -> int:
    edition = edition_in_use()
    if edition is None:
        return 1
    try:
        finder = Finder(edition, shelf().model(edition), None if options.letters_only else installed())
    except DamagedModel as error:
        print(error, file=sys.stderr)
        return 1
    if options.batch:
        return _batch(finder, options.batch)
    if not options.text:
        print("give a text, or --batch FILE", file=sys.stderr)
        return 2
    data = found_data(*finder.find(" ".join(options.text)))
    print(json.dumps(data, ensure_ascii=False) if options.json else "\n".join(_lines(data)))
    return 0


def _batch(finder: Finder, path: Path) -> int:
    try:
        with sys.stdin if str(path) == "-" else path.open(encoding="utf-8") as lines:
            for found in found_in(finder, lines):
                print(json.dumps(found, ensure_ascii=False))
    except OSError as error:
        print(f"cannot read {path}: {error.strerror}", file=sys.stderr)
        return 2
    except (ValueError, KeyError, TypeError) as error:
        print(f'every line must be JSON with "id" and "text": {type(error).__name__}', file=sys.stderr)
        return 2
    return 0


def found_in(finder: Finder, lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """A mapping per line that is not empty. Raises `ValueError` or `KeyError` for another line."""
    for line in lines:
        if line.strip():
            row = json.loads(line)
            yield {"id": row["id"], **found_data(*finder.find(str(row["text"])))}


def _lines(data: dict[str, Any]) -> list[str]:
    return [
        f"{name:<12} {', '.join(value) if isinstance(value, list) else value}" for name, value in data.items()
    ]
