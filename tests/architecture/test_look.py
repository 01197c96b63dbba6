"""A class whose package was never installed stays unstyled, and nothing says so. These tests say so."""

import re

import pytest

from tests.architecture.tree import ROOT, files, named

STYLES = [ROOT / "wegwijzer/ui/static" / name for name in ("ww.css", "work.css")]
OURS = ("utrecht-", "nl-", "ww-", "wk-")


def templates():
    return [
        path
        for path in files()
        if path.suffix == ".html" and "templates" in path.parts and "wegwijzer" in path.parts
    ]


def classes(text):
    """The classes a template gives for sure: not those with a variable in the name."""
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}", " ", text, flags=re.DOTALL)
    text = re.sub(r"\{\{.*?\}\}", "\0", text, flags=re.DOTALL)
    named_here = {word for value in re.findall(r'class="([^"]*)"', text) for word in value.split()}
    return {word for word in named_here if word.startswith(OURS) and "\0" not in word and word[-1] != "-"}


@pytest.fixture(scope="module")
def styled():
    assert all(style.exists() for style in STYLES), "no style sheet: run `make setup`"
    text = "".join(style.read_text() for style in STYLES)
    return set(re.findall(r"\.((?:utrecht|nl|ww|wk)-[\w-]+)", text))


def test_every_class_in_a_template_has_a_rule(styled):
    unstyled = {
        named(path): sorted(missing)
        for path in templates()
        if (missing := classes(path.read_text()) - styled)
    }
    assert unstyled == {}


def test_a_class_with_a_variable_in_its_name_is_left_alone():
    text = '<p class="ww-a {% if b %}ww-b{% endif %} ww-{{ c }} other"><i class="ww-d{{ e }} ww-{% f %}">'
    assert classes(text) == {"ww-a", "ww-b"}


def test_templates_hold_no_script_and_no_style_of_their_own():
    """The Content-Security-Policy would refuse them in silence."""
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style\b|\sstyle=|\son[a-z]+=", re.IGNORECASE)
    assert [named(path) for path in templates() if inline.search(path.read_text())] == []


def test_templates_ask_nothing_of_other_hosts():
    elsewhere = re.compile(
        r"""<(?:script|img|iframe|source|video|audio|link)\b[^>]*\b(?:src|href)=["'](?:https?:)?//"""
    )
    assert [named(path) for path in templates() if elsewhere.search(path.read_text())] == []
