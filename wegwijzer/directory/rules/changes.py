"""What an import changes: from what is there and what was read to a plan. The action only writes it down.

Every fact weighs as much as the stand of the file that gave it, so the order of importing does not matter.
Two things depend on what was known at the time: who took whose place, and coordinates, which go when the
address does.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Generic, TypeVar

from wegwijzer.directory.rules.places import Board, Municipality, Partnership, PostcodeArea, School
from wegwijzer.directory.rules.register import MOST_STEPS

MOST_CLOSING = (
    0.05  # of the open schools that a file covers; more is a broken file until somebody says it is not
)
MUNICIPALITIES = "municipality"  # in `Origin.covers`, beside kinds of school
MISSING = ("", None)
NOT_FACTS = {"closed", "successor", "source"}  # they follow from which files list a school

V = TypeVar("V", Municipality, Partnership, PostcodeArea, Board, School)


@dataclass(frozen=True)
class Origin:
    """A file as its facts are weighed. `stand` is an ISO date.

    `covers`: kinds of school (or `MUNICIPALITIES`) of which it lists every one that is open. `weak`: facts
    that count only where no other file gives them. `empties`: facts that it takes back by leaving them empty.
    """

    id: str
    stand: str
    covers: frozenset[str] = frozenset()
    weak: frozenset[str] = frozenset()
    empties: frozenset[str] = frozenset()

    def says(self, fact: str, value: object) -> bool:
        return value not in MISSING or fact in self.empties

    def weight(self, fact: str, value: object) -> tuple[bool, str, str]:
        """What weighs most is believed; among equals the name decides, so that it is always the same one."""
        if not self.says(fact, value):
            return (False, "", "")
        return (fact not in self.weak, self.stand, self.id)


@dataclass(frozen=True)
class Known(Generic[V]):
    """A value with the newest source that lists it, and per fact the source where that is another one."""

    value: V
    main: str
    others: Mapping[str, str] = field(default_factory=dict)

    def origin_of(self, fact: str) -> str:
        return self.others.get(fact, self.main)


@dataclass(frozen=True)
class Read:
    """What one file says. A value may be partial: "" or None for what the file does not know.

    `School.municipality` may be a name where the file gives no number. `successors`: code to code. `listed`:
    codes of schools that are in the file, but not readably. They stay as they are known, and open.
    """

    municipalities: tuple[Municipality, ...] = ()
    partnerships: tuple[Partnership, ...] = ()
    areas: tuple[PostcodeArea, ...] = ()
    boards: tuple[Board, ...] = ()
    schools: tuple[School, ...] = ()
    successors: Mapping[str, str] = field(default_factory=dict)
    listed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class There:
    """Everything that is known, each by its key; or, in a plan, only what becomes different."""

    origins: dict[str, Origin] = field(default_factory=dict)
    municipalities: dict[str, Known[Municipality]] = field(default_factory=dict)
    partnerships: dict[str, Known[Partnership]] = field(default_factory=dict)
    areas: dict[str, Known[PostcodeArea]] = field(default_factory=dict)
    boards: dict[str, Known[Board]] = field(default_factory=dict)
    schools: dict[str, Known[School]] = field(default_factory=dict)

    def with_(self, other: "There") -> "There":
        return There(
            **{own.name: {**getattr(self, own.name), **getattr(other, own.name)} for own in fields(self)}
        )

    def beyond(self, before: "There") -> "There":
        """What is here and was not, or not so, before."""
        return There(
            **{
                own.name: {
                    key: known
                    for key, known in getattr(self, own.name).items()
                    if getattr(before, own.name).get(key) != known
                }
                for own in fields(self)
            }
        )


@dataclass(frozen=True)
class Plan:
    """What one file changes. Codes of schools; `changed`: the facts; `moved`: board before and after.

    `successors`: for what closed now, the location that took its place. `closing` is a part of 1. `not_so`:
    in words, which successors of the file do not hold.
    """

    writes: There
    new: tuple[str, ...] = ()
    changed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    moved: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    closed: tuple[str, ...] = ()
    reopened: tuple[str, ...] = ()
    successors: Mapping[str, str] = field(default_factory=dict)
    closing: float = 0
    not_so: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether it would close more than anybody should let a file close unseen."""
        return self.closing > MOST_CLOSING


def plan(there: There, read: Read, origin: Origin) -> Plan:
    """What becomes different when this file is believed as far as its stand allows."""
    with_file = There(origins={**there.origins, origin.id: origin})
    regions = _regions(there, read, origin, with_file.origins)
    sure = there.with_(regions)
    listed = _listed(there, _resolved(read.schools, sure), read.listed, origin, with_file.origins)
    schools = _states(there.schools | listed, listed, origin, with_file.origins)
    gone = [code for code in schools if schools[code].value.closed and _open(there.schools.get(code))]
    late = [code for code in schools if schools[code].value.closed and code not in there.schools]
    successors = _successors(there.schools | schools, [*gone, *late])
    for code, successor in successors.items():
        schools[code] = replace(schools[code], value=replace(schools[code].value, successor=successor))
    told, not_so = _told(there.schools | schools, read.successors)
    after = sure.with_(There(origins=with_file.origins, schools=schools | told))
    open_before = sum(_open(known) and known.value.kind in origin.covers for known in there.schools.values())
    changed = _changed(there.schools, listed)
    return Plan(
        writes=after.beyond(there),
        new=tuple(code for code in listed if code not in there.schools and not schools[code].value.closed),
        changed=changed,
        moved=_moved(there.schools, listed, changed),
        closed=tuple(gone + late),
        reopened=tuple(code for code in schools if _was_closed(there.schools.get(code), schools[code])),
        successors=successors | {code: known.value.successor for code, known in told.items()},
        closing=len(gone) / open_before if open_before else 0,
        not_so=not_so,
    )


def _open(known: Known[School] | None) -> bool:
    return known is not None and not known.value.closed


def _was_closed(before: Known[School] | None, after: Known[School]) -> bool:
    return before is not None and bool(before.value.closed) and not after.value.closed


def _regions(there: There, read: Read, origin: Origin, origins: Mapping[str, Origin]) -> There:
    """A municipality that was abolished before the newest list of all of them is not brought back."""
    newest = max((known.stand for known in origins.values() if MUNICIPALITIES in known.covers), default="")
    own = [one for one in read.municipalities if origin.stand >= newest or one.code in there.municipalities]
    municipalities = _merged(there.municipalities, own, origin, origins)
    partnerships = _merged(there.partnerships, read.partnerships, origin, origins)
    known = {**there.municipalities, **municipalities, **there.partnerships, **partnerships}
    return There(
        municipalities=municipalities,
        partnerships=partnerships,
        areas=_merged(there.areas, (_pointing(area, known) for area in read.areas), origin, origins),
        boards=_merged(there.boards, read.boards, origin, origins),
    )


def _pointing(area: PostcodeArea, known: Collection[str]) -> PostcodeArea:
    """Only at what is known: a number of four digits is a municipality, PO or VO with one a partnership."""
    return replace(
        area,
        municipality=area.municipality if area.municipality in known else "",
        partnership_po=area.partnership_po if area.partnership_po in known else "",
        partnership_vo=area.partnership_vo if area.partnership_vo in known else "",
    )


# The facts of each kind of value: all fields but the key, which is the first, and `NOT_FACTS`.
FACTS = {
    kind.__name__: tuple(one.name for one in fields(kind)[1:] if one.name not in NOT_FACTS)
    for kind in (Municipality, Partnership, PostcodeArea, Board, School)
}


def key_of(value: V) -> str:
    return str(getattr(value, fields(value)[0].name))


def _merged(
    there: Mapping[str, Known[V]], values: Iterable[V], origin: Origin, origins: Mapping[str, Origin]
) -> dict[str, Known[V]]:
    """All that is in the file, with what was known. What it names twice is believed the first time."""
    found: dict[str, Known[V]] = {}
    for value in values:
        if (key := key_of(value)) not in found:
            found[key] = merged(there.get(key), value, origin, origins)
    return found


def merged(known: Known[V] | None, value: V, origin: Origin, origins: Mapping[str, Origin]) -> Known[V]:
    """Per fact the one that weighs most."""
    if known is None:
        return Known(value, origin.id)
    before = origins[known.main]
    main = max(before, origin, key=lambda one: (one.stand, one.id)).id
    facts: dict[str, Any] = {}
    others: dict[str, str] = {}
    for name in FACTS[type(value).__name__]:
        old, new = getattr(known.value, name), getattr(value, name)
        by = origins[known.origin_of(name)]
        newer = origin.says(name, new) and origin.weight(name, new) >= by.weight(name, old)
        facts[name], by = (new, origin) if newer else (old, by)
        if by.id != main and by.says(name, facts[name]):
            others[name] = by.id
    if {"lat", "postcode"} <= facts.keys() and _elsewhere(known.value, value, facts):
        facts |= {"lat": None, "lon": None}
        others = {name: by for name, by in others.items() if name not in ("lat", "lon")}
    return Known(replace(known.value, **facts), main, others)


def _elsewhere(before: Any, read: Any, facts: Mapping[str, Any]) -> bool:
    """Whether the coordinates are those of another address than the one that is believed."""
    of = read if facts["lat"] == read.lat and facts["lon"] == read.lon else before
    return bool(of.postcode) and of.postcode != facts["postcode"]


def _resolved(schools: Iterable[School], there: There) -> list[School]:
    """Municipalities by number; what is none now is left out, for the postcode still tells which it is."""
    by_name = {known.value.name: code for code, known in there.municipalities.items()}
    return [
        replace(school, municipality=by_name.get(school.municipality, school.municipality))
        if school.municipality in by_name or school.municipality in there.municipalities
        else replace(school, municipality="")
        for school in schools
    ]


def _listed(
    there: There,
    schools: Iterable[School],
    unreadable: Iterable[str],
    origin: Origin,
    origins: Mapping[str, Origin],
) -> dict[str, Known[School]]:
    """Every school in the file. Of what is unreadable only that it is there counts: it takes nothing back."""
    found = _merged(there.schools, schools, origin, origins)
    silent = [School(code, "", "", "") for code in sorted(unreadable) if code in there.schools]
    return _merged(there.schools, silent, replace(origin, empties=frozenset()), origins) | found


def _states(
    schools: Mapping[str, Known[School]],
    listed: Collection[str],
    origin: Origin,
    origins: Mapping[str, Origin],
) -> dict[str, Known[School]]:
    """Everything that the file could open or close, as it stands now."""
    covering: dict[str, list[str]] = defaultdict(list)
    for one in origins.values():
        for kind in one.covers:
            covering[kind].append(one.stand)
    found = {}
    for code, known in schools.items():
        if code not in listed and known.value.kind not in origin.covers:
            continue
        stand = origins[known.main].stand
        later = [day for day in covering[known.value.kind] if day > stand]
        if known.main == origin.id and code not in listed:  # the same file again, and now without it
            later.append(stand)
        closed = min(later, default="")
        successor = known.value.successor if closed else ""
        found[code] = replace(known, value=replace(known.value, closed=closed, successor=successor))
    return found


def _successors(schools: Mapping[str, Known[School]], gone: Collection[str]) -> dict[str, str]:
    """Who took the place of what closed: of the same kind, in the same building or of the same institution.

    Only where there is exactly one: a wrong lead is worse than none.
    """
    at: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for known in schools.values() if gone else ():
        if not known.value.closed:
            for place in _places(known.value):
                at[place].append(known.value.code)
    found = {}
    for code in gone:
        for place in _places(schools[code].value):
            if len(at[place]) == 1:
                found[code] = at[place][0]
                break
    return found


def _places(school: School) -> list[tuple[str, ...]]:
    address = [(school.kind, school.postcode, school.number)] if school.postcode and school.number else []
    return [*address, (school.kind, school.brin)]


def _told(
    schools: dict[str, Known[School]], successors: Mapping[str, str]
) -> tuple[dict[str, Known[School]], tuple[str, ...]]:
    """Successors that somebody named, as far as they hold."""
    found: dict[str, Known[School]] = {}
    not_so = []
    for code, successor in successors.items():
        if wrong := _wrong(schools | found, code, successor):
            not_so.append(wrong)
        elif schools[code].value.successor != successor:
            found[code] = replace(schools[code], value=replace(schools[code].value, successor=successor))
    return found, tuple(not_so)


def _wrong(schools: Mapping[str, Known[School]], code: str, successor: str) -> str:
    for one in (code, successor):
        if one not in schools:
            return f"{code} to {successor}: {one} is not known"
    if not schools[code].value.closed:
        return f"{code} to {successor}: {code} is open"
    step = successor
    for _ in range(MOST_STEPS):
        if step == code:
            return f"{code} to {successor}: that leads back to {code}"
        if step not in schools or not (step := schools[step].value.successor):
            break
    return ""


def _changed(
    before: Mapping[str, Known[School]], after: Mapping[str, Known[School]]
) -> dict[str, tuple[str, ...]]:
    found = {}
    for code, known in after.items():
        if code in before:
            old = before[code].value
            names = tuple(
                name for name in FACTS["School"] if getattr(old, name) != getattr(known.value, name)
            )
            if names:
                found[code] = names
    return found


def _moved(
    before: Mapping[str, Known[School]],
    after: Mapping[str, Known[School]],
    changed: Mapping[str, tuple[str, ...]],
) -> dict[str, tuple[str, str]]:
    """A board that only now becomes known is no move."""
    return {
        code: (before[code].value.board, after[code].value.board)
        for code, names in changed.items()
        if "board" in names and before[code].value.board and after[code].value.board
    }
