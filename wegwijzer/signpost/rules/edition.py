"""An edition.

The content pack, compiled. Immutable, numbered, and the same pack always gives the same hash.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from wegwijzer.directory.rules.places import school_code, school_number
from wegwijzer.signpost.rules import code
from wegwijzer.signpost.rules.compiling import Compiled
from wegwijzer.signpost.rules.diagram import Diagram, Ref
from wegwijzer.signpost.rules.facets import OTHER, UNKNOWN, Facet, checked
from wegwijzer.signpost.rules.ladder import Outcome

FORMAT = 2
SOURCE_LANGUAGE = "nl"
ALWAYS_ASKED = ("audience", "topic")  # whatever else is known, these two can change the outcome

Content = Mapping[str, Mapping[str, Mapping[str, Any]]]  # language -> kind -> id, then the words of one file


class DamagedEdition(ValueError):
    """The file is not an edition, or not the one that its hash promises."""


@dataclass(frozen=True)
class Edition:
    """`built` is an ISO date.

    `content` holds the pack per language; `languages` are the whole ones, Dutch first.
    """

    number: int
    built: str
    hash: str
    diagram: Diagram
    routes: Ref
    asks: Ref
    outcomes: tuple[Outcome, ...]
    content: Content
    languages: tuple[str, ...]
    emergency_languages: tuple[str, ...]
    learned: str = ""  # the hash of what the finder of this edition was learned from

    @property
    def facets(self) -> tuple[Facet, ...]:
        return self.diagram.facets

    def route(self, answers: Mapping[str, str]) -> Outcome:
        """Where these answers lead.

        What was not answered counts as "Ik weet het niet". Raises `UnknownAnswer`.
        """
        fitting = self.fitting(checked(answers, self.facets))
        return self.outcomes[self.diagram.follow(self.routes, fitting)]

    def fitting(self, answers: Mapping[str, str]) -> dict[str, str]:
        """The answers without those that are not for this reader or this kind of school.

        They come from a code, or stay behind when somebody changes an earlier answer.
        """
        return {name: value for name, value in answers.items() if self._fits(name, value, answers)}

    def _fits(self, name: str, value: str, answers: Mapping[str, str]) -> bool:
        question = self.content[SOURCE_LANGUAGE].get("question", {}).get(name, {"values": ()})
        item: Mapping[str, Any] = next((item for item in question["values"] if item["id"] == value), {})
        audience = answers.get("audience", UNKNOWN)
        if "for" in item and audience not in (*item["for"], UNKNOWN, OTHER):
            return False
        return "sectors" not in item or answers.get("sector") in item["sectors"]

    def next_question(self, answers: Mapping[str, str]) -> str | None:
        """The facet to ask now; None when nothing more can change the outcome."""
        ref = self.diagram.next_open(self.asks, answers)
        return self.facets[self.diagram.nodes[ref][0]].id if ref >= 0 else None

    def questions_left(self, answers: Mapping[str, str]) -> tuple[str, ...]:
        """Every facet that may still be asked, in the order of asking."""
        return self.diagram.still_open(self.asks, answers)

    def most_left(self, answers: Mapping[str, str]) -> int:
        """At most so many questions are still to come."""
        return self.diagram.most_after(self.asks, answers)

    def matters(self, answers: Mapping[str, str], facet: str) -> bool:
        """Whether this answer was asked for on the way: it could change the outcome."""
        if facet in ALWAYS_ASKED:
            return True
        return facet in self.questions_left({name: value for name, value in answers.items() if name != facet})

    def code(self, answers: Mapping[str, str], school: str = "") -> str:
        """The answers, and the code of the school that was chosen, as a code for the address."""
        return code_of(answers, self.facets, school)

    def answers(self, text: str) -> dict[str, str]:
        """The answers in a code.

        An answer that this edition does not know is left out. Raises `BrokenCode`.
        """
        numbers = code.decode(text)
        found = {name: self._value(name, numbers[name]) for name, _ in code.FIELDS if name in numbers}
        return self.fitting({name: value for name, value in found.items() if value})

    def _value(self, name: str, number: int) -> str:
        width = dict(code.FIELDS)[name]
        if number >= code.other(width):
            return UNKNOWN if number == code.unknown(width) else OTHER
        facet = self._facets[name]
        return facet.values[facet.numbers.index(number)] if number in facet.numbers else ""

    @cached_property
    def _facets(self) -> dict[str, Facet]:
        return {facet.id: facet for facet in self.facets}

    def words(self, kind: str, id: str, language: str) -> Mapping[str, Any]:
        """One file of the pack in a language; `KeyError` when it is not there."""
        words: Mapping[str, Any] = self.content[language][kind][id]
        return words

    @cached_property
    def checked_between(self) -> tuple[str, str]:
        """The oldest and the newest date on which a shown channel was checked."""
        dates = [
            channel["checked"]
            for desk in self.content[SOURCE_LANGUAGE]["desk"].values()
            for channel in desk["channels"]
        ]
        return min(dates), max(dates)


def school_in(text: str) -> str:
    """The code of the school that a code holds, "" for none. Raises `BrokenCode`."""
    number = code.decode(text).get(code.SCHOOL)
    return "" if number is None else school_code(number)


def code_of(answers: Mapping[str, str], facets: tuple[Facet, ...], school: str = "") -> str:
    """The code of these answers and this school. Raises `UnknownAnswer`."""
    by_id = {facet.id: facet for facet in facets}
    numbers = {name: _number(by_id[name], value) for name, value in checked(answers, facets).items()}
    return code.encode(numbers | ({code.SCHOOL: school_number(school)} if school else {}))


def _number(facet: Facet, value: str) -> int:
    width = dict(code.FIELDS)[facet.id]
    if value in (UNKNOWN, OTHER):
        return code.unknown(width) if value == UNKNOWN else code.other(width)
    return facet.numbers[facet.values.index(value)]


def body(
    compiled: Compiled,
    content: Content,
    languages: tuple[str, ...],
    emergency: tuple[str, ...],
    learned: str = "",
) -> dict[str, Any]:
    """Everything of an edition but its number and date, as JSON data."""
    desks = sorted({desk for outcome in compiled.outcomes for desk in _desks_of(outcome)})
    place = {desk: number for number, desk in enumerate(desks)}
    return {
        "format": FORMAT,
        "facets": [[facet.id, facet.values, facet.numbers] for facet in compiled.diagram.facets],
        "nodes": compiled.diagram.nodes,
        "routes": compiled.routes,
        "asks": compiled.asks,
        "desks": desks,
        "outcomes": [_packed(outcome, place) for outcome in compiled.outcomes],
        "content": content,
        "languages": languages,
        "emergency_languages": emergency,
        "learned": learned,
    }


def _desks_of(outcome: Outcome) -> tuple[str, ...]:
    return (*outcome.now, *outcome.always, *(desk for desk, _ in outcome.steps))


def _packed(outcome: Outcome, place: Mapping[str, int]) -> list[Any]:
    return [
        [place[id] for id in outcome.now],
        [[place[id], when] for id, when in outcome.steps],
        [place[id] for id in outcome.always],
        outcome.skip,
        outcome.notes,
        int(outcome.information) + 2 * int(outcome.danger),
    ]


def _unpacked(data: list[Any], desks: list[str]) -> Outcome:
    now, steps, always, skip, notes, flags = data
    return Outcome(
        now=tuple(desks[number] for number in now),
        steps=tuple((desks[number], when) for number, when in steps),
        always=tuple(desks[number] for number in always),
        skip=skip,
        notes=tuple(notes),
        information=bool(flags & 1),
        danger=bool(flags & 2),
    )


def canonical(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def digest(body: Mapping[str, Any]) -> str:
    """The hash of an edition: SHA-256 of its body as canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(body)).hexdigest()


def to_bytes(body: Mapping[str, Any], number: int, built: str) -> bytes:
    """A file: one line of head, then the body."""
    raw = canonical(body)
    head: dict[str, Any] = {"number": number, "built": built, "hash": hashlib.sha256(raw).hexdigest()}
    return json.dumps(head | {"seal": _seal(head)}).encode() + b"\n" + raw


def _seal(head: Mapping[str, Any]) -> str:
    """What makes a changed number or date in the head stand out as well."""
    return hashlib.sha256(f"{head['number']} {head['built']} {head['hash']}".encode()).hexdigest()


def head_of(data: bytes) -> dict[str, Any]:
    """Number, date and hash of a file; what stands below it is not verified. Raises `DamagedEdition`."""
    try:
        found = json.loads(data.split(b"\n", 1)[0])
        head = {"number": int(found["number"]), "built": str(found["built"]), "hash": str(found["hash"])}
        sealed = found["seal"] == _seal(head)
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedEdition("the first line is not the head of an edition") from error
    if not sealed:
        raise DamagedEdition("the head was changed")
    return head


def from_bytes(data: bytes) -> Edition:
    """Raises `DamagedEdition` when a single byte differs from what was built."""
    head = head_of(data)
    raw = data.split(b"\n", 1)[1] if b"\n" in data else b""
    if hashlib.sha256(raw).hexdigest() != head["hash"]:
        raise DamagedEdition("the content does not have the hash that stands above it")
    try:
        return _loaded(json.loads(raw), head)
    except DamagedEdition:
        raise
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise DamagedEdition(f"the content is not that of an edition: {type(error).__name__}") from error


def _loaded(loaded: Mapping[str, Any], head: Mapping[str, Any]) -> Edition:
    if loaded["format"] != FORMAT:
        raise DamagedEdition(f"format {loaded['format']} is not known here, only {FORMAT}")
    facets = tuple(Facet(id, tuple(values), tuple(numbers)) for id, values, numbers in loaded["facets"])
    nodes = [(place, tuple(children)) for place, children in loaded["nodes"]]
    return Edition(
        number=head["number"],
        built=head["built"],
        hash=head["hash"],
        diagram=Diagram(facets, nodes),
        routes=loaded["routes"],
        asks=loaded["asks"],
        outcomes=tuple(_unpacked(outcome, loaded["desks"]) for outcome in loaded["outcomes"]),
        content=loaded["content"],
        languages=tuple(loaded["languages"]),
        emergency_languages=tuple(loaded["emergency_languages"]),
        learned=str(loaded["learned"]),
    )
