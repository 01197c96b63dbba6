"""`wegwijzer retention`: let go what has served its term. The site does it by itself, every hour."""

import argparse
from typing import Any


def register(commands: Any) -> None:
    retention = commands.add_parser(
        "retention", help="let go what has served its term; the site does so by itself"
    )
    retention.add_argument("--dry-run", action="store_true", help="only tell how many of each kind are due")
    retention.set_defaults(run=run_retention)


def run_retention(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from wegwijzer.accounts.actions import retention
    from wegwijzer.accounts.rules.retention import TABLE
    from wegwijzer.site import clock
    from wegwijzer.site.jobs import KEEPER

    at = clock.now()
    found = retention.due(at) if options.dry_run else retention.run(by=KEEPER, at=at)
    for kind, term in TABLE.items():
        print(f"{found[kind]:>8} {kind:<13} {term.after.days} days after {term.since}")
    print("nothing was changed" if options.dry_run else "gone, each on record in the ledger")
    return 0
