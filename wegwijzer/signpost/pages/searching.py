"""Own words: proposals to choose from. The text lives as long as its request."""

from functools import lru_cache

from wegwijzer.signpost.pages.desks import card
from wegwijzer.signpost.pages.frame import Frame, Page
from wegwijzer.signpost.pages.questions import doors
from wegwijzer.signpost.pages.results import danger_block
from wegwijzer.signpost.rules.edition import Edition
from wegwijzer.signpost.rules.search import Index, Names

LONGEST = 2000  # characters that are read; the page says so when there were more
MOST_TOPICS, MOST_DESKS = 5, 3


def search_page(frame: Frame, typed: str) -> Page:
    """Topics and desks that resemble what was typed, which stays in its box."""
    text = typed[:LONGEST].strip()
    topics, called, names = _indexes(_Content(frame.edition), frame.language)
    found = list(dict.fromkeys((*called.find(text, 1), *topics.find(text, MOST_TOPICS))))
    route = frame.edition.words("text", "route", frame.language)
    context = {
        "site": frame.site(""),
        "back": {"href": frame.addresses.at(""), "label": route["back"]["home"]},
        "action": frame.addresses.at("zoeken"),
        "text": typed[:LONGEST],
        "now": danger_block(frame, found[0]) if found else None,
        "topics": [_proposal(frame, id) for id in found[:MOST_TOPICS]],
        "desks": [card(frame, id) for id in names.find(text, MOST_DESKS)],
        "doors": doors(frame),
        "too_long": len(typed) > LONGEST,
        "empty_input": not text,
    }
    return Page("signpost/search.html", context, frame.language)


def _proposal(frame: Frame, id: str) -> dict[str, str]:
    words = frame.edition.words("topic", id, frame.language)
    return {"name": words["name"], "short": words["short"], "href": frame.addresses.topic(id)}


class _Content:
    """An edition as the key of its indexes: two with the same hash are the same."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    def __hash__(self) -> int:
        return hash(self.edition.hash)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Content) and other.edition.hash == self.edition.hash


@lru_cache(maxsize=4)
def _indexes(content: _Content, language: str) -> tuple[Index, Names, Names]:
    words = content.edition.content[language]
    topics = {
        id: [topic["name"], topic["short"], *_said(topic["for"]), *words["phrases"][id]["phrases"]]
        for id, topic in words["topic"].items()
    }
    called = Names.of({id: topic["name"] for id, topic in words["topic"].items()})
    return Index.of(topics), called, Names.of({id: desk["name"] for id, desk in words["desk"].items()})


def _said(by_audience: dict[str, dict[str, str]]) -> list[str]:
    return [words["option"] for words in by_audience.values()]
