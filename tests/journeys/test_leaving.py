"""Snel weg: gone at once, and Back never shows a page of ours again."""

import json
import time

import pytest
from playwright.sync_api import expect

from tests.journeys.walking import choose, go
from tests.pages.kinds import DANGER, KINDS

# Tells the test what can be seen of a page, each time that it changes: words, or nothing.
WATCH = """() => {
    let before = "";
    const look = () => {
        const page = document.documentElement;
        const words = !!page && !page.hidden && !!document.body && !!document.body.innerText.trim();
        const now = JSON.stringify({ address: location.href, words, title: document.title });
        if (now !== before) window.seen(now);
        before = now;
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
}"""
WAYS = {
    "a click": lambda page: click(page),
    "three times Shift": lambda page: press(page, "Shift", 3),
    "three times Escape": lambda page: press(page, "Escape", 3),
}
DEEP = ("Ik zit op school", "Ik word gepest", "Ja, op dit moment wel")


def click(page):
    """A click that does not wait for what comes of it."""
    box = page.locator(".ww-exit").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def press(page, key, times, pause=0.0):
    for _ in range(times):
        page.keyboard.press(key)
        time.sleep(pause)


@pytest.fixture
def seen(page):
    """What could be seen, in the order in which it was."""
    shown = []
    page.context.expose_binding("seen", lambda source, state: shown.append(json.loads(state)))
    page.context.add_init_script(f"({WATCH})()")
    return shown


def until(page, holds):
    """Waits for what the browser tells by itself."""
    for _ in range(250):
        if holds():
            return
        page.wait_for_timeout(20)
    pytest.fail("it did not happen within five seconds")


def of_ours(seen, site):
    return [state["address"] for state in seen if state["words"] and state["address"].startswith(site.url)]


@pytest.mark.parametrize("way", WAYS)
def test_leaving_lands_on_the_other_site_and_asks_nothing_of_ours(page, site, way):
    page.goto("/")
    choose(page, *DEEP)
    asked = []
    page.context.on("request", lambda request: asked.append(request.url))
    WAYS[way](page)
    page.wait_for_url(site.exit_url)
    expect(page.get_by_role("heading")).to_have_text("Het weer")
    late = "/static/icon."  # of the page before: a browser takes its time for it
    assert [address for address in asked if address.startswith(site.url) and late not in address] == []
    assert page.evaluate("document.referrer") == ""


@pytest.mark.parametrize("way", WAYS)
def test_the_page_is_blank_before_the_other_site_is_there(page, site, seen, way):
    waiting = []
    page.route(site.exit_url, lambda route: waiting.append(route))  # the other site does not answer yet
    page.goto("/nood/")
    until(page, lambda: seen and seen[-1]["words"])
    WAYS[way](page)
    until(page, lambda: waiting and not seen[-1]["words"])
    assert seen[-1] == {"address": f"{site.url}/nood/", "words": False, "title": "127.0.0.1"}
    waiting[0].continue_()
    page.wait_for_url(site.exit_url)


@pytest.mark.parametrize("way", WAYS)
def test_back_never_shows_a_page_of_ours_again(page, site, seen, way):
    page.goto("/")
    choose(page, *DEEP)
    until(page, lambda: of_ours(seen, site))
    WAYS[way](page)
    page.wait_for_url(site.exit_url)
    seen.clear()
    for _ in range(5):
        step_in_history(page, "back")
        page.wait_for_url(lambda address: address in (site.exit_url, "about:blank"))
    assert of_ours(seen, site) == []


def step_in_history(page, direction):
    page.evaluate("(direction) => { setTimeout(() => history[direction]()) }", direction)
    page.wait_for_timeout(250)


def test_forward_shows_no_page_of_ours_either(page, site, seen):
    page.goto("/")
    choose(page, *DEEP)
    page.go_back()
    page.locator(".ww-exit").click()
    page.wait_for_url(site.exit_url)
    seen.clear()
    step_in_history(page, "forward")
    page.wait_for_url(site.exit_url)
    assert of_ours(seen, site) == []


def test_whoever_comes_again_on_purpose_sees_the_page(page, site):
    page.goto("/")
    page.locator(".ww-exit").click()
    page.wait_for_url(site.exit_url)
    page.goto("/onderwerpen/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    go(page, page.locator(".ww-logo"))
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Alle onderwerpen")


@pytest.mark.parametrize(
    "kind", ["home", "route in danger", "leave button explained", "unknown page", "emergency"]
)
def test_every_kind_of_page_can_be_left(page, site, addresses, kind):
    page.goto(KINDS[kind](addresses("nl")))
    press(page, "Shift", 3)
    page.wait_for_url(site.exit_url)


def test_the_way_off_can_be_tried_on_the_page_that_explains_it(page, site, addresses):
    page.goto(addresses("nl").leave_first(DANGER))
    page.get_by_role("link", name="Ga nu weg").click()
    page.wait_for_url(site.exit_url)


def test_keys_leave_from_within_a_form_too(page, site):
    page.goto("/")
    page.get_by_label("Wat is er aan de hand?").fill("gepest")
    press(page, "Escape", 3)
    page.wait_for_url(site.exit_url)


@pytest.mark.parametrize(
    "keys", [["Shift", "a", "Shift", "Shift"], ["Shift", "Escape", "Shift"], ["Shift", "Shift"]]
)
def test_ordinary_typing_does_not_leave(page, keys):
    page.goto("/")
    for key in keys:
        page.keyboard.press(key)
    page.wait_for_timeout(150)
    assert page.url.endswith("/")
    assert page.locator("h1").is_visible()


def test_three_slow_presses_do_not_leave(page):
    page.goto("/")
    press(page, "Escape", 3, pause=1.1)
    assert page.locator("h1").is_visible()


def test_a_held_key_does_not_leave(page):
    page.goto("/")
    for _ in range(6):
        page.keyboard.down("Shift")
    page.keyboard.up("Shift")
    page.wait_for_timeout(150)
    assert page.locator("h1").is_visible()


def test_without_script_the_button_leaves_through_the_server(page_no_js, site):
    page = page_no_js
    page.goto("/")
    choose(page, *DEEP)
    with page.expect_response("**/weg") as answer:
        page.locator(".ww-exit").click()
    page.wait_for_url(site.exit_url)
    assert answer.value.status == 302
    assert answer.value.all_headers()["clear-site-data"] == '"cache", "cookies", "storage"'
    assert "referer" not in answer.value.request.all_headers()


def test_nothing_of_ours_is_kept_in_the_browser(page, site):
    """Before leaving nothing is stored; after leaving only that we left, and only in this tab."""
    page.goto("/")
    choose(page, *DEEP)
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    page.locator(".ww-exit").click()
    page.wait_for_url(site.exit_url)
    assert page.context.cookies() == []
