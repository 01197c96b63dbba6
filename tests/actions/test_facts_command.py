"""`wegwijzer facts`, on a small made-up pack and one made-up school."""

import argparse
import json
from datetime import UTC, datetime
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from tests.actions.people import AT
from tests.content.small_pack import small_files, write
from wegwijzer.directory import link_check
from wegwijzer.directory.actions.publishing import publish
from wegwijzer.directory.files import Published
from wegwijzer.directory.link_check import Answer, Found
from wegwijzer.directory.models import Reminder, School, Statement, Withdrawal
from wegwijzer.pack.load import load
from wegwijzer.signpost.editions import Shelf, compile_pack
from wegwijzer.site import clock, settings
from wegwijzer.site.commands import facts

CHECKED = "2026-11-23"
SOON, LATE, GONE = (datetime(*day, tzinfo=UTC) for day in ((2027, 1, 10), (2027, 12, 1), (2028, 6, 1)))

pytestmark = pytest.mark.django_db


def channel(type: str, value: str) -> dict[str, str]:
    return {"type": type, "value": value, "evidence": "A", "source": "loket.example", "checked": CHECKED}


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    files = small_files()
    for name, data in files.items():
        if name.startswith("nl/desks/"):
            data |= {"channels": [], "find": "Vraag het op school."}
            data.setdefault("open", data["kind"] != "platform")
    files["nl/desks/112.yaml"]["channels"] = [channel("phone", "112")]
    files["nl/desks/luisterlijn.yaml"]["channels"] = [
        channel("phone", "030 123 45 67"),
        channel("mail", "vraag@lijn.example"),
        channel("web", "https://lijn.example"),
    ]
    pack, problems = load(write(tmp_path_factory.mktemp("pack"), files))
    assert problems == []
    return compile_pack(pack)


@pytest.fixture
def run(build, tmp_path, monkeypatch, capsys):
    """Runs a command at a moment; gives its exit code and all that it printed."""
    monkeypatch.setattr(settings, "VAR", tmp_path)
    shelf = Shelf(tmp_path / "editions")
    shelf.publish(shelf.add(build, CHECKED), CHECKED)
    School.objects.create(
        code="01AB00", name="OBS De Bij", kind="bo", place="Voorbeeldstad", website="debij.example"
    )
    publish(Published(tmp_path / "directory"), at=AT)
    parser = argparse.ArgumentParser()
    facts.register(parser.add_subparsers(required=True))

    def run(*arguments: str, at: datetime = SOON) -> tuple[int, str]:
        monkeypatch.setattr(clock, "now", lambda: at)
        options = parser.parse_args(["facts", *arguments])
        code = options.run(options)
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return run


@pytest.fixture
def mailing(monkeypatch):
    monkeypatch.setattr(settings, "EMAIL_HOST", "mail.example")
    monkeypatch.setattr(settings, "DEFAULT_FROM_EMAIL", "gegevens@wegwijzer.example")


def test_fresh_facts_are_in_order(run):
    code, printed = run("due")
    assert code == 0
    assert printed.startswith(
        "ok   facts: 4 fresh, 0 due, 0 overdue, 0 withdrawn; the first is due on 2027-08-23"
    )


def test_what_is_overdue_is_listed_and_is_wrong(run):
    code, printed = run("due", at=LATE)
    assert code == 1
    assert "overdue    2027-08-23  desk luisterlijn: phone 030 123 45 67" in printed
    assert "WRONG facts: 0 fresh, 0 due, 4 overdue" in printed


def test_a_line_that_is_kept_past_its_term_is_told_loudly(run):
    code, printed = run("due", at=GONE)
    assert code == 1
    assert "WRONG past its term, and kept since somebody has no other exit: 112 phone 112" in printed


def test_a_withdrawal_that_strands_somebody_is_refused_with_situations_to_look_at(run):
    code, printed = run("withdraw", "112", "phone", "--reason", "fout", "--account", "ed")
    assert code == 1
    assert "Dan houdt iemand geen uitgang over." in printed
    assert "wegwijzer route" in printed
    assert "safety=gevaar" in printed
    assert "situations in all" in printed
    assert not Withdrawal.objects.exists()


def test_two_lines_that_stand_in_for_each_other_cannot_both_go(run):
    withdraw = ("withdraw", "luisterlijn", "--reason", "fout", "--account", "ed")
    assert run(*withdraw, "phone")[0] == 0
    code, printed = run(*withdraw, "mail")
    assert code == 1
    assert "only an address to look at is left" in printed
    assert Withdrawal.objects.get().channel == "phone 030 123 45 67"


@pytest.mark.parametrize(
    ("desk", "told"),
    [("nergens", "no such desk: nergens"), ("luisterlijn", "It has: phone 030 123 45 67, mail")],
)
def test_an_unknown_channel_is_answered_with_those_that_there_are(run, desk, told):
    code, printed = run("withdraw", desk, "fax", "--reason", "fout", "--account", "ed")
    assert code == 1
    assert told in printed


def propose(run, value: object, account: str = "school-a") -> tuple[int, str]:
    who = ("--account", account, "--role", "schoolleiding")
    return run("propose", "school", "01AB00", "contact", json.dumps(value), *who)


def test_a_proposal_is_seen_weighed_approved_and_published(run, tmp_path):
    assert propose(run, {"email": "info@bestuur.example"})[0] == 0
    printed = run("proposals")[1]
    assert 'null  ->  {"email": "info@bestuur.example"}' in printed
    assert "info@bestuur.example hoort niet bij debij.example: klopt dat?" in printed
    number = printed.split()[0]
    code, printed = run("approve", number, "--account", "school-a")
    assert code == 1
    assert "Een ander moet meekijken" in printed
    assert run("approve", number, "--account", "co")[0] == 0
    register, _ = Published(tmp_path / "directory").current()
    assert register.stated("school", "01AB00")["contact"].value == {"email": "info@bestuur.example"}
    assert run("approve", number, "--account", "co")[0] == 1


def test_a_proposal_is_refused_with_a_reason(run):
    propose(run, {"email": "info@debij.example"})
    number = run("proposals")[1].split()[0]
    assert run("refuse", number, "--account", "co", "--reason", "bestaat niet")[0] == 0
    assert run("proposals")[1] == ""
    assert not Statement.objects.exists()


def test_all_that_is_wrong_with_a_proposal_is_told(run):
    code, printed = propose(run, {"email": "piet@debij.example"})
    assert code == 1
    assert "van een persoon" in printed


def test_a_proposal_that_is_no_json_and_one_with_something_odd_are_told_at_once(run, capsys):
    who = ("--account", "a", "--role", "b")
    with pytest.raises(SystemExit):
        run("propose", "school", "01AB00", "contact", "{bad", *who)
    assert "this is not JSON" in capsys.readouterr().err
    assert "klopt dat?" in propose(run, {"email": "info@bestuur.example"})[1]


def test_what_is_not_there_is_said(run):
    assert run("approve", "999", "--account", "co") == (1, "there is no proposal 999\n")
    who = ("--account", "a", "--role", "b")
    assert run("propose", "school", "99ZZ99", "contact", "{}", *who) == (1, "no such school: 99ZZ99\n")


def test_owners_are_asked_at_their_own_address_and_only_when_mail_is_on(run, request):
    assert run("remind", at=LATE)[0] == 1
    assert mail.outbox == []
    request.getfixturevalue("mailing")
    code, printed = run("remind", at=LATE)
    assert code == 0
    assert printed.splitlines() == ["no address, ask by hand: desk 112 (1)", "asked: desk luisterlijn (3)"]
    assert [letter.to for letter in mail.outbox] == [["vraag@lijn.example"]]
    assert "112" not in str(mail.outbox[0].body)
    assert "asked less than two weeks ago: desk luisterlijn (3)" in run("remind", at=LATE)[1]


def test_mail_without_a_sender_is_not_sent(run, monkeypatch):
    monkeypatch.setattr(settings, "EMAIL_HOST", "mail.example")
    monkeypatch.setattr(settings, "DEFAULT_FROM_EMAIL", "")
    code, printed = run("remind", at=LATE)
    assert code == 1
    assert "WEGWIJZER_EMAIL_FROM" in printed
    assert mail.outbox == []


def test_who_is_gone_is_told_and_the_others_are_asked(run, mailing, tmp_path):
    for about, subject in (("desk", "opgeheven"), ("school", "99ZZ99")):
        Statement.objects.create(
            about=about, subject=subject, field="contact", value={"email": "gegevens@lijn.example"},
            source="opgegeven", evidence="B", checked=CHECKED, checked_by="coordinator",
        )  # fmt: skip
    publish(Published(tmp_path / "directory"), at=AT)
    code, printed = run("remind", at=LATE)
    assert code == 0
    assert "not known any more, nobody to ask: desk opgeheven (1)" in printed
    assert "not known any more, nobody to ask: school 99ZZ99 (1)" in printed
    assert "asked: desk luisterlijn (3)" in printed


@pytest.mark.parametrize("error", [SMTPRecipientsRefused({}), SMTPServerDisconnected("weg"), OSError("weg")])
def test_one_letter_that_cannot_be_sent_stops_no_other(run, mailing, monkeypatch, tmp_path, error):
    Statement.objects.create(
        about="desk", subject="112", field="contact", value={"email": "gegevens@lijn.example"},
        source="opgegeven", evidence="B", checked=CHECKED, checked_by="coordinator",
    )  # fmt: skip
    publish(Published(tmp_path / "directory"), at=AT)
    send = EmailMessage.send

    def broken(letter: EmailMessage) -> None:
        if letter.to == ["gegevens@lijn.example"]:
            raise error
        send(letter)

    monkeypatch.setattr(EmailMessage, "send", broken)
    code, printed = run("remind", at=LATE)
    assert code == 1
    assert "could not be asked: desk 112 (2)" in printed
    assert "asked: desk luisterlijn (3)" in printed.splitlines()
    assert Reminder.objects.count() == 1


def test_the_published_day_is_the_dutch_one(run, tmp_path):
    late = datetime(2027, 6, 30, 22, 30, tzinfo=UTC)  # half past midnight in the Netherlands
    assert publish(Published(tmp_path / "directory"), at=late).published == "2027-07-01"


def test_an_address_that_is_stated_goes_before_that_of_the_pack(run, mailing, tmp_path):
    Statement.objects.create(
        about="desk", subject="luisterlijn", field="contact", value={"email": "gegevens@lijn.example"},
        source="opgegeven door de organisatie zelf", evidence="B", checked=CHECKED, checked_by="coordinator",
    )  # fmt: skip
    publish(Published(tmp_path / "directory"), at=AT)
    run("remind", at=LATE)
    assert mail.outbox[0].to == ["gegevens@lijn.example"]


def test_links_are_asked_only_when_it_is_allowed_and_withdraw_nothing(run, monkeypatch):
    asked = []

    def check(links: list[link_check.Link]) -> list[Answer]:
        asked.extend(links)
        return [Answer(link, Found.BROKEN, "404") for link in links]

    monkeypatch.setattr(link_check, "check", check)
    monkeypatch.setattr(settings, "CHECK_LINKS", False)
    assert run("check-links")[0] == 1
    assert asked == []
    monkeypatch.setattr(settings, "CHECK_LINKS", True)
    code, printed = run("check-links")
    assert code == 1
    assert printed.splitlines() == [
        "broken  https://lijn.example (404): desk luisterlijn",
        "0 good, 0 moved, 1 broken, 0 unsure",
    ]
    assert not Withdrawal.objects.exists()


def test_without_an_edition_every_command_says_so(run, tmp_path):
    (tmp_path / "editions/published").unlink()
    for arguments in (("due",), ("remind",), ("check-links",)):
        code, printed = run(*arguments)
        assert code == 1
        assert "no edition is published" in printed
