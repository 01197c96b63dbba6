"""How a visitor walks: reads a heading, chooses an answer, looks at the steps of a route."""

import re

from playwright.sync_api import Locator, Page

DOES_NOT_KNOW = "Ik weet het niet"


def go(page: Page, link: Locator) -> None:
    """Follows a link, or presses a button, and waits for the page behind it."""
    with page.expect_navigation():
        link.click()


def choose(page: Page, *answers: str) -> None:
    """Chooses one answer after the other, by its first words; a folded group of topics is opened first."""
    for answer in answers:
        begin = re.compile(rf"^\s*{re.escape(answer)}")
        option = page.locator("a.ww-option, a.ww-door").filter(has_text=begin).first
        option.wait_for(state="attached")
        if not option.is_visible():
            page.locator("details").filter(has=page.locator("a", has_text=begin)).locator("summary").click()
        go(page, option)


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def told(page: Page) -> list[str]:
    """What the page repeats of what was answered."""
    return [text.split(",")[0].strip() for text in page.locator(".ww-answers a").all_text_contents()]


def steps(page: Page) -> list[str]:
    """The titles of the steps, in order."""
    return [text.strip() for text in page.locator(".ww-stop h2").all_text_contents()]


def next_step(page: Page) -> Locator:
    return page.locator(".ww-stop--next")


def numbers_to_call(page: Page) -> list[str]:
    """The telephone numbers of people to talk to now."""
    return [link.get_attribute("href") or "" for link in page.locator(".ww-people a[href^='tel:']").all()]


def is_route(page: Page) -> bool:
    return page.locator(".ww-route").count() == 1


def code(page: Page) -> str:
    return page.locator(".ww-code").inner_text()
