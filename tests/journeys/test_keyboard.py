"""Without a mouse: all can be reached, the place where you are can be seen, nothing is too small to hit."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.walking import heading, is_route, told
from tests.pages.kinds import KINDS

# What is in focus: its words, whether it can be seen that it is, and whether something lies over it.
FOCUS = """() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const style = getComputedStyle(element), box = element.getBoundingClientRect();
    const outline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return {
        text: element.textContent.trim().replace(/\\s+/g, " "),
        tag: element.tagName,
        href: element.getAttribute("href"),
        marked: outline || style.boxShadow !== "none",
        inView: box.bottom > 0 && box.top < innerHeight && box.width > 0 && box.height > 0,
        covered: !!top && !element.contains(top) && !top.contains(element),
    };
}"""
SMALL = """(least) => [...document.querySelectorAll("a, button, input, textarea, summary")]
    .filter((element) => element.checkVisibility() && !element.closest(".ww-hidden"))
    .filter((element) => {
        const box = element.getBoundingClientRect();
        const inSentence = getComputedStyle(element).display.startsWith("inline")
            && element.parentElement.textContent.trim().length > element.textContent.trim().length;
        const unseen = element.classList.contains("utrecht-skip-link");
        return !inSentence && !unseen && Math.min(box.width, box.height) < least;
    })
    .map((element) => element.outerHTML.slice(0, 120))"""
MAIN = """() => [...document.querySelectorAll(
        ".ww-option, .ww-door, .utrecht-button, .ww-number, .ww-exit, .ww-big, .ww-back, .ww-chip, summary,"
        + "input, textarea")]
    .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < 43.5)
    .map((element) => element.outerHTML.slice(0, 120))"""


def tab_to(page, words, most=80):
    """Presses Tab until something that begins with these words is in focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if re.match(words, (page.evaluate(FOCUS) or {"text": ""})["text"]):
            return
    pytest.fail(f"not reached with the keyboard: {words}")


def enter(page):
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_whole_route_with_the_keyboard_alone(page):
    page.goto("/")
    tab_to(page, "Ik zit op school")
    enter(page)
    for answer in (
        "Ik word gepest",
        "Ja, op dit moment wel",
        "Basisschool",
        "Mijn mentor",
        "Een of meer leerlingen",
    ):
        tab_to(page, answer)
        enter(page)
    assert is_route(page)
    assert heading(page).startswith("Je wordt gepest.")
    assert told(page)[:2] == ["Leerling", "Pesten"]
    tab_to(page, "Wat je kunt zeggen en verwachten")
    page.keyboard.press("Enter")
    expect(page.locator("details[open] .ww-say").first).to_be_visible()
    tab_to(page, "Basisschool, veranderen", most=200)


def test_a_folded_group_of_topics_opens_with_the_keyboard(page):
    page.goto("/w/")
    tab_to(page, "Ik zit op school")
    enter(page)
    tab_to(page, "Onveilig op school")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    focused = page.evaluate(FOCUS)
    assert focused["tag"] == "A"
    assert focused["inView"]


def test_own_words_with_the_keyboard_alone(page):
    page.goto("/")
    page.get_by_label("Wat is er aan de hand?").focus()
    page.keyboard.type("gepest")
    tab_to(page, "Zoek hulp")
    enter(page)
    expect(page.locator("a.ww-option").first).to_be_visible()


@pytest.mark.parametrize("kind", ["home", "route of a pupil", "question of topics", "rights", "topic"])
def test_the_first_tab_leads_past_the_menu_to_what_the_page_is_about(page, addresses, kind):
    page.goto(KINDS[kind](addresses("nl")))
    page.keyboard.press("Tab")
    focused = page.evaluate(FOCUS)
    assert (focused["text"], focused["href"]) == ("Naar de inhoud", "#inhoud")
    assert focused["inView"]
    assert focused["marked"]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('main')")


@pytest.mark.parametrize(
    "kind",
    [
        "home",
        "route of a pupil",
        "question of topics",
        "emergency",
        "topics",
        "rights",
        "code",
        "unknown page",
    ],
)
def test_the_place_where_you_are_can_always_be_seen(page, addresses, kind):
    page.goto(KINDS[kind](addresses("nl")))
    for _ in range(40):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUS)
        if focused is None:
            break
        assert focused["marked"], focused
        assert focused["inView"], focused
        assert not focused["covered"], focused


def test_nothing_is_too_small_to_hit(page, addresses):
    wrong = {}
    for kind, make in KINDS.items():
        page.goto(make(addresses("nl")))
        if found := page.evaluate(SMALL, 24) + page.evaluate(MAIN):
            wrong[kind] = found
    assert wrong == {}
