"""Counting guesses. A guess is counted before it is looked at, so that a thousand at once gain nothing."""

import hashlib
from datetime import datetime

from django.db import transaction

from wegwijzer.accounts.models import Guesses
from wegwijzer.accounts.rules.guessing import Limit, Tries, counted, may


def count(what: str, limit: Limit, *, at: datetime) -> bool:
    """Count a guess at something; whether it may be looked at. `what` is kept only as its hash."""
    with transaction.atomic():
        row, _ = Guesses.objects.select_for_update().get_or_create(
            mark=_mark(what), defaults={"number": 0, "since": at}
        )
        tries = counted(Tries(row.number, row.since) if row.number else None, limit, at)
        row.number, row.since = tries.number, tries.since
        row.save()
    return may(tries, limit)


def forget(what: str) -> None:
    """The guess was right: nothing stands against it any more."""
    Guesses.objects.filter(mark=_mark(what)).delete()


def take_back(what: str) -> None:
    """The guess was right, by somebody unknown: only this one is not counted.

    Else an attacker who logs in to an account of their own now and then would get new guesses at it.
    """
    with transaction.atomic():
        row = Guesses.objects.select_for_update().filter(mark=_mark(what)).first()
        if row and row.number:
            row.number -= 1
            row.save()


def _mark(what: str) -> bytes:
    return hashlib.sha256(what.encode()).digest()
