"""Logging in: who gets in, who does not, how long it lasts, and who is told."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache

from tests.actions.guards import admin, anew, membership
from tests.desk.codes import totp
from tests.desk.people import PASSWORD, SECRET, Browser, at_work, found, join
from wegwijzer.accounts import sitting
from wegwijzer.accounts.models import Account, Device
from wegwijzer.accounts.rules.roles import Role
from wegwijzer.audit.models import Line
from wegwijzer.site import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return found("desk:een", "ada")


@pytest.fixture
def later(monkeypatch):
    """Lets time pass."""
    now = [clock.now()]
    monkeypatch.setattr(clock, "now", lambda: now[0])

    def passes(**much):
        now[0] += timedelta(**much)

    return passes


def is_in(browser: Browser) -> bool:
    return browser.get("/werk/").status_code == 200


def test_password_and_code_let_somebody_in(place):
    assert is_in(at_work(place[1]))


def test_a_password_alone_opens_no_page(place):
    browser = Browser()
    assert browser.post("/werk/inloggen/", login=place[1].email, password=PASSWORD).status_code == 302
    assert not is_in(browser)


def test_a_wrong_code_lets_nobody_in(place):
    browser = Browser()
    browser.post("/werk/inloggen/", login=place[1].email, password=PASSWORD)
    answer = browser.post("/werk/tweede-stap/", code="000000")
    assert "Deze code klopt niet" in answer.content.decode()
    assert not is_in(browser)


def test_a_code_works_once(place):
    now = clock.now().timestamp()
    assert Browser().log_in(place[1].email, at=now).status_code == 302
    answer = Browser().log_in(place[1].email, at=now)
    assert answer.status_code == 200
    assert "al gebruikt" in answer.content.decode()


def test_ten_wrong_codes_end_the_guessing(place):
    browser = Browser()
    browser.post("/werk/inloggen/", login=place[1].email, password=PASSWORD)
    for _ in range(10):
        browser.post("/werk/tweede-stap/", code="000000")
    right = browser.post("/werk/tweede-stap/", code=totp(SECRET, clock.now().timestamp()))
    assert right.status_code == 200
    assert "te vaak" in right.content.decode()


def test_an_unknown_address_and_a_wrong_password_get_the_same_answer(place):
    answers = [
        Browser().log_in(email, "heel iets anders dan dat").content.decode().replace(email, "")
        for email in (place[1].email, "niemand@verzonnen.example")
    ]
    words = "Dit e-mailadres en dit wachtwoord horen niet bij elkaar."
    assert [words in answer for answer in answers] == [True, True]


def test_who_has_no_second_step_sees_only_how_to_set_it_up(place):
    from allauth.mfa.models import Authenticator

    person = join(place[0], "bo", Role.HELPDESK)
    Authenticator.objects.filter(user=person).delete()
    browser = Browser()
    browser.post("/werk/inloggen/", login=person.email, password=PASSWORD)
    for address in ("/werk/", "/werk/account/", "/werk/collegas/"):
        assert browser.get(address).headers["Location"] == "/werk/beveiliging/"
    assert browser.get("/werk/beveiliging/").status_code == 200


def test_guessing_elsewhere_does_not_shut_out_the_own_computer(place, later):
    own = at_work(place[1])
    own.post("/werk/uitloggen/")
    for _ in range(12):
        Browser().post("/werk/inloggen/", login=place[1].email, password="geraden geraden")
    stranger = Browser().post("/werk/inloggen/", login=place[1].email, password=PASSWORD)
    assert "te vaak een fout wachtwoord" in stranger.content.decode()
    later(minutes=1)
    assert own.log_in(place[1].email).status_code == 302
    assert is_in(own)


def test_a_stranger_may_try_again_after_a_quarter_of_an_hour(place, later):
    for _ in range(12):
        Browser().post("/werk/inloggen/", login=place[1].email, password="geraden geraden")
    later(minutes=16)
    assert Browser().post("/werk/inloggen/", login=place[1].email, password=PASSWORD).status_code == 302


def test_the_ledger_knows_that_somebody_guessed(place):
    for _ in range(12):
        Browser().post("/werk/inloggen/", login=place[1].email, password="geraden geraden")
    assert Line.objects.filter(action="accounts.guessed_too_often", object=f"account:{place[1].id}").exists()


def test_a_known_device_has_its_own_limit(place):
    own = at_work(place[1])
    own.post("/werk/uitloggen/")
    for _ in range(10):
        own.post("/werk/inloggen/", login=place[1].email, password="geraden geraden")
    answer = own.post("/werk/inloggen/", login=place[1].email, password=PASSWORD)
    assert "te vaak" in answer.content.decode()


def test_a_new_device_is_told_by_mail_and_a_known_one_is_not(place, settings):
    settings.EMAIL_HOST = "mail.example"
    first = at_work(place[1])
    assert mail.outbox == []
    first.post("/werk/uitloggen/")
    first.log_in(place[1].email)
    assert mail.outbox == []
    at_work(place[1])
    assert [one.to for one in mail.outbox] == [[place[1].email]]
    assert "nieuw apparaat" in mail.outbox[0].subject
    assert Device.objects.filter(account=place[1]).count() == 2


def test_a_sitting_ends_after_half_an_hour_of_nothing(place, later):
    browser = at_work(place[1])
    later(minutes=29)
    assert is_in(browser)
    later(minutes=29)
    assert is_in(browser)
    later(minutes=31)
    assert not is_in(browser)


def test_a_sitting_ends_after_ten_hours_however_busy(place, later):
    browser = at_work(place[1])
    for _ in range(29):
        later(minutes=20)
        assert is_in(browser)
    later(minutes=30)
    assert not is_in(browser)


def test_a_session_is_worth_nothing_in_another_browser(place):
    """Who reads the database finds the number of the session, and not the key in the cookie."""
    browser, thief = at_work(place[1]), Browser()
    thief.client.cookies["ww_session"] = browser.client.cookies["ww_session"].value
    assert not is_in(thief)
    for key in ("00" * 32, "x", ""):
        thief.client.cookies["ww_session"] = browser.client.cookies["ww_session"].value
        thief.client.cookies[sitting.KEY_COOKIE] = key
        assert not is_in(thief)


def test_logging_out_takes_the_key_away(place):
    browser = at_work(place[1])
    answer = browser.post("/werk/uitloggen/")
    assert answer.cookies[sitting.KEY_COOKIE].value == ""
    assert not is_in(browser)


def test_cookies_are_for_people_at_work_only(place):
    cookies = at_work(place[1]).client.cookies
    assert {name: cookie["path"] for name, cookie in cookies.items()} == dict.fromkeys(cookies, "/werk/")
    assert {cookie["httponly"] for cookie in cookies.values()} == {True}
    assert {cookie["samesite"] for cookie in cookies.values()} == {"Lax"}


def test_a_locked_out_person_is_out_at_once(place):
    from wegwijzer.accounts.actions import guard

    person = join(place[0], "bo", Role.HELPDESK)
    browser = at_work(person)
    guard.lock_out(membership(person.id, place[0]), by=admin(place[0]), at=clock.now())
    assert not is_in(browser)
    cache.clear()
    answer = Browser().post("/werk/inloggen/", login=person.email, password=PASSWORD)
    assert answer.headers["Location"] == "/werk/geblokkeerd/"


def test_who_leaves_sees_nothing_any_more(place):
    from wegwijzer.accounts.actions import guard

    person = join(place[0], "bo", Role.HELPDESK)
    browser = at_work(person)
    guard.dismiss(membership(person.id, place[0]), by=admin(place[0]), at=clock.now())
    answer = browser.get("/werk/")
    assert answer.status_code == 403
    assert "U hoort nu bij geen organisatie" in answer.content.decode()


def test_starting_anew_ends_the_old_password_step_devices_and_sittings(place):
    person = join(place[0], "bo", Role.HELPDESK)
    browser = at_work(person)
    anew(membership(person.id, place[0]), "een heel ander wachtwoord", admin(place[0]))
    assert not is_in(browser)
    assert not Device.objects.filter(account=person).exists()
    assert Browser().post("/werk/inloggen/", login=person.email, password=PASSWORD).status_code == 200
    again = Browser()
    again.post("/werk/inloggen/", login=person.email, password="een heel ander wachtwoord")
    assert again.get("/werk/").headers["Location"] == "/werk/beveiliging/"


def test_a_new_password_ends_other_sittings_and_not_this_one(place):
    here, elsewhere = at_work(place[1]), at_work(place[1])
    answer = here.post("/werk/account/wachtwoord/", old=PASSWORD, new="een heel ander wachtwoord")
    assert answer.status_code == 302
    assert is_in(here)
    assert not is_in(elsewhere)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("niet mijn wachtwoord", "een heel ander wachtwoord", "Dit wachtwoord klopt niet."),
        (PASSWORD, "kort", "Dit wachtwoord is te kort. Neem minstens 12 tekens."),
        (PASSWORD, "Wachtwoord2026!!", "Dit wachtwoord kiezen veel mensen."),
    ],
)
def test_a_bad_password_is_told_in_words(place, old, new, words):
    browser = at_work(place[1])
    assert words in browser.post("/werk/account/wachtwoord/", old=old, new=new).content.decode()
    assert Browser().post("/werk/inloggen/", login=place[1].email, password=PASSWORD).status_code == 302


def test_a_next_address_leads_nowhere_else(place):
    for there in ("https://elders.example/", "//elders.example/werk/", "/zoeken/"):
        browser = Browser()
        browser.client.post(f"/werk/inloggen/?next={there}", {"login": place[1].email, "password": PASSWORD})
        cache.clear()
        answer = browser.post("/werk/tweede-stap/", code=totp(SECRET, clock.now().timestamp()))
        assert "elders" not in answer.headers["Location"]


def test_nobody_can_sign_up_or_reset_a_password_by_mail():
    for address in ("/werk/signup/", "/werk/password/reset/", "/werk/email/"):
        assert Browser().get(address).status_code == 404
    assert not Account.objects.exists()


def test_a_form_from_another_site_is_refused(place):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/werk/inloggen/", {"login": place[1].email, "password": PASSWORD})
    assert answer.status_code == 403
    assert "Probeer het nog eens" in answer.content.decode()
