"""What can be asked, in the order of asking, and the closed list of answers to each."""

from collections.abc import Mapping
from dataclasses import dataclass

UNKNOWN = "onbekend"  # "Ik weet het niet", and also: not asked
# "Geen van deze": leads where UNKNOWN leads, but the page says so and brings the helpdesk forward.
OTHER = "anders"

# Danger comes before everything that only refines the route. The order is part of what an edition proves.
ORDER = ("audience", "topic", "safety", "recent", "sector", "stage", "stuck", "who")

AUDIENCES = ("leerling", "ouder", "personeel", "school")
DANGERS = ("gevaar", "zelfdoding")  # answers to "is it safe?" after which nothing more is asked

Answers = Mapping[str, str]  # facet -> value; a facet that is absent was not answered


@dataclass(frozen=True)
class Facet:
    """One question. `values` are all that count for the route, UNKNOWN (for the topic: OTHER) last."""

    id: str
    values: tuple[str, ...]
    numbers: tuple[int, ...]  # permanent number of each value but the last: what a code stands on

    @property
    def default(self) -> str:
        return self.values[-1]

    def index(self, value: str | None) -> int:
        """The place of an answer; whoever gave none, "onbekend" or "anders" gets the place of the default."""
        try:
            return self.values.index(value) if value else len(self.values) - 1
        except ValueError:
            return len(self.values) - 1

    def accepts(self, value: str) -> bool:
        return value in self.values or value in (UNKNOWN, OTHER)


class UnknownAnswer(ValueError):
    """An answer outside the closed list. Its text names the facet and what is possible."""


def checked(answers: Answers, facets: tuple[Facet, ...]) -> dict[str, str]:
    """The answers in the order of asking; raises `UnknownAnswer` for a facet or value that does not exist."""
    by_id = {facet.id: facet for facet in facets}
    for name, value in answers.items():
        if name not in by_id:
            raise UnknownAnswer(f"no such question: {name}; possible: {', '.join(by_id)}")
        if not by_id[name].accepts(value):
            raise UnknownAnswer(
                f"no such answer to {name}: {value}; possible: {', '.join(by_id[name].values)}"
            )
    return {name: answers[name] for name in by_id if name in answers}


# The number of a question in an address. Append only: an address keeps its meaning.
FACETS_BY_NUMBER = ("audience", "topic", "safety", "sector", "stage", "stuck", "who", "recent")
