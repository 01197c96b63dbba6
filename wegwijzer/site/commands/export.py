"""`wegwijzer directory export`: the directory as files, the same as those of the API."""

import argparse
import sys
from pathlib import Path

from wegwijzer.site import clock
from wegwijzer.site.commands.editions import edition_in_use, published


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to write; at least one of the two."""
    parser.add_argument("--hsds", type=Path, metavar="FILE", help="as Open Referral HSDS 3.0 JSON")
    parser.add_argument(
        "--csv", type=Path, metavar="FOLDER", help="as schools.csv, boards.csv and organisations.csv"
    )


def run_export(options: argparse.Namespace) -> int:
    """Write what is published, as it may be told today. Exit 1 when no edition is published."""
    if not options.hsds and not options.csv:
        print("say where to: --hsds FILE or --csv FOLDER", file=sys.stderr)
        return 2
    import django

    django.setup()
    from wegwijzer.signpost.facts import facts_on
    from wegwijzer.site.api import downloads

    edition = edition_in_use()
    if edition is None:
        return 1
    register, problems = published().current()
    for problem in problems:
        print(problem, file=sys.stderr)
    facts = facts_on(edition, register, clock.today())
    if options.hsds:
        _write(options.hsds, downloads.hsds_json(facts))
    if options.csv:
        _write(options.csv / "schools.csv", downloads.schools_csv(facts))
        _write(options.csv / "boards.csv", downloads.boards_csv(facts))
        _write(options.csv / "organisations.csv", downloads.organisations_csv(facts))
    return 0


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    print(f"{path}: {len(content):,} bytes")
