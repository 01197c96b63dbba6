"""`wegwijzer directory`: import open data of schools and regions, publish it, tell what there is."""

import argparse
import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wegwijzer.directory.rules.register import Register
from wegwijzer.site import clock
from wegwijzer.site.commands import export
from wegwijzer.site.commands.directory_find import run_find
from wegwijzer.site.commands.directory_import import publish_schools, run_import


def register(commands: Any) -> None:
    directory = commands.add_parser("directory", help="schools, boards and regions").add_subparsers(
        dest="deed", required=True
    )
    _register_import(directory)
    directory.add_parser(
        "publish", help="bring what the tables hold into use; an import does so by itself"
    ).set_defaults(run=run_publish)
    find = directory.add_parser("find", help="the schools that the form on the site finds for a text")
    find.add_argument("text", help="name, place, postcode or BRIN, with mistakes")
    find.add_argument("--json", action="store_true", help="print them as JSON")
    find.set_defaults(run=run_find)
    exporting = directory.add_parser("export", help="write the directory as open data")
    export.add_arguments(exporting)
    exporting.set_defaults(run=export.run_export)
    report = directory.add_parser("report", help="what is there, from which sources, and what is missing")
    report.add_argument("--json", action="store_true", help="print it as JSON")
    report.set_defaults(run=run_report)


def _register_import(directory: Any) -> None:
    parser = directory.add_parser("import", help="import open data: files, folders or addresses")
    parser.add_argument(
        "what",
        nargs="*",
        metavar="PATH_OR_URL",
        help="a file, a folder with files, or an address; default: the addresses in WEGWIJZER_DIRECTORY_URLS",
    )
    parser.add_argument("--stand", type=_day, help="of which day the facts are, as 2026-08-01")
    parser.add_argument("--successors", type=Path, help="CSV with code,successor: who took whose place")
    parser.add_argument(
        "--allow-closing", action="store_true", help="also when it closes more than 5%% of schools"
    )
    parser.add_argument(
        "--made-up", action="store_true", help="import the made-up schools, to try things out"
    )
    parser.add_argument(
        "--if-empty",
        action="store_true",
        help="only when there is nothing: open data beside the checkout, or made up",
    )
    parser.add_argument("--dry-run", action="store_true", help="write nothing; only tell what would change")
    parser.add_argument("--json", action="store_true", help="print the whole report as JSON")
    parser.set_defaults(run=run_import)


def _day(text: str) -> str:
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC).date().isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no day such as 2026-08-01") from None


def run_publish(options: argparse.Namespace) -> int:
    import django

    django.setup()
    print(f"published: {publish_schools()} open schools")
    return 0


def run_report(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from wegwijzer.directory import queries

    found = _facts(queries.register(clock.today().isoformat()))
    if options.json:
        print(json.dumps(found, ensure_ascii=False))
        return 0
    for name, value in found.items():
        if name == "sources":
            continue
        told = (
            ", ".join(f"{kind} {count}" for kind, count in value.items())
            if isinstance(value, dict)
            else value
        )
        print(f"{name.replace('_', ' ')}: {told}")
    for source in found["sources"]:
        print(f"source: {source['name']}, stand {source['stand']}, {source['licence']}")
    return 0


def _facts(register: Register) -> dict[str, Any]:
    schools = register.open_schools
    boards = register.board_by_number
    return {
        "made_up": register.made_up,
        "open": len(schools),
        "per_kind": dict(Counter(school.kind for school in schools).most_common()),
        "closed": len(register.schools) - len(schools),
        "closed_with_successor": sum(bool(school.successor) for school in register.schools),
        "boards": len(boards),
        "municipalities": len(register.municipalities),
        "partnerships": len(register.partnerships),
        "postcode_areas": len(register.areas),
        "without": {
            "board": sum(not school.board for school in schools),
            "name of board": sum(bool(school.board) and not boards[school.board].name for school in schools),
            "partnership": sum(not register.around(school).partnerships for school in schools),
            "municipality": sum(register.around(school).municipality is None for school in schools),
            "phone": sum(not school.phone for school in schools),
            "website": sum(not school.website for school in schools),
        },
        "sources": [
            {"name": source.name, "stand": source.stand, "licence": source.licence, "url": source.url}
            for source in register.sources
        ],
    }
