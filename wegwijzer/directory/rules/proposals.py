"""What a school or desk may state about itself, and the way of a proposal: a second person looks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from wegwijzer.directory.rules import stating
from wegwijzer.directory.rules.stating import Entry, Findings, Validator
from wegwijzer.kernel.actor import Actor

COORDINATOR = "coordinator"
EVIDENCE = "B"
SOURCE = {"school": "opgegeven door de school zelf", "desk": "opgegeven door de organisatie zelf"}


class State(StrEnum):
    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN_BY_PROPOSER = "withdrawn_by_proposer"


class Deed(StrEnum):
    APPROVE = "approve"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


# The whole life of a proposal. What is not here cannot be done.
TRANSITIONS: Mapping[tuple[State, Deed], State] = {
    (State.PROPOSED, Deed.APPROVE): State.APPROVED,
    (State.PROPOSED, Deed.REFUSE): State.REFUSED,
    (State.PROPOSED, Deed.WITHDRAW): State.WITHDRAWN_BY_PROPOSER,
}


class Refusal(StrEnum):
    """Why a deed is not done; the value says it in Dutch."""

    NOT_YOUR_ENTRY = "Dit is niet de gegevenskaart van uw eigen organisatie."
    NO_SUCH_FIELD = "Dit gegeven kan hier niet worden opgegeven."
    NOT_VALID = "Er klopt iets niet in wat is ingevuld."
    NOTHING_CHANGES = "Er staat niets, dus er is ook niets om weg te halen."
    NO_COORDINATOR = "Alleen een coördinator mag hierover beslissen."
    SAME_PERSON = "Wie een voorstel doet, mag het niet zelf goedkeuren. Een ander moet meekijken."
    NOT_YOUR_PROPOSAL = "Alleen wie het voorstel deed, mag het intrekken."
    NO_REASON = "Geef een reden."
    DECIDED = "Over dit voorstel is al beslist."
    STALE = "De gegevens zijn intussen veranderd. Doe een nieuw voorstel."


class Refused(Exception):
    """A deed is not done. `errors`: everything that is wrong with what was handed in, in Dutch."""

    def __init__(self, refusal: Refusal, errors: tuple[str, ...] = ()) -> None:
        super().__init__(" ".join((refusal.value, *errors)))
        self.refusal, self.errors = refusal, errors


@dataclass(frozen=True, slots=True)
class Field:
    """`about`: who may state it. `kind`: how long it stays good, a key of `kernel.terms.TERMS`.

    `shown`: whether visitors see it.
    """

    about: tuple[str, ...]
    kind: str
    label: str
    validate: Validator
    shown: bool = True


SCHOOL, DESK = ("school",), ("desk",)
FIELDS: Mapping[str, Field] = {
    "confidential_adviser": Field(SCHOOL, "person", "Interne vertrouwenspersoon", stating.person),
    "external_confidential_adviser": Field(SCHOOL, "person", "Externe vertrouwenspersoon", stating.person),
    "anti_bullying_coordinator": Field(SCHOOL, "person", "Anti-pestcoördinator", stating.person),
    "complaints_procedure": Field(SCHOOL, "web", "Klachtenregeling", stating.link),
    "complaints_committee": Field(SCHOOL, "web", "Klachtencommissie", stating.committee),
    "school_guide": Field(SCHOOL, "web", "Schoolgids", stating.link),
    "channels": Field(DESK, "phone", "Bereikbaarheid", stating.channels),
    "closures": Field(DESK, "hours", "Tijdelijk gesloten", stating.closures),
    "contact": Field((*SCHOOL, *DESK), "mail", "Vragen over deze gegevens", stating.contact, shown=False),
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """One change that somebody asks for. `before` and `after` are JSON data; None is "nothing stated"."""

    id: int
    about: str
    subject: str
    field: str
    before: object
    after: object
    by: Actor
    at: datetime
    state: State = State.PROPOSED
    decided_by: Actor | None = None
    decided_at: datetime | None = None
    reason: str = ""


def may_propose(entry: Entry, field: str, by: Actor) -> Refusal | None:
    """Only the own entry, and only what can be stated about such an entry."""
    if field not in FIELDS or entry.about not in FIELDS[field].about:
        return Refusal.NO_SUCH_FIELD
    return None if by.organisation == f"{entry.about}:{entry.id}" else Refusal.NOT_YOUR_ENTRY


def weigh(entry: Entry, field: str, before: object, after: object) -> Findings:
    """Everything that is wrong with what is proposed. The same as before is allowed: it is confirmed."""
    if after is None:
        return Findings() if before is not None else Findings((Refusal.NOTHING_CHANGES.value,))
    return FIELDS[field].validate(after, entry)


def may_decide(proposal: Proposal, deed: Deed, by: Actor, reason: str = "") -> Refusal | None:
    """Who may do what to a proposal. The button asks this, and so does the deed."""
    if (proposal.state, deed) not in TRANSITIONS:
        return Refusal.DECIDED
    if deed == Deed.WITHDRAW:
        return None if by.account == proposal.by.account else Refusal.NOT_YOUR_PROPOSAL
    if by.role != COORDINATOR:
        return Refusal.NO_COORDINATOR
    if by.account == proposal.by.account:
        return Refusal.SAME_PERSON
    return Refusal.NO_REASON if deed == Deed.REFUSE and not reason.strip() else None
