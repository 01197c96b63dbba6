"""Nobody is kept out: no barrier that a program can find, on any kind of page, in any language."""

import pytest
from playwright.sync_api import expect

from tests.browsing import WIDTHS, watched_page
from tests.journeys.walking import go
from tests.pages.kinds import KINDS, LANGUAGES

DARK = ("home", "route of a pupil", "emergency")
EMERGENCY = ("uk", "ar", "tr", "pl")
SEARCHES = {
    "found": "mijn dochter wordt gepest, de juf weet het",
    "danger": "ik wil niet meer leven",
    "not for us": "wanneer is de zomervakantie",
    "another language": "أريد أن أموت",
    "nothing found": "xqzzv wqkpfj",
    "empty": " ",
    "too long": "gepest, bel 0612345678 " * 400,
}


@pytest.fixture(scope="module")
def phone(browser, site):
    """One visitor for all pages: opening a browser for each would take longer than looking for barriers."""
    yield from watched_page(browser, site, "phone")


def no_barriers_at_any_width(page, axe):
    for width, height in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": height})
        axe(page)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_no_page_has_a_barrier(phone, axe, addresses, kind, language):
    phone.goto(KINDS[kind](addresses(language)))
    no_barriers_at_any_width(phone, axe)


@pytest.mark.parametrize("language", EMERGENCY)
def test_the_emergency_page_has_no_barrier_in_any_language(phone, axe, language):
    phone.goto(f"/{language}/nood/")
    expect(phone.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    no_barriers_at_any_width(phone, axe)


@pytest.mark.parametrize("kind", DARK)
def test_no_page_has_a_barrier_in_the_dark(browser, site, axe, addresses, kind):
    for page in watched_page(browser, site, "phone", color_scheme="dark"):
        page.goto(KINDS[kind](addresses("nl")))
        assert darker_than_paper(page)
        no_barriers_at_any_width(page, axe)


def darker_than_paper(page):
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return all(int(part) < 80 for part in colour.strip("rgb()").split(",")[:3])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", SEARCHES.values(), ids=SEARCHES)
def test_the_answer_to_a_search_has_no_barrier(phone, axe, language, words):
    phone.goto("/" if language == "nl" else "/en/")
    phone.locator("textarea").evaluate(
        "(box, words) => { box.removeAttribute('maxlength'); box.value = words }", words
    )
    go(phone, phone.locator("form button"))
    no_barriers_at_any_width(phone, axe)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_code_has_no_barrier(phone, axe, language):
    phone.goto("/code/" if language == "nl" else "/en/code/")
    phone.locator("input#code").fill("K7M4 TP2Q")
    go(phone, phone.locator("form button"))
    expect(phone.locator("#code-fout")).to_be_visible()
    no_barriers_at_any_width(phone, axe)


@pytest.mark.parametrize("kind", ["question of topics", "route of a pupil", "question of safety"])
def test_what_was_folded_away_has_no_barrier_either(phone, axe, addresses, kind):
    phone.goto(KINDS[kind](addresses("nl")))
    for summary in phone.locator("main summary").all():
        summary.click()
    no_barriers_at_any_width(phone, axe)


def test_the_search_for_barriers_finds_one(phone, axe):
    phone.goto("/nood/")
    phone.evaluate("document.documentElement.removeAttribute('lang')")
    with pytest.raises(AssertionError, match="html-has-lang"):
        axe(phone)
