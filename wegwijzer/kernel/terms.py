"""How long a checked fact stays good. One table, for whoever builds and for whoever shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wegwijzer.kernel.days import add_months

SHOWN = ("A", "B")  # evidence that is good enough to be shown to somebody in need


class State(StrEnum):
    """From good to gone, in this order."""

    FRESH = "fresh"
    DUE = "due"  # to be checked again; nobody who reads the page notices
    OVERDUE = "overdue"  # shown with a mark, below what is fresh
    WITHDRAWN = "withdrawn"  # not shown


@dataclass(frozen=True, slots=True)
class Term:
    """Months after the check."""

    due: int
    overdue: int
    withdrawn: int


@dataclass(frozen=True, slots=True)
class Days:
    """The first day of each state. `due` is the day on which somebody is to look again."""

    due: date
    overdue: date
    withdrawn: date

    def state(self, today: date) -> State:
        if today >= self.withdrawn:
            return State.WITHDRAWN
        if today >= self.overdue:
            return State.OVERDUE
        return State.DUE if today >= self.due else State.FRESH


# By evidence: A is sure, B fairly sure; what is weaker is not shown. Chosen by us: no law gives a term.
_LINE = {"A": Term(9, 12, 18), "B": Term(4, 6, 12)}
_ADDRESS = {"A": Term(9, 12, 24), "B": Term(4, 6, 12)}
TERMS: Mapping[str, Mapping[str, Term]] = {
    "phone": _LINE,
    "chat": _LINE,
    "mail": _ADDRESS,
    "form": _ADDRESS,
    "web": _ADDRESS,
    "letter": _ADDRESS,
    "visit": _ADDRESS,
    "hours": {"A": Term(4, 6, 12), "B": Term(3, 6, 9)},
    "person": {"A": Term(9, 12, 18), "B": Term(9, 12, 15)},  # asked once in a school year
    "file": {"A": Term(3, 12, 36), "B": Term(3, 12, 36)},  # open data: published often, true for long
}


def days(kind: str, evidence: str, checked: date) -> Days:
    """When a fact of this kind, checked on that day, is due, overdue and withdrawn. Raises `KeyError`."""
    term = TERMS[kind][evidence]
    return Days(
        add_months(checked, term.due),
        add_months(checked, term.overdue),
        add_months(checked, term.withdrawn),
    )
