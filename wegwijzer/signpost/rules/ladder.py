"""Who, in which order.

One situation in, one outcome out. The order of the deeds below is the whole policy.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from wegwijzer.signpost.rules.facets import AUDIENCES, OTHER, UNKNOWN

DeskIds = tuple[str, ...]
ByAudience = Mapping[str, DeskIds]

NOW, FIRST, THEN, IF_NOT, STUCK = "now", "first", "then", "if_not", "stuck"
AT_SCHOOL = ("school", "board")
HANDLES = "handles"


@dataclass(frozen=True)
class Competence:
    """A product of sets.

    For these topics, audiences, sectors and stages the desk has these roles. Empty means all.
    """

    roles: frozenset[str]
    topics: frozenset[str] = frozenset()
    audiences: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()

    def covers(self, topic: str, audience: str, sector: str = UNKNOWN, stage: str = UNKNOWN) -> bool:
        asked = (
            (topic, self.topics),
            (audience, self.audiences),
            (sector, self.sectors),
            (stage, self.stages),
        )
        return all(not allowed or value in allowed or value in (UNKNOWN, OTHER) for value, allowed in asked)


@dataclass(frozen=True)
class Desk:
    """What the ladder must know of a desk."""

    id: str
    kind: str
    human: bool
    competence: tuple[Competence, ...]
    open: bool = True  # false: announced, and nobody can be sent there yet

    def competent(self, topic: str, audience: str, sector: str = UNKNOWN, stage: str = UNKNOWN) -> bool:
        return any(row.covers(topic, audience, sector, stage) for row in self.competence)

    def has_role(self, role: str, topic: str, audience: str) -> bool:
        return any(role in row.roles and row.covers(topic, audience) for row in self.competence)


@dataclass(frozen=True)
class Rule:
    """What changes the order, and when. `when`: facet -> the values for which it holds."""

    id: str
    when: Mapping[str, frozenset[str]]
    audiences: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    not_topics: frozenset[str] = frozenset()
    ladder: DeskIds = ()
    use_ladder: bool = False
    drop: frozenset[str] = frozenset()
    use_drop: bool = False
    first: ByAudience = field(default_factory=dict)
    front: DeskIds = ()
    lift: ByAudience = field(default_factory=dict)  # put first those of these who stand on the ladder anyway
    use_first: str = ""
    information: bool = False
    danger: bool = False
    reason: str = ""
    note: str = ""

    def concerns(self, audience: str, topic: str) -> bool:
        return (
            (not self.audiences or audience in self.audiences)
            and (not self.topics or topic in self.topics)
            and topic not in self.not_topics
        )


@dataclass(frozen=True)
class TopicLadder:
    """The order of one topic, before any rule."""

    id: str
    ask: frozenset[str]
    ladder: ByAudience
    danger: DeskIds = ()
    always: DeskIds = ()
    after_school: DeskIds = ()
    after_board: DeskIds = ()
    when_stuck: DeskIds = ()
    information_only: ByAudience = field(default_factory=dict)
    crisis: bool = False  # the emergency lines come first, whatever else is said
    skip: frozenset[str] = (
        frozenset()
    )  # audiences for which the pack says why this topic does not start at school


@dataclass(frozen=True, eq=False)
class Policy:
    """The ladders of all topics with the rules that change them. One is equal to itself only."""

    desks: Mapping[str, Desk]
    topics: Mapping[str, TopicLadder]
    rules: tuple[Rule, ...]
    never_after: Mapping[str, frozenset[str]]
    start: frozenset[str]
    crisis: DeskIds
    later: frozenset[str]
    always: ByAudience
    fallback: ByAudience
    last: DeskIds
    school: DeskIds

    def always_for(self, audience: str) -> DeskIds:
        """Who is there at any time, for this kind of reader."""
        return self.always.get(audience, ())

    def fallback_for(self, audience: str) -> DeskIds:
        return self.fallback.get(audience, self.fallback["ouder"])


class Outcome(NamedTuple):
    """Where somebody is sent.

    `steps`: (desk, when), in order; `skip`: why the first step is not at school.
    """

    now: DeskIds
    steps: tuple[tuple[str, str], ...]
    always: DeskIds
    skip: str
    notes: DeskIds
    information: bool
    danger: bool


def unique(ids: Iterable[str]) -> DeskIds:
    return tuple(dict.fromkeys(ids))


def base_ladder(policy: Policy, audience: str, topic: str) -> DeskIds:
    """The ladder before any rule. A topic that has none for this audience gets the general one.

    For a reader we know nothing of: the desks that at least two kinds of readers would be sent to, nearest
    first.
    """
    ladders = policy.topics[topic].ladder
    if audience == UNKNOWN:
        return _shared_ladder([ladders[name] for name in AUDIENCES[:3] if name in ladders])
    if audience in ladders:
        return ladders[audience]
    return policy.school if audience == "school" else policy.topics[OTHER].ladder[audience]


def _shared_ladder(ladders: list[DeskIds]) -> DeskIds:
    if len(ladders) < 2:
        return ladders[0] if ladders else ()
    ranks: dict[str, list[int]] = {}
    for ladder in ladders:
        for rank, desk in enumerate(ladder):
            ranks.setdefault(desk, []).append(rank)
    shared = {desk: found for desk, found in ranks.items() if len(found) > 1}
    return tuple(sorted(shared, key=lambda desk: (sum(shared[desk]) / len(shared[desk]), desk))) or ladders[0]


class _Able:
    """Who is left once some are dropped: the parts of an outcome that depend on nothing else."""

    def __init__(self, composer: "Composer", dropped: frozenset[str]) -> None:
        own, policy = composer.own, composer.policy
        self.ids = composer.competent - dropped
        self.lines = _kept(own.danger, self.ids)
        self.own_always = _kept(own.always, self.ids)
        self.always = _kept((*own.always, *policy.always_for(composer.audience)), self.ids)
        self.helpdesk = _kept(("helpdesk",), self.ids)
        self.last = _kept(policy.last, self.ids)
        self.fallback = _kept(policy.fallback_for(composer.audience), self.ids)


class Composer:
    """Composes the outcomes of one audience and topic. What many of them share is worked out once."""

    def __init__(self, policy: Policy, audience: str, topic: str) -> None:
        self.policy, self.audience, self.topic = policy, audience, topic
        self.own = policy.topics[topic]
        self.base = base_ladder(policy, audience, topic)
        self.competent = frozenset(id for id, desk in policy.desks.items() if desk.competent(topic, audience))
        self.handlers = frozenset(id for id in self.competent if self._handles(policy.desks[id]))
        self.everybody = policy.always_for(audience)
        # To a school leader the board is no last resort.
        board = (
            {id for id in policy.later if policy.desks[id].kind == "board"} if audience == "school" else set()
        )
        self.later = policy.later - board
        # Who can be shown without standing on the ladder.
        self.beside = {*self.everybody, *self.own.always, *self.own.danger, *policy.last, "helpdesk"}
        self._able: dict[frozenset[str], _Able] = {}
        self._orders: dict[tuple[str, ...], DeskIds] = {}

    def _handles(self, desk: Desk) -> bool:
        there = desk.open and desk.id not in self.policy.crisis
        return there and desk.has_role(HANDLES, self.topic, self.audience)

    def compose(self, rules: tuple[Rule, ...]) -> Outcome:
        """The outcome when exactly these rules hold, in the order of the pack."""
        able = self._able_without(frozenset().union(*[self.drops(rule) for rule in rules]))
        moving = tuple([rule for rule in rules if self.reorders(rule)])
        danger = any(rule.danger for rule in moving)
        information = any(rule.information for rule in moving)
        ladder = self._with_handler(_kept(self.ordered(moving), able.ids), able)
        lines = () if information else self._lines(moving, able)
        if danger:
            ladder = unique((*lines, *able.own_always, *ladder))
        if not information:
            ladder = unique((*ladder, *able.last))
        always = able.helpdesk if information else able.always
        alarm = () if information else (*self.policy.crisis, *(lines if danger else ()))
        slots = _slots(self.policy, ladder, alarm, self.later)
        # Who is there for everybody at any time is no last resort as well.
        steps = tuple([step for step in slots if step[1] != IF_NOT or step[0] not in self.everybody])
        crisis = danger or (bool(ladder) and ladder[0] in self.policy.crisis)
        return Outcome(
            now=lines if crisis else tuple([id for id in lines if id != self.policy.crisis[0]]),
            steps=steps,
            always=always,
            skip=self._skip(rules, steps),
            notes=unique(rule.note for rule in rules if rule.note and self._takes_away(rule)),
            information=information,
            danger=danger,
        )

    def drops(self, rule: Rule) -> frozenset[str]:
        """Whom this rule drops here."""
        return rule.drop.union(self.own.after_school) if rule.use_drop else rule.drop

    def _takes_away(self, rule: Rule) -> bool:
        """Whether anybody on the ladder is dropped by it: only then is its note of use."""
        return not self.drops(rule).isdisjoint(self.base)

    def reorders(self, rule: Rule) -> bool:
        """Whether this rule does anything here but drop somebody or give a reason."""
        if rule.ladder or rule.front or rule.use_ladder or rule.danger or rule.information:
            return True
        return bool(self._for_reader(rule.first) or self._for_reader(rule.lift) or self._own_list(rule))

    def _able_without(self, dropped: frozenset[str]) -> _Able:
        if dropped not in self._able:
            self._able[dropped] = _Able(self, dropped)
        return self._able[dropped]

    def ordered(self, moving: tuple[Rule, ...]) -> DeskIds:
        """The ladder as these rules order it, before anybody is dropped."""
        key = tuple([rule.id for rule in moving])
        if key not in self._orders:
            ladder = self.base
            for rule in moving:
                ladder = self._moved(rule, ladder)
            information = any(rule.information for rule in moving)
            crisis = self.own.danger if self.own.crisis and not information else ()
            self._orders[key] = unique((*crisis, *ladder))
        return self._orders[key]

    def _moved(self, rule: Rule, ladder: DeskIds) -> DeskIds:
        if rule.ladder or rule.use_ladder:
            ladder = rule.ladder or self.own.information_only.get(self.audience, ladder)
        lifted = (id for id in self._for_reader(rule.lift) if id in ladder)
        return (*rule.front, *self._own_list(rule), *self._for_reader(rule.first), *lifted, *ladder)

    def _for_reader(self, by_audience: ByAudience) -> DeskIds:
        """For a reader we know nothing of: those that two kinds of readers share, else those of a pupil."""
        if self.audience != UNKNOWN:
            return by_audience.get(self.audience, ())
        return _shared_ladder([by_audience[name] for name in AUDIENCES[:3] if name in by_audience])

    def _own_list(self, rule: Rule) -> DeskIds:
        if not rule.use_first:
            return ()
        return self.own.after_board if rule.use_first == "after_board" else self.own.when_stuck

    def _lines(self, moving: tuple[Rule, ...], able: _Able) -> DeskIds:
        front = [id for rule in moving if rule.danger for id in rule.front if id in able.ids]
        return unique((*front, *able.lines)) if front else able.lines

    def _with_handler(self, ladder: DeskIds, able: _Able) -> DeskIds:
        """Dropping may have left nobody who handles; then the fallback follows, up to the first who does."""
        rest = iter(able.fallback)
        while self.handlers.isdisjoint(ladder) and (desk := next(rest, None)):
            ladder = unique((*ladder, desk))
        return ladder

    def _skip(self, rules: tuple[Rule, ...], steps: tuple[tuple[str, str], ...]) -> str:
        """Why the first step is not at school: the last reason that a rule gave, else that of the topic."""
        first = next((desk for desk, when in steps if when != NOW), None)
        if first is None or (self.policy.desks[first].kind in AT_SCHOOL and self.audience != "school"):
            return ""
        for rule in reversed(rules):
            if rule.reason:
                return rule.reason
        if self.audience == "school":
            return "school_vraagt"
        own = self.audience if self.audience != UNKNOWN else next(iter(sorted(self.own.skip)), "")
        return f"topic:{self.topic}:{own}" if own in self.own.skip else ""


def _kept(ids: Iterable[str], able: frozenset[str]) -> DeskIds:
    return tuple(dict.fromkeys([id for id in ids if id in able]))


def _slots(
    policy: Policy, ladder: DeskIds, alarm: DeskIds, later: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """When each desk is due: emergency lines at the top are for now, the next desk is first, and so on."""
    when = NOW
    for desk in ladder:
        if when == NOW and desk in alarm:
            yield desk, NOW
            continue
        if when == NOW:
            when = FIRST
        elif desk in policy.last and desk == ladder[-1]:
            when = STUCK
        elif when == FIRST:
            when = THEN
        elif desk in later:
            when = IF_NOT
        yield desk, when
