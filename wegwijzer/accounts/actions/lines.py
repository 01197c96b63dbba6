"""The line of a deed about people and keys, and who may do it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from wegwijzer.accounts.models import Organisation
from wegwijzer.accounts.rules.guard import Refusal, Refused
from wegwijzer.accounts.rules.roles import Right, allows
from wegwijzer.audit.actions.writing import write
from wegwijzer.audit.rules.chain import Deed, Result
from wegwijzer.kernel.actor import Actor


def line(action: str, object: str, *, by: Actor, at: datetime) -> None:
    write(Deed(f"accounts.{action}", object, by, at))


def refused(object: str, *, by: Actor, at: datetime) -> None:
    """Somebody asked for what their role may not."""
    with transaction.atomic():
        write(Deed("accounts.asked", object, by, at, Result.REFUSED))


def for_own(organisation: Organisation, right: Right, by: Actor) -> None:
    """Only for the own organisation, and only in a role that may. Raises `Refused`: NOT_YOURS."""
    if by.organisation != organisation.code or not allows((by.role,), right):
        raise Refused(Refusal.NOT_YOURS)


def held(organisation: UUID) -> Organisation:
    """The row, held until the transaction ends: whoever changes or uses keys of an organisation waits.

    Raises `Refused`: UNKNOWN.
    """
    found = Organisation.objects.select_for_update().filter(pk=organisation).first()
    if found is None:
        raise Refused(Refusal.UNKNOWN)
    return found
