"""The content pack read as a policy.

Ladders, rules and competences as the rules of the signpost know them.
"""

from collections.abc import Mapping
from typing import Any

from wegwijzer.pack.load import Pack
from wegwijzer.signpost.rules.facets import ORDER, OTHER, UNKNOWN, Facet
from wegwijzer.signpost.rules.ladder import Competence, Desk, Policy, Rule, TopicLadder


def read_policy(pack: Pack) -> Policy:
    """Raises `KeyError` when the pack names what it does not hold; `check` finds that before."""
    rules = pack.get("rules", "rules")
    return Policy(
        desks={id: _desk(id, data) for id, data in pack.all("desk").items()},
        topics={id: _ladder(id, data) for id, data in pack.all("ladder").items()},
        rules=tuple(_rule(data) for data in rules["rules"]),
        never_after={who: frozenset(ids) for who, ids in rules["never_after"].items()},
        start=frozenset(rules["start"]),
        crisis=tuple(rules["crisis"]),
        later=frozenset(rules["later"]),
        always=_by_audience(rules["always"]),
        fallback=_by_audience(rules["fallback"]),
        last=tuple(rules["last"]),
        school=tuple(rules["school"]),
    )


def read_facets(pack: Pack) -> tuple[Facet, ...]:
    """The closed lists, in the order of asking.

    The topics are the answers to the question about the topic.
    """
    return tuple(_facet(name, pack) for name in ORDER)


def _facet(name: str, pack: Pack) -> Facet:
    if name == "topic":
        topics = sorted(pack.all("topic").values(), key=lambda topic: topic["number"])
        return Facet(
            name, (*(topic["id"] for topic in topics), OTHER), tuple(topic["number"] for topic in topics)
        )
    values = pack.get("question", name)["values"]
    return Facet(
        name, (*(value["id"] for value in values), UNKNOWN), tuple(value["number"] for value in values)
    )


def _desk(id: str, data: Mapping[str, Any]) -> Desk:
    rows = tuple(_competence(row) for row in data["competence"])
    return Desk(id, data["kind"], data["human"], rows, data.get("open", True))


def _competence(row: Mapping[str, Any]) -> Competence:
    topics = frozenset() if row["topics"] == "all" else frozenset(row["topics"])
    return Competence(
        roles=frozenset(row["roles"]),
        topics=topics,
        audiences=frozenset(row["audiences"]),
        sectors=frozenset(row["sectors"]),
        stages=frozenset(row.get("stages", ())),
    )


def _ladder(id: str, data: Mapping[str, Any]) -> TopicLadder:
    return TopicLadder(
        id=id,
        ask=frozenset(data["ask"]),
        ladder=_by_audience(data["ladder"]),
        danger=tuple(data["danger"]),
        always=tuple(data.get("always", ())),
        after_school=tuple(data.get("after_school", ())),
        after_board=tuple(data.get("after_board", ())),
        when_stuck=tuple(data.get("when_stuck", ())),
        information_only=_by_audience(data.get("information_only", {})),
        crisis=data.get("crisis", False),
        skip=frozenset(data.get("skip", {})),
    )


def _rule(data: Mapping[str, Any]) -> Rule:
    return Rule(
        id=data["id"],
        when={facet: frozenset(values) for facet, values in data["when"].items()},
        audiences=frozenset(data.get("audiences", ())),
        topics=frozenset(data.get("topics", ())),
        not_topics=frozenset(data.get("not_topics", ())),
        ladder=tuple(data.get("ladder", ())),
        use_ladder="use_ladder" in data,
        drop=frozenset(data.get("drop", ())),
        use_drop="use_drop" in data,
        first=_by_audience(data.get("first", {})),
        front=tuple(data.get("front", ())),
        lift=_by_audience(data.get("lift", {})),
        use_first=data.get("use_first", ""),
        information=data.get("information", False),
        danger=data.get("danger", False),
        reason=data.get("reason", ""),
        note=data.get("note", ""),
    )


def _by_audience(data: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {audience: tuple(ids) for audience, ids in data.items()}
