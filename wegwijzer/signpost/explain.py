"""A route as data, with its reasons in words: for the command line and for whoever builds on it."""

from collections.abc import Mapping
from typing import Any

from wegwijzer.signpost.pages.frame import Addresses
from wegwijzer.signpost.pages.words import Words
from wegwijzer.signpost.rules.edition import Edition
from wegwijzer.signpost.rules.facets import UNKNOWN, checked
from wegwijzer.signpost.rules.ladder import FIRST


def route_data(edition: Edition, answers: Mapping[str, str], language: str = "nl") -> dict[str, Any]:
    """The route for these answers: ids of desks, when, and why. Raises `UnknownAnswer`."""
    answers = checked(answers, edition.facets)
    outcome = edition.route(answers)
    words = Words(edition, language, answers.get("audience", UNKNOWN))
    steps = [
        {
            "desk": id,
            "when": when,
            "why": words.reason(outcome.skip if when == FIRST and outcome.skip else f"when_{when}"),
        }
        for id, when in outcome.steps
    ]
    return {
        "edition": edition.number,
        "questions_left": list(edition.questions_left(answers)),
        "now": list(outcome.now),
        "steps": steps,
        "always": list(outcome.always),
        "code": edition.code(answers),
        "path": Addresses(edition, language).route(answers)
        if answers
        else Addresses(edition, language).at("w"),
    }
