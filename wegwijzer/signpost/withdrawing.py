"""Which situations lose their exit when channels are taken off the page.

An exit is a human being outside school who can be reached. A withdrawal never makes that worse: who had
somebody to call or write to keeps such a somebody, who had only an address to look at keeps that, and no line
that a route shows at once, such as 112, loses its last telephone or chat.
"""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from wegwijzer.directory.rules.freshness import (
    Line,
    Withdrawn,
    channel_name,
    expired,
    with_stated,
    withdrawn_lines,
)
from wegwijzer.directory.rules.regions import regional
from wegwijzer.directory.rules.register import EMPTY, Register
from wegwijzer.signpost.rules.diagram import Diagram, Ref
from wegwijzer.signpost.rules.edition import SOURCE_LANGUAGE, Edition
from wegwijzer.signpost.rules.ladder import Outcome

NOBODY, ADDRESS, SOMEBODY = 0, 1, 2  # how good an exit is
ANSWERED = ("phone", "chat", "mail", "form")  # at the other end somebody answers
SPOKEN = ("phone", "chat")  # and does so now
OUTSIDE = ("external", "platform")
EVERYWHERE = ("landelijk", "regio")  # a region has its counterpart in every other one; a town has not

Path = tuple[int, dict[str, str]]  # how many combinations of answers, and one of them


@dataclass(frozen=True)
class Stranded:
    """A set of situations with one outcome, that loses its exit. `answers` is the plainest of them."""

    outcome: int
    detail: str
    situations: int
    answers: dict[str, str]


@dataclass(frozen=True)
class Standing:
    """What is on the page on one day. `gone`: withdrawn. `kept`: past its term, but somebody has no other."""

    gone: frozenset[Line] = frozenset()
    kept: frozenset[Line] = frozenset()

    def gone_at(self, desk: str) -> frozenset[str]:
        return frozenset(channel for id, channel in self.gone if id == desk)

    def kept_at(self, desk: str) -> frozenset[str]:
        return frozenset(channel for id, channel in self.kept if id == desk)


@dataclass(frozen=True, eq=False)
class Exits:
    """The exits of an edition. Made once; every question about a withdrawal is then answered from here."""

    edition: Edition
    register: Register = EMPTY

    @cached_property
    def desks(self) -> Mapping[str, Mapping[str, Any]]:
        """The desks of the pack, with the channels that they state themselves."""
        desks: Mapping[str, Mapping[str, Any]] = self.edition.content[SOURCE_LANGUAGE]["desk"]
        return {
            id: {
                **desk,
                "channels": with_stated(desk["channels"], self.register.stated("desk", id).get("channels")),
            }
            for id, desk in desks.items()
        }

    @cached_property
    def outside(self) -> frozenset[str]:
        """The desks outside school with a human being who is there already, and not for one town only."""
        return frozenset(
            id
            for id, desk in self.desks.items()
            if desk["kind"] in OUTSIDE
            and desk["human"]
            and desk.get("open", True)
            and desk["region"] in EVERYWHERE
        )

    @cached_property
    def _by_desk(self) -> Mapping[str, tuple[int, ...]]:
        """The outcomes in which a desk is named."""
        found: dict[str, list[int]] = {}
        for number, outcome in enumerate(self.edition.outcomes):
            for id in _named(outcome):
                found.setdefault(id, []).append(number)
        return {id: tuple(numbers) for id, numbers in found.items()}

    def broken(self, gone: AbstractSet[Line], before: AbstractSet[Line] = frozenset()) -> dict[int, str]:
        """The outcomes that are worse with `gone` withdrawn than with `before`, each with what is wrong."""
        touched = {desk for desk, _ in gone - before}
        numbers = {number for desk in touched for number in self._by_desk.get(desk, ())}
        now, then = self._state(gone), self._state(before)
        found = {}
        for number in sorted(numbers):
            if detail := self._loss(self.edition.outcomes[number], now, then):
                found[number] = detail
        return found

    def _state(self, gone: AbstractSet[Line]) -> "dict[str, tuple[int, bool]]":
        return {id: _reach(id, desk, gone) for id, desk in self.desks.items()}

    def _loss(
        self, outcome: Outcome, now: Mapping[str, tuple[int, bool]], then: Mapping[str, tuple[int, bool]]
    ) -> str:
        silent = [id for id in outcome.now if then[id][1] and not now[id][1]]
        if silent:
            return f"the line {', '.join(silent)} has no telephone or chat any more"
        people = [id for id in _named(outcome) if id in self.outside]
        best = max((now[id][0] for id in people), default=NOBODY)
        if best >= max((then[id][0] for id in people), default=NOBODY):
            return ""
        return (
            "nobody outside school can be reached" if best == NOBODY else "only an address to look at is left"
        )

    @cached_property
    def _paths(self) -> dict[int, Path]:
        return paths(self.edition.diagram, self.edition.routes)

    def told(self, broken: Mapping[int, str]) -> list[Stranded]:
        """The situations of these outcomes, the largest sets first."""
        found = [Stranded(number, detail, *self._paths[number]) for number, detail in broken.items()]
        return sorted(found, key=lambda one: (-one.situations, one.outcome))

    def without(self, gone: AbstractSet[Line], before: AbstractSet[Line] = frozenset()) -> list[Stranded]:
        """Every set of situations that loses its exit when these are withdrawn as well."""
        return self.told(self.broken(gone | before, before))

    def on(self, today: date, withdrawals: Iterable[Withdrawn] = ()) -> Standing:
        """What the clock and the editors take away. The clock takes nobody's last exit: that stays, marked.

        What an editor withdrew stays away, also when a later edition leans on it: it is known to be wrong.
        """
        gone = withdrawn_lines(self.desks, withdrawals)
        kept = set()
        for line in expired(self.desks, today):
            if line in gone:
                continue
            if self.broken(gone | {line}, gone):
                kept.add(line)
            else:
                gone |= {line}
        return Standing(gone, frozenset(kept))

    def line(self, desk: str, channel: str) -> Line | None:
        """The channel that is meant: by its whole name, or by its kind or value when there is only one."""
        names = [channel_name(one) for one in self.desks.get(desk, {}).get("channels", ())]
        fitting = [name for name in names if channel in (name, *name.split(" ", 1))]
        exact = [name for name in fitting if name == channel]
        return (desk, (exact or fitting)[0]) if len(exact or fitting) == 1 else None


def _named(outcome: Outcome) -> set[str]:
    return {*outcome.now, *outcome.always, *(desk for desk, _ in outcome.steps)}


def _reach(id: str, desk: Mapping[str, Any], gone: AbstractSet[Line]) -> tuple[int, bool]:
    """How good an exit a desk is for everybody, and whether somebody can be spoken to.

    A channel of one region is nobody's exit elsewhere, so nothing rests on it.
    """
    there = [one for one in desk["channels"] if not regional(one)]
    kinds = {one["type"] for one in there if (id, channel_name(one)) not in gone}
    if desk["kind"] == "platform" or kinds.intersection(ANSWERED):
        return SOMEBODY, bool(kinds.intersection(SPOKEN))
    return (ADDRESS if kinds else NOBODY), False


def paths(diagram: Diagram, root: Ref) -> dict[int, Path]:
    """For each outcome how many combinations of answers lead to it, and the plainest of them.

    From above: a node is worked out once all ways to it are known, so the cost is that of the edges.
    """
    sizes = [len(facet.values) for facet in diagram.facets]
    depth = len(sizes)
    counts: dict[Ref, int] = {root: _product(sizes, 0, _place(diagram, root, depth))}
    answers: dict[Ref, dict[str, str]] = {root: {}}
    for ref in _from_above(diagram, root):
        place, children = diagram.nodes[ref]
        facet = diagram.facets[place]
        for value, child in zip(facet.values, children, strict=True):
            ways = counts[ref] * _product(sizes, place + 1, _place(diagram, child, depth))
            counts[child] = counts.get(child, 0) + ways
            known = answers[ref] if value == facet.default else {**answers[ref], facet.id: value}
            if child not in answers or len(known) < len(answers[child]):
                answers[child] = known
    return {-1 - ref: (counts[ref], answers[ref]) for ref in counts if ref < 0}


def _place(diagram: Diagram, ref: Ref, depth: int) -> int:
    return diagram.nodes[ref][0] if ref >= 0 else depth


def _product(sizes: list[int], start: int, end: int) -> int:
    product = 1
    for size in sizes[start:end]:
        product *= size
    return product


def _from_above(diagram: Diagram, root: Ref) -> Iterator[Ref]:
    """Every node below the root, those of an earlier question first."""
    seen, todo = set(), [root]
    while todo:
        ref = todo.pop()
        if ref >= 0 and ref not in seen:
            seen.add(ref)
            todo.extend(diagram.nodes[ref][1])
    yield from sorted(seen, key=lambda ref: diagram.nodes[ref][0])
