"""Pages into bytes: template, language, the built files with their hash, and the QR code."""

import hashlib
import io
from functools import cache
from pathlib import Path

import segno
from django.conf import settings
from django.template.loader import get_template
from django.utils import translation

from wegwijzer.signpost.pages.frame import Installation, Page

STATIC = Path(__file__).resolve().parents[1] / "ui" / "static"
TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


@cache
def built_files() -> dict[str, tuple[str, bytes]]:
    """The built files by address.

    (type, content). The address holds a hash, so that it can be kept for ever.
    """
    files = {}
    for path in sorted(STATIC.glob("*")):
        if path.suffix in TYPES:
            content = path.read_bytes()
            name = f"/static/{path.stem}.{hashlib.sha256(content).hexdigest()[:10]}{path.suffix}"
            files[name] = (TYPES[path.suffix], content)
    return files


def address_of(stem: str, suffix: str) -> str:
    """The address of a built file; without it the pages still stand, unstyled, and `doctor` says so."""
    return next(
        (name for name in built_files() if name.startswith(f"/static/{stem}.") and name.endswith(suffix)),
        f"/static/{stem}{suffix}",
    )


def installation(static: bool = False) -> Installation:
    return Installation(
        css=address_of("ww", ".css"),
        js=address_of("exit", ".js"),
        ask_js=address_of("ask", ".js"),
        school_js=address_of("school", ".js"),
        icon=address_of("icon", ".svg"),
        exit_to=settings.EXIT_URL,
        url=settings.URL,
        static=static,
    )


def render(page: Page) -> bytes:
    """The bytes of a page, in its own language."""
    with translation.override(page.language):
        return get_template(page.template).render(dict(page.context)).encode()


def draw_qr(address: str) -> str:
    """The QR code of an address as inline SVG, in the colour of the text."""
    out = io.BytesIO()
    segno.make(address, error="m").save(
        out,
        kind="svg",
        xmldecl=False,
        svgns=False,
        omitsize=True,
        border=2,
        svgclass=None,
        lineclass=None,
        dark="#000",
        light="#fff",
    )
    return out.getvalue().decode()
