"""Kits on paper: so many of so many together bring back the key of an organisation. Every use is on record.

The kits are those of SLIP-39 (Shamir's secret sharing, words with a checksum). They are split from a pair of
their own, so they stay good when the key of the organisation is renewed.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics

from wegwijzer.accounts import queries
from wegwijzer.accounts.actions.guard import for_kits, grant, knows, membership_of
from wegwijzer.accounts.actions.lines import for_own, held, line
from wegwijzer.accounts.models import Grant, MemberKey, Recovery, RecoveryGrant
from wegwijzer.accounts.queries import Opened
from wegwijzer.accounts.rules.guard import LEAST_NEEDED, MOST_KITS, Refusal, Refused
from wegwijzer.accounts.rules.roles import Right
from wegwijzer.kernel.actor import Actor
from wegwijzer.vault import sealing
from wegwijzer.vault.sealing import Broken


def make_kits(
    organisation: UUID, opened: Opened, needed: int, kits: int, *, by: Actor, at: datetime
) -> list[str]:
    """The words of each kit, to be printed and never stored. Kits of before are worth nothing from now on.

    Raises `Refused`.
    """
    if not LEAST_NEEDED <= needed <= kits <= MOST_KITS:
        raise Refused(Refusal.BAD_KITS)
    with transaction.atomic():
        of = held(organisation)
        for_own(of, Right.MEMBERS, by)
        key, private = queries.organisation_private(opened, of.id)
        pair = sealing.new_pair()
        Recovery.objects.filter(organisation=of).delete()
        recovery = Recovery.objects.create(
            organisation=of, public=pair.public, needed=needed, kits=kits, since=at
        )
        for_kits(recovery, key, private)
        line("make_kits", of.code, by=by, at=at)
    return [*generate_mnemonics(1, [(needed, kits)], pair.private, iteration_exponent=0)[0]]


def recover(organisation: UUID, words: Sequence[str], opened: Opened, *, by: Actor, at: datetime) -> None:
    """With enough kits a member opens the organisation again, when no colleague can admit them.

    Raises `Refused`.
    """
    with transaction.atomic():
        of = held(organisation)
        for_own(of, Right.MEMBERS, by)
        membership = membership_of(opened.account, of)
        kept = RecoveryGrant.objects.select_related("key").filter(recovery__organisation=of).first()
        if kept is None:
            raise Refused(Refusal.NO_KITS)
        private = _from_kits(kept, words)
        member = MemberKey.objects.get(pk=opened.key)
        if Grant.objects.filter(key=kept.key, member=member).exists():
            raise Refused(Refusal.ALREADY)
        grant(kept.key, private, member)
        knows(membership, at)
        line("recover", of.code, by=by, at=at)


def _from_kits(kept: RecoveryGrant, words: Sequence[str]) -> bytes:
    try:
        together = combine_mnemonics([" ".join(kit.casefold().split()) for kit in words])
        return sealing.unwrap(bytes(kept.wrapped), together, kept.place())
    except (MnemonicError, Broken, ValueError):
        raise Refused(Refusal.WRONG_KITS) from None
