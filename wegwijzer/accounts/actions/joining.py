"""How people come: an organisation is let in, it invites, somebody accepts and makes a key of their own."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from wegwijzer.accounts import queries
from wegwijzer.accounts.actions.lines import for_own, held, line
from wegwijzer.accounts.models import Account, Invitation, Lock, MemberKey, Membership, Organisation
from wegwijzer.accounts.queries import Opened
from wegwijzer.accounts.rules import roles
from wegwijzer.accounts.rules.guard import Refusal, Refused
from wegwijzer.accounts.rules.roles import BadRoles, Right
from wegwijzer.kernel.actor import Actor
from wegwijzer.vault import sealing

TERM = timedelta(days=7)  # of an invitation


def let_in(code: str, name: str, *, by: Actor, at: datetime) -> Organisation:
    """Let an organisation in. Its first member makes its key. Raises `Refused`."""
    if not roles.allows((by.role,), Right.ORGANISATIONS):
        raise Refused(Refusal.NOT_YOURS)
    with transaction.atomic():
        made = Organisation.objects.create(code=code, name=name, since=at)
        line("let_in", code, by=by, at=at)
    return made


def invite(organisation: UUID, email: str, wanted: Iterable[str], *, by: Actor, at: datetime) -> str:
    """Invite somebody, by who manages the members; the first one by who let the organisation in.

    Gives what stands in the link: it is not kept, and lost when it is not sent. Raises `Refused`.
    """
    with transaction.atomic():
        of = held(organisation)
        if Membership.objects.filter(organisation=of, until=None).exists():
            for_own(of, Right.MEMBERS, by)
        elif not roles.allows((by.role,), Right.ORGANISATIONS):
            raise Refused(Refusal.NOT_YOURS)
        token, made = invitation(of, email, _roles(of, wanted), at=at)
        line("invite", f"invitation:{made.id}", by=by, at=at)
    return token


def invitation(
    of: Organisation, email: str, wanted: list[str], *, at: datetime, account: Account | None = None
) -> tuple[str, Invitation]:
    """What stands in the link, and the row. Part of a deed, so it writes no line."""
    token = secrets.token_urlsafe(32)
    made = Invitation.objects.create(
        organisation=of,
        email=email.strip().casefold(),
        roles=wanted,
        account=account,
        mark=_mark(token),
        at=at,
        until=at + TERM,
    )
    return token, made


def _roles(organisation: Organisation, wanted: Iterable[str]) -> list[str]:
    try:
        found = roles.checked(wanted)
    except BadRoles:
        raise Refused(Refusal.NO_SUCH_ROLES) from None
    if (roles.Role.PLATFORM_ADMIN in found) != (organisation.code == roles.PLATFORM):
        raise Refused(Refusal.NO_SUCH_ROLES)
    return [*found]


def accept(token: str, name: str, password: str, *, by: Actor, at: datetime) -> Account:
    """A new person takes up an invitation, with a password and a key of their own.

    They read nothing until a colleague admits them. Raises `Refused`, and `ValidationError` of Django for a
    password that others use too.
    """
    with transaction.atomic():
        invitation = usable(token, at, hold=True)
        if invitation.account_id or Account.objects.filter(email=invitation.email).exists():
            raise Refused(Refusal.TAKEN)
        person = Account(email=invitation.email, name=name.strip(), since=at)
        validate_password(password, person)
        person.set_password(password)
        person.save()
        make_key(person, password, at=at)
        _member(invitation, person, by=by, at=at)
    return person


def accept_also(token: str, account: UUID, *, by: Actor, at: datetime) -> Membership:
    """Somebody who has an account takes up an invitation of one more organisation. Raises `Refused`."""
    with transaction.atomic():
        invitation = usable(token, at, hold=True)
        person = Account.objects.get(pk=account)
        if invitation.account_id or person.email != invitation.email:
            raise Refused(Refusal.OTHER_PERSON)
        return _member(invitation, person, by=by, at=at)


def withdraw(invitation: UUID, *, by: Actor, at: datetime) -> None:
    """An invitation that should not have gone out: its link works no more. Raises `Refused`."""
    with transaction.atomic():
        found = Invitation.objects.select_for_update(of=("self",)).filter(pk=invitation, used_at=None).first()
        if found is None:
            raise Refused(Refusal.USED)
        for_own(found.organisation, Right.MEMBERS, by)
        Invitation.objects.filter(pk=found.pk).update(used_at=at)
        line("withdraw", f"invitation:{found.pk}", by=by, at=at)


def accept_anew(token: str, password: str, *, by: Actor, at: datetime) -> Account:
    """Who starts anew takes a new password, and with it a new key. Raises `Refused` and `ValidationError`."""
    with transaction.atomic():
        invitation = usable(token, at, hold=True)
        if invitation.account is None:
            raise Refused(Refusal.USED)
        person = invitation.account
        validate_password(password, person)
        Invitation.objects.filter(pk=invitation.pk).update(used_at=at)
        person.set_password(password)
        person.is_active = True
        person.save()
        make_key(person, password, at=at)
        line("accept_anew", f"account:{person.id}", by=by, at=at)
    return person


def usable(token: str, at: datetime, hold: bool = False) -> Invitation:
    """The invitation of this link; `hold`: until the transaction ends. Raises `Refused`: USED."""
    rows = Invitation.objects.select_for_update(of=("self",)) if hold else Invitation.objects
    found = rows.filter(mark=_mark(token)).first()
    if found is None or found.used_at or found.until <= at:
        raise Refused(Refusal.USED)
    return found


def _mark(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _member(invitation: Invitation, person: Account, *, by: Actor, at: datetime) -> Membership:
    invitation.used_at = at
    invitation.save()
    before = Membership.objects.filter(account=person, organisation=invitation.organisation, until=None)
    admitted_at = before.values_list("admitted_at", flat=True).first()
    before.update(until=at)
    made = Membership.objects.create(
        account=person,
        organisation=invitation.organisation,
        roles=invitation.roles,
        since=at,
        admitted_at=admitted_at,
    )
    line("accept", f"membership:{made.id}", by=by, at=at)
    return made


def work_for(membership: UUID, *, by: Actor, at: datetime) -> None:
    """Somebody of several organisations says for which one they work now."""
    with transaction.atomic():
        line("work_for", f"membership:{membership}", by=by, at=at)


def make_key(person: Account, secret: str, *, at: datetime, kind: str = Lock.PASSWORD) -> Opened:
    """A new key pair for a person, under a secret of theirs. Part of a deed, so it writes no line."""
    pair = sealing.new_pair()
    key = MemberKey.objects.create(account=person, public=pair.public, since=at)
    lock(Opened(person.id, key.id, pair.private), secret, kind)
    return Opened(person.id, key.id, pair.private)


def lock(opened: Opened, secret: str, kind: str) -> None:
    """Put the private key under this secret, in place of the one of the same kind."""
    Lock.objects.filter(key=opened.key, kind=kind).delete()
    salt = sealing.new_salt()
    made = Lock(key_id=opened.key, kind=kind, salt=salt)
    under = sealing.key_from_password(secret, salt)
    made.sealed = sealing.seal(under, opened.private, made.place())
    made.save()


def change_password(account: UUID, old: str, new: str, *, by: Actor, at: datetime) -> None:
    """Nobody else notices: the key stays the same. Raises `Refused` and `ValidationError`."""
    with transaction.atomic():
        opened = queries.open_member(account, old)
        person = Account.objects.get(pk=account)
        validate_password(new, person)
        person.set_password(new)
        person.save()
        lock(opened, new, Lock.PASSWORD)
        line("change_password", f"account:{account}", by=by, at=at)
