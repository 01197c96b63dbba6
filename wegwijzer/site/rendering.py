"""Pages into bytes: template, language, the built files with their hash, and the QR code."""

import io

import segno
from django.conf import settings
from django.template.loader import get_template
from django.utils import translation

from wegwijzer.signpost.pages.frame import Installation, Page
from wegwijzer.ui.files import address_of


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
