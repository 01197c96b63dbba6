"""How long what is kept, counted from when, and why: one table. Knows no database and no clock.

The law gives no number for most of it: it asks for no longer than needed (GDPR art. 5(1)(e)). So each line
says for what it is needed. The terms are proposals of ours, for an organisation to lay down in its own DPIA.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Kind(StrEnum):
    """What is kept."""

    CONVERSATION = "conversation"
    CASE = "case"
    ESCALATION = "escalation"
    INVITATION = "invitation"
    DEVICE = "device"
    GUESSES = "guesses"
    SITTING = "sitting"


@dataclass(frozen=True, slots=True)
class Term:
    """`since` and `reason` are Dutch, for who is asked about it."""

    kind: Kind
    name: str
    after: timedelta
    since: str
    reason: str


def _term(kind: Kind, name: str, days: int, since: str, reason: str) -> Term:
    return Term(kind, name, timedelta(days=days), since, reason)


TABLE: Mapping[Kind, Term] = {
    term.kind: term
    for term in (
        _term(
            Kind.CONVERSATION,
            "Gesprek",
            90,
            "sluiting",
            "Iemand kan terugkomen op wat is gezegd. Na drie maanden is het meestal klaar of een zaak.",
        ),
        _term(
            Kind.CASE,
            "Zaak",
            365,
            "sluiting",
            "Een schooljaar lang kan het opnieuw misgaan, en kan iemand klagen over de hulp.",
        ),
        _term(
            Kind.ESCALATION,
            "Vastgelopen zaak",
            730,
            "sluiting",
            "Een klacht of een zaak bij de rechter kan twee jaar duren.",
        ),
        _term(
            Kind.INVITATION,
            "Uitnodiging",
            30,
            "afloop",
            "Zo kan nog worden nagekeken wie wie heeft uitgenodigd.",
        ),
        _term(
            Kind.DEVICE,
            "Bekend apparaat",
            180,
            "laatste keer inloggen",
            "Anders krijgt iemand na een vakantie een mail over het eigen apparaat.",
        ),
        _term(
            Kind.GUESSES,
            "Geraden codes",
            1,
            "eerste keer",
            "Na een kwartier telt het al niet meer mee.",
        ),
        _term(Kind.SITTING, "Afgelopen sessie", 0, "afloop", "Er is niets meer aan."),
    )
}

BOXES = (Kind.CONVERSATION, Kind.CASE, Kind.ESCALATION)  # what is sealed, and goes by destroying its key


def before(kind: Kind, at: datetime) -> datetime:
    """What ended before this moment has served its term."""
    return at - TABLE[kind].after
