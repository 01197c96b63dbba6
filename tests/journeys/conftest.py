"""People with a browser: on a phone and on a desk, with and without JavaScript."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browsing import watched_page
from tests.pages.published import addresses, edition
from tests.running_site import Site

__all__ = ["addresses", "edition"]


@pytest.fixture(params=["phone, script", "phone, no script", "desk, script", "desk, no script"])
def everywhere(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[Page]:
    """For the journeys that matter most: every screen, with and without JavaScript."""
    yield from _visit(request.param, browser, site)


@pytest.fixture(params=["phone, no script", "desk, script"])
def anywhere(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[Page]:
    """For the other journeys: a bare phone, and a desk with everything."""
    yield from _visit(request.param, browser, site)


def _visit(visitor: str, browser: Browser, site: Site) -> Iterator[Page]:
    device, script = visitor.split(", ")
    yield from watched_page(browser, site, device, java_script_enabled=script == "script")


@pytest.fixture
def phone(browser: Browser, site: Site) -> Iterator[Page]:
    yield from watched_page(browser, site, "phone", java_script_enabled=True)


@pytest.fixture
def desk(browser: Browser, site: Site) -> Iterator[Page]:
    yield from watched_page(browser, site, "desk", java_script_enabled=True)
