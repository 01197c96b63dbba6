"""The fixtures `browser`, `page`, `page_no_js` and `axe`.

`page` and `page_no_js` run each test twice: on a phone and on a desk. A page that asks anything of another
host, or that the browser complains about, fails its test: nobody who visits us may be seen by somebody else.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from tests.running_site import Site

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # nothing outside this machine is ever asked
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
WIDTHS = {"phone": (390, 844), "desk": (1280, 900)}
BARRIERS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = CHROMIUM if Path(CHROMIUM).exists() else shutil.which("chromium")
    if path is None:
        pytest.fail("No Chromium: run `make test`, or install the package chromium")
    # The browser's event loop keeps running in this process, and Django takes that for asynchronous code.
    # The site itself runs in another process, without this variable.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(params=WIDTHS)
def page(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[Page]:
    yield from watched_page(browser, site, request.param, java_script_enabled=True)


@pytest.fixture(params=WIDTHS)
def page_no_js(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[Page]:
    yield from watched_page(browser, site, request.param, java_script_enabled=False)


def watched_page(browser: Browser, site: Site, device: str, **options: Any) -> Iterator[Page]:
    width, height = WIDTHS[device]
    context = browser.new_context(
        base_url=site.url,
        viewport={"width": width, "height": height},
        has_touch=device == "phone",
        locale="nl-NL",
        reduced_motion="reduce",
        **options,
    )
    context.set_default_timeout(10_000)
    strangers, complaints = watch(context, site)
    page = context.new_page()
    yield page
    context.close()
    assert strangers == [], "the page asked something of another host"
    assert complaints == [], "the browser complained"


def watch(context: BrowserContext, site: Site) -> tuple[list[str], list[str]]:
    strangers: list[str] = []
    complaints: list[str] = []

    def note_request(request: Request) -> None:
        if not request.url.startswith((site.url + "/", site.exit_url, "data:", "blob:", "about:")):
            strangers.append(request.url)

    def note_console(message: ConsoleMessage) -> None:
        # A page that says "not found" is tested as such; the browser also writes it to its console.
        if message.type in {"error", "warning"} and "status of 404" not in message.text:
            complaints.append(message.text)

    context.on("request", note_request)
    context.on("console", note_console)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    return strangers, complaints


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Finds barriers for people with a disability. There may be none."""

    def no_barriers(page: Page) -> None:
        options = {"runOnly": {"type": "tag", "values": BARRIERS}, "resultTypes": ["violations"]}
        found = Axe().run(page, options=options)
        assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"

    return no_barriers
