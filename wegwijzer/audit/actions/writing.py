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
    head, _ = models.Head.objects.select_for_update().get_or_create(pk=HEAD)
    line = chain.link(deed, head.number + 1, head.hash, _last_of(deed.case))
    models.Line.objects.create(
        number=line.number,
        at=line.deed.at,
        before=line.before,
        before_in_case=line.before_in_case,
        hash=line.hash,
        **line.deed.words(),
    )
    head.number, head.hash = line.number, line.hash
    head.save()
    return line


def _last_of(case: str) -> str:
    if not case:
        return chain.START
    last = models.Line.objects.filter(case=case).order_by("-number").values_list("hash", flat=True).first()
    return last or chain.START
