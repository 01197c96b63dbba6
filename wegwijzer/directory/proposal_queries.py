"""Reads of proposals and withdrawals; they give values, never rows."""

from datetime import date

from wegwijzer.directory import models
from wegwijzer.directory.rules.freshness import Withdrawn
from wegwijzer.directory.rules.proposals import Proposal, State


def waiting() -> list[Proposal]:
    """Proposals that nobody decided on yet, oldest first."""
    rows = models.Proposal.objects.filter(state=State.PROPOSED).order_by("at", "id")
    return [row.value() for row in rows]


def history(about: str, subject: str) -> list[Proposal]:
    """Everything that was ever proposed for an entry, oldest first."""
    rows = models.Proposal.objects.filter(about=about, subject=subject).order_by("at", "id")
    return [row.value() for row in rows]


def proposal(number: int) -> Proposal | None:
    row = models.Proposal.objects.filter(pk=number).first()
    return row.value() if row else None


def withdrawals() -> tuple[Withdrawn, ...]:
    """Every withdrawal by an editor, oldest first; the register carries them to the pages."""
    return tuple(row.value() for row in models.Withdrawal.objects.order_by("number"))


def last_asked(about: str, subject: str) -> date | None:
    """The day on which an owner was last asked to look at facts."""
    row = models.Reminder.objects.filter(about=about, subject=subject).order_by("-on").first()
    return row.on if row else None
