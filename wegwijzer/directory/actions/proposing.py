"""An organisation states something about itself, and a second person looks before anybody sees it."""

from datetime import datetime

from django.db import IntegrityError, transaction

from wegwijzer.audit.actions.writing import write
from wegwijzer.audit.rules import chain
from wegwijzer.directory import models
from wegwijzer.directory.rules import proposals
from wegwijzer.directory.rules.proposals import Deed, Proposal, Refusal, Refused, State
from wegwijzer.directory.rules.stating import Entry
from wegwijzer.kernel.actor import Actor
from wegwijzer.kernel.days import DUTCH_TIME


def propose(entry: Entry, field: str, after: object, *, by: Actor, at: datetime) -> Proposal:
    """Ask for a change of the own entry; `after` is JSON data, None to take a statement away.

    The same value as before is a confirmation: approved, it counts as checked anew. Raises `Refused`.
    """
    if refusal := proposals.may_propose(entry, field, by):
        raise Refused(refusal)
    with transaction.atomic():
        now = models.Statement.objects.filter(about=entry.about, subject=entry.id, field=field).first()
        before = now.value if now else None
        found = proposals.weigh(entry, field, before, after)
        if found.errors:
            raise Refused(Refusal.NOT_VALID, found.errors)
        row = models.Proposal.objects.create(
            about=entry.about,
            subject=entry.id,
            field=field,
            before=before,
            after=after,
            by_account=by.account,
            by_role=by.role,
            by_organisation=by.organisation,
            at=at,
        )
        write(_deed("propose", row, by=by, at=at))
    return row.value()


def approve(number: int, *, by: Actor, at: datetime) -> Proposal:
    """Let a proposal stand: from the next publication on visitors see it. Raises `Refused`."""
    with transaction.atomic():
        row = _decide(number, Deed.APPROVE, "", by=by, at=at)
        _state(row, by=by, at=at)
        write(_deed("approve", row, by=by, at=at))
    return row.value()


def refuse(number: int, reason: str, *, by: Actor, at: datetime) -> Proposal:
    """Turn a proposal down, with the reason. Raises `Refused`."""
    with transaction.atomic():
        row = _decide(number, Deed.REFUSE, reason, by=by, at=at)
        write(_deed("refuse", row, by=by, at=at))
    return row.value()


def withdraw(number: int, *, by: Actor, at: datetime) -> Proposal:
    """Take back one's own proposal. Raises `Refused`."""
    with transaction.atomic():
        row = _decide(number, Deed.WITHDRAW, "", by=by, at=at)
        write(_deed("take_back", row, by=by, at=at))
    return row.value()


def _deed(action: str, row: models.Proposal, *, by: Actor, at: datetime) -> chain.Deed:
    return chain.Deed(f"directory.{action}", f"proposal:{row.pk}", by, at)


def _decide(number: int, deed: Deed, reason: str, *, by: Actor, at: datetime) -> models.Proposal:
    """Of two who decide at the same time one changes the row; the other finds it changed."""
    row = models.Proposal.objects.get(pk=number)
    if refusal := proposals.may_decide(row.value(), deed, by, reason):
        raise Refused(refusal)
    changed = models.Proposal.objects.filter(pk=number, state=State.PROPOSED).update(
        state=proposals.TRANSITIONS[State.PROPOSED, deed],
        decided_by=by.account,
        decided_role=by.role,
        decided_at=at,
        reason=reason.strip(),
    )
    if changed != 1:
        raise Refused(Refusal.DECIDED)
    row.refresh_from_db()
    return row


def _state(row: models.Proposal, *, by: Actor, at: datetime) -> None:
    """Put what was proposed in the place of what stood there when it was proposed."""
    place = {"about": row.about, "subject": row.subject, "field": row.field}
    now = models.Statement.objects.select_for_update().filter(**place).first()
    if (now.value if now else None) != row.before:
        raise Refused(Refusal.STALE)
    if row.after is None:
        models.Statement.objects.filter(**place).delete()
        return
    made = now or models.Statement(**place)
    made.value = row.after
    made.source, made.evidence = proposals.SOURCE[row.about], proposals.EVIDENCE
    made.checked, made.checked_by = at.astimezone(DUTCH_TIME).date(), by.role
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:  # another proposal for the same empty place was approved just now
        raise Refused(Refusal.STALE) from error
