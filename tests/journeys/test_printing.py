"""On paper: at most two sheets, with everything unfolded, and the way back as a code."""

import re
import shutil
import subprocess

import pytest

from tests.journeys.walking import code
from tests.pages.kinds import ROUTES

PRINTED = ("route of a pupil", "route of a parent", "route of staff", "route in danger")
MOST_SHEETS = 2


@pytest.fixture
def printed(desk, addresses, kind, tmp_path):
    desk.goto(addresses("nl").route(ROUTES[kind]))
    path = tmp_path / "route.pdf"
    desk.pdf(path=path, format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "1cm"))
    return path


@pytest.mark.parametrize("kind", PRINTED)
def test_a_route_fits_on_two_sheets(printed):
    assert 1 <= sheets(printed) <= MOST_SHEETS


def sheets(path):
    return len(re.findall(rb"/Type\s*/Page\b", path.read_bytes()))


@pytest.mark.parametrize("kind", PRINTED)
def test_the_code_and_the_steps_are_on_the_paper(printed, desk):
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    text = subprocess.run(
        ["pdftotext", "-raw", printed, "-"], capture_output=True, text=True, check=True
    ).stdout
    words = " ".join(text.split())
    assert code(desk) in words
    assert "wegwijzer.example/w/" in words
    for title in desk.locator(".ww-stop h2").all_text_contents():
        assert " ".join(title.split()) in words
    assert "Snel weg" not in words


@pytest.mark.parametrize("kind", PRINTED)
def test_on_paper_everything_is_unfolded_and_the_qr_code_is_there(desk, addresses, kind):
    desk.goto(addresses("nl").route(ROUTES[kind]))
    desk.emulate_media(media="print")
    for folded in desk.locator(".ww-route details").all():
        assert folded.locator("li, p").first.is_visible()
    box = desk.locator(".ww-qr svg").bounding_box()
    assert box["width"] == pytest.approx(box["height"], abs=1)
    assert box["width"] >= 75, "two centimetres, or a phone cannot read it"
    assert desk.locator(".ww-exit").is_hidden()
    assert desk.locator(".ww-danger").is_hidden() or desk.locator(".ww-now").is_visible()
