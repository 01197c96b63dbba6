"""Changes of the guard: whoever may can open, and nobody else, whatever happened before."""

import pytest
from django.core.exceptions import ValidationError

from tests.actions.guards import (
    PASSWORD,
    PEPPER,
    PLATFORM,
    ROLES,
    VISITOR,
    Thief,
    a_box,
    admin,
    admitted,
    anew,
    founded,
    invited,
    later,
    membership,
    new_code,
    newcomer,
    organisation,
    reads,
    worker,
    written,
)
from tests.actions.people import AT, at_once
from wegwijzer.accounts import models, queries
from wegwijzer.accounts.actions import boxes, guard, joining, recovery
from wegwijzer.accounts.rules.guard import Refusal, Refused
from wegwijzer.accounts.rules.roles import Role
from wegwijzer.audit import queries as ledger
from wegwijzer.kernel.actor import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_passwords")]


@pytest.fixture
def desk():
    return founded("desk:loket")


@pytest.fixture
def other():
    return founded("desk:ander")


def refused(refusal):
    return pytest.raises(Refused, match=refusal.value)


def generation(of):
    return models.OrganisationKey.objects.get(organisation=of, until=None)


def last_line():
    return list(ledger.lines())[-1].deed


def test_what_is_shared_with_an_organisation_is_read_by_its_members_and_by_nobody_else(desk, other):
    """Holder, colleague, stranger."""
    of, holder = desk
    colleague, (stranger_of, stranger) = admitted(of, holder, "collega"), other
    keys = a_box(of)
    text = written(keys.box, keys, 1, b"wat ik meemaak")
    for member in (holder, colleague):
        assert reads(queries.keys_for_organisation(keys.box, of.id, member), text)
    with refused(Refusal.NOT_OPEN):
        queries.keys_for_organisation(keys.box, stranger_of.id, stranger)
    with refused(Refusal.NOT_ADMITTED):
        queries.keys_for_organisation(keys.box, of.id, stranger)


def test_a_password_opens_the_own_key_and_no_other(desk):
    of, holder = desk
    assert queries.open_member(holder.account, PASSWORD).private == holder.private
    for wrong in ("", PASSWORD + " ", PASSWORD.upper(), "iets anders"):
        with refused(Refusal.DOES_NOT_OPEN):
            queries.open_member(holder.account, wrong)


def test_who_was_not_admitted_yet_reads_nothing_and_is_on_the_list(desk):
    of, holder = desk
    account, opened = newcomer(of, "nieuw")
    keys = a_box(of)
    with refused(Refusal.NOT_ADMITTED):
        queries.keys_for_organisation(keys.box, of.id, opened)
    assert [one.account_id for one in queries.waiting(of.id)] == [account.id]
    guard.admit(membership(account.id, of), holder, by=admin(of), at=AT)
    assert queries.waiting(of.id) == []
    assert queries.keys_for_organisation(keys.box, of.id, opened).by_version == keys.by_version
    assert last_line().action == "accounts.admit"


def test_somebody_without_the_key_can_admit_nobody(desk):
    of, _ = desk
    account, opened = newcomer(of, "nieuw")
    with refused(Refusal.NOT_ADMITTED):
        guard.admit(membership(account.id, of), opened, by=admin(of), at=AT)


@pytest.mark.parametrize(
    "deed",
    [
        lambda of, member, opened, by: guard.admit(member, opened, by=by, at=AT),
        lambda of, member, opened, by: guard.dismiss(member, by=by, at=AT),
        lambda of, member, opened, by: guard.lock_out(member, by=by, at=AT),
        lambda of, member, opened, by: guard.start_anew(member, by=by, at=AT),
        lambda of, member, opened, by: recovery.make_kits(of.id, opened, 2, 3, by=by, at=AT),
        lambda of, member, opened, by: recovery.recover(of.id, ["x"], opened, by=by, at=AT),
        lambda of, member, opened, by: joining.invite(of.id, "x@y.example", ROLES, by=by, at=AT),
        lambda of, member, opened, by: guard.first_key(of.id, opened, by=by, at=AT),
    ],
    ids=["admit", "dismiss", "lock out", "start anew", "make kits", "recover", "invite", "first key"],
)
def test_the_guard_is_changed_by_who_manages_that_organisation_only(desk, other, deed):
    of, holder = desk
    account, _ = newcomer(of, "nieuw")
    before = list(ledger.lines())
    for by in (admin(other[0]), worker(of), PLATFORM, Actor("x", "stranger", of.code), VISITOR):
        with refused(Refusal.NOT_YOURS):
            deed(of, membership(account.id, of), holder, by)
    assert list(ledger.lines()) == before, "what was refused changed nothing"


def test_who_leaves_opens_nothing_at_once_and_nothing_with_stolen_keys_once_it_was_renewed(desk):
    of, holder = desk
    leaver = admitted(of, holder, "gaat.weg")
    keys = a_box(of)
    text = written(keys.box, keys, 1, b"van voor het vertrek")
    thief = Thief({leaver.private, queries.organisation_private(leaver, of.id)[1]})
    guard.dismiss(membership(leaver.account, of), by=admin(of), at=AT)
    with refused(Refusal.NOT_ADMITTED):
        queries.keys_for_organisation(keys.box, of.id, leaver)
    assert generation(of).due
    assert thief.reach() == {(keys.box, 1)}, "until it is renewed: docs/explanation/vault.md says so"
    assert guard.renew(of.id, holder, by=worker(of), at=AT) == 1
    assert thief.reach() == set()
    assert not generation(of).due
    assert reads(queries.keys_for_organisation(keys.box, of.id, holder), text)
    assert boxes.freshened(keys.box, by=VISITOR, at=AT) == 2, "what is written now has a key they never saw"


def test_who_leaves_one_organisation_stays_in_the_other(desk, other):
    (of, holder), (second, of_second) = desk, other
    both = admitted(of, holder, "beide")
    token = joining.invite(second.id, "beide@verzonnen.example", ROLES, by=admin(second), at=AT)
    joining.accept_also(token, both.account, by=VISITOR, at=AT)
    guard.admit(membership(both.account, second), of_second, by=admin(second), at=AT)
    keys = a_box(second)
    guard.dismiss(membership(both.account, of), by=admin(of), at=AT)
    assert queries.keys_for_organisation(keys.box, second.id, both).by_version == keys.by_version


def test_a_lost_password_costs_nothing_but_being_admitted_again(desk):
    of, holder = desk
    forgetful = admitted(of, holder, "vergeet")
    keys = a_box(of)
    member = membership(forgetful.account, of)
    anew(member, "een heel ander wachtwoord", admin(of))
    with refused(Refusal.DOES_NOT_OPEN):
        queries.open_member(forgetful.account, PASSWORD)
    afresh = queries.open_member(forgetful.account, "een heel ander wachtwoord")
    with refused(Refusal.NOT_ADMITTED):
        queries.keys_for_organisation(keys.box, of.id, afresh)
    assert not generation(of).due, "nobody else saw the key"
    guard.admit(member, holder, by=admin(of), at=AT)
    assert queries.keys_for_organisation(keys.box, of.id, afresh).by_version == keys.by_version


def test_who_leaves_after_losing_the_password_may_still_have_the_key_in_mind(desk):
    of, holder = desk
    leaver = admitted(of, holder, "vergeet")
    thief = Thief({queries.organisation_private(leaver, of.id)[1]})
    keys = a_box(of)
    anew(membership(leaver.account, of), PASSWORD, admin(of))
    guard.dismiss(membership(leaver.account, of), by=admin(of), at=AT)
    assert generation(of).due
    assert thief.reach() == {(keys.box, 1)}
    guard.renew(of.id, holder, by=worker(of), at=AT)
    assert thief.reach() == set()


def test_an_account_in_the_wrong_hands_opens_nothing_in_any_organisation(desk, other):
    (of, holder), (second, of_second) = desk, other
    taken = admitted(of, holder, "gestolen")
    token = joining.invite(second.id, "gestolen@verzonnen.example", ROLES, by=admin(second), at=AT)
    joining.accept_also(token, taken.account, by=VISITOR, at=AT)
    guard.admit(membership(taken.account, second), of_second, by=admin(second), at=AT)
    keys = a_box(of, second)
    guard.lock_out(membership(taken.account, of), by=admin(of), at=AT)
    assert not models.Account.objects.get(pk=taken.account).is_active
    with refused(Refusal.NO_KEY):
        queries.open_member(taken.account, PASSWORD)
    for one in (of, second):
        assert generation(one).due
        with refused(Refusal.NOT_ADMITTED):
            queries.keys_for_organisation(keys.box, one.id, taken)


def test_a_password_is_changed_without_being_admitted_again(desk):
    of, holder = desk
    keys = a_box(of)
    joining.change_password(holder.account, PASSWORD, "nog een lang wachtwoord", by=worker(of), at=AT)
    with refused(Refusal.DOES_NOT_OPEN):
        queries.open_member(holder.account, PASSWORD)
    opened = queries.open_member(holder.account, "nog een lang wachtwoord")
    assert queries.keys_for_organisation(keys.box, of.id, opened).by_version == keys.by_version
    assert models.Account.objects.get(pk=holder.account).check_password("nog een lang wachtwoord")


@pytest.mark.parametrize(
    "password", ["kort", "Wachtwoord2026", "123456789012", "password1234", "verzonnen.example"]
)
def test_a_short_or_common_password_or_one_like_the_address_is_refused(desk, password):
    with pytest.raises(ValidationError):
        joining.accept(invited(desk[0], "nieuw"), "nieuw", password, by=VISITOR, at=AT)
    assert models.Account.objects.count() == 1, "nothing is half done"


def test_a_passphrase_opens_beside_the_password(desk):
    _, holder = desk
    joining.lock(holder, "een sleutelzin van vijf woorden", models.Lock.PASSPHRASE)
    for secret, kind in ((PASSWORD, "password"), ("een sleutelzin van vijf woorden", "passphrase")):
        assert queries.open_member(holder.account, secret, kind).private == holder.private
    with refused(Refusal.DOES_NOT_OPEN):
        queries.open_member(holder.account, PASSWORD, "passphrase")


def test_an_invitation_is_for_one_person_once_and_for_a_week(desk, other):
    of, _ = desk
    token = invited(of, "nieuw")
    joining.accept(token, "nieuw", PASSWORD, by=VISITOR, at=AT)
    for wrong, when in ((token, AT), (invited(of, "laat"), later(7)), ("geen", AT), ("", AT)):
        with refused(Refusal.USED):
            joining.accept(wrong, "x", PASSWORD, by=VISITOR, at=when)
    with refused(Refusal.TAKEN):
        joining.accept(invited(other[0], "nieuw"), "nieuw", PASSWORD, by=VISITOR, at=AT)
    with refused(Refusal.OTHER_PERSON):
        joining.accept_also(invited(other[0], "iemand"), desk[1].account, by=VISITOR, at=AT)
    assert token.encode() not in [bytes(one.mark) for one in models.Invitation.objects.all()]


def test_the_platform_is_managed_from_one_organisation_and_in_no_other_role(desk):
    for code, roles in (("desk:loket2", [Role.PLATFORM_ADMIN]), ("wegwijzer", [Role.PLATFORM_ADMIN, *ROLES])):
        with refused(Refusal.NO_SUCH_ROLES):
            joining.invite(organisation(code).id, "x@y.example", roles, by=PLATFORM, at=AT)


def test_the_person_comes_back_with_the_code_and_with_no_other(desk):
    of, _ = desk
    code = new_code()
    keys = a_box(of, code=code)
    assert queries.box_of_code(code, PEPPER) == keys.box
    assert queries.keys_for_code(keys.box, code).by_version == keys.by_version
    assert queries.box_of_code(code, b"q" * 32) is None
    stranger = new_code()
    assert queries.box_of_code(stranger, PEPPER) is None
    with refused(Refusal.NOT_OPEN):
        queries.keys_for_code(keys.box, stranger)


def test_handing_over_is_sharing_and_taking_back_ends_what_is_written_later(desk, other):
    (of, holder), (second, receiver) = desk, other
    keys = a_box(of)
    first = written(keys.box, keys, 1, b"eerst")
    boxes.share(keys.box, second.id, holder, of.id, by=worker(of), at=AT)
    boxes.share(keys.box, second.id, holder, of.id, by=worker(of), at=AT)  # twice is once
    assert reads(queries.keys_for_organisation(keys.box, second.id, receiver), first)
    boxes.revoke(keys.box, second.id, by=VISITOR, at=AT)
    with refused(Refusal.NOT_OPEN):
        queries.keys_for_organisation(keys.box, second.id, receiver)
    assert boxes.freshened(keys.box, by=worker(of), at=AT) == 2
    assert boxes.freshened(keys.box, by=worker(of), at=AT) == 2
    assert queries.keys_for_organisation(keys.box, of.id, holder).by_version.keys() == {1, 2}
    with refused(Refusal.NOBODY_LEFT):
        boxes.revoke(keys.box, of.id, by=VISITOR, at=AT)


def test_an_organisation_that_does_not_read_can_share_nothing(desk, other):
    (of, _), (second, stranger) = desk, other
    keys = a_box(of)
    with refused(Refusal.NOT_OPEN):
        boxes.share(keys.box, second.id, stranger, second.id, by=worker(second), at=AT)
    with refused(Refusal.NOT_ADMITTED):
        boxes.share(keys.box, second.id, stranger, of.id, by=worker(of), at=AT)


def test_what_is_destroyed_opens_nowhere_and_a_copy_without_halves_is_dead(desk):
    of, holder = desk
    code = new_code()
    keys = a_box(of, code=code)
    kept = list(models.BoxKey.objects.all())  # as in a backup, which leaves the halves out
    text = written(keys.box, keys, 1, b"weg ermee")
    boxes.destroy(keys.box, by=worker(of), at=AT)
    for opening in (
        lambda: queries.keys_for_organisation(keys.box, of.id, holder),
        lambda: queries.keys_for_code(keys.box, code),
    ):
        with refused(Refusal.NOT_OPEN):
            opening()
    assert queries.box_of_code(code, PEPPER) is None
    models.BoxKey.objects.bulk_create([row for row in kept if row.organisation_key_id])
    with refused(Refusal.NOT_OPEN):
        queries.keys_for_organisation(keys.box, of.id, holder)
    assert (last_line().action, last_line().object) == ("accounts.destroy_box", f"box:{keys.box}")
    assert text.sealed
    with refused(Refusal.UNKNOWN):
        boxes.destroy(keys.box, by=worker(of), at=AT)


@pytest.mark.parametrize("table", [models.Lock, models.Grant, models.BoxKey])
@pytest.mark.parametrize("place", [0, 1, 40, -1])
def test_a_changed_byte_anywhere_in_the_chain_opens_nothing(desk, table, place):
    of, holder = desk
    keys = a_box(of)
    row, field = table.objects.get(), "sealed" if table is models.Lock else "wrapped"
    value = bytearray(bytes(getattr(row, field)))
    value[place] ^= 1
    setattr(row, field, bytes(value))
    row.save()
    with pytest.raises(Refused):
        queries.keys_for_organisation(keys.box, of.id, queries.open_member(holder.account, PASSWORD))


def test_a_key_that_is_moved_to_another_box_opens_nothing(desk):
    of, holder = desk
    one, two = a_box(of), a_box(of)
    stolen = models.BoxKey.objects.get(box=one.box).wrapped
    models.BoxKey.objects.filter(box=two.box).update(wrapped=stolen)
    with refused(Refusal.NOT_OPEN):
        queries.keys_for_organisation(two.box, of.id, holder)


@pytest.mark.django_db(transaction=True)
def test_a_box_that_is_made_while_the_key_is_renewed_is_read_by_the_members_and_not_by_who_left():
    of, holder = founded("desk:druk")
    leaver = admitted(of, holder, "gaat.weg")
    thief = Thief({leaver.private, queries.organisation_private(leaver, of.id)[1]})
    guard.dismiss(membership(leaver.account, of), by=admin(of), at=AT)
    made = at_once(
        lambda: guard.renew(of.id, holder, by=worker(of), at=AT), *[lambda: a_box(of) for _ in range(2)]
    )
    boxes_made = [one for one in made[1:] if isinstance(one, queries.Keys)]
    assert len(boxes_made) == 2, made
    assert isinstance(made[0], int), made
    assert thief.reach() == set()
    for keys in boxes_made:
        assert queries.keys_for_organisation(keys.box, of.id, holder).by_version == keys.by_version
