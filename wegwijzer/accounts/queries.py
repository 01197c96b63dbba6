"""Opening: from what a person knows to what they may read. What is opened is never stored."""

from dataclasses import dataclass
from uuid import UUID

from wegwijzer.accounts import models
from wegwijzer.accounts.models import Box, BoxKey, Code, Grant, Half, Lock, MemberKey, OrganisationKey
from wegwijzer.accounts.rules.guard import Refusal, Refused
from wegwijzer.vault import sealing
from wegwijzer.vault.return_code import ReturnCode
from wegwijzer.vault.sealing import Broken


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """A person whose own key is open, for as long as they are there."""

    account: UUID
    key: UUID
    private: bytes


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """The keys of a box by version; the newest is for what is written from now on."""

    box: UUID
    by_version: dict[int, bytes]


def open_member(account: UUID, secret: str, kind: str = Lock.PASSWORD) -> Opened:
    """Raises `Refused`: NO_KEY, or DOES_NOT_OPEN."""
    lock = Lock.objects.filter(key__account=account, key__until=None, kind=kind).first()
    if lock is None:
        raise Refused(Refusal.NO_KEY)
    under = sealing.key_from_password(secret, bytes(lock.salt))
    try:
        private = sealing.unseal(under, bytes(lock.sealed), lock.place())
    except Broken:
        raise Refused(Refusal.DOES_NOT_OPEN) from None
    return Opened(account, lock.key_id, private)


def current_key(organisation: UUID) -> OrganisationKey | None:
    return OrganisationKey.objects.filter(organisation=organisation, until=None).first()


def key_of_member(account: UUID) -> MemberKey | None:
    return MemberKey.objects.filter(account=account, until=None).first()


def organisation_private(opened: Opened, organisation: UUID) -> tuple[OrganisationKey, bytes]:
    """The key of an organisation with its private half. Raises `Refused`: NOT_ADMITTED."""
    grant = (
        Grant.objects.select_related("key")
        .filter(key__organisation=organisation, key__until=None, member=opened.key)
        .first()
    )
    if grant is None:
        raise Refused(Refusal.NOT_ADMITTED)
    try:
        return grant.key, sealing.unwrap(bytes(grant.wrapped), opened.private, grant.place())
    except Broken:
        raise Refused(Refusal.NOT_ADMITTED) from None


def keys_for_organisation(box: UUID, organisation: UUID, opened: Opened) -> Keys:
    """The keys of a box that was shared with the organisation. Raises `Refused`."""
    key, private = organisation_private(opened, organisation)
    return _keys(box, list(BoxKey.objects.filter(box=box, organisation_key=key)), private)


def keys_for_code(box: UUID, code: ReturnCode) -> Keys:
    """The keys of the box that this code opens. Raises `Refused`: NOT_OPEN."""
    row = Code.objects.filter(box=box).first()
    if row is None:
        raise Refused(Refusal.NOT_OPEN)
    pair = sealing.pair_from_code(code.to_bytes(), bytes(row.salt))
    return _keys(box, list(BoxKey.objects.filter(box=box, code=row)), pair.private)


def box_of_code(code: ReturnCode, pepper: bytes) -> UUID | None:
    """The box that this code belongs to. It is tried only against the boxes in its room."""
    for row in Code.objects.filter(room=code.room).iterator():
        if sealing.same(sealing.code_mark(code.to_bytes(), bytes(row.salt), pepper), bytes(row.mark)):
            return row.box_id
    return None


def readers(box: UUID) -> set[UUID]:
    """The organisations that a box is shared with."""
    found = BoxKey.objects.filter(box=box, organisation_key__isnull=False)
    return set(found.values_list("organisation_key__organisation", flat=True))


def _keys(box: UUID, rows: list[BoxKey], private: bytes) -> Keys:
    half = Half.objects.filter(box=box).values_list("half", flat=True).first()
    if not rows or half is None:
        raise Refused(Refusal.NOT_OPEN)
    try:
        found = {row.version: sealing.unwrap(bytes(row.wrapped), private, row.place()) for row in rows}
    except Broken:
        raise Refused(Refusal.NOT_OPEN) from None
    return Keys(box, {version: sealing.joined(key, bytes(half)) for version, key in found.items()})


def waiting(organisation: UUID) -> list[models.Membership]:
    """Members with a key of their own who were not yet admitted to that of the organisation."""
    members = models.Membership.objects.filter(organisation=organisation, until=None)
    admitted = Grant.objects.filter(key__organisation=organisation, key__until=None)
    return [
        one
        for one in members.exclude(account__in=admitted.values("member__account")).select_related("account")
        if key_of_member(one.account_id)
    ]


def box(id: UUID) -> Box:
    """Raises `Refused`: UNKNOWN."""
    found = Box.objects.filter(id=id, destroyed_at=None).first()
    if found is None:
        raise Refused(Refusal.UNKNOWN)
    return found
