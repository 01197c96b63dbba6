"""What has served its term goes, with proof and without a way back; the rest stays."""

import secrets
import threading
from datetime import timedelta

import pytest

from tests.actions.guards import PEPPER, VISITOR, admin, founded, later, worker
from tests.actions.people import AT
from wegwijzer.accounts import queries
from wegwijzer.accounts.actions import boxes, devices, guessing, joining, retention
from wegwijzer.accounts.models import Box, BoxKey, Device, Guesses, Half, Invitation
from wegwijzer.accounts.rules.guard import Refusal, Refused
from wegwijzer.accounts.rules.guessing import CODE
from wegwijzer.accounts.rules.retention import BOXES, TABLE, Kind
from wegwijzer.audit import queries as ledger
from wegwijzer.audit.models import Line
from wegwijzer.kernel.actor import Actor
from wegwijzer.vault import return_code

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("quick_passwords")]
KEEPER = Actor("", "keeper", "wegwijzer", "timer")
SECOND = timedelta(seconds=1)


@pytest.fixture
def desk():
    return founded("desk:een")


def a_closed(of, kind, at=AT):
    made = boxes.make([of.id], return_code.new(), PEPPER, kind, by=VISITOR, at=at)
    boxes.close(made.box, by=worker(of), at=at)
    return made.box


@pytest.mark.parametrize("kind", BOXES)
def test_a_box_goes_when_its_term_is_over_and_not_a_second_sooner(desk, kind):
    of, opened = desk
    box = a_closed(of, kind)
    assert retention.run(by=KEEPER, at=AT + TABLE[kind].after - SECOND)[kind] == 0
    assert queries.keys_for_organisation(box, of.id, opened).by_version
    assert retention.run(by=KEEPER, at=AT + TABLE[kind].after)[kind] == 1
    with pytest.raises(Refused) as refused:
        queries.keys_for_organisation(box, of.id, opened)
    assert refused.value.refusal == Refusal.NOT_OPEN


def test_what_is_not_closed_stays_for_ever_and_what_is_opened_again_too(desk):
    of, _ = desk
    never = boxes.make([of.id], None, PEPPER, by=VISITOR, at=AT).box
    again = a_closed(of, Kind.CONVERSATION)
    boxes.reopen(again, by=worker(of), at=AT)
    assert retention.run(by=KEEPER, at=later(10_000))[Kind.CONVERSATION] == 0
    assert set(Box.objects.filter(destroyed_at=None).values_list("id", flat=True)) == {never, again}


def test_a_dry_run_counts_and_changes_nothing(desk):
    of, _ = desk
    a_closed(of, Kind.CONVERSATION)
    lines = Line.objects.count()
    assert retention.due(later(91))[Kind.CONVERSATION] == 1
    assert (Line.objects.count(), Half.objects.count(), BoxKey.objects.exists()) == (lines, 1, True)


def test_each_box_that_goes_is_on_record_without_its_content(desk):
    box = a_closed(desk[0], Kind.CASE)
    retention.run(by=KEEPER, at=later(366))
    line = Line.objects.get(action="accounts.destroy_box")
    assert (line.object, line.origin, line.role) == (f"box:{box}", "timer", "keeper")
    assert list(ledger.verify()) == []


def test_a_backup_of_a_box_that_went_opens_with_no_key(desk):
    """The wraps come back from a backup; the half was never in it."""
    of, opened = desk
    box = a_closed(of, Kind.CONVERSATION)
    backup = list(BoxKey.objects.filter(box=box, organisation_key__isnull=False))
    retention.run(by=KEEPER, at=later(91))
    BoxKey.objects.bulk_create(backup)
    with pytest.raises(Refused) as refused:
        queries.keys_for_organisation(box, of.id, opened)
    assert refused.value.refusal == Refusal.NOT_OPEN


def test_other_things_go_by_their_own_terms(desk):
    of, opened = desk
    joining.invite(of.id, "cas@verzonnen.example", ["analyst"], by=admin(of), at=AT)
    devices.seen(opened.account, devices.new_token(), at=AT)
    guessing.count("something", CODE, at=AT)
    retention.run(by=KEEPER, at=AT)
    assert (Invitation.objects.count(), Device.objects.count(), Guesses.objects.count()) == (2, 1, 1)
    gone = retention.run(by=KEEPER, at=later(181))
    assert (gone[Kind.INVITATION], gone[Kind.DEVICE], gone[Kind.GUESSES]) == (2, 1, 1)
    assert (Invitation.objects.count(), Device.objects.count(), Guesses.objects.count()) == (0, 0, 0)
    assert set(Line.objects.filter(action="accounts.let_go").values_list("object", flat=True)) == {
        "invitation:2",
        "device:1",
        "guesses:1",
    }


def test_two_that_clean_up_at_once_destroy_each_box_once(desk):
    for _ in range(5):
        a_closed(desk[0], Kind.CONVERSATION)
    gone: list[int] = []

    def clean():
        from django.db import connection

        gone.append(retention.run(by=KEEPER, at=later(91))[Kind.CONVERSATION])
        connection.close()

    threads = [threading.Thread(target=clean) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(gone) == 5
    assert Line.objects.filter(action="accounts.destroy_box").count() == 5


def test_a_code_finds_its_box_and_guesses_in_its_room_are_counted(desk):
    code = return_code.new()
    box = boxes.make([desk[0].id], code, PEPPER, by=VISITOR, at=AT).box
    assert boxes.find(code, PEPPER, at=AT) == box
    for _ in range(CODE.most):
        with pytest.raises(Refused) as refused:
            boxes.find(_other_in_room(code), PEPPER, at=AT)
        assert refused.value.refusal == Refusal.NO_SUCH_CODE
    with pytest.raises(Refused) as refused:
        boxes.find(code, PEPPER, at=AT)
    assert refused.value.refusal == Refusal.TOO_MANY_CODES
    assert boxes.find(code, PEPPER, at=AT + CODE.within) == box


def test_guessing_in_one_room_leaves_the_others_alone(desk):
    code = return_code.new(lambda below: 3)
    box = boxes.make([desk[0].id], code, PEPPER, by=VISITOR, at=AT).box
    other = return_code.new(lambda below: 4)
    for _ in range(CODE.most + 5):
        with pytest.raises(Refused):
            boxes.find(other, PEPPER, at=AT)
    assert boxes.find(code, PEPPER, at=AT) == box


def test_who_has_the_right_code_can_come_back_as_often_as_they_like(desk):
    code = return_code.new()
    box = boxes.make([desk[0].id], code, PEPPER, by=VISITOR, at=AT).box
    assert {boxes.find(code, PEPPER, at=AT) for _ in range(CODE.most + 5)} == {box}


def _other_in_room(code):
    """Another code whose first word is the same."""
    numbers = iter([code.room])
    found = return_code.new(lambda below: next(numbers, secrets.randbelow(below)))
    assert found.room == code.room
    assert found.words != code.words
    return found
