"""From own words to a route, on a phone and on a desk, with and without JavaScript."""

from playwright.sync_api import expect

from tests.journeys.walking import choose, heading, is_route, told

STORY = "mijn dochter van 9 wordt elke dag uitgescholden door meiden uit haar klas, de juf doet niks"


def tell(page, words):
    page.goto("/")
    page.get_by_label("Wat is er aan de hand?").fill(words)
    page.get_by_role("button", name="Zoek hulp").click()


def test_from_own_words_to_a_route(anywhere):
    page = anywhere
    tell(page, STORY)
    assert heading(page) == "Gaat het hierover?"
    choose(page, "Pesten")
    asked = 0
    while not is_route(page):
        choose(page, "Ik weet het niet")
        asked += 1
        assert asked <= 5
    assert "Pesten" in told(page)


def test_help_stands_on_the_first_screen_of_a_phone(phone):
    tell(phone, "ik trek het niet meer, ik wil er niet meer zijn")
    alarm = phone.locator("[data-alarm]")
    expect(alarm).to_be_visible()
    expect(alarm.get_by_text("Is er nu gevaar?")).to_be_visible()
    box = alarm.locator("a[href='tel:113']").bounding_box()
    assert box["y"] + box["height"] <= 844
    assert alarm.locator("a[href='tel:113']").first.is_visible()


def test_help_is_raised_while_typing_and_the_words_stay(page):
    page.goto("/")
    box = page.get_by_label("Wat is er aan de hand?")
    box.press_sequentially("ik wil niet meer leven")
    expect(page.locator("form [data-alarm] a[href='tel:113']")).to_be_visible(timeout=10_000)
    assert box.input_value() == "ik wil niet meer leven"
    assert page.url.endswith("/")


def test_nothing_is_raised_while_typing_of_ordinary_things(page):
    page.goto("/")
    with page.expect_response(lambda answer: "/zoeken/" in answer.url):
        page.get_by_label("Wat is er aan de hand?").press_sequentially("wanneer is de ouderavond")
    expect(page.locator("form [data-alarm]")).to_have_count(0)
