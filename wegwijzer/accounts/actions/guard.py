"""Changes of the guard: who holds the key of an organisation, and what when somebody must not any more."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction

from wegwijzer.accounts import queries
from wegwijzer.accounts.actions.devices import forget_all
from wegwijzer.accounts.actions.joining import invitation
from wegwijzer.accounts.actions.lines import for_own, held, line
from wegwijzer.accounts.models import (
    Account,
    Box,
    BoxKey,
    Grant,
    Invitation,
    Lock,
    MemberKey,
    Membership,
    Organisation,
    OrganisationKey,
    Recovery,
    RecoveryGrant,
)
from wegwijzer.accounts.queries import Opened
from wegwijzer.accounts.rules.guard import Refusal, Refused
from wegwijzer.accounts.rules.roles import PLATFORM, Right
from wegwijzer.kernel.actor import Actor
from wegwijzer.vault import sealing

AT_ONCE = 500  # rows in memory


def first_key(organisation: UUID, opened: Opened, *, by: Actor, at: datetime) -> None:
    """The first member makes the key of the organisation. Raises `Refused`."""
    with transaction.atomic():
        of = held(organisation)
        for_own(of, Right.MEMBERS, by)
        if of.code == PLATFORM:
            raise Refused(Refusal.NEVER_A_KEY)
        member = membership_of(opened.account, of)
        if OrganisationKey.objects.filter(organisation=of).exists():
            raise Refused(Refusal.HAS_KEY)
        _new_generation(of, [MemberKey.objects.get(pk=opened.key)], at)
        knows(member, at)
        line("first_key", of.code, by=by, at=at)


def admit(membership: UUID, opened: Opened, *, by: Actor, at: datetime) -> None:
    """Let a member open what the organisation may read, by somebody who can. Raises `Refused`."""
    with transaction.atomic():
        member = _membership(membership)
        of = held(member.organisation_id)
        for_own(of, Right.MEMBERS, by)
        key, private = queries.organisation_private(opened, of.id)
        own = queries.key_of_member(member.account_id)
        if own is None:
            raise Refused(Refusal.NO_KEY)
        if Grant.objects.filter(key=key, member=own).exists():
            raise Refused(Refusal.ALREADY)
        grant(key, private, own)
        knows(member, at)
        line("admit", f"membership:{membership}", by=by, at=at)


def dismiss(membership: UUID, *, by: Actor, at: datetime) -> None:
    """Somebody leaves. They open nothing from this moment on; the key is renewed by the next who can.

    Raises `Refused`.
    """
    with transaction.atomic():
        member = _membership(membership)
        of = held(member.organisation_id)
        for_own(of, Right.MEMBERS, by)
        Membership.objects.filter(pk=membership).update(until=at)
        Grant.objects.filter(key__organisation=of, member__account=member.account_id).delete()
        _due([member])
        line("dismiss", f"membership:{membership}", by=by, at=at)


def lock_out(membership: UUID, *, by: Actor, at: datetime) -> None:
    """The account of a member is in the wrong hands: it opens nothing any more, in no organisation.

    Raises `Refused`.
    """
    with transaction.atomic():
        member = _membership(membership)
        for_own(held(member.organisation_id), Right.MEMBERS, by)
        Account.objects.filter(pk=member.account_id).update(is_active=False)
        _retire(member.account_id, at)
        Invitation.objects.filter(account=member.account_id, used_at=None).update(used_at=at)
        _due(Membership.objects.filter(account=member.account_id, until=None))
        line("lock_out", f"account:{member.account_id}", by=by, at=at)


def start_anew(membership: UUID, *, by: Actor, at: datetime) -> str:
    """For who lost password or telephone, or was locked out. Colleagues admit them again.

    Everything old ends: key, second factor, known devices, and with the password every sitting. Gives what
    stands in the link by which they take a new password (`joining.accept_anew`). Raises `Refused`.
    """
    with transaction.atomic():
        member = _membership(membership)
        for_own(held(member.organisation_id), Right.MEMBERS, by)
        person = Account.objects.get(pk=member.account_id)
        if member.organisation.code != PLATFORM and _runs_the_site(person.id):
            raise Refused(Refusal.RUNS_THE_SITE)
        _retire(person.id, at)
        Authenticator.objects.filter(user=person).delete()
        forget_all(person)
        person.set_unusable_password()
        person.save()
        of_before = Invitation.objects.filter(account=person, used_at=None)
        of_before.update(used_at=at)
        token, _ = invitation(member.organisation, person.email, [], at=at, account=person)
        line("start_anew", f"account:{person.id}", by=by, at=at)
    return token


def renew(organisation: UUID, opened: Opened, *, by: Actor, at: datetime) -> int:
    """A new key for the organisation; how many keys of boxes moved to it.

    Whoever kept the old key opens nothing with it: not what is there, and not what is written from now on.
    Any member who can open may do this. Raises `Refused`.
    """
    with transaction.atomic():
        of = held(organisation)
        if by.organisation != of.code:
            raise Refused(Refusal.NOT_YOURS)
        old, private = queries.organisation_private(opened, of.id)
        members = [one.member for one in Grant.objects.filter(key=old).select_related("member")]
        OrganisationKey.objects.filter(pk=old.pk).update(until=at, due=False)
        new = _new_generation(of, members, at)
        moved = _move(old, private, new)
        Grant.objects.filter(key=old).delete()
        line("renew", of.code, by=by, at=at)
    return moved


def grant(key: OrganisationKey, private: bytes, member: MemberKey) -> None:
    """Wrap the key of an organisation for a member. Part of a deed, so it writes no line."""
    made = Grant(key=key, member=member)
    made.wrapped = sealing.wrap(private, bytes(member.public), made.place())
    made.save()


def for_kits(recovery: Recovery, key: OrganisationKey, private: bytes) -> None:
    """Wrap the key of an organisation for its kits. Part of a deed, so it writes no line."""
    RecoveryGrant.objects.filter(recovery=recovery).delete()
    made = RecoveryGrant(recovery=recovery, key=key)
    made.wrapped = sealing.wrap(private, bytes(recovery.public), made.place())
    made.save()


def _membership(id: UUID) -> Membership:
    found = Membership.objects.filter(pk=id, until=None).first()
    if found is None:
        raise Refused(Refusal.NO_MEMBER)
    return found


def membership_of(account: UUID, of: Organisation) -> Membership:
    """Raises `Refused`: NO_MEMBER."""
    found = Membership.objects.filter(account=account, organisation=of, until=None).first()
    if found is None:
        raise Refused(Refusal.NO_MEMBER)
    return found


def knows(member: Membership, at: datetime) -> None:
    """Remember that a member may know the key of the organisation from now on."""
    Membership.objects.filter(pk=member.pk).update(admitted_at=at)


def _new_generation(of: Organisation, members: list[MemberKey], at: datetime) -> OrganisationKey:
    pair = sealing.new_pair()
    number = OrganisationKey.objects.filter(organisation=of).count() + 1
    key = OrganisationKey.objects.create(organisation=of, number=number, public=pair.public, since=at)
    for member in members:
        grant(key, pair.private, member)
    for recovery in Recovery.objects.filter(organisation=of):
        for_kits(recovery, key, pair.private)
    return key


def _move(old: OrganisationKey, private: bytes, new: OrganisationKey) -> int:
    """Wrap every key of a box anew. What is written later gets a key that the old one never opened."""
    moved = 0
    while rows := list(BoxKey.objects.filter(organisation_key=old).order_by("pk")[:AT_ONCE]):
        for row in rows:
            key = sealing.unwrap(bytes(row.wrapped), private, row.place())
            row.organisation_key = new
            row.wrapped = sealing.wrap(key, bytes(new.public), row.place())
        BoxKey.objects.bulk_update(rows, ("organisation_key", "wrapped"))
        Box.objects.filter(pk__in={row.box_id for row in rows}).update(stale=True)
        moved += len(rows)
    return moved


def _runs_the_site(account: UUID) -> bool:
    """There is no key there, so no colleague would have to let them in again."""
    memberships = Membership.objects.filter(account=account, until=None)
    return memberships.filter(organisation__code=PLATFORM).exists()


def _retire(account: UUID, at: datetime) -> None:
    """End the key of a person."""
    Grant.objects.filter(member__account=account).delete()
    Lock.objects.filter(key__account=account).delete()
    MemberKey.objects.filter(account=account, until=None).update(until=at)


def _due(members: Iterable[Membership]) -> None:
    """The keys that these members may know must be renewed; also when a lost password closed them since."""
    organisations = [member.organisation_id for member in members if member.admitted_at]
    OrganisationKey.objects.filter(organisation__in=organisations, until=None).update(due=True)
