"""What has served its term goes: sealed boxes by destroying their keys, so copies are dead as well."""

from collections.abc import Mapping
from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Model, QuerySet

from wegwijzer.accounts.actions import boxes
from wegwijzer.accounts.actions.lines import line
from wegwijzer.accounts.models import Box, Device, Guesses, Invitation
from wegwijzer.accounts.rules.guard import Refused
from wegwijzer.accounts.rules.retention import BOXES, Kind, before
from wegwijzer.kernel.actor import Actor


def due(at: datetime) -> dict[Kind, int]:
    """How many of each kind have served their term; nothing is changed."""
    found = {kind: _boxes(kind, at).count() for kind in BOXES}
    return found | {kind: rows.count() for kind, rows in _rows(at).items()}


def run(*, by: Actor, at: datetime) -> dict[Kind, int]:
    """Let go what has served its term; how many of each kind.

    Each box has its line in the ledger, and each other kind one with the number: proof without content.
    """
    gone = {kind: sum(_destroyed(box, by, at) for box in list(_boxes(kind, at))) for kind in BOXES}
    for kind, rows in _rows(at).items():
        with transaction.atomic():
            number = rows.count()
            if number:
                rows.delete()
                line("let_go", f"{kind}:{number}", by=by, at=at)
        gone[kind] = number
    return gone


def _boxes(kind: Kind, at: datetime) -> "QuerySet[Box]":
    return Box.objects.filter(kind=kind, destroyed_at=None, closed_at__lte=before(kind, at)).order_by(
        "closed_at"
    )


def _destroyed(box: Box, by: Actor, at: datetime) -> int:
    """Whether this one destroyed it: another process may have been first, or it was opened again."""
    with transaction.atomic():
        still = Box.objects.select_for_update().filter(pk=box.pk, closed_at=box.closed_at)
        if not still.exists():
            return 0
        try:
            boxes.destroy(box.pk, by=by, at=at)
        except Refused:
            return 0
    return 1


def _rows(at: datetime) -> Mapping[Kind, "QuerySet[Model]"]:
    invitations = Invitation.objects.filter(until__lte=before(Kind.INVITATION, at))
    devices = Device.objects.filter(seen_on__lte=before(Kind.DEVICE, at).date())
    guesses = Guesses.objects.filter(since__lte=before(Kind.GUESSES, at))
    sittings = Session.objects.filter(expire_date__lte=before(Kind.SITTING, at))
    return {
        Kind.INVITATION: invitations,
        Kind.DEVICE: devices,
        Kind.GUESSES: guesses,
        Kind.SITTING: sittings,
    }
