"""An old phone on a slow line: what it costs to see a route."""

import random

import pytest

from tests.pages.kinds import KINDS, LANGUAGES, ROUTES
from wegwijzer.signpost.rules.facets import UNKNOWN

PACKED = [("accept-encoding", "gzip, deflate, br")]
MOST = 80_000
ROUTES_LOOKED_AT = 60


def weight(ask, path):
    """The bytes of a page with everything that it loads."""
    answer = ask.get(path, headers=PACKED)
    page = answer.page
    loaded = {
        *(script.get("src") for script in page.all("script")),
        *(link.get("href") for link in page.all("link")),
    }
    assert not [
        element for element in page.elements if element.tag in ("img", "iframe", "video", "audio", "object")
    ]
    files = [ask.get(file, headers=PACKED) for file in loaded]
    assert all(file.header("content-encoding") == "br" for file in (answer, *files))
    return len(answer.body) + sum(len(file.body) for file in files)


@pytest.fixture(scope="module")
def anywhere(edition):
    """Answers of many made-up visitors, walked to the end; the same ones every time."""
    chance = random.Random(20261123)  # noqa: S311  # a sample, no secret

    def walk():
        answers: dict[str, str] = {}
        while facet := edition.next_question(answers):
            known = next(item for item in edition.facets if item.id == facet)
            answers[facet] = chance.choice([*known.values, UNKNOWN])
        return answers

    return [walk() for _ in range(ROUTES_LOOKED_AT)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_route_with_style_and_script_stays_under_80_kilobytes(ask, addresses, anywhere, language):
    situations = [*ROUTES.values(), *anywhere]
    weights = [weight(ask, addresses(language).route(answers)) for answers in situations]
    assert min(weights) > 10_000, "something was not counted"
    assert max(weights) < MOST


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_weighs_more_than_a_route_may(ask, addresses, kind):
    assert weight(ask, KINDS[kind](addresses("nl"))) < MOST


def test_style_and_script_are_small(ask):
    page = ask.get("/").page
    (style,) = [link.get("href") for link in page.all("link") if link.get("rel") == "stylesheet"]
    assert len(ask.get(style, headers=PACKED).body) < 16_000
    scripts = [script.get("src") for script in page.all("script")]
    assert sum(len(ask.get(script, headers=PACKED).body) for script in scripts) < 2_000
