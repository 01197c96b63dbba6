"""Pictures for the documentation, only when asked for with PICTURES_FOR_DOCS=1."""

import os
from pathlib import Path

import pytest

from tests.browsing import WIDTHS, watched_page
from tests.pages.kinds import KINDS

IMAGES = Path(__file__).parents[2] / "docs" / "images"
PICTURES = {
    "home": "home",
    "question": "question of safety",
    "result": "route of a pupil",
    "emergency": "emergency",
}
LARGEST = 150_000

pytestmark = pytest.mark.skipif("PICTURES_FOR_DOCS" not in os.environ, reason="pictures are made on request")


@pytest.mark.parametrize("device", WIDTHS)
@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_for_the_documentation(browser, site, addresses, name, device):
    for page in watched_page(browser, site, device):
        page.goto(KINDS[PICTURES[name]](addresses("nl")))
        picture = page.screenshot(type="png", scale="css", animations="disabled")
        assert 0 < len(picture) < LARGEST
        IMAGES.mkdir(parents=True, exist_ok=True)
        (IMAGES / f"{name}-{WIDTHS[device][0]}.png").write_bytes(picture)
