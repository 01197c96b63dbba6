"""Made-up people at work, and a browser of each, without a browser."""

import time
from dataclasses import dataclass, field

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.test import Client

from tests.actions.guards import ROLES, VISITOR, invited, organisation
from tests.desk.codes import totp
from wegwijzer.accounts import queries
from wegwijzer.accounts.actions import guard, joining
from wegwijzer.accounts.models import Account, Organisation
from wegwijzer.accounts.rules.roles import Role
from wegwijzer.kernel.actor import Actor
from wegwijzer.site import clock

PASSWORD = "korenwolf met een lantaarn"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@dataclass
class Browser:
    """A person at a computer, with its cookies."""

    client: Client = field(default_factory=Client)

    def get(self, address: str):
        return self.client.get(address)

    def post(self, address: str, **fields):
        return self.client.post(address, fields)

    def log_in(self, email: str, password: str = PASSWORD, at: float | None = None):
        """Both steps, each once."""
        answer = self.post("/werk/inloggen/", login=email, password=password)
        if answer.status_code != 302:
            return answer
        if at is None:
            cache.clear()  # the code of this half minute may have been used by another browser of this test
        return self.post("/werk/tweede-stap/", code=totp(SECRET, time.time() if at is None else at))


def join(of: Organisation, name: str, *roles: Role, password: str = PASSWORD) -> Account:
    """Somebody in an organisation, with a second step, who was not admitted."""
    token = invited(of, name, list(roles) or ROLES)
    person = joining.accept(token, name, password, by=VISITOR, at=clock.now())
    TOTP.activate(person, SECRET)
    return person


def found(code: str, name: str) -> tuple[Organisation, Account]:
    """An organisation with a key, and its first member, who manages it."""
    of = organisation(code)
    person = join(of, name)
    opened = queries.open_member(person.id, PASSWORD)
    by = Actor(str(person.id), Role.ORGANISATION_ADMIN, of.code)
    guard.first_key(of.id, opened, by=by, at=clock.now())
    return of, person


def at_work(person: Account) -> Browser:
    """A browser in which this person logged in."""
    browser = Browser()
    answer = browser.log_in(person.email)
    assert answer.status_code == 302, answer.content[:200]
    assert answer.headers["Location"] == "/werk/", answer.headers
    return browser


def has_second_step(person: Account) -> bool:
    return Authenticator.objects.filter(user=person).exists()
