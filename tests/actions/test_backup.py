"""A backup opens with the halves of its day, and what is destroyed later is dead in it for ever."""

import sqlite3

import pytest
from django.db import connection

from tests.actions.guards import PEPPER, VISITOR, founded, later, worker
from tests.actions.people import AT
from wegwijzer.accounts import queries
from wegwijzer.accounts.actions import boxes
from wegwijzer.accounts.models import BoxKey, Code, Half
from wegwijzer.accounts.rules.guard import Refusal, Refused
from wegwijzer.site.cli import main
from wegwijzer.vault import return_code

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("quick_passwords"),
    pytest.mark.skipif("connection.vendor != 'sqlite'"),
]


@pytest.fixture
def desk():
    return founded("desk:een")


def rows(path, table):
    database = sqlite3.connect(path)
    try:
        return database.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608
    finally:
        database.close()


def restore(path, table):
    """Put the rows of a table back from a copy."""
    with connection.cursor() as cursor:
        cursor.execute("ATTACH %s AS old", [str(path)])
        cursor.execute("PRAGMA foreign_keys=OFF")
        cursor.execute(f"INSERT OR IGNORE INTO main.{table} SELECT * FROM old.{table}")  # noqa: S608
        cursor.execute("DETACH old")


def backup(folder, name="monday"):
    return main(["backup", str(folder / f"{name}.sqlite3"), "--halves", str(folder / "halves.sqlite3")])


def a_box(of):
    return boxes.make([of.id], return_code.new(), PEPPER, by=VISITOR, at=AT)


def test_a_backup_has_everything_but_the_halves_and_who_is_logged_in(desk, tmp_path):
    box = a_box(desk[0]).box
    half = bytes(Half.objects.get(box=box).half)
    assert backup(tmp_path) == 0
    copied = tmp_path / "monday.sqlite3"
    assert len(rows(copied, "accounts_boxkey")) == 2
    assert rows(copied, "accounts_half") == []
    assert rows(copied, "django_session") == []
    assert half not in copied.read_bytes(), "not even on a page that was given back"
    assert half in (tmp_path / "halves.sqlite3").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["halves.sqlite3", "monday.sqlite3"]
    assert {oct(path.stat().st_mode)[-3:] for path in tmp_path.iterdir()} == {"600"}


def test_a_backup_and_the_halves_of_that_day_open_it_again(desk, tmp_path):
    of, opened = desk
    keys = a_box(of)
    backup(tmp_path)
    Code.objects.all().delete()
    BoxKey.objects.all().delete()
    Half.objects.all().delete()
    restore(tmp_path / "monday.sqlite3", "accounts_code")
    restore(tmp_path / "monday.sqlite3", "accounts_boxkey")
    restore(tmp_path / "halves.sqlite3", "accounts_half")
    assert queries.keys_for_organisation(keys.box, of.id, opened).by_version == keys.by_version


def test_what_is_destroyed_after_a_backup_is_dead_in_it(desk, tmp_path):
    of, opened = desk
    keys = a_box(of)
    backup(tmp_path)
    boxes.destroy(keys.box, by=worker(of), at=later(1))
    backup(tmp_path, "tuesday")
    assert rows(tmp_path / "halves.sqlite3", "accounts_half") == []
    # The wraps of Monday come back; a member who may read everything opens nothing with them.
    restore(tmp_path / "monday.sqlite3", "accounts_boxkey")
    with pytest.raises(Refused) as refused:
        queries.keys_for_organisation(keys.box, of.id, opened)
    assert refused.value.refusal == Refusal.NOT_OPEN


def test_a_copy_that_is_there_is_never_overwritten(desk, tmp_path, capsys):
    (tmp_path / "monday.sqlite3").write_text("mine")
    assert backup(tmp_path) == 1
    assert (tmp_path / "monday.sqlite3").read_text() == "mine"
    assert "already" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_told_and_leaves_nothing(desk, tmp_path, capsys):
    assert backup(tmp_path / "nowhere") == 1
    assert "could not be made" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
