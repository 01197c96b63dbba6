"""Keeping facts true: taking a channel off the page, and asking owners to look at what grows old."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction

from wegwijzer.audit.actions.writing import write
from wegwijzer.audit.rules.chain import Deed
from wegwijzer.directory import models, proposal_queries
from wegwijzer.directory.rules.freshness import (
    ASK_AGAIN,
    EDITOR,
    HOURS_OF,
    Fact,
    Line,
    NotWithdrawn,
    Obstacle,
    Owner,
    Withdrawn,
)
from wegwijzer.directory.rules.proposals import COORDINATOR, FIELDS
from wegwijzer.kernel.actor import Actor
from wegwijzer.kernel.days import DUTCH_TIME

Lost = Callable[[Sequence[Withdrawn]], Sequence[str]]

SUBJECT = "Kloppen deze gegevens van {name} nog?"
LETTER = """\
Goedendag,

Op Wegwijzer staan gegevens van {name}. Mensen die hulp zoeken, gaan daarop af.
Deze gegevens zijn een tijd geleden nagekeken. Kloppen ze nog?

{facts}

Antwoord op dit bericht, dan komt het bij ons terecht.
Klopt alles? Schrijf dat terug, dan zetten we er een nieuwe datum bij.
Klopt er iets niet? Schrijf terug wat het moet zijn.
Wat te lang niet is nagekeken, halen we van de pagina.

Dit bericht is automatisch verstuurd. We vragen dit hooguit eens in de twee weken.
"""
KINDS = {
    "phone": "telefoon",
    "chat": "chat",
    "mail": "e-mail",
    "form": "formulier",
    "web": "website",
    "letter": "postadres",
    "visit": "bezoekadres",
}


def withdraw(line: Line, reason: str, *, lost: Lost, by: Actor, at: datetime) -> Withdrawn:
    """Take a channel off the page before its term, because it is wrong.

    `lost` is given all earlier withdrawals and names the situations that would have no exit left. Raises
    `NotWithdrawn`.
    """
    if by.role not in (EDITOR, COORDINATOR):
        raise NotWithdrawn(Obstacle.NOT_AN_EDITOR)
    if not reason.strip():
        raise NotWithdrawn(Obstacle.NO_REASON)
    with transaction.atomic():
        earlier = proposal_queries.withdrawals()
        if situations := lost(earlier):
            raise NotWithdrawn(Obstacle.NO_EXIT_LEFT, situations)
        try:
            with transaction.atomic():
                row = models.Withdrawal.objects.create(
                    number=len(earlier) + 1,
                    desk=line[0],
                    channel=line[1],
                    reason=reason.strip(),
                    on=_day(at),
                    by_account=by.account,
                    by_role=by.role,
                )
        except IntegrityError as error:  # another editor took this number, so `lost` saw too few
            raise NotWithdrawn(Obstacle.MEANWHILE) from error
        write(Deed("directory.withdraw", f"withdrawal:{row.pk}", by, at))
    return row.value()


def remind(owner: Owner, *, by: Actor, at: datetime) -> bool:
    """Ask an owner by mail to look at its own facts. False when it was asked in the past fourteen days.

    When the mail cannot be handed over nothing is kept, and the error goes on.
    """
    today = _day(at)
    with transaction.atomic():
        last = proposal_queries.last_asked(owner.about, owner.id)
        if last and today - last < ASK_AGAIN:
            return False
        try:
            with transaction.atomic():
                models.Reminder.objects.create(
                    about=owner.about,
                    subject=owner.id,
                    facts=[[fact.name, fact.checked.isoformat()] for fact in owner.facts],
                    on=today,
                    by_account=by.account,
                )
        except IntegrityError:  # the same job ran twice at once
            return False
        _letter(owner).send()
    return True


def _letter(owner: Owner) -> EmailMessage:
    facts = "\n".join(f"- {_told(fact)}" for fact in owner.facts)
    name = " ".join(owner.name.split())
    return EmailMessage(
        SUBJECT.format(name=name),
        LETTER.format(name=name, facts=facts),
        to=[owner.address],
        headers={"Auto-Submitted": "auto-generated"},
    )


def _told(fact: Fact) -> str:
    """A fact in Dutch, such as "telefoon 0800 0432, nagekeken op 23-11-2026"."""
    if fact.name in FIELDS:
        name = FIELDS[fact.name].label
    else:
        kind, _, value = fact.name.removeprefix(HOURS_OF).partition(" ")
        name = f"{KINDS.get(kind, kind)} {value}"
        name = f"openingstijden van {name}" if fact.kind == "hours" else name
    return f"{name}, nagekeken op {fact.checked:%d-%m-%Y}"


def _day(at: datetime) -> date:
    return at.astimezone(DUTCH_TIME).date()
