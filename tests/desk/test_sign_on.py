"""Logging in at the provider of an organisation, tried against a real provider in this process."""

import urllib.parse
import urllib.request

import pytest
from oidc_provider_mock import run_server_in_thread

from tests.actions.guards import admin
from tests.desk.codes import totp
from tests.desk.people import PASSWORD, SECRET, Browser, found, join
from wegwijzer.accounts.actions import joining
from wegwijzer.accounts.models import Account
from wegwijzer.accounts.rules.roles import Role
from wegwijzer.site import clock

pytestmark = [
    pytest.mark.django_db,
    # The provider keeps its clients in a database of the test's process, and closes it late.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning"),
]


@pytest.fixture(scope="module")
def provider():
    with run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def school(provider, settings):
    """An organisation whose people log in at their own provider."""
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "voorbeeld",
                    "name": "School Voorbeeld",
                    "client_id": "wegwijzer",
                    "secret": "made-up",
                    "settings": {
                        "server_url": provider,
                        "organisation": "school:voorbeeld",
                        "oauth_pkce_enabled": True,
                    },
                }
            ]
        }
    }
    return found("school:voorbeeld", "ada")


def known_there(provider, sub, email, verified=True):
    """The provider has this person."""
    import json

    claims = {"email": email, "email_verified": verified, "name": "Verzonnen"}
    request = urllib.request.Request(f"{provider}/users/{sub}", json.dumps(claims).encode(), method="PUT")
    request.add_header("Content-Type", "application/json")
    urllib.request.urlopen(request).close()


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


def by_provider(browser, sub):
    """To the provider, say who it is there, and back."""
    there = browser.get("/werk/via/voorbeeld/").headers["Location"]
    assert "state=" in there
    body = urllib.parse.urlencode({"sub": sub}).encode()
    try:
        urllib.request.build_opener(Stay).open(there, body)
    except urllib.error.HTTPError as answer:
        back = urllib.parse.urlsplit(answer.headers["Location"])
        return browser.get(f"{back.path}?{back.query}")
    raise AssertionError("the provider did not send back")


def both_steps(browser, sub):
    answer = by_provider(browser, sub)
    assert answer.headers["Location"] == "/werk/tweede-stap/"
    import time

    from django.core.cache import cache

    cache.clear()
    return browser.post("/werk/tweede-stap/", code=totp(SECRET, time.time()))


def test_a_member_comes_in_by_the_provider_and_the_second_step(school, provider):
    of, person = school
    known_there(provider, "ada-1", person.email)
    browser = Browser()
    assert both_steps(browser, "ada-1").status_code == 302
    assert browser.get("/werk/").status_code == 200


def test_who_came_in_without_a_password_opens_the_key_with_it(school, provider):
    known_there(provider, "ada-2", school[1].email)
    browser = Browser()
    both_steps(browser, "ada-2")
    assert browser.get("/werk/sleutel/herstelkaarten/").headers["Location"].startswith("/werk/ontgrendelen/")
    wrong = browser.post("/werk/ontgrendelen/", secret="iets heel anders")
    assert "Dit wachtwoord klopt niet." in wrong.content.decode()
    browser.post("/werk/ontgrendelen/", secret=PASSWORD)
    assert browser.get("/werk/sleutel/herstelkaarten/").status_code == 200


def test_the_provider_alone_is_not_enough(school, provider):
    known_there(provider, "ada-3", school[1].email)
    browser = Browser()
    by_provider(browser, "ada-3")
    assert browser.get("/werk/").status_code == 302


def test_who_is_not_invited_does_not_come_in(school, provider):
    known_there(provider, "niemand", "niemand@verzonnen.example")
    answer = by_provider(Browser(), "niemand")
    assert answer.status_code == 403
    assert "nog niet op de lijst" in answer.content.decode()
    assert not Account.objects.filter(email="niemand@verzonnen.example").exists()


def test_a_provider_does_not_speak_for_people_of_others(school, provider):
    other, stranger = found("desk:ander", "bob")
    known_there(provider, "bob", stranger.email)
    assert by_provider(Browser(), "bob").status_code == 403


def test_an_address_that_the_provider_did_not_check_counts_for_nothing(school, provider):
    known_there(provider, "ada-4", school[1].email, verified=False)
    assert by_provider(Browser(), "ada-4").status_code == 403


def test_by_a_provider_somebody_works_for_its_organisation_only(school, provider):
    of, person = school
    other, manager = found("desk:ander", "bob")
    token = joining.invite(other.id, person.email, [Role.LEAD], by=admin(other, manager.id), at=clock.now())
    joining.accept_also(token, person.id, by=admin(other), at=clock.now())
    known_there(provider, "ada-5", person.email)
    browser = Browser()
    both_steps(browser, "ada-5")
    page = browser.get("/werk/").content.decode()
    assert "school:voorbeeld" in page
    assert "desk:ander" not in page
    assert "Wissel" not in page


def test_a_colleague_who_left_does_not_come_in(school, provider):
    from tests.actions.guards import membership
    from wegwijzer.accounts.actions import guard

    of, _ = school
    person = join(of, "cas", Role.HELPDESK)
    known_there(provider, "cas", person.email)
    assert both_steps(Browser(), "cas").status_code == 302
    guard.dismiss(membership(person.id, of), by=admin(of), at=clock.now())
    assert by_provider(Browser(), "cas").status_code == 403


def test_an_answer_with_a_made_up_state_is_refused(school, provider):
    answer = Browser().get("/werk/via/voorbeeld/terug/?code=abc&state=verzonnen")
    assert answer.status_code in (200, 401)
    assert "Inloggen lukte niet" in answer.content.decode()


def test_an_unknown_provider_is_not_found(school):
    assert Browser().get("/werk/via/bestaat-niet/").status_code == 404
