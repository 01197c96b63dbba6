"""The whole public signpost as static files: any web server can hand them out, and nothing runs behind them.

Pages stand per node of the questions and per route, not per code: millions of codes lead to a few thousand
pages. What a page tells back ("what you told us") is what everybody who arrives there has in common. Forms
need a server, so there are none; the leave button is a page that goes elsewhere.
"""

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from django.conf import settings

from wegwijzer.signpost.facts import Facts
from wegwijzer.signpost.pages import browse, desks, questions, results, rights
from wegwijzer.signpost.pages.frame import Addresses, Frame, Page
from wegwijzer.signpost.pages.questions import WORRIED
from wegwijzer.signpost.pages.routing import TEXTS
from wegwijzer.signpost.rules.diagram import Ref
from wegwijzer.signpost.rules.edition import Edition
from wegwijzer.signpost.rules.facets import AUDIENCES, ORDER, OTHER, UNKNOWN
from wegwijzer.site import rendering
from wegwijzer.ui.files import built_files

EVERY = 500  # files between two signs of life

Key = tuple[Ref, str, str]  # a node of the questions or an outcome, the audience, the topic


@dataclass(frozen=True)
class Place:
    """One page on the way. `answers`: one way to get there; `told`: what all ways to it have in common."""

    answers: Mapping[str, str]
    told: Mapping[str, str]


class Map:
    """Every place that can be reached, and the address of each."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.places: dict[Key, Place] = {}
        self._walk({})
        self._walk({"topic": WORRIED})

    def key(self, answers: Mapping[str, str]) -> Key:
        ref = self.edition.diagram.next_open(self.edition.asks, answers)
        return ref, answers.get("audience", ""), answers.get("topic", "")

    def _walk(self, first: Mapping[str, str]) -> None:
        todo = [first]
        while todo:
            answers = todo.pop()
            key = self.key(answers)
            before = self.places.get(key)
            told = answers if before is None else _common(before.told, answers)
            if before is not None and told == before.told:
                continue
            self.places[key] = Place(before.answers if before else answers, told)
            if key[0] >= 0:
                facet = self.edition.facets[self.edition.diagram.nodes[key[0]][0]]
                todo += [in_order({**answers, facet.id: value}) for value in (*facet.values, UNKNOWN, OTHER)]

    def path(self, answers: Mapping[str, str]) -> str:
        """The path of the page where these answers lead: a name that says nothing."""
        name = ":".join(str(part) for part in self.key(answers))
        return f"w/{hashlib.sha256(name.encode()).hexdigest()[:10]}" if answers else "w"


def _common(one: Mapping[str, str], other: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in one.items() if other.get(name) == value}


def in_order(answers: Mapping[str, str]) -> dict[str, str]:
    return {name: answers[name] for name in ORDER if name in answers}


@dataclass(frozen=True, kw_only=True)
class StaticAddresses(Addresses):
    """The same addresses, with places instead of codes."""

    map: Map

    def go_on(self, answers: Mapping[str, str]) -> str:
        return self.at(self.map.path(answers))

    def question(self, answers: Mapping[str, str], facet: str) -> str:
        """The first question up to this one that is still open when only the answers before it are kept."""
        before = ORDER[: ORDER.index(facet)]
        return self.at(self.map.path({name: value for name, value in answers.items() if name in before}))

    def route(self, answers: Mapping[str, str]) -> str:
        return self.go_on(answers)

    def leave_first(self, answers: Mapping[str, str]) -> str:
        return self.go_on(answers)


def write(facts: Facts, folder: Path, told: Callable[[int], None]) -> tuple[int, int]:
    """Write everything below `folder`, as it may be told on the day of `facts`.

    Gives the number of files and bytes, and tells how far it is.
    """
    places = Map(facts.edition)
    count = size = 0
    for path, data in _files(facts, places):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        count, size = count + 1, size + len(data)
        if count % EVERY == 0:
            told(count)
    return count, size


def _files(facts: Facts, places: Map) -> Iterator[tuple[str, bytes]]:
    for name, (_, data) in built_files().items():
        yield name.lstrip("/"), data
    yield "weg.html", _leave().encode()
    yield "robots.txt", b"User-agent: *\nDisallow: /weg.html\n"
    edition = facts.edition
    known = rendering.installation(static=True)
    installation = replace(known, register=facts.register, standing=facts.standing)
    for language in edition.languages:
        frame = Frame(
            edition, language, installation, StaticAddresses(edition, language, map=places), today=facts.today
        )
        for path, page in _pages(frame, places):
            prefix = "" if language == edition.languages[0] else f"{language}/"
            yield os.path.join(prefix + path, "index.html"), _plain(rendering.render(page))
    for language in edition.emergency_languages:
        frame = Frame(
            edition, language, installation, StaticAddresses(edition, language, map=places), today=facts.today
        )
        yield f"{language}/nood/index.html", _plain(rendering.render(browse.emergency_page(frame)))
    frame = Frame(
        edition,
        edition.languages[0],
        installation,
        StaticAddresses(edition, edition.languages[0], map=places),
    )
    yield "404.html", _plain(rendering.render(browse.not_found_page(frame)))


def _plain(page: bytes) -> bytes:
    return page.replace(b'href="/weg"', b'href="/weg.html"')


def _leave() -> str:
    """The leave button without a server: a page that goes elsewhere at once."""
    target = escape(settings.EXIT_URL)
    return (
        '<!doctype html><html lang="nl"><head><meta charset="utf-8">'
        '<meta name="referrer" content="no-referrer">'
        f'<meta http-equiv="refresh" content="0;url={target}"><title>Laden</title></head>'
        f'<body><p><a href="{target}">Verder</a></p></body></html>'
    )


def _pages(frame: Frame, places: Map) -> Iterator[tuple[str, Page]]:
    content = frame.edition.content["nl"]
    yield "", browse.home_page(frame)
    yield "onderwerpen", browse.topics_page(frame)
    yield "organisaties", desks.desks_page(frame)
    yield "nood", browse.emergency_page(frame)
    for path, text in TEXTS.items():
        yield path, browse.text_page(frame, text, path)
    for id, topic in content["topic"].items():
        for audience in ("", *topic["for"]):
            path = _path(frame, frame.addresses.topic(id, audience))
            yield path, browse.topic_page(frame, id, audience, path)
    for id in content["desk"]:
        path = _path(frame, frame.addresses.desk(id))
        yield path, desks.desk_page(frame, id, path)
    yield from _right_pages(frame)
    yield from _way_pages(frame, places)


def _path(frame: Frame, address: str) -> str:
    return address.removeprefix(frame.addresses.root).strip("/")


def _right_pages(frame: Frame) -> Iterator[tuple[str, Page]]:
    yield "rechten", rights.rights_page(frame, "ouder", "", "rechten")
    for audience in AUDIENCES:
        for sector in ("", *rights.SECTORS):
            path = "/".join(part for part in ("rechten", audience, sector) if part)
            yield path, rights.rights_page(frame, audience, sector, path)
    for id, facts in frame.edition.content["nl"]["right"].items():
        for audience in ("", *facts["audiences"]):
            path = _path(frame, frame.addresses.right(id, audience))
            yield path, rights.right_page(frame, id, audience, "", path)


def _way_pages(frame: Frame, places: Map) -> Iterator[tuple[str, Page]]:
    for (ref, _, _), place in places.places.items():
        path = places.path(place.answers)
        if ref >= 0:
            facet = frame.edition.facets[frame.edition.diagram.nodes[ref][0]].id
            yield path, questions.question_page(frame, place.answers, facet, path, shown=place.told)
        else:
            yield path, results.result_page(frame, place.told, frame.edition.outcomes[-1 - ref], path)
