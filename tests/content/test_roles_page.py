"""The page about roles is drawn from the table, so that the two never differ."""

from tests.architecture.tree import ROOT
from wegwijzer.accounts.rules.roles import TABLE, Right

PAGE = ROOT / "docs/reference/roles.md"
RIGHTS = [*Right]


def drawn() -> str:
    head = "| role | " + " | ".join(right.value.replace("_", " ") for right in RIGHTS) + " |"
    rows = [
        f"| `{row.role}` | " + " | ".join("yes" if right in row.rights else "" for right in RIGHTS) + " |"
        for row in TABLE.values()
    ]
    return "\n".join((head, "|---" * (len(RIGHTS) + 1) + "|", *rows))


def test_the_page_has_the_table_of_the_code():
    assert drawn() in PAGE.read_text(), f"put this in {PAGE.name}:\n{drawn()}"


def test_the_page_has_each_name_and_description():
    page = PAGE.read_text()
    for row in TABLE.values():
        assert f"| `{row.role}` | {row.name} | {row.description} |" in page
