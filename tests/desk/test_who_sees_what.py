"""Role by page: drawn from the table of roles and from the addresses, so that no new page is left out."""

import uuid

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.urls import reverse

from tests.actions.guards import admin, anew, membership, organisation
from tests.desk.people import PASSWORD, SECRET, Browser, at_work, found, join
from wegwijzer.accounts import queries, urls
from wegwijzer.accounts.actions import guard, joining
from wegwijzer.accounts.models import Invitation, Membership
from wegwijzer.accounts.rules.deeds import DEEDS
from wegwijzer.accounts.rules.guard import Refusal, Refused
from wegwijzer.accounts.rules.roles import PLATFORM, TABLE, Right, Role
from wegwijzer.audit.models import Line
from wegwijzer.site import clock

pytestmark = pytest.mark.django_db

OF_ALLAUTH = ("account_", "mfa_", "openid_connect_")
# Who is not logged in may see these: doors, and what a door says.
DOORS = {
    "account_login",
    "account_inactive",
    "mfa_login_webauthn",
    "openid_connect_login",
    "openid_connect_callback",
    "accept",
}


def pages():
    return {one.name: one.callback for one in urls.urlpatterns}


def address(name):
    of_one: dict[str, list[object]] = {"accept": ["x" * 43], "mfa_remove_webauthn": [1]}
    for args in (of_one.get(name, []), [uuid.UUID(int=7)], ["een"]):
        try:
            return reverse(name, args=args)
        except Exception:  # noqa: S112  # the next form of this address
            continue
    raise AssertionError(name)


def desk_pages():
    return {name: view.right for name, view in pages().items() if getattr(view, "is_desk", False)}


def test_every_page_says_which_right_it_asks_or_is_a_door():
    unmarked = {name for name, view in pages().items() if not hasattr(view, "is_desk")}
    assert {name for name in unmarked if not name.startswith(OF_ALLAUTH)} == set()
    assert len(desk_pages()) > 15


def test_who_is_not_logged_in_sees_only_doors():
    for name in pages().keys() - DOORS:
        answer = Browser().get(address(name))
        assert answer.status_code in (302, 405), name
        if answer.status_code == 302:
            assert answer.headers["Location"].startswith("/werk/inloggen/"), name


def let_in(of, manager, person):
    opened = queries.open_member(manager.id, PASSWORD)
    guard.admit(membership(person.id, of), opened, by=admin(of, manager.id), at=clock.now())


def worker(role):
    """Somebody with this role alone, in an organisation where others manage."""
    if role == Role.PLATFORM_ADMIN:
        return join(organisation(PLATFORM), "baas", role)
    of, manager = found("desk:een", "ada")
    person = join(of, "werker", role)
    let_in(of, manager, person)
    return person


@pytest.mark.parametrize("role", TABLE)
def test_a_role_opens_what_the_table_says_and_nothing_else(role):
    person = worker(role)
    browser = at_work(person)
    for name, right in desk_pages().items():
        for ask in (browser.get, browser.post):
            before = Line.objects.filter(result="refused", object=f"page:{name}").count()
            answer = ask(address(name))
            refused = Line.objects.filter(result="refused", object=f"page:{name}").count() - before
            may = right is None or right in TABLE[role].rights
            assert (answer.status_code != 403, refused) == (may, 0 if may else 1), name


def test_every_right_of_people_and_keys_has_a_page():
    assert {right for right in desk_pages().values() if right} == {
        Right.MEMBERS,
        Right.LEDGER,
        Right.ORGANISATIONS,
    }


@pytest.mark.parametrize("role", [role for role in TABLE if role != Role.PLATFORM_ADMIN])
def test_who_was_not_let_in_yet_has_a_role_and_no_right(role):
    of, _ = found("desk:een", "ada")
    browser = at_work(join(of, "werker", role))
    for name, right in desk_pages().items():
        if right and name != "recover":
            assert browser.get(address(name)).status_code == 403, name


def test_an_account_that_starts_anew_in_one_organisation_has_no_right_in_another(two):
    """Else a manager could come into other organisations by a colleague who works for both."""
    (of, manager), (second, other) = two
    person = join(second, "dan", Role.LEAD, Role.ORGANISATION_ADMIN)
    let_in(second, other, person)
    token = joining.invite(of.id, person.email, [Role.ANALYST], by=admin(of, manager.id), at=clock.now())
    joining.accept_also(token, person.id, by=admin(of), at=clock.now())
    anew(membership(person.id, of), PASSWORD, admin(of, manager.id))
    TOTP.activate(person, SECRET)
    person.refresh_from_db()
    browser = Browser()
    assert browser.log_in(person.email).status_code == 302
    browser.post(CHOOSE, hat=str(membership(person.id, second)))
    assert browser.get("/werk/").status_code == 200
    assert browser.get("/werk/collegas/").status_code == 403
    assert browser.get("/werk/logboek/").status_code == 403


def test_who_runs_the_site_is_not_started_anew_by_another_organisation(two):
    (of, manager), _ = two
    boss = join(organisation(PLATFORM), "baas", Role.PLATFORM_ADMIN)
    token = joining.invite(of.id, boss.email, [Role.ANALYST], by=admin(of, manager.id), at=clock.now())
    joining.accept_also(token, boss.id, by=admin(of), at=clock.now())
    with pytest.raises(Refused) as refused:
        guard.start_anew(membership(boss.id, of), by=admin(of, manager.id), at=clock.now())
    assert refused.value.refusal == Refusal.RUNS_THE_SITE


@pytest.fixture
def two():
    return found("desk:een", "ada"), found("desk:twee", "bob")


@pytest.mark.parametrize("deed", ["admit", "dismiss", "lock_out", "start_anew"])
def test_a_manager_does_nothing_in_another_organisation(two, deed):
    (of, holder), (_, stranger) = two
    colleague = join(of, "cas", Role.HELPDESK)
    member = membership(colleague.id, of)
    answer = at_work(stranger).client.post(reverse(deed, args=[member]), follow=True)
    assert "andere organisatie" in answer.content.decode()
    colleague.refresh_from_db()
    assert colleague.is_active
    assert Membership.objects.filter(pk=member, until=None).exists()
    assert at_work(holder).post(reverse(deed, args=[member])).status_code in (200, 302)


def test_an_invitation_is_withdrawn_by_the_own_organisation_only(two):
    (of, holder), (_, stranger) = two
    token = joining.invite(of.id, "cas@verzonnen.example", [Role.ANALYST], by=admin(of), at=clock.now())
    made = Invitation.objects.get(email="cas@verzonnen.example")
    page = reverse("withdraw", args=[made.id])
    assert "andere organisatie" in at_work(stranger).client.post(page, follow=True).content.decode()
    assert Browser().get(f"/werk/uitnodiging/{token}/").status_code == 200
    at_work(holder).post(page)
    assert Browser().get(f"/werk/uitnodiging/{token}/").status_code == 410


def test_a_colleague_of_another_organisation_is_not_shown(two):
    (of, holder), (_, stranger) = two
    page = reverse("colleague", args=[membership(holder.id, of)])
    assert at_work(stranger).get(page).status_code == 404
    assert at_work(holder).get(page).status_code == 200


def test_the_ledger_shows_the_own_organisation_only(two):
    (_, holder), (_, stranger) = two
    page = at_work(holder).get("/werk/logboek/").content.decode()
    assert holder.name in page
    assert stranger.name not in page


def also(of, manager, person):
    """What stands in the link of an invitation of one more organisation."""
    return joining.invite(of.id, person.email, [Role.ANALYST], by=admin(of, manager.id), at=clock.now())


CHOOSE = "/werk/organisatie-kiezen/"


def test_who_works_for_two_chooses_and_can_change(two):
    (of, person), (second, manager) = two
    token = also(second, manager, person)
    browser = at_work(person)
    assert browser.post(f"/werk/uitnodiging/{token}/").status_code == 302
    assert "desk:twee" in browser.get("/werk/").content.decode()
    assert browser.get("/werk/collegas/").status_code == 403, "an analyst there"
    browser.post(CHOOSE, hat=str(membership(person.id, of)))
    assert browser.get("/werk/collegas/").status_code == 200, "a manager here"


def test_who_works_for_two_is_asked_before_any_page(two):
    (of, person), (second, manager) = two
    token = also(second, manager, person)
    at_work(person).post(f"/werk/uitnodiging/{token}/")
    browser = at_work(person)
    assert browser.get("/werk/collegas/").headers["Location"] == CHOOSE + "?next=%2Fwerk%2Fcollegas%2F"
    answer = browser.post(CHOOSE, hat=str(membership(person.id, of)), next="/werk/collegas/")
    assert answer.headers["Location"] == "/werk/collegas/"


def test_nobody_puts_on_the_hat_of_somebody_else(two):
    (_, person), (second, manager) = two
    browser = at_work(person)
    browser.post(CHOOSE, hat=str(membership(manager.id, second)))
    assert "desk:twee" not in browser.get("/werk/").content.decode()


def test_every_deed_of_people_and_keys_has_words_for_the_ledger():
    import re

    from tests.architecture.tree import ROOT

    written = set()
    for path in (ROOT / "wegwijzer/accounts").rglob("*.py"):
        written |= {f"accounts.{name}" for name in re.findall(r'\bline\(\s*"(\w+)"', path.read_text())}
    assert written | {"accounts.asked"} == set(DEEDS)
