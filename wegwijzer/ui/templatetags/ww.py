"""Template pieces that plain templates cannot do.

Icons drawn inside the page, and the stops of the question line.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from django import template
from django.utils.html import urlize
from django.utils.safestring import SafeString, mark_safe

from wegwijzer.ui.files import address_of

register = template.Library()

ICONS = Path(__file__).resolve().parent.parent / "icons"

# How a desk is reached, and the icon for it.
CHANNEL_ICONS = {
    "phone": "bellen",
    "chat": "chat",
    "mail": "mail",
    "letter": "mail",
    "form": "schrijven",
    "web": "web",
    "visit": "plek",
}


@cache
def drawn(name: str, modifiers: tuple[str, ...]) -> SafeString:
    """One SVG of ours, ready to stand in a page.

    It always stands beside words, so it is hidden from screen readers.
    """
    source = (ICONS / f"{name}.svg").read_text(encoding="utf-8").strip()
    classes = " ".join(["ww-icon", *(f"ww-icon--{modifier}" for modifier in modifiers)])
    head = f'<svg class="{classes}" aria-hidden="true" focusable="false"'
    return mark_safe(re.sub(r'^<svg xmlns="[^"]+"', head, source))  # noqa: S308 - our own files, no input


@register.simple_tag
def icon(name: str, *modifiers: str) -> SafeString:
    """`{% icon "terug" "s" "way" %}`:

    s is the size of the words beside it, way turns round in right-to-left pages.
    """
    return drawn(CHANNEL_ICONS.get(name, name), modifiers)


@register.simple_tag
def stops(number: int, at_most: int) -> list[str]:
    """The stops on the line above a question: what is behind, where you are, what may still come."""
    total = max(number, at_most)
    return ["past"] * (number - 1) + ["here"] + ["ahead"] * (total - number)


@register.simple_tag
def built(name: str) -> str:
    """The address of a built file, such as "work.css"."""
    stem, _, suffix = name.rpartition(".")
    return address_of(stem, f".{suffix}")


@register.filter
def lookup(key: str, table: Mapping[str, str]) -> str:
    """What stands for a key in a table."""
    return table.get(key, "")


LEFT_TO_RIGHT = re.compile(r"[A-Za-z0-9](?:[\w .:/@&+-]*[A-Za-z0-9])?", re.ASCII)


@register.filter
def isolate(text: str | None) -> str:
    """Keeps phone numbers and web addresses whole inside Arabic or Hebrew.

    Without this "0800 0113" reads as "0113 0800".
    """
    if not text or not any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text):
        return text or ""
    return LEFT_TO_RIGHT.sub(lambda hit: f"\u2066{hit.group()}\u2069", text)


@register.filter
def linked(text: str) -> SafeString:
    """The text with its web addresses as links that do not tell where the visitor came from."""
    links = urlize(text, nofollow=True, autoescape=True).replace('rel="nofollow"', 'rel="noreferrer"')
    return mark_safe(links)  # noqa: S308 - urlize escaped it


@register.filter
def blocks(section: Mapping[str, Sequence[str]]) -> list[tuple[str, Sequence[str]]]:
    """The paragraphs of a section, then its items. (`section.items` can be the method of a dict.)"""
    return [(name, section[name]) for name in ("paragraphs", "items") if section.get(name)]
