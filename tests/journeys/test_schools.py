"""A parent finds their own school, on a phone and on a desk, with and without JavaScript."""

import re

from playwright.sync_api import expect

from tests.journeys.walking import DOES_NOT_KNOW, choose, code, go, heading, is_route, next_step, told
from tests.pages.kinds import NO_SCHOOL_YET

SCHOOL = "Verzonnen School De Regenboog"
BOARD = "Verzonnen Stichting Openbaar Onderwijs Noord"


def look_up(page, name):
    page.get_by_label("Naam van de school").fill(name)
    page.get_by_role("button", name="Zoek de school").click()
    expect(page.get_by_role("heading", name="Kies de school")).to_be_visible()


def to_the_form(page, addresses):
    page.goto(addresses("nl").route(NO_SCHOOL_YET))
    go(page, next_step(page).get_by_role("link", name="Zoek het nummer van de school"))


def test_a_parent_finds_the_own_school_and_sees_board_and_next_step(everywhere):
    page = everywhere
    page.goto("/")
    choose(page, "Het gaat om mijn kind", "Mijn kind wordt gepest")
    while not is_route(page):
        choose(page, DOES_NOT_KNOW)
    go(page, page.get_by_role("region", name="De school").get_by_role("link", name="Zoek de school"))
    assert heading(page) == "Om welke school gaat het?"
    look_up(page, "regenbog verzonnendorp")
    choose(page, SCHOOL)
    assert SCHOOL in told(page)
    expect(page.get_by_role("region", name="De school").get_by_text(BOARD)).to_be_visible()
    expect(next_step(page).get_by_role("link", name="deregenboog.example")).to_be_visible()
    assert re.fullmatch(r"(\w{4} ){2}\w{4}", code(page))


def test_the_board_stands_at_its_own_step(desk, addresses):
    to_the_form(desk, addresses)
    look_up(desk, "regenboog verzonnendorp")
    choose(desk, SCHOOL)
    step = desk.locator(".ww-stop", has_text="Schrijf het schoolbestuur").last
    step.locator("summary").click()
    expect(step.get_by_text(BOARD)).to_be_visible()


def test_schools_are_proposed_while_typing(page, addresses, axe):
    to_the_form(page, addresses)
    page.get_by_label("Naam van de school").press_sequentially("regenbo")
    expect(page.get_by_role("link", name=SCHOOL).first).to_be_visible(timeout=10_000)
    expect(page.locator("[data-school-status]")).to_have_text(re.compile(r"\d+ scholen gevonden"))
    assert page.evaluate("document.activeElement.id") == "school"
    axe(page)


def test_an_empty_box_proposes_nothing(page, addresses):
    to_the_form(page, addresses)
    box = page.get_by_label("Naam van de school")
    box.press_sequentially("regenbo")
    expect(page.get_by_role("link", name=SCHOOL).first).to_be_visible(timeout=10_000)
    box.fill("")
    expect(page.get_by_role("link", name=SCHOOL)).to_have_count(0)


def test_the_name_of_a_school_stands_in_no_address(page_no_js, addresses):
    to_the_form(page_no_js, addresses)
    look_up(page_no_js, "regenboog")
    assert "regenboog" not in page_no_js.url.lower()
    choose(page_no_js, SCHOOL)
    assert "99ZA00" not in page_no_js.url
    assert "regenboog" not in page_no_js.title().lower()


def test_back_from_the_route_leads_to_the_form_again(phone, addresses):
    """Whoever picked the wrong school goes back; a browser that asks to send a form again helps nobody."""
    to_the_form(phone, addresses)
    look_up(phone, "regenboog verzonnendorp")
    assert phone.evaluate("document.activeElement.id") == "gevonden"
    choose(phone, SCHOOL)
    phone.go_back()
    assert heading(phone) == "Om welke school gaat het?"
