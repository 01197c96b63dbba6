"""A small screen, a large letter, four times zoomed in: nothing is lost, nothing needs scrolling sideways."""

import pytest

from tests.pages.kinds import KINDS, LANGUAGES

SIZES = {"320 px": (320, 640), "1280 px at 400%": (320, 225), "phone": (390, 844), "tablet": (768, 1024)}
EMERGENCY = ("uk", "ar", "tr", "pl")
TOO_WIDE = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll("body *")]
        .filter((element) => element.getBoundingClientRect().right > width + 1)
        .map((element) => element.outerHTML.slice(0, 90));
}"""
CUT_OFF = """() => [...document.querySelectorAll("main *, header *, footer *")]
    .filter((element) => {
        const style = getComputedStyle(element);
        const hidden = element.closest(".ww-hidden, svg, details:not([open]) > :not(summary)");
        return !hidden && style.overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1
            && element.clientWidth > 1 && element.tagName !== "TEXTAREA" && element.tagName !== "INPUT";
    })
    .map((element) => element.outerHTML.slice(0, 90))"""


def paths(addresses, language):
    yield from (make(addresses(language)) for make in KINDS.values())
    if language != "nl":
        yield from (f"/{other}/nood/" for other in EMERGENCY)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_scrolls_sideways(phone, addresses, language):
    wrong = {}
    for path in paths(addresses, language):
        phone.goto(path)
        for name, (width, height) in SIZES.items():
            phone.set_viewport_size({"width": width, "height": height})
            if found := phone.evaluate(TOO_WIDE) + phone.evaluate(CUT_OFF):
                wrong[path, name] = found[:3]
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_of_twice_the_size_fit(phone, addresses, language):
    wrong = {}
    for path in paths(addresses, language):
        phone.goto(path)
        before = size_of_text(phone)
        phone.evaluate("document.documentElement.style.fontSize = '200%'")
        assert size_of_text(phone) >= 1.9 * before, path
        for width in (390, 1280):
            phone.set_viewport_size({"width": width, "height": 844})
            if found := phone.evaluate(TOO_WIDE) + phone.evaluate(CUT_OFF):
                wrong[path, width] = found[:3]
    assert wrong == {}


def size_of_text(page):
    return page.evaluate("parseFloat(getComputedStyle(document.querySelector('main p, main li')).fontSize)")


def test_both_numbers_are_on_the_first_screen_of_a_phone(phone):
    for path in ("/nood/", "/en/nood/", "/uk/nood/", "/ar/nood/", "/tr/nood/", "/pl/nood/"):
        phone.goto(path)
        for number in ("112", "113"):
            box = phone.locator(f"main a[href='tel:{number}']").first.bounding_box()
            assert box["y"] + box["height"] <= 844, f"{number} on {path}"


def test_the_head_leaves_room_when_zoomed_in(phone, addresses):
    """What sticks to the top may not cover what it belongs to."""
    phone.set_viewport_size({"width": 320, "height": 225})
    for kind in ("home", "route of a pupil", "question of safety"):
        phone.goto(KINDS[kind](addresses("nl")))
        phone.evaluate("scrollTo(0, 600)")
        covered = phone.evaluate("""() => [...document.querySelectorAll("body > *")]
            .filter((element) => ["sticky", "fixed"].includes(getComputedStyle(element).position))
            .reduce((sum, element) => sum + element.getBoundingClientRect().height, 0)""")
        assert covered <= 225 / 2, kind


@pytest.mark.parametrize(("width", "height"), [(320, 640), (390, 844), (1280, 800)])
def test_the_head_leaves_room_for_letters_of_twice_the_size(phone, addresses, width, height):
    phone.set_viewport_size({"width": width, "height": height})
    phone.goto(KINDS["route of a pupil"](addresses("nl")))
    phone.evaluate("document.documentElement.style.fontSize = '200%'")
    head = phone.locator(".ww-head").bounding_box()
    assert head["height"] <= height / 6
    for link in phone.locator(".ww-head a:visible").all():
        assert link.bounding_box()["height"] <= 100, "words stand on one line"
    assert phone.locator(".ww-exit").is_visible()


@pytest.mark.parametrize("kind", ["home", "route of a pupil", "emergency", "question of topics"])
def test_a_page_without_its_style_sheet_still_reads_from_top_to_bottom(phone, addresses, kind):
    phone.route("**/static/*.css", lambda route: route.fulfill(body="", content_type="text/css"))
    phone.goto(KINDS[kind](addresses("nl")))
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    assert phone.get_by_role("heading", level=1).is_visible()
