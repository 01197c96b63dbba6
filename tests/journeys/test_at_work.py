"""People at work in a real browser: the first one comes in, a passkey, a recovery code, and no barriers."""

import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import WIDTHS, watched_page
from tests.desk.codes import totp
from tests.running_site import Site, free_port, run, serving, surroundings

PASSWORD = "korenwolf met een lantaarn"
BOSS, ADA = "baas@verzonnen.example", "ada@verzonnen.example"


@pytest.fixture(scope="module")
def work(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with an empty database, on a name: a passkey belongs to a name, never to a number."""
    var = tmp_path_factory.mktemp("work")
    for folder in ("editions", "directory"):
        shutil.copytree(site.var / folder, var / folder)
    port = free_port()
    url = f"http://localhost:{port}"
    environment = surroundings(Path(var), site.exit_url) | {"WEGWIJZER_URL": url}
    environment["WEGWIJZER_DATABASE"] = f"sqlite://{var / 'work.sqlite3'}"
    run(["migrate"], environment)
    with serving(port, environment, log=var / "serve.log"):
        yield replace(site, url=url, var=var, environment=environment)


@pytest.fixture
def desk(browser: Browser, work: Site) -> Iterator[Page]:
    yield from watched_page(browser, work, "desk")


@pytest.fixture
def bare(browser: Browser, work: Site) -> Iterator[Page]:
    yield from watched_page(browser, work, "phone", java_script_enabled=False)


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name).click()


def accept(page: Page, link: str, name: str) -> tuple[str, list[str]]:
    """Take up an invitation with an app for codes; gives its secret, and the recovery codes."""
    page.goto(link.strip())
    page.get_by_label("Uw naam").fill(name)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    press(page, "Ga verder")
    page.get_by_role("link", name="Stel de app in").click()
    secret = page.locator("main code").inner_text()
    page.get_by_label("De zes cijfers uit de app").fill(totp(secret, time.time()))
    press(page, "Zet de tweede stap aan")
    expect(page.get_by_role("heading", name="Herstelcodes")).to_be_visible()
    codes = page.locator("main code").all_inner_texts()
    page.get_by_role("link", name="Ik heb ze bewaard").click()
    return secret, codes


def first(page: Page, work: Site, email: str) -> tuple[str, list[str]]:
    return accept(page, work.command("accounts", "first", email), "Bo Baas")


def log_out(page: Page) -> None:
    page.get_by_role("button", name="Log uit").click()


def password(page: Page, email: str) -> None:
    page.goto("/werk/inloggen/")
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()


def test_without_script_somebody_comes_in_and_back_with_a_recovery_code(bare, work):
    _, codes = first(bare, work, "zonder.script@verzonnen.example")
    expect(bare.get_by_role("heading", level=1)).to_have_text("Dag Bo Baas")
    log_out(bare)
    password(bare, "zonder.script@verzonnen.example")
    bare.get_by_label("Code").fill(codes[0])
    press(bare, "Ga verder")
    expect(bare.get_by_role("heading", level=1)).to_have_text("Dag Bo Baas")
    log_out(bare)
    password(bare, "zonder.script@verzonnen.example")
    bare.get_by_label("Code").fill(codes[0])
    press(bare, "Ga verder")
    expect(bare.get_by_text("al gebruikt")).to_be_visible()


def with_authenticator(page: Page) -> None:
    """A passkey of the computer itself, that always knows the finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    more = {"isUserVerified": True, "automaticPresenceSimulation": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": kind | more})


def test_a_passkey_is_made_and_logs_in_without_a_password(desk, work):
    email = "passkey@verzonnen.example"
    first(desk, work, email)
    with_authenticator(desk)
    desk.goto("/werk/beveiliging/")
    desk.get_by_role("link", name="Maak een passkey").click()
    press(desk, "Maak de passkey")
    expect(desk).to_have_url(re.compile("/werk/beveiliging/$"))
    expect(desk.get_by_text("U heeft 1 passkey.")).to_be_visible()
    log_out(desk)
    desk.get_by_role("button", name="Log in met een passkey").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Dag Bo Baas")
    log_out(desk)
    password(desk, email)
    press(desk, "Gebruik uw passkey")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Dag Bo Baas")


def test_a_passkey_of_somebody_else_lets_nobody_in(desk, work):
    first(desk, work, "geen.passkey@verzonnen.example")
    log_out(desk)
    with_authenticator(desk)
    desk.get_by_role("button", name="Log in met een passkey").click()
    expect(desk.get_by_text("Dat lukte niet.")).to_be_visible()
    expect(desk).to_have_url(re.compile("/werk/inloggen/"))


def test_an_organisation_comes_in_makes_its_key_and_its_cards(desk, work, axe):
    """The whole way from the first person to a colleague who can read, and no barrier on it."""
    first(desk, work, BOSS)
    look(desk, axe, "/werk/", "/werk/organisaties/", "/werk/account/", "/werk/account/wachtwoord/")
    desk.goto("/werk/organisaties/")
    desk.get_by_label("Naam van de organisatie").fill("Helpdesk Voorbeeld")
    desk.get_by_label("Code").fill("desk:voorbeeld")
    desk.get_by_label("E-mailadres van de eerste beheerder").fill(ADA)
    press(desk, "Laat toe en nodig uit")
    link = desk.locator("main code").inner_text()
    look(desk, axe)
    log_out(desk)
    look(desk, axe, link)
    secret, _ = accept(desk, link, "Ada Voorbeeld")
    look(desk, axe)
    press(desk, "Maak de sleutel")
    desk.get_by_role("link", name="Maak herstelkaarten").click()
    press(desk, "Maak de kaarten")
    expect(desk.get_by_role("heading", name="Kaart 3 van 3")).to_be_visible()
    cards = [card.locator("li").all_inner_texts() for card in desk.locator("section").all()]
    assert [len(card) for card in cards] == [33, 33, 33]
    look(desk, axe)
    desk.goto("/werk/collegas/")
    press(desk, "Stuur de uitnodiging")
    desk.get_by_label("E-mailadres van het werk").fill("cas@verzonnen.example")
    press(desk, "Stuur de uitnodiging")
    expect(desk.get_by_text("Dit veld is verplicht.")).to_be_visible()
    desk.get_by_label("Medewerker van de helpdesk").check()
    press(desk, "Stuur de uitnodiging")
    link = desk.locator("main code").inner_text()
    log_out(desk)
    accept(desk, link, "Cas Voorbeeld")
    expect(desk.get_by_role("heading", name="U kunt nog niets lezen")).to_be_visible()
    log_out(desk)
    password(desk, ADA)
    desk.get_by_label("Code").fill(totp(secret, time.time() + 30))
    press(desk, "Ga verder")
    desk.get_by_role("button", name="Laat toe").click()
    expect(desk.get_by_text("Toegelaten.")).to_be_visible()
    look(desk, axe, "/werk/collegas/", "/werk/logboek/", "/werk/sleutel/herstelkaarten/")
    look(desk, axe, "/werk/beveiliging/", "/werk/sleutel/herstellen/")


def look(page: Page, axe, *addresses: str) -> None:
    """No barrier, and nothing beside the screen, on a phone and on a desk."""
    here = page.url
    for address in addresses or ("",):
        if address:
            page.goto(address)
        for width, height in (*WIDTHS.values(), (320, 640)):
            page.set_viewport_size({"width": width, "height": height})
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (page.url, width)
    if addresses:
        page.goto(here)
