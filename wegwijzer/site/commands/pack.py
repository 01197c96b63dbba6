"""`wegwijzer pack check`: read the content pack and name every mistake. Needs no database and no Django."""

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

from wegwijzer.pack.check import check
from wegwijzer.site import clock


def register(commands: Any) -> None:
    pack = commands.add_parser("pack", help="the content pack").add_subparsers(dest="deed", required=True)
    check_parser = pack.add_parser("check", help="name every mistake in the content pack, with file and line")
    check_parser.add_argument(
        "folder", nargs="?", type=Path, default=None, help="default: content/ of this checkout"
    )
    check_parser.add_argument(
        "--today", type=date.fromisoformat, default=None, help="count dates from this day"
    )
    check_parser.set_defaults(run=run_check)


def content_folder() -> Path:
    """content/ of the checkout, or the copy inside an installed wheel."""
    package = Path(__file__).resolve().parents[2]
    checkout = package.parent / "content"
    return checkout if checkout.is_dir() else package / "_content"


def run_check(options: argparse.Namespace) -> int:
    folder = options.folder or content_folder()
    pack, problems = check(folder, options.today or clock.today())
    for problem in problems:
        print(problem)
    if problems:
        print(f"{len(problems)} mistakes", file=sys.stderr)
        return 1
    counts = (("topics", "topic"), ("desks", "desk"), ("rights", "right"), ("ladders", "ladder"))
    print("pack is in order: " + ", ".join(f"{len(pack.ids(kind))} {name}" for name, kind in counts))
    return 0
