"""The signpost as files, from an edition of two topics: every link leads to a file, every way to a route."""

import copy
import fcntl
import random
import re
from datetime import date
from typing import Any

import pytest

from tests.pages.reading import Reading
from tests.pages.test_every_page import CODE
from wegwijzer.directory.rules.register import EMPTY
from wegwijzer.pack.load import Pack
from wegwijzer.pack.reading import Document
from wegwijzer.signpost.editions import compile_pack
from wegwijzer.signpost.facts import Facts
from wegwijzer.signpost.pages.questions import WORRIED
from wegwijzer.signpost.rules.edition import Edition, from_bytes, to_bytes
from wegwijzer.signpost.rules.facets import OTHER

TOPICS = ("zelfdoding", WORRIED)  # two that lead elsewhere whatever is answered
WALKS = 60


def small(edition: Edition) -> Edition:
    """The real pack with two topics and four questions: every kind of page, and far fewer of them."""
    content: dict[str, Any] = copy.deepcopy(dict(edition.content))
    for kinds in content.values():
        for kind in ("topic", "ladder", "phrases"):
            kinds[kind] = {id: data for id, data in kinds.get(kind, {}).items() if id in (*TOPICS, OTHER)}
        for desk in kinds.get("desk", {}).values():
            for row in desk.get("competence", []):
                if row["topics"] != "all":
                    row["topics"] = [id for id in row["topics"] if id in TOPICS] or list(TOPICS)
    for ladder in content["nl"]["ladder"].values():
        ladder["ask"] = ["safety", "stage"]
    often = content["nl"]["pack"]["pack"]["most_chosen"]
    for audience in often:
        often[audience] = [id for id in often[audience] if id in TOPICS]
    documents = {
        language: {
            kind: {id: Document(id, data) for id, data in files.items()} for kind, files in kinds.items()
        }
        for language, kinds in content.items()
    }
    return from_bytes(to_bytes(compile_pack(Pack(documents)).body, 7, "2026-11-23"))


@pytest.fixture(scope="module")
def written(edition, tmp_path_factory, worker_id):
    """Written by the first worker that comes by; the others wait for it."""
    from wegwijzer.site import export

    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "static"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            count, size = export.write(
                Facts(small(edition), EMPTY, date(2026, 11, 24)), folder, told=lambda count: None
            )
            files = [path for path in folder.rglob("*") if path.is_file()]
            assert (len(files), sum(path.stat().st_size for path in files)) == (count, size)
    return folder


@pytest.fixture(scope="module")
def pages(written):
    return {
        "/" + path.relative_to(written).as_posix().removesuffix("index.html"): Reading(path.read_bytes())
        for path in written.rglob("*.html")
    }


def test_every_kind_of_page_is_written_in_both_languages(pages):
    for path in (
        "/",
        "/onderwerpen/",
        "/organisaties/",
        "/rechten/leerling/po/",
        "/nood/",
        "/helpdesk/",
        "/w/",
    ):
        assert pages[path].one("html").get("lang") == "nl"
        assert pages[f"/en{path}"].one("html").get("lang") == "en"
    for language in ("uk", "ar", "tr", "pl"):
        assert pages[f"/{language}/nood/"].one("html").get("lang") == language
    assert {"/404.html", "/weg.html"} <= pages.keys()


def test_every_link_leads_to_a_file(written, pages):
    broken = {
        (path, href)
        for path, page in pages.items()
        for href in page.own_links
        if not leads_to(written, path, href.partition("#")[0])
    }
    assert {href for _, href in broken} == set(), sorted(broken)[:5]


def leads_to(written, path, href):
    target = written / (href or path).lstrip("/")
    return (target / "index.html").is_file() if (href or path).endswith("/") else target.is_file()


def test_every_place_within_a_page_is_there(pages):
    for path, page in pages.items():
        for href in page.own_links:
            there, _, fragment = href.partition("#")
            if fragment and (there or path) in pages:
                ids = {element.get("id") for element in pages[there or path].elements}
                assert fragment in ids, f"{path}: {href}"


def test_what_a_page_loads_is_written_too(written, pages):
    for path, page in pages.items():
        loaded = [element.get("src") for element in page.all("script")]
        loaded += [element.get("href") for element in page.all("link") if element.get("rel") != "canonical"]
        assert [file for file in loaded if not (written / file.lstrip("/")).is_file()] == [], path


def test_no_page_needs_a_server(pages):
    for path, page in pages.items():
        assert list(page.all("form")) == [], path
        assert "/weg" not in page.links, path


def test_no_page_shows_a_code(pages):
    """A code names one visitor's answers; a file is the same for all who come by."""
    for path, page in pages.items():
        assert not page.with_class("ww-code"), path
        assert not page.with_class("ww-qr"), path
        assert not [href for href in page.own_links if re.search(CODE, href)], path


@pytest.mark.parametrize("language", ["nl", "en"])
def test_whoever_wanders_through_the_questions_always_reaches_a_route(pages, language):
    chance = random.Random(11)  # noqa: S311  # a sample, no secret
    start = "/w/" if language == "nl" else "/en/w/"
    for _ in range(WALKS):
        path, taken = start, []
        while not pages[path].with_class("ww-route"):
            options = [link.get("href") for link in pages[path].with_class("ww-option")]
            path = chance.choice(options)
            taken.append(path)
            assert len(taken) <= 8, taken
        assert len([*pages[path].with_class("ww-stop--next"), *pages[path].with_class("ww-now--big")]) == 1


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_door_and_every_topic_leads_into_the_questions(pages, language):
    home = pages["/" if language == "nl" else "/en/"]
    doors = home.with_class("ww-door")
    assert len(doors) == 5
    for door in doors:
        assert pages[door.get("href")].with_class("ww-option")


def test_the_leave_button_goes_elsewhere_without_a_server(pages):
    page = pages["/weg.html"]
    assert page.title == "Laden"
    (refresh,) = [meta for meta in page.all("meta") if meta.get("http-equiv") == "refresh"]
    assert refresh.get("content").startswith("0;url=https://")
    assert all(
        page.with_class("ww-exit")[0].get("href") == "/weg.html" for page in map(pages.get, ("/", "/en/"))
    )


def test_search_engines_keep_no_page_on_the_way(pages):
    on_the_way = {path: page for path, page in pages.items() if path.startswith(("/w/", "/en/w/"))}
    assert len(on_the_way) > 100
    for path, page in on_the_way.items():
        robots = [meta.get("content") for meta in page.all("meta") if meta.get("name") == "robots"]
        assert robots == ["noindex"], path
