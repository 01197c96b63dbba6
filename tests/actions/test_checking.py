"""Channels that are wrong leave the page; owners are asked about what grows old. All of it made up."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from django.core import mail

from tests.actions.people import AT, EDITING, FIRST, HEAD, at_once
from wegwijzer.directory import proposal_queries
from wegwijzer.directory.actions import checking
from wegwijzer.directory.models import NeverDeleted, Reminder, Withdrawal
from wegwijzer.directory.rules.freshness import Fact, NotWithdrawn, Obstacle, Owner, Withdrawn

LINE = ("loket", "phone 030 000 00 00")

pytestmark = pytest.mark.django_db


def nobody(earlier: Sequence[Withdrawn]) -> list[str]:
    return []


def everybody(earlier: Sequence[Withdrawn]) -> list[str]:
    return ["ouder, pesten"]


@pytest.mark.parametrize("by", [EDITING, FIRST])
def test_an_editor_and_a_coordinator_may_withdraw_with_a_reason(by):
    made = checking.withdraw(LINE, " nummer opgeheven ", lost=nobody, by=by, at=AT)
    assert made == Withdrawn(*LINE, "nummer opgeheven", "2027-01-11")
    assert proposal_queries.withdrawals() == (made,)


@pytest.mark.parametrize(
    ("by", "reason", "lost", "obstacle"),
    [
        (HEAD, "fout", nobody, Obstacle.NOT_AN_EDITOR),
        (EDITING, " ", nobody, Obstacle.NO_REASON),
        (EDITING, "fout", everybody, Obstacle.NO_EXIT_LEFT),
    ],
)
def test_a_withdrawal_that_may_not_be_leaves_the_channel(by, reason, lost, obstacle):
    with pytest.raises(NotWithdrawn) as refused:
        checking.withdraw(LINE, reason, lost=lost, by=by, at=AT)
    assert refused.value.obstacle == obstacle
    assert refused.value.situations == (("ouder, pesten",) if lost is everybody else ())
    assert proposal_queries.withdrawals() == ()


def test_a_withdrawal_is_weighed_with_all_that_went_before():
    seen: list[int] = []

    def lost(earlier: Sequence[Withdrawn]) -> list[str]:
        seen.append(len(earlier))
        return []

    for number in range(3):
        checking.withdraw(("loket", f"phone {number}"), "fout", lost=lost, by=EDITING, at=AT)
    assert seen == [0, 1, 2]


def test_a_withdrawal_is_never_deleted():
    checking.withdraw(LINE, "fout", lost=nobody, by=EDITING, at=AT)
    with pytest.raises(NeverDeleted):
        Withdrawal.objects.all().delete()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round", range(5))
def test_two_editors_at_the_same_time_cannot_take_the_last_two_lines(round):
    def lost(earlier: Sequence[Withdrawn]) -> list[str]:
        return ["iedereen"] if earlier else []  # one of two may go

    def withdraw(name: str) -> Withdrawn:
        return checking.withdraw(("loket", name), "fout", lost=lost, by=EDITING, at=AT)

    found = at_once(lambda: withdraw("phone 1"), lambda: withdraw("chat 2"))
    refused = [one.obstacle for one in found if isinstance(one, NotWithdrawn)]
    assert len(refused) == 1
    assert refused[0] in (Obstacle.MEANWHILE, Obstacle.NO_EXIT_LEFT)
    assert Withdrawal.objects.count() == 1


def fact(name: str, kind: str = "phone") -> Fact:
    return Fact("desk", "loket", name, kind, "bron.example", "B", date(2026, 1, 5), "redactie")


OWNER = Owner(
    "desk",
    "loket",
    "Het\nLoket",
    "info@loket.example",
    (fact("phone 030 000 00 00"), fact("hours of phone 030 000 00 00", "hours"), fact("contact", "mail")),
)


def test_an_owner_gets_a_letter_with_its_own_facts_only():
    assert checking.remind(OWNER, by=EDITING, at=AT)
    (letter,) = mail.outbox
    assert letter.to == ["info@loket.example"]
    assert letter.subject == "Kloppen deze gegevens van Het Loket nog?"
    lines = [line for line in str(letter.body).splitlines() if line.startswith("- ")]
    assert lines == [
        "- telefoon 030 000 00 00, nagekeken op 05-01-2026",
        "- openingstijden van telefoon 030 000 00 00, nagekeken op 05-01-2026",
        "- Vragen over deze gegevens, nagekeken op 05-01-2026",
    ]
    assert "Antwoord op dit bericht" in str(letter.body)
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(("days", "asked"), [(0, False), (13, False), (14, True), (15, True)])
def test_nobody_is_asked_more_than_once_in_fourteen_days(days, asked):
    checking.remind(OWNER, by=EDITING, at=AT)
    assert checking.remind(OWNER, by=EDITING, at=AT + timedelta(days=days)) is asked
    assert len(mail.outbox) == Reminder.objects.count() == 1 + asked


def test_another_owner_is_asked_on_the_same_day():
    checking.remind(OWNER, by=EDITING, at=AT)
    assert checking.remind(
        Owner("school", "loket", "De Bij", "info@debij.example", OWNER.facts), by=EDITING, at=AT
    )


def test_a_letter_that_could_not_be_sent_does_not_count_as_asked(monkeypatch):
    def fails(*args: object, **options: object) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fails)
    with pytest.raises(ConnectionRefusedError):
        checking.remind(OWNER, by=EDITING, at=AT)
    assert not Reminder.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_jobs_at_once_send_one_letter():
    ask = [lambda: checking.remind(OWNER, by=EDITING, at=AT)] * 2
    assert sorted(map(bool, at_once(*ask))) == [False, True]
    assert len(mail.outbox) == 1


def test_what_was_asked_is_kept_without_an_address():
    checking.remind(OWNER, by=EDITING, at=AT)
    row = Reminder.objects.get()
    assert row.facts[0] == ["phone 030 000 00 00", "2026-01-05"]
    assert row.by_account == "ed"
    assert "@" not in str(row.facts)
