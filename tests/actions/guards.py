"""Made-up organisations and people with keys, for tests of the guard."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from tests.actions.people import AT
from wegwijzer.accounts import models, queries
from wegwijzer.accounts.actions import boxes, guard, joining
from wegwijzer.accounts.models import Account, Membership, Organisation
from wegwijzer.accounts.queries import Opened
from wegwijzer.accounts.rules.roles import Role
from wegwijzer.kernel.actor import Actor
from wegwijzer.vault import return_code, sealing
from wegwijzer.vault.sealing import Place

PLATFORM = Actor("platform", Role.PLATFORM_ADMIN, "wegwijzer")
VISITOR = Actor("", "visitor", origin="web")
PEPPER = b"p" * 32
PASSWORD = "korenwolf met een lantaarn"
ROLES = [Role.ORGANISATION_ADMIN, Role.HELPDESK]


def organisation(code: str) -> Organisation:
    return joining.let_in(code, f"Verzonnen {code}", by=PLATFORM, at=AT)


def admin(of: Organisation, account: object = "somebody") -> Actor:
    return Actor(str(account), Role.ORGANISATION_ADMIN, of.code)


def worker(of: Organisation, account: object = "somebody") -> Actor:
    return Actor(str(account), Role.HELPDESK, of.code)


def invited(of: Organisation, name: str, roles: list[Role] | None = None) -> str:
    first = not Membership.objects.filter(organisation=of, until=None).exists()
    mail = f"{name}@verzonnen.example"
    return joining.invite(of.id, mail, roles or ROLES, by=PLATFORM if first else admin(of), at=AT)


def newcomer(of: Organisation, name: str, password: str = PASSWORD) -> tuple[Account, Opened]:
    """Somebody who took up an invitation, and was not yet admitted."""
    account = joining.accept(invited(of, name), name, password, by=VISITOR, at=AT)
    return account, queries.open_member(account.id, password)


def membership(account: UUID, of: Organisation) -> UUID:
    return Membership.objects.get(account=account, organisation=of, until=None).id


def founded(code: str, name: str = "eerste") -> tuple[Organisation, Opened]:
    """An organisation with a key, and its first member."""
    of = organisation(code)
    account, opened = newcomer(of, f"{name}.{code.replace(':', '.')}")
    guard.first_key(of.id, opened, by=admin(of, account.id), at=AT)
    return of, opened


def admitted(of: Organisation, by: Opened, name: str) -> Opened:
    account, opened = newcomer(of, name)
    guard.admit(membership(account.id, of), by, by=admin(of, by.account), at=AT)
    return opened


def anew(member: UUID, password: str, by: Actor) -> None:
    """Somebody starts anew and takes the link: a new password, a new key."""
    joining.accept_anew(guard.start_anew(member, by=by, at=AT), password, by=VISITOR, at=AT)


def later(days: int):
    return AT + timedelta(days=days)


@dataclass
class Text:
    """A sealed text as an upper floor keeps it, with what it says."""

    box: UUID
    version: int
    sealed: bytes
    place: Place
    plain: bytes


def written(box: UUID, keys: queries.Keys, version: int, plain: bytes) -> Text:
    place = Place("test_text", f"{box}:{plain.hex()}", "text")
    return Text(box, version, sealing.seal(keys.by_version[version], plain, place), place, plain)


def reads(keys: queries.Keys, text: Text) -> bool:
    """Whether these keys open the text, and it says what was written."""
    key = keys.by_version.get(text.version)
    return key is not None and sealing.unseal(key, text.sealed, text.place) == text.plain


@dataclass
class Thief:
    """Somebody with the whole database, and with private keys that they once saw."""

    privates: set[bytes] = field(default_factory=set)

    def reach(self) -> set[tuple[UUID, int]]:
        """The keys of boxes that they can work out, by trying each key on each row."""
        known = set(self.privates)
        rows = [*models.Grant.objects.all(), *models.RecoveryGrant.objects.all()]
        known |= {opened for row in rows for private in known for opened in _tried(row, private)}
        found = models.BoxKey.objects.all()
        return {(row.box_id, row.version) for row in found for private in known if list(_tried(row, private))}


def _tried(row, private: bytes):
    try:
        yield sealing.unwrap(bytes(row.wrapped), private, row.place())
    except sealing.Broken:
        return


def a_box(*of: Organisation, code=None) -> queries.Keys:
    return boxes.make([one.id for one in of], code, PEPPER, by=VISITOR, at=AT)


def new_code():
    return return_code.new()
