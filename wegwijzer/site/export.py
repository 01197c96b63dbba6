"""The whole public signpost as static files: any web server can hand them out, and nothing runs behind them.

Pages stand per node of the questions and per route, not per code: millions of codes lead to a few thousand pages. What a page tells
back ("what you told us") is what everybody who arrives there has in common. Forms need a server, so there are none; the leave button
is a page that goes elsewhere.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from django.conf import settings

from wegwijzer.signpost.pages import browse, desks, questions, results, rights
from wegwijzer.signpost.pages.frame import Addresses, Frame, Page
from wegwijzer.signpost.pages.routing import TEXTS
from wegwijzer.signpost.rules.diagram import Ref
from wegwijzer.signpost.rules.edition import Edition
from wegwijzer.signpost.rules.facets import AUDIENCES
from wegwijzer.site import rendering


@dataclass(frozen=True)
class Place:
    """Where answers lead: a node of the questions, or a route with its audience and topic."""

    ref: Ref
    told: tuple[tuple[str, str], ...]  # the answers that this page stands for


class Map:
    """Every place that can be reached, and the address of each."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.told: dict[tuple[Ref, str, str], dict[str, str]] = {}
        self._walk({})
        self._walk({"topic": "zorg_om_ander"})

    def key(self, answers: Mapping[str, str]) -> tuple[Ref, str, str]:
        ref = self.edition.diagram.next_open(self.edition.asks, answers)
        return ref, answers.get("audience", ""), answers.get("topic", "")

    def _walk(self, answers: dict[str, str]) -> None:
        todo = [answers]
        while todo:
            now = todo.pop()
            key = self.key(now)
            before = self.told.get(key)
            common = now if before is None else {name: value for name, value in before.items() if now.get(name) == value}
            if before is not None and common == before:
                continue
            self.told[key] = common
            if key[0] >= 0:
                place, _ = self.edition.diagram.nodes[key[0]]
                facet = self.edition.facets[place]
                todo += [{**now, facet.id: value} for value in (*facet.values, "anders", "onbekend")]

    def path(self, answers: Mapping[str, str]) -> str:
        ref, audience, topic = self.key(answers)
        if not answers:
            return "w"
        place = f"{audience}:{topic}:{ref}"
        return f"w/{browse_name(place)}"


def browse_name(place: str) -> str:
    """A short name for the address that says nothing."""
    import hashlib

    return hashlib.sha256(place.encode()).hexdigest()[:10]


@dataclass(frozen=True)
class StaticAddresses(Addresses):
    """The same addresses, with places in stead of codes."""

    map: Map

    def go_on(self, answers: Mapping[str, str]) -> str:
        return self.at(self.map.path(answers))

    def question(self, answers: Mapping[str, str], facet: str) -> str:
        before = {name: value for name, value in answers.items() if name in _before(facet)}
        return self.at(self.map.path(before))

    def route(self, answers: Mapping[str, str]) -> str:
        return self.go_on(answers)

    def leave_first(self, answers: Mapping[str, str]) -> str:
        return self.go_on(answers)


def _before(facet: str) -> tuple[str, ...]:
    from wegwijzer.signpost.rules.facets import ORDER

    return ORDER[: ORDER.index(facet)]


def write(edition: Edition, folder: Path, progress: bool = False) -> tuple[int, int]:
    """Write everything below `folder`; gives the number of files and bytes."""
    places = Map(edition)
    count = size = 0
    for path, data in _files(edition, places):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        count, size = count + 1, size + len(data)
        if progress and count % 200 == 0:
            print(f"\r{count} files", end="", file=sys.stderr)
    if progress:
        print(file=sys.stderr)
    return count, size


def _files(edition: Edition, places: Map) -> Iterator[tuple[str, bytes]]:
    for name, (_, data) in rendering.built_files().items():
        yield name.lstrip("/"), data
    yield "weg.html", _leave().encode()
    yield "robots.txt", b"User-agent: *\nDisallow: /w/\nDisallow: /en/w/\n"
    installation = replace(rendering.installation(static=True))
    for language in edition.languages:
        frame = Frame(edition, language, installation, StaticAddresses(edition, language, places))
        for path, page in _pages(frame, places):
            prefix = "" if language == edition.languages[0] else f"{language}/"
            yield os.path.join(prefix + path, "index.html"), _plain(rendering.render(page))
    for language in edition.emergency_languages:
        frame = Frame(edition, language, installation, StaticAddresses(edition, language, places))
        yield f"{language}/nood/index.html", _plain(rendering.render(browse.emergency_page(frame)))
    frame = Frame(edition, edition.languages[0], installation, StaticAddresses(edition, edition.languages[0], places))
    yield "404.html", _plain(rendering.render(browse.not_found_page(frame)))


def _plain(page: bytes) -> bytes:
    return page.replace(b'href="/weg"', b'href="/weg.html"')


def _leave() -> str:
    """The leave button without a server: a page that goes elsewhere at once."""
    target = escape(settings.EXIT_URL)
    return (
        '<!doctype html><html lang="nl"><head><meta charset="utf-8"><meta name="referrer" content="no-referrer">'
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
    for kind, make in (("topic", browse.topic_page), ("desk", desks.desk_page)):
        for id in content[kind]:
            address = getattr(frame.addresses, kind)(id)
            path = address.removeprefix(frame.addresses.root).strip("/")
            yield path, make(frame, id, path)
    yield from _right_pages(frame)
    yield from _way_pages(frame, places)


def _right_pages(frame: Frame) -> Iterator[tuple[str, Page]]:
    yield "rechten", rights.rights_page(frame, "ouder", "", "rechten")
    for audience in AUDIENCES:
        for sector in ("", *rights.SECTORS):
            path = "/".join(part for part in ("rechten", audience, sector) if part)
            yield path, rights.rights_page(frame, audience, sector, path)
    for id, facts in frame.edition.content["nl"]["right"].items():
        for audience in ("", *facts["audiences"]):
            path = frame.addresses.right(id, audience).removeprefix(frame.addresses.root).strip("/")
            yield path, rights.right_page(frame, id, audience, "", path)


def _way_pages(frame: Frame, places: Map) -> Iterator[tuple[str, Page]]:
    for (ref, audience, topic), told in places.told.items():
        # Audience and topic choose the words of a page, so they are the same for everybody who arrives here.
        answers = {**({"audience": audience} if audience else {}), **({"topic": topic} if topic else {}), **told}
        answers = {name: answers[name] for name in frame.addresses.edition_order if name in answers}
        path = places.path(answers) if answers else "w"
        if ref >= 0:
            facet = frame.edition.facets[frame.edition.diagram.nodes[ref][0]].id
            yield path, questions.question_page(frame, answers, facet, path)
        else:
            yield path, results.result_page(frame, answers, frame.edition.outcomes[-1 - ref], path)


