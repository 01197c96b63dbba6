"""Marked secrets go through every form of people at work; then everything that was written is searched."""

import base64
import binascii
import logging
import time
import urllib.parse

import pytest
from django.core import mail
from django.db import connection

from tests.actions.guards import membership
from tests.desk.codes import totp
from tests.desk.people import PASSWORD, SECRET, Browser, at_work, found, join
from wegwijzer.accounts import queries
from wegwijzer.accounts.rules.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)

NEW = "merkteken zeldzame kievit onder ijs"
WRONG = "merkteken verkeerde eend bij nacht"
WORDS = "merkteken woorden van een kaart"


def encodings(secret: bytes):
    """As it is, and as it might hide."""
    yield secret
    yield binascii.hexlify(secret)
    yield binascii.hexlify(secret).upper()
    yield urllib.parse.quote(secret).encode()
    yield urllib.parse.quote_plus(secret).encode()
    yield repr(secret)[2:-1].encode()
    for shift in range(3):  # inside longer Base64 the letters depend on where it begins
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            yield encode(b"\0" * shift + secret)[4 if shift else 0 : -4]
    try:
        yield secret.decode().encode("utf-16-le")
    except UnicodeDecodeError:
        return


def everything_written():
    """Every value of every table, and the files of SQLite with its log, as bytes."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  # our own tables
            for row in cursor.fetchall():
                for value in row:
                    raw = isinstance(value, bytes | memoryview)
                    found.append(bytes(value) if raw else str(value).encode())
                    found.extend(opened(found[-1]))
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        for suffix in ("", "-wal", "-journal"):
            try:
                with open(name + suffix, "rb") as file:
                    found.append(file.read())
            except OSError:
                continue
    return b"\n".join(found)


def opened(value: bytes):
    """What is packed in a session: signed, not sealed."""
    from django.core import signing

    try:
        yield str(signing.loads(value.decode(), salt="django.contrib.sessions.SessionStore")).encode()
    except (signing.BadSignature, UnicodeDecodeError):
        return


def leaks(secrets, written):
    return [
        (name, number)
        for name, secret in secrets.items()
        for number, form in enumerate(encodings(secret))
        if form in written
    ]


def test_the_search_finds_what_is_written_open():
    secret = bytes(range(200, 232))
    for form in encodings(secret):
        assert leaks({"it": secret}, b"x" + form + b"y")
    inside = base64.b64encode(b"ab" + NEW.encode() + b"cd")
    assert leaks({"it": NEW.encode()}, inside)


def test_nothing_that_is_typed_or_opened_is_written_anywhere(caplog, settings):
    settings.EMAIL_HOST = "mail.example"
    caplog.set_level(logging.DEBUG)
    of, person = found("desk:een", "ada")
    browser = at_work(person)
    private = queries.open_member(person.id, PASSWORD)
    secrets = {
        "password": PASSWORD.encode(),
        "new password": NEW.encode(),
        "wrong password": WRONG.encode(),
        "words of a card": WORDS.encode(),
        "private key": private.private,
        "key of the organisation": queries.organisation_private(private, of.id)[1],
        "secret of the app": SECRET.encode(),
    }
    # every form that takes a secret, right and wrong
    Browser().post("/werk/inloggen/", login=person.email, password=WRONG)
    Browser().post("/werk/inloggen/", login=WRONG, password=WRONG)
    browser.post("/werk/ontgrendelen/", secret=WRONG)
    browser.post("/werk/ontgrendelen/", secret=PASSWORD)
    browser.post("/werk/nog-eens/?next=/werk/beveiliging/", password=WRONG)
    browser.post("/werk/nog-eens/?next=/werk/beveiliging/", password=PASSWORD)
    browser.post("/werk/account/wachtwoord/", old=WRONG, new=NEW)
    browser.post("/werk/account/wachtwoord/", old=PASSWORD, new=NEW)
    browser.post("/werk/sleutel/herstellen/", words=WORDS)
    made = browser.post("/werk/sleutel/herstelkaarten/", kits="3", needed="2").context["kits"]
    secrets["first card"] = " ".join(made[0]).encode()
    secrets["words in the middle of a card"] = " ".join(made[1][8:20]).encode()
    browser.post("/werk/sleutel/herstellen/", words="\n".join(" ".join(kit) for kit in made[:2]))
    answer = browser.client.post(
        "/werk/collegas/", {"email": "cas@verzonnen.example", "roles": [Role.HELPDESK]}
    )
    assert answer.status_code == 200
    link = next(line for line in mail.outbox[-1].body.splitlines() if "/uitnodiging/" in line)
    token = link.rstrip("/").rpartition("/")[2]
    secrets["what stands in the link"] = token.encode()
    newcomer = Browser()
    newcomer.post(f"/werk/uitnodiging/{token}/", name="Cas", new="kort " + WRONG[:3])
    newcomer.post(f"/werk/uitnodiging/{token}/", name="Cas", new=NEW)
    app = newcomer.get("/werk/beveiliging/app/").context["form"].secret
    newcomer.post("/werk/beveiliging/app/", code=totp(app, time.time()))
    codes = newcomer.get("/werk/beveiliging/codes/").context["unused_codes"]
    secrets["recovery code"] = codes[3].encode()
    colleague = join(of, "dan", Role.HELPDESK)
    browser.post(f"/werk/collegas/{membership(colleague.id, of)}/opnieuw/")

    assert leaks(secrets, everything_written()) == []
    assert leaks(secrets, caplog.text.encode()) == []
    mailed = "\n".join(f"{one.subject}{one.body}" for one in mail.outbox).encode()
    assert (
        leaks({name: it for name, it in secrets.items() if name != "what stands in the link"}, mailed) == []
    )
