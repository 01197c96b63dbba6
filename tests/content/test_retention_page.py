"""The page about terms is the table of the code."""

from tests.architecture.tree import ROOT
from wegwijzer.accounts.rules.retention import TABLE

PAGE = ROOT / "docs/reference/retention.md"


def drawn():
    lines = ["| what | kept | counted from | reason |", "|---|---|---|---|"]
    lines += [
        f"| {term.name} | {term.after.days} days | {term.since} | {term.reason} |" for term in TABLE.values()
    ]
    return "\n".join(lines)


def test_the_page_has_the_table_of_the_code():
    assert drawn() in PAGE.read_text(), f"put this in {PAGE.name}:\n{drawn()}"
