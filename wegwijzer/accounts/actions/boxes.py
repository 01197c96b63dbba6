"""Boxes: what is sealed together, and for whom. Handing over is wrapping a key for one more organisation."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from wegwijzer.accounts import queries
from wegwijzer.accounts.actions import guessing
from wegwijzer.accounts.actions.lines import held, line
from wegwijzer.accounts.models import Box, BoxKey, Code, Half, OrganisationKey
from wegwijzer.accounts.queries import Keys, Opened
from wegwijzer.accounts.rules.guard import Refusal, Refused
from wegwijzer.accounts.rules.guessing import CODE
from wegwijzer.accounts.rules.retention import Kind
from wegwijzer.kernel.actor import Actor
from wegwijzer.vault import sealing
from wegwijzer.vault.return_code import ReturnCode


def make(
    organisations: Collection[UUID],
    code: ReturnCode | None,
    pepper: bytes,
    kind: Kind = Kind.CONVERSATION,
    *,
    by: Actor,
    at: datetime,
) -> Keys:
    """A new box for these organisations, and for who has the code. Raises `Refused`."""
    with transaction.atomic():
        readers = [_current(one) for one in sorted(set(organisations))]
        if not readers:
            raise Refused(Refusal.NOBODY_LEFT)
        box = Box.objects.create(kind=kind, since=at)
        half = sealing.new_key()
        Half.objects.create(box=box, half=half)
        key = sealing.new_key()
        _wrap(box, key, readers, _code(box, code, pepper) if code else None)
        line("make_box", f"box:{box.id}", by=by, at=at)
    return Keys(box.id, {1: sealing.joined(key, half)})


def find(code: ReturnCode, pepper: bytes, *, at: datetime) -> UUID:
    """The box of a return code. Guesses are counted per room, and a right one does not count.

    Raises `Refused`: TOO_MANY_CODES, or NO_SUCH_CODE.
    """
    what = f"room:{code.room}"
    if not guessing.count(what, CODE, at=at):
        raise Refused(Refusal.TOO_MANY_CODES)
    found = queries.box_of_code(code, pepper)
    if found is None:
        raise Refused(Refusal.NO_SUCH_CODE)
    guessing.take_back(what)
    return found


def close(box: UUID, *, by: Actor, at: datetime) -> None:
    """It is done: from now on its term is counted. Raises `Refused`."""
    with transaction.atomic():
        found = _held_box(box)
        found.closed_at = at
        found.save()
        line("close_box", f"box:{box}", by=by, at=at)


def reopen(box: UUID, *, by: Actor, at: datetime) -> None:
    """It is not done after all. Raises `Refused`."""
    with transaction.atomic():
        found = _held_box(box)
        found.closed_at = None
        found.save()
        line("reopen_box", f"box:{box}", by=by, at=at)


def share(box: UUID, organisation: UUID, opened: Opened, own: UUID, *, by: Actor, at: datetime) -> None:
    """Let one more organisation read, by a member of one that does. Consent is asked upstairs.

    Raises `Refused`.
    """
    with transaction.atomic():
        for one in sorted({organisation, own}):
            held(one)
        found = _held_box(box)
        key, private = queries.organisation_private(opened, own)
        rows = list(BoxKey.objects.filter(box=found, organisation_key=key))
        if not rows:
            raise Refused(Refusal.NOT_OPEN)
        reader = _current(organisation)
        if BoxKey.objects.filter(box=found, organisation_key=reader).exists():
            return
        for row in rows:
            opened_key = sealing.unwrap(bytes(row.wrapped), private, row.place())
            _wrap_one(found, row.version, opened_key, organisation_key=reader)
        line("share_box", f"box:{box}", by=by, at=at)


def revoke(box: UUID, organisation: UUID, *, by: Actor, at: datetime) -> None:
    """Stop sharing with an organisation: what was read is read, what is written later it never reads.

    Raises `Refused`: NOT_OPEN when it was not shared, NOBODY_LEFT when it is the only one.
    """
    with transaction.atomic():
        held(organisation)
        found = _held_box(box)
        readers = queries.readers(box)
        if organisation not in readers:
            raise Refused(Refusal.NOT_OPEN)
        if readers == {organisation}:
            raise Refused(Refusal.NOBODY_LEFT)
        BoxKey.objects.filter(box=found, organisation_key__organisation=organisation).delete()
        found.stale = True
        found.save()
        line("revoke_box", f"box:{box}", by=by, at=at)


def freshened(box: UUID, *, by: Actor, at: datetime) -> int:
    """The version to write under; a new one when somebody knows the last who may not. Needs nothing opened.

    Raises `Refused`.
    """
    with transaction.atomic():
        organisations = sorted(queries.readers(box))
        readers = [_current(one) for one in organisations]
        found = _held_box(box)
        if not found.stale:
            return found.version
        late = sorted(queries.readers(box) - set(organisations))  # came while we waited
        readers += [_current(one) for one in late]
        found.version += 1
        found.stale = False
        found.save()
        _wrap(found, sealing.new_key(), readers, Code.objects.filter(box=found).first())
        line("freshen_box", f"box:{box}", by=by, at=at)
    return found.version


def destroy(box: UUID, *, by: Actor, at: datetime) -> None:
    """End every key of a box. What was sealed in it opens nowhere any more, in backups neither.

    Raises `Refused`.
    """
    with transaction.atomic():
        found = _held_box(box)
        BoxKey.objects.filter(box=found).delete()
        Code.objects.filter(box=found).delete()
        Half.objects.filter(box=found).delete()
        found.destroyed_at = at
        found.save()
        line("destroy_box", f"box:{box}", by=by, at=at)


def _held_box(id: UUID) -> Box:
    found = Box.objects.select_for_update().filter(pk=id, destroyed_at=None).first()
    if found is None:
        raise Refused(Refusal.UNKNOWN)
    return found


def _current(organisation: UUID) -> OrganisationKey:
    held(organisation)  # so that its key is not renewed meanwhile
    key = queries.current_key(organisation)
    if key is None:
        raise Refused(Refusal.NO_KEY)
    return key


def _code(box: Box, code: ReturnCode, pepper: bytes) -> Code:
    salt = sealing.new_salt()
    return Code.objects.create(
        box=box,
        room=code.room,
        salt=salt,
        mark=sealing.code_mark(code.to_bytes(), salt, pepper),
        public=sealing.pair_from_code(code.to_bytes(), salt).public,
    )


def _wrap(box: Box, key: bytes, readers: list[OrganisationKey], code: Code | None) -> None:
    for reader in readers:
        _wrap_one(box, box.version, key, organisation_key=reader)
    if code:
        _wrap_one(box, box.version, key, code=code)


def _wrap_one(
    box: Box,
    version: int,
    key: bytes,
    *,
    organisation_key: OrganisationKey | None = None,
    code: Code | None = None,
) -> None:
    made = BoxKey(box=box, version=version, organisation_key=organisation_key, code=code)
    made.wrapped = sealing.wrap(key, bytes(made.reader().public), made.place())
    made.save()
