"""Who comes in where. A page of the desk says which right it asks; a wrong role gets 403 and a line."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from wegwijzer.accounts import queries, sitting
from wegwijzer.accounts.actions.lines import refused
from wegwijzer.accounts.adapters import organisation_of
from wegwijzer.accounts.models import Account, Membership, Organisation
from wegwijzer.accounts.queries import Opened
from wegwijzer.accounts.rules.roles import TABLE, Right, Role, allows, role_for
from wegwijzer.kernel.actor import Actor

HAT = "hat"  # in the session: the membership that somebody chose
SECOND = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


PLACES: tuple[tuple[str, str, Right | None], ...] = (
    ("start", "Start", None),
    ("colleagues", "Collega’s", Right.MEMBERS),
    ("ledger", "Logboek", Right.LEDGER),
    ("organisations", "Organisaties", Right.ORGANISATIONS),
)


@dataclass(frozen=True, slots=True)
class AtWork:
    """Who asks for a page: a person, with the hat of one organisation on.

    `vouched`: a colleague let them in, so knows that it is them. Until then they have the roles and not the
    rights: whoever starts an account anew in one organisation comes by that into no other.
    """

    person: Account
    membership: Membership
    organisation: Organisation
    others: tuple[Membership, ...]
    opened: Opened | None
    vouched: bool
    at: datetime

    def may(self, right: Right) -> bool:
        return self.vouched and self.has(right)

    def has(self, right: Right) -> bool:
        """Whether the roles give the right, once a colleague let this person in."""
        return allows(self.membership.roles, right)

    def actor(self, right: Right | None = None) -> Actor:
        """Who does a deed, in the role with the fewest rights that may; without a right, as a member."""
        role = role_for(self.membership.roles, right) if right else None
        return Actor(str(self.person.pk), role or "member", self.organisation.code, "web")

    @property
    def places(self) -> list[tuple[str, str]]:
        """Where this person may go: name of the address, and words."""
        return [(name, words) for name, words, right in PLACES if right is None or self.may(right)]

    @property
    def role_names(self) -> list[str]:
        return [TABLE[Role(role)].name for role in self.membership.roles if role in TABLE]


View = Callable[..., HttpResponse]


def desk(right: Right | None = None, opened: bool = False, vouched: bool = True) -> Callable[[View], View]:
    """A page for people at work who have this right; None: for all of them.

    `opened`: only with the own key open. `vouched`: only who was let in by a colleague. The page
    gets the request and an `AtWork`.
    """

    def around(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            found = _at_work(request)
            if isinstance(found, HttpResponse):
                return found
            if right and not (found.may(right) if vouched else found.has(right)):
                return no_entry(request, found)
            if opened and found.opened is None:
                return _to("unlock", request)
            return view(request, found, *args, **kwargs)

        page.right, page.is_desk = right, True  # type: ignore[attr-defined]
        return page

    return around


def entrance(view: View) -> View:
    """A page for who is not logged in, or not yet all the way."""
    view.right, view.is_desk = None, False  # type: ignore[attr-defined]
    return view


def show(request: HttpRequest, me: AtWork, template: str, status: int = 200, **more: Any) -> HttpResponse:
    """A page of the desk."""
    return render(request, f"accounts/{template}.html", {"at_work": me, **more}, status=status)


def no_entry(request: HttpRequest, at_work: AtWork) -> HttpResponse:
    """403, on record."""
    name = request.resolver_match.url_name if request.resolver_match else ""
    refused(f"page:{name}", by=at_work.actor(), at=at_work.at)
    return render(request, "accounts/no_entry.html", {"at_work": at_work}, status=403)


def hats(request: HttpRequest, person: Account) -> tuple[Membership, ...]:
    """The memberships that somebody may work in now.

    Who came in by the provider of an organisation works for that one only: it does not speak for others.
    """
    found = Membership.objects.filter(account=person, until=None).select_related("organisation")
    ways = get_authentication_records(request, person)
    by = {organisation_of(one["provider"]) for one in ways if one["method"] == "socialaccount"}
    if by:
        found = found.filter(organisation__code__in=by)
    return tuple(found.order_by("organisation__name"))


def _at_work(request: HttpRequest) -> AtWork | HttpResponse:
    if not request.user.is_authenticated:
        return _to("account_login", request)
    person = request.user
    if not is_mfa_enabled(person, SECOND):
        return HttpResponseRedirect(reverse("mfa_index"))
    found = hats(request, person)
    if not found:
        return render(request, "accounts/nowhere.html", status=403)
    chosen = next((one for one in found if str(one.pk) == request.session.get(HAT)), None)
    if chosen is None and len(found) > 1:
        return _to("hats", request)
    membership = chosen or found[0]
    others = tuple(one for one in found if one.pk != membership.pk)
    opened = sitting.opened(request, person.pk)
    of = membership.organisation
    vouched = queries.current_key(of.pk) is None or queries.is_admitted(person.pk, of.pk)
    return AtWork(person, membership, of, others, opened, vouched, sitting.present(request).at)


def _to(name: str, request: HttpRequest) -> HttpResponse:
    there = reverse(name)
    if request.method in ("GET", "HEAD") and request.path != reverse("start"):
        there += "?" + urlencode({"next": request.path})
    return HttpResponseRedirect(there)
