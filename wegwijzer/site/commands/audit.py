"""`wegwijzer audit`: whether the ledger is as it was written, and what to keep of it elsewhere."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from wegwijzer.audit.rules.chain import Anchor, Fault

MOST = 20  # faults in the answer
WORDS = {
    "changed": "its content was changed",
    "missing": "it is gone, maybe with lines behind it",
    "out_of_order": "it stands in another place, or twice",
    "broken": "it does not follow from the line before it: one of the two was put in its place",
    "broken_in_case": "it does not follow from the line before it in its case",
    "behind": "it stands behind what the ledger knows as its last line",
    "cut_off": "it and what followed is gone",
    "not_anchored": "it is not the line that was kept elsewhere",
}


def register(commands: Any) -> None:
    audit = commands.add_parser("audit", help="the ledger of who did what").add_subparsers(
        dest="deed", required=True
    )
    verify = audit.add_parser("verify", help="find what was changed, removed, added or put elsewhere")
    verify.add_argument("--anchors", type=Path, help="a file with lines of `wegwijzer audit anchor`")
    verify.set_defaults(run=run_verify)
    audit.add_parser("anchor", help="print number and hash of the last line, to keep elsewhere").set_defaults(
        run=run_anchor
    )


def run_verify(options: argparse.Namespace) -> int:
    """Exit 1 when something is wrong, 2 when the anchors cannot be read."""
    import django

    django.setup()
    from wegwijzer.audit import queries

    try:
        anchors = _anchors(options.anchors) if options.anchors else []
    except (OSError, ValueError, KeyError, TypeError):
        print(f"{options.anchors}: no lines of `wegwijzer audit anchor`", file=sys.stderr)
        return 2
    found = list(queries.verify(anchors))
    for fault in found[:MOST]:
        print(_told(fault), file=sys.stderr)
    if len(found) > MOST:
        print(f"and {len(found) - MOST} more", file=sys.stderr)
    if found:
        return 1
    last = queries.anchor()
    print(f"{last.number if last else 0} lines, all as they were written")
    return 0


def run_anchor(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from wegwijzer.audit import queries
    from wegwijzer.site import clock

    last = queries.anchor()
    if last is None:
        print("there are no lines yet", file=sys.stderr)
        return 1
    print(json.dumps({"day": clock.today().isoformat(), "number": last.number, "hash": last.hash}))
    return 0


def _anchors(path: Path) -> list[Anchor]:
    kept = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    if not kept:
        raise ValueError
    return [Anchor(int(one["number"]), str(one["hash"])) for one in kept]


def _told(fault: Fault) -> str:
    return f"line {fault.number}: {WORDS[fault.wrong]}"
