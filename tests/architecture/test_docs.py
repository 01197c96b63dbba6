"""Documentation that cannot fall behind: whatever has a name in the code has its heading in the docs."""

import argparse
import re
from collections.abc import Iterator

from tests.architecture.tree import ROOT, files, headings, named
from wegwijzer.site.cli import parser

SETTINGS = ROOT / "wegwijzer/site/settings.py"


def test_every_setting_has_its_heading_and_no_heading_is_left_over():
    used = set(re.findall(r"WEGWIJZER_[A-Z_]+", SETTINGS.read_text()))
    described = set(re.findall(r"WEGWIJZER_[A-Z_]+", "\n".join(headings(ROOT / "docs/settings.md"))))
    assert used == described


def test_every_command_has_its_heading():
    described = "\n".join(headings(ROOT / "docs/reference/commands.md"))
    assert [name for name in commands(parser()) if not re.search(rf"\b{name}\b", described)] == []


def commands(of: argparse.ArgumentParser, before: str = "") -> Iterator[str]:
    """The full words of every command, such as "edition build"."""
    groups = [action for action in of._actions if isinstance(action, argparse._SubParsersAction)]
    if not groups:
        yield before.strip()
    for group in groups:
        for name, below in group.choices.items():
            yield from commands(below, f"{before} {name}")


def test_the_test_of_commands_finds_commands_and_their_parts():
    assert {"serve", "migrate", "edition build", "pack check"} <= set(commands(parser()))


def test_every_decision_is_one_page():
    pages = [path for path in files() if path.match("docs/decisions/*.md")]
    assert [named(path) for path in pages if len(path.read_text().splitlines()) > 70] == []


def test_the_words_of_the_project_are_explained():
    assert len(headings(ROOT / "docs/glossary.md")) > 1
