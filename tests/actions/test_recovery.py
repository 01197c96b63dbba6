"""Recovery kits: enough of them together open the organisation again, and nothing else does."""

import pytest
from django.db import connection

from tests.actions.guards import a_box, admin, founded, membership, newcomer, worker
from tests.actions.people import AT
from wegwijzer.accounts import queries
from wegwijzer.accounts.actions import guard, recovery
from wegwijzer.accounts.rules.guard import Refusal, Refused
from wegwijzer.audit import queries as ledger

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_passwords")]


@pytest.fixture
def desk():
    return founded("desk:loket")


@pytest.fixture
def other():
    return founded("desk:ander")


def refused(refusal):
    return pytest.raises(Refused, match=refusal.value)


def last_line():
    return list(ledger.lines())[-1].deed


KITS = (3, 5)


@pytest.fixture
def kits(desk):
    of, holder = desk
    return recovery.make_kits(of.id, holder, *KITS, by=admin(of), at=AT)


def test_enough_kits_bring_back_the_key_and_it_is_on_record(desk, kits):
    of, holder = desk
    keys = a_box(of)
    guard.renew(of.id, holder, by=worker(of), at=AT)  # kits stay good
    account, opened = newcomer(of, "opvolger")
    guard.dismiss(membership(holder.account, of), by=admin(of), at=AT)
    for wrong in (kits[:2], [kits[0]] * 3, [], ["geen woorden"], [*kits[:2], kits[2] + " academic"]):
        with refused(Refusal.WRONG_KITS):
            recovery.recover(of.id, wrong, opened, by=admin(of, account.id), at=AT)
    shuffled = [kits[4].upper(), f"  {kits[1]} ", kits[2].replace(" ", "\n")]
    recovery.recover(of.id, shuffled, opened, by=admin(of, account.id), at=AT)
    assert queries.keys_for_organisation(keys.box, of.id, opened).by_version == keys.by_version
    deed = last_line()
    assert (deed.action, deed.object, deed.by.account) == ("accounts.recover", of.code, str(account.id))


def test_kits_of_another_organisation_and_old_ones_open_nothing(desk, other, kits):
    of, holder = desk
    strange = recovery.make_kits(other[0].id, other[1], 2, 3, by=admin(other[0]), at=AT)
    account, opened = newcomer(of, "opvolger")
    recovery.make_kits(of.id, holder, 2, 2, by=admin(of), at=AT)
    for wrong in (strange[:2], kits[:3]):
        with refused(Refusal.WRONG_KITS):
            recovery.recover(of.id, wrong, opened, by=admin(of), at=AT)


@pytest.mark.parametrize(("needed", "number"), [(1, 1), (1, 5), (3, 2), (2, 17), (0, 0), (-1, 3)])
def test_a_single_kit_is_never_enough_and_there_are_at_most_sixteen(desk, needed, number):
    of, holder = desk
    with refused(Refusal.BAD_KITS):
        recovery.make_kits(of.id, holder, needed, number, by=admin(of), at=AT)


def test_without_kits_there_is_no_way_around(desk):
    of, _ = desk
    account, opened = newcomer(of, "opvolger")
    with refused(Refusal.NO_KITS):
        recovery.recover(of.id, ["x"], opened, by=admin(of), at=AT)


def test_kits_are_nowhere_in_the_database(desk, kits):
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608, names come from the database
            stored = repr(cursor.fetchall())
            assert not any(" ".join(kit.split()[4:8]) in stored for kit in kits), table
