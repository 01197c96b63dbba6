"""Opening: from what a person knows to what they may read. What is opened is never stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from wegwijzer.accounts import models
from wegwijzer.accounts.models import Box, BoxKey, Code, Grant, Half, Lock, MemberKey, OrganisationKey
from wegwijzer.accounts.rules.deeds import DEEDS
from wegwijzer.accounts.rules.guard import Refusal, Refused
from wegwijzer.accounts.rules.roles import TABLE, Role
from wegwijzer.audit.rules.chain import Line
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


@dataclass(frozen=True, slots=True)
class Person:
    """A member as colleagues see them. `admitted`: whether they can open what the organisation may read."""

    membership: UUID
    account: UUID
    name: str
    email: str
    roles: tuple[str, ...]
    since: datetime
    active: bool
    has_key: bool
    admitted: bool


def people(organisation: UUID) -> list[Person]:
    """Everybody who belongs to an organisation now, by name."""
    members = models.Membership.objects.filter(organisation=organisation, until=None)
    rows = list(members.select_related("account").order_by("account__name"))
    accounts = [row.account_id for row in rows]
    keys = set(MemberKey.objects.filter(account__in=accounts, until=None).values_list("account", flat=True))
    admitted = set(
        Grant.objects.filter(key__organisation=organisation, key__until=None, member__until=None).values_list(
            "member__account", flat=True
        )
    )
    return [
        Person(
            row.id,
            row.account_id,
            row.account.name,
            row.account.email,
            tuple(TABLE[Role(role)].name for role in row.roles if role in TABLE),
            row.since,
            row.account.is_active,
            row.account_id in keys,
            row.account_id in admitted,
        )
        for row in rows
    ]


def person(organisation: UUID, membership: UUID) -> Person | None:
    return next((one for one in people(organisation) if one.membership == membership), None)


def invited(organisation: UUID, at: datetime) -> list[models.Invitation]:
    """Invitations that can still be used."""
    found = models.Invitation.objects.filter(organisation=organisation, used_at=None, until__gt=at)
    return list(found.order_by("until"))


def is_admitted(account: UUID, organisation: UUID) -> bool:
    grants = Grant.objects.filter(key__organisation=organisation, key__until=None)
    return grants.filter(member__account=account, member__until=None).exists()


def is_due(organisation: UUID) -> bool:
    return OrganisationKey.objects.filter(organisation=organisation, until=None, due=True).exists()


def kits(organisation: UUID) -> models.Recovery | None:
    return models.Recovery.objects.filter(organisation=organisation).first()


def has_kits(organisation: UUID) -> bool:
    return kits(organisation) is not None


def kind_of_lock(account: UUID) -> str:
    """What opens the key of this person: their password, or a passphrase of its own."""
    kinds = Lock.objects.filter(key__account=account, key__until=None).values_list("kind", flat=True)
    return Lock.PASSPHRASE if Lock.PASSPHRASE in kinds else Lock.PASSWORD


@dataclass(frozen=True, slots=True)
class Taking:
    """An organisation that takes part, as who runs the site sees it: no case, no message, no name."""

    id: UUID
    code: str
    name: str
    since: datetime
    members: int
    has_key: bool
    invited: bool


def organisations(at: datetime) -> list[Taking]:
    """All organisations by name."""
    waits = models.Invitation.objects.filter(organisation=OuterRef("pk"), used_at=None, until__gt=at)
    keys = OrganisationKey.objects.filter(organisation=OuterRef("pk"), until=None)
    members = Count("members", filter=Q(members__until=None))
    rows = models.Organisation.objects.annotate(members_now=members, key=Exists(keys), waits=Exists(waits))
    return [
        Taking(row.id, row.code, row.name, row.since, row.members_now, row.key, row.waits)
        for row in rows.order_by("name")
    ]


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the ledger with the name of who did it."""

    number: int
    at: datetime
    action: str
    object: str
    result: str
    who: str
    role: str


def told(lines: Iterable[Line]) -> list[Told]:
    """Lines of the ledger for people to read: the ledger itself has no names."""
    found = list(lines)
    known = {line.deed.by.account for line in found if line.deed.by.account}
    names = {str(row.id): row.name for row in models.Account.objects.filter(id__in=[*filter(_is_id, known)])}
    return [
        Told(
            line.number,
            line.deed.at,
            DEEDS.get(line.deed.action, line.deed.action),
            line.deed.object,
            line.deed.result,
            names.get(line.deed.by.account, ""),
            TABLE[Role(line.deed.by.role)].name if line.deed.by.role in TABLE else "",
        )
        for line in found
    ]


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
