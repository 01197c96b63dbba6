"""Writing a deed down, in the transaction of the deed itself."""

from django.db import transaction

from wegwijzer.audit import models
from wegwijzer.audit.rules import chain
from wegwijzer.audit.rules.chain import Deed, Line

HEAD = 1  # the key of the one row of `Head`


def write(deed: Deed) -> Line:
    """Add a line. It stands or falls with the transaction that is going on.

    Raises `TransactionManagementError` outside of one, and `NotForTheLedger`.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a deed is written down in its own transaction")
    number, before = _head()
    line = chain.link(deed, number + 1, before, _last_of(deed.case))
    models.Line.objects.create(
        number=line.number,
        at=line.deed.at,
        before=line.before,
        before_in_case=line.before_in_case,
        hash=line.hash,
        **line.deed.words(),
    )
    models.Head.objects.filter(pk=HEAD).update(number=line.number, hash=line.hash)
    return line


def _head() -> tuple[int, str]:
    """Number and hash of the last line, held until the transaction ends."""
    held = models.Head.objects.select_for_update()
    found = held.filter(pk=HEAD).values_list("number", "hash").first()
    if found is None:  # the first line of all
        first, _ = held.get_or_create(pk=HEAD)
        found = first.number, first.hash
    return found


def _last_of(case: str) -> str:
    if not case:
        return chain.START
    last = models.Line.objects.filter(case=case).order_by("-number").values_list("hash", flat=True).first()
    return last or chain.START
