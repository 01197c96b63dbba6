"""Deeds are written down with the deed or not at all, and a ledger that was tampered with says where."""

import json

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from tests.actions.people import AT, FIRST, HEAD, SCHOOL, STRANGER, at_once
from wegwijzer.audit import models, queries
from wegwijzer.audit.actions.writing import write
from wegwijzer.audit.models import NeverChanged
from wegwijzer.audit.rules.chain import Deed, Result
from wegwijzer.directory.actions import proposing
from wegwijzer.directory.rules.proposals import Refused
from wegwijzer.site.cli import main

MAIL = {"email": "vertrouwenspersoon@debij.example"}
pytestmark = pytest.mark.django_db


def written(number=4):
    with transaction.atomic():
        for place in range(number):
            write(Deed("case.read", f"case:{place}", FIRST, AT, case=f"c{place % 2}"))


def told():
    return [(line.deed.action, line.deed.object, line.deed.by) for line in queries.lines()]


def tamper(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_a_deed_stands_in_the_ledger_with_its_six_fields():
    written(1)
    line = next(queries.lines())
    assert (line.deed.action, line.deed.object, line.deed.result) == ("case.read", "case:0", Result.DONE)
    assert (line.deed.by, line.deed.by.origin, line.deed.at) == (FIRST, "command", AT)


def test_what_was_written_is_as_it_was_written(capsys):
    written()
    assert main(["audit", "verify"]) == 0
    assert capsys.readouterr().out == "4 lines, all as they were written\n"


def test_an_empty_ledger_is_in_order(capsys):
    assert main(["audit", "verify"]) == 0
    assert capsys.readouterr().out.startswith("0 lines")


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("UPDATE audit_line SET account = 'x' WHERE number = 2", "line 2: its content was changed"),
        ("UPDATE audit_line SET result = 'odd' WHERE number = 3", "line 3: its content was changed"),
        ("DELETE FROM audit_line WHERE number = 2", "line 2: it is gone"),
        ("DELETE FROM audit_line WHERE number > 2", "line 3: it and what followed is gone"),
        ("UPDATE audit_line SET number = 9 WHERE number = 1", "line 1: it is gone"),
    ],
)
def test_what_was_tampered_with_is_named(capsys, sql, words):
    written()
    tamper(sql)
    assert main(["audit", "verify"]) == 1
    assert words in capsys.readouterr().err


def test_a_ledger_that_was_written_anew_does_not_agree_with_what_was_kept(capsys, tmp_path):
    written()
    assert main(["audit", "anchor"]) == 0
    kept = tmp_path / "anchors"
    kept.write_text(capsys.readouterr().out)
    assert main(["audit", "verify", "--anchors", str(kept)]) == 0
    tamper("DELETE FROM audit_line")
    tamper("DELETE FROM audit_head")
    with transaction.atomic():
        for place in range(5):
            write(Deed("case.close", f"case:{place}", FIRST, AT))
    assert main(["audit", "verify"]) == 0
    assert main(["audit", "verify", "--anchors", str(kept)]) == 1
    assert "line 4: it is not the line that was kept elsewhere" in capsys.readouterr().err


@pytest.mark.parametrize("content", ["", "{}", "[1]", "no json", json.dumps({"number": "x", "hash": ""})])
def test_a_file_that_holds_no_anchors_is_told(capsys, tmp_path, content):
    path = tmp_path / "anchors"
    path.write_text(content)
    assert main(["audit", "verify", "--anchors", str(path)]) == 2


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        (["DELETE FROM audit_head"], "line 1: it stands behind"),
        (["DELETE FROM audit_head", "DELETE FROM audit_line WHERE number > 1"], "line 1: it stands behind"),
        (["UPDATE audit_head SET number = 2"], "line 3: it stands behind"),
    ],
)
def test_an_end_that_was_set_back_is_named(capsys, sql, words):
    written()
    for one in sql:
        tamper(one)
    assert main(["audit", "verify"]) == 1
    assert words in capsys.readouterr().err


def test_a_line_that_was_added_behind_the_last_is_named(capsys):
    written()
    kept = models.Head.objects.get()
    written(1)
    models.Head.objects.update(number=kept.number, hash=kept.hash)
    assert main(["audit", "verify"]) == 1
    assert "line 5: it stands behind" in capsys.readouterr().err


def test_an_empty_ledger_has_nothing_to_keep(capsys):
    assert main(["audit", "anchor"]) == 1


def test_a_deed_that_fails_leaves_no_line():
    with pytest.raises(Refused):
        proposing.propose(SCHOOL, "confidential_adviser", MAIL, by=STRANGER, at=AT)
    with pytest.raises(RuntimeError):
        _broken_off()
    assert told() == []


def _broken_off():
    with transaction.atomic():
        write(Deed("case.read", "case:1", FIRST, AT))
        raise RuntimeError


@pytest.mark.django_db(transaction=True)
def test_a_deed_is_not_written_outside_its_transaction():
    with pytest.raises(TransactionManagementError):
        write(Deed("case.read", "case:1", FIRST, AT))


def test_no_line_is_changed_or_removed_by_the_program():
    written(1)
    for change in (
        lambda: models.Line.objects.all().delete(),
        lambda: models.Line.objects.update(action="x"),
        lambda: models.Line.objects.get().delete(),
        lambda: models.Line.objects.get().save(),
        lambda: models.Line._base_manager.all().delete(),
    ):
        with pytest.raises(NeverChanged):
            change()


def test_proposals_and_decisions_stand_in_the_ledger():
    number = proposing.propose(SCHOOL, "confidential_adviser", MAIL, by=HEAD, at=AT).id
    proposing.approve(number, by=FIRST, at=AT)
    assert told() == [
        ("directory.propose", f"proposal:{number}", HEAD),
        ("directory.approve", f"proposal:{number}", FIRST),
    ]
    assert MAIL["email"] not in str(list(queries.lines()))


@pytest.mark.django_db(transaction=True)
def test_deeds_at_the_same_moment_follow_each_other():
    def several():
        for place in range(5):
            with transaction.atomic():
                write(Deed("case.read", f"case:{place}", FIRST, AT, case="c"))

    assert at_once(several, several, several) == [None, None, None]
    assert len(told()) == 15
    assert list(queries.verify()) == []
