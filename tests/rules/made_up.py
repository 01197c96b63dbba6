"""A policy small enough to hold in your head: two topics, nine desks, and no rules but what a test brings."""

from dataclasses import replace
from typing import Any

from wegwijzer.signpost.rules.compiling import Compiled, compile_policy
from wegwijzer.signpost.rules.facets import Facet
from wegwijzer.signpost.rules.ladder import Competence, Composer, Desk, Outcome, Policy, Rule, TopicLadder

FACETS = (
    Facet("audience", ("leerling", "ouder", "personeel", "school", "onbekend"), (1, 2, 3, 4)),
    Facet("topic", ("ruzie", "brand", "anders"), (1, 2)),
    Facet("safety", ("gevaar", "zelfdoding", "veilig", "onbekend"), (1, 2, 4)),
    Facet("recent", ("ja", "onbekend"), (1,)),
    Facet("sector", ("po", "vo", "onbekend"), (1, 2)),
    Facet("stage", ("bestuur", "vastgelopen", "onbekend"), (3, 5)),
    Facet("stuck", ("rondgestuurd", "onbekend"), (4,)),
    Facet("who", ("leraar", "onbekend"), (2,)),
)


def desk(id: str, kind: str = "external", *roles: str, human: bool = True, **sets: set[str]) -> Desk:
    row = Competence(frozenset(roles or ("listens",)), **{name: frozenset(ids) for name, ids in sets.items()})
    return Desk(id, kind, human, (row,))


DESKS = (
    desk("112", "external", "handles"),
    desk("113", "external", "handles"),
    desk("teacher", "school", "handles"),
    desk("head", "school", "handles"),
    desk("board", "board", "handles"),
    desk("committee", "external", "handles"),
    desk("friend", "external", "listens"),
    desk("helpdesk", "platform", "advises"),
    desk("escalatie", "platform", "mediates"),
)
LADDER = ("teacher", "head", "friend", "board", "committee")
ALL_ASKED = frozenset(facet.id for facet in FACETS[2:])


def topic(id: str, **changes: Any) -> TopicLadder:
    plain = TopicLadder(
        id,
        ALL_ASKED,
        {"leerling": LADDER, "ouder": ("head", "board"), "personeel": ("board", "teacher")},
        danger=("112",),
    )
    return replace(plain, **changes)


def policy(*rules: Rule, desks: tuple[Desk, ...] = DESKS, ruzie: Any = None, **changes: Any) -> Policy:
    """The small policy with these rules. `ruzie` changes that topic, what follows the policy itself."""
    plain = Policy(
        desks={one.id: one for one in desks},
        topics={"ruzie": topic("ruzie", **(ruzie or {})), "brand": topic("brand"), "anders": topic("anders")},
        rules=rules,
        never_after={"leraar": frozenset({"teacher"})},
        start=frozenset({"teacher", "head"}),
        crisis=("112", "113"),
        later=frozenset({"board", "committee"}),
        always={
            "leerling": ("friend", "helpdesk"),
            **dict.fromkeys(("ouder", "personeel", "school", "onbekend"), ("helpdesk",)),
        },
        fallback={"ouder": ("friend", "board", "committee")},
        last=("escalatie",),
        school=("board", "friend"),
    )
    return replace(plain, **changes)


def rule(id: str = "rule", **changes: Any) -> Rule:
    return Rule(id, when={"recent": frozenset({"ja"})}, **changes)


def route(of: Policy, *rules: Rule, audience: str = "leerling", topic: str = "ruzie") -> Outcome:
    """The outcome when exactly these rules hold."""
    return Composer(of, audience, topic).compose(rules)


def desks_of(outcome: Outcome) -> tuple[str, ...]:
    return tuple(id for id, _ in outcome.steps)


def compiled(of: Policy) -> Compiled:
    return compile_policy(of, FACETS)
