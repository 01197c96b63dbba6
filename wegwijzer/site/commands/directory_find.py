"""`wegwijzer directory find`: what the form on the site finds, as lines or as data."""

import argparse
import json
import sys
from typing import Any

from wegwijzer.directory.rules.register import Register
from wegwijzer.directory.rules.search import Hit, SchoolSearch
from wegwijzer.site.commands.editions import published


def run_find(options: argparse.Namespace) -> int:
    """Exit 1 when no school is known at all; finding nothing is no mistake."""
    register, problems = published().current()
    print(*problems, sep="\n", end="\n" if problems else "", file=sys.stderr)
    if not register.schools:
        print("no schools are known; import some first: wegwijzer directory import", file=sys.stderr)
        return 1
    found = [found_data(register, hit) for hit in SchoolSearch(register).find(options.text)]
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
    for school in () if options.json else found:
        print(
            f"{school['code']}  {school['name']}, {school['place']} ({school['board'] or 'board not known'})"
        )
    return 0


def found_data(register: Register, hit: Hit) -> dict[str, Any]:
    """A school that was found: code, BRIN, name, place, board, kind, and by what it was found."""
    board = register.around(hit.school).board
    return {
        "code": hit.school.code,
        "brin": hit.school.brin,
        "name": hit.school.name,
        "place": hit.school.place,
        "board": board.name if board else "",
        "kind": hit.school.kind,
        "why": hit.why,
    }
