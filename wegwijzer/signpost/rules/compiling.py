"""From a policy to the diagram of every combination, and to the diagram of what is asked."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, reduce
from operator import or_

from wegwijzer.signpost.rules.diagram import Diagram, Ref, leaf
from wegwijzer.signpost.rules.facets import DANGERS, Facet
from wegwijzer.signpost.rules.ladder import Composer, Outcome, Policy, Rule, base_ladder


@dataclass(frozen=True)
class Ending:
    """One outcome of one audience and topic, with the answers by which it can be reached.

    `reach`: facet -> the values that occur on a way to it. Exact for each facet by itself, which is all that
    a proof needs.
    """

    audience: str
    topic: str
    outcome: int
    reach: Mapping[str, frozenset[str]]


@dataclass
class Compiled:
    """All combinations (`routes`), the questions (`asks`), and the outcomes that both lead to."""

    diagram: Diagram
    outcomes: list[Outcome] = field(default_factory=list)
    routes: Ref = -1
    asks: Ref = -1
    endings: list[Ending] = field(default_factory=list)
    matched: set[str] = field(default_factory=set)  # rules that hold somewhere


def compile_policy(policy: Policy, facets: tuple[Facet, ...]) -> Compiled:
    """Evaluate every combination of answers.

    Cost grows with topics x audiences x (different sets of rules that hold).
    """
    compiled = Compiled(Diagram(facets))
    known: dict[Outcome, int] = {}
    audience, topic = facets[0], facets[1]
    roots, asked = [], []
    for audience_value in audience.values:
        pairs = [
            _Pair(policy, facets, audience_value, topic_value, compiled, known).build()
            for topic_value in topic.values
        ]
        roots.append(compiled.diagram.node(1, tuple(root for root, _ in pairs)))
        asked.append(compiled.diagram.node(1, tuple(ask for _, ask in pairs)))
    compiled.routes = compiled.diagram.node(0, tuple(roots))
    compiled.asks = compiled.diagram.node(0, tuple(asked))
    return compiled


Masks = tuple[tuple[int, ...], ...]  # per facet, per value: the rules that can still hold
Reach = tuple[int, ...]  # per facet: the values, as bits


class _Pair:
    """One audience and topic. Which rules can still hold is a bit mask; all below depends on that alone."""

    def __init__(
        self,
        policy: Policy,
        facets: tuple[Facet, ...],
        audience: str,
        topic: str,
        compiled: Compiled,
        known: dict[Outcome, int],
    ) -> None:
        self.audience, self.topic, self.own = audience, topic, policy.topics[topic]
        self.compiled, self.known = compiled, known
        self.composer = Composer(policy, audience, topic)
        written = [rule for rule in policy.rules if rule.concerns(audience, topic)]
        self.rules = [*_drop_rules(policy, facets, audience, topic, written), *written]
        self.facets = facets[2:]
        self.masks: Masks = tuple(
            tuple(self._mask(facet.id, value) for value in facet.values) for facet in self.facets
        )
        self.built: dict[tuple[int, int], Ref] = {}
        self.effects = _Effects(self.rules, self.composer, _candidates(policy, audience, topic, written))
        self.by_effect: dict[tuple[int, ...], int] = {}

    def _mask(self, facet: str, value: str) -> int:
        bits = 0
        for bit, rule in enumerate(self.rules):
            if facet not in rule.when or value in rule.when[facet]:
                bits |= 1 << bit
        return bits

    def build(self) -> tuple[Ref, Ref]:
        full = (1 << len(self.rules)) - 1
        reached = _reached(self.masks, full)
        outcomes = {mask: self._outcome(mask) for mask in reached}
        ever = reduce(or_, reached)
        self.compiled.matched.update(rule.id for bit, rule in enumerate(self.rules) if ever >> bit & 1)
        root = self._node(0, full, outcomes)
        asks = self.compiled.diagram.restrict(root, lambda facet: facet in self.own.ask, {"safety": DANGERS})
        together: dict[int, Reach] = {}
        for mask, reach in reached.items():
            before = together.get(outcomes[mask])
            together[outcomes[mask]] = reach if before is None else tuple(map(or_, before, reach))
        for outcome, reach in together.items():
            self.compiled.endings.append(Ending(self.audience, self.topic, outcome, self._names(reach)))
        return root, asks

    def _names(self, reach: Reach) -> dict[str, frozenset[str]]:
        return {facet.id: _values(facet, bits) for facet, bits in zip(self.facets, reach, strict=True)}

    def _node(self, depth: int, mask: int, outcomes: dict[int, int]) -> Ref:
        if depth == len(self.facets):
            return leaf(outcomes[mask])
        key = (depth, mask)
        ref = self.built.get(key)
        if ref is None:
            values = self.masks[depth]
            below = {
                rest: self._node(depth + 1, rest, outcomes) for rest in {mask & value for value in values}
            }
            children = tuple([below[mask & value] for value in values])
            ref = self.built[key] = self.compiled.diagram.node(depth + 2, children)
        return ref

    def _outcome(self, mask: int) -> int:
        effect = self.effects.of(mask)
        number = self.by_effect.get(effect)
        if number is None:
            outcome = self.composer.compose(self._held(mask))
            number = self.by_effect[effect] = self.known.setdefault(outcome, len(self.known))
            if number == len(self.compiled.outcomes):
                self.compiled.outcomes.append(outcome)
        return number

    def _held(self, mask: int) -> tuple[Rule, ...]:
        return tuple([rule for bit, rule in enumerate(self.rules) if mask >> bit & 1])


class _Effects:
    """What a set of rules does here, in four numbers.

    Sets with the same effect have the same outcome, and most sets do: who is dropped counts only when the
    order would have named them, and the order only depends on the rules that move somebody.
    """

    def __init__(self, rules: list[Rule], composer: Composer, candidates: set[str]) -> None:
        self.rules, self.composer = rules, composer
        self.place = {id: 1 << bit for bit, id in enumerate(sorted(candidates))}
        self.drops = [self._bits_of(composer.drops(rule)) for rule in rules]
        self.dropping = _bits(bool(drop) for drop in self.drops)
        self.moving = _bits(composer.reorders(rule) for rule in rules)
        self.reasons = _bits(bool(rule.reason) for rule in rules)
        self.notes = _bits(bool(rule.note) for rule in rules)
        self.named: dict[int, tuple[int, int]] = {}

    def of(self, mask: int) -> tuple[int, ...]:
        dropped, left = 0, mask & self.dropping
        while left:
            bit = left.bit_length() - 1
            dropped |= self.drops[bit]
            left ^= 1 << bit
        moving = mask & self.moving
        if moving not in self.named:
            self.named[moving] = self._named_by(moving)
        named, handlers = self.named[moving]
        if handlers & ~dropped:  # somebody is left who handles: the fallback is not needed
            dropped &= named
        return dropped, moving, (mask & self.reasons).bit_length(), mask & self.notes

    def _named_by(self, moving: int) -> tuple[int, int]:
        """Who can be in an outcome with this order, and who of the ladder itself takes a matter on."""
        rules = tuple(rule for bit, rule in enumerate(self.rules) if moving >> bit & 1)
        ladder = self.composer.ordered(rules)
        return self._bits_of({*ladder, *self.composer.beside}), self._bits_of(
            self.composer.handlers & {*ladder}
        )

    def _bits_of(self, ids: Iterable[str]) -> int:
        return sum(self.place.get(id, 0) for id in ids)


def _bits(flags: Iterable[bool]) -> int:
    return sum(1 << bit for bit, flag in enumerate(flags) if flag)


@cache
def _reached(masks: Masks, full: int) -> dict[int, Reach]:
    """Every set of rules that can hold, and the values by which.

    Cached: most topics have rules of the same shape.
    """
    level: dict[int, Reach] = {full: ()}
    for values in masks:
        together: dict[int, int] = {}  # what the values leave over -> those values, as bits
        for index, allowed in enumerate(values):
            together[allowed] = together.get(allowed, 0) | 1 << index
        below: dict[int, Reach] = {}
        for mask, reach in level.items():
            for allowed, bits in together.items():
                now = (*reach, bits)
                before = below.get(mask & allowed)
                below[mask & allowed] = now if before is None else tuple(map(or_, before, now))
        level = below
    return level


@cache
def _values(facet: Facet, bits: int) -> frozenset[str]:
    return frozenset(value for index, value in enumerate(facet.values) if bits >> index & 1)


def _drop_rules(
    policy: Policy, facets: tuple[Facet, ...], audience: str, topic: str, rules: list[Rule]
) -> Iterator[Rule]:
    """What holds without being written.

    Nobody meets the person it is about, and no desk gets what it is not for.
    """
    candidates = _candidates(policy, audience, topic, rules)
    for who, ids in policy.never_after.items():
        if ids & candidates:
            yield Rule(id=f"never:{who}", when={"who": frozenset([who])}, drop=ids, reason=f"over_{who}")
    yield from _competence_rules(policy, facets, audience, topic, candidates)


def _competence_rules(
    policy: Policy, facets: tuple[Facet, ...], audience: str, topic: str, candidates: set[str]
) -> Iterator[Rule]:
    """For each sector, each stage, and both together: drop who is not for it.

    Values with the same effect share a rule: fewer rules are fewer sets of rules that can hold.
    """
    values = {facet.id: facet.values[:-1] for facet in facets}
    bound = {id for id in candidates if any(row.stages for row in policy.desks[id].competence)}
    asked: list[tuple[dict[str, str], set[str]]] = [
        ({"sector": sector}, candidates) for sector in values["sector"]
    ]
    asked += [({"stage": stage}, bound) for stage in values["stage"]]
    asked += [({"sector": one, "stage": two}, bound) for one in values["sector"] for two in values["stage"]]
    together: dict[tuple[frozenset[str], tuple[str, ...]], list[dict[str, str]]] = {}
    for answers, desks in asked:
        unable = frozenset(id for id in desks if not policy.desks[id].competent(topic, audience, **answers))
        if unable:
            together.setdefault((unable, tuple(answers)), []).append(answers)
    for (unable, names), situations in together.items():
        if len(names) == 1:
            yield _competence_rule(unable, {names[0]: frozenset(one[names[0]] for one in situations)})
        else:
            for one in situations:
                yield _competence_rule(unable, {name: frozenset([value]) for name, value in one.items()})


def _competence_rule(desks: frozenset[str], when: dict[str, frozenset[str]]) -> Rule:
    named = "+".join("-".join(sorted(values)) for values in when.values())
    return Rule(id=f"competence:{named}", when=when, drop=desks)


def _candidates(policy: Policy, audience: str, topic: str, rules: list[Rule]) -> set[str]:
    own = policy.topics[topic]
    lists = [
        base_ladder(policy, audience, topic),
        own.danger,
        own.always,
        own.after_board,
        own.when_stuck,
        policy.last,
    ]
    lists += [
        policy.always_for(audience),
        policy.fallback_for(audience),
    ]
    lists += [own.information_only.get(audience, ())]
    for rule in rules:
        lists += [rule.ladder, rule.front, *rule.first.values()]
    return {id for ids in lists for id in ids}
