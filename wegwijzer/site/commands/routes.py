"""`wegwijzer route`: the route for given answers, for people and for programs."""

import argparse
import json
import sys
from typing import Any

from wegwijzer.signpost.explain import route_data
from wegwijzer.signpost.rules.facets import UnknownAnswer
from wegwijzer.site.commands.editions import edition_in_use


def register(commands: Any) -> None:
    route = commands.add_parser("route", help="the route for given answers: audience=ouder topic=pesten ...")
    route.add_argument("--json", action="store_true")
    route.add_argument("answers", nargs="*", metavar="question=answer")
    route.set_defaults(run=run_route)


def run_route(options: argparse.Namespace) -> int:
    edition = edition_in_use()
    if edition is None:
        return 1
    wrong = [answer for answer in options.answers if "=" not in answer]
    if wrong:
        print(f"write question=answer, not: {' '.join(wrong)}", file=sys.stderr)
        return 2
    try:
        data = route_data(edition, dict(answer.split("=", 1) for answer in options.answers))
    except UnknownAnswer as error:
        print(error, file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps(data, ensure_ascii=False))
        return 0
    for line in _lines(data):
        print(line)
    return 0


def _lines(data: dict[str, Any]) -> list[str]:
    lines = [f"edition {data['edition']}, {data['path']}"]
    lines += [f"  now      {desk}" for desk in data["now"]]
    lines += [f"  {step['when']:<8} {step['desk']:<36} {step['why']}" for step in data["steps"]]
    lines += [f"  always   {desk}" for desk in data["always"]]
    if data["questions_left"]:
        lines.append(f"  still to ask: {', '.join(data['questions_left'])}")
    return lines
