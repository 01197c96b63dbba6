"""The difference between two editions, told in situations.

How many lead elsewhere, because of what, for example which.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from wegwijzer.pack.load import Pack
from wegwijzer.pack.reading import Document
from wegwijzer.signpost.policy import read_facets, read_policy
from wegwijzer.signpost.rules.compiling import compile_policy
from wegwijzer.signpost.rules.diagram import Diagram, Ref, leaf
from wegwijzer.signpost.rules.edition import Edition
from wegwijzer.signpost.rules.facets import ORDER, Facet
from wegwijzer.signpost.rules.ladder import Outcome

POLICY_KINDS = ("ladder", "rules", "desk")
WORD_KINDS = (
    "topic",
    "desk",
    "right",
    "question",
    "text",
    "sources",
    "pack",
    "rules",
    "ladder",
    "signals",
    "elsewhere",
)
FINDER_CHANGED = "the finder learned from other sentences"
MOST_EXAMPLES = 2


def compare(one: Edition, other: Edition) -> Iterator[str]:
    """Lines for people.

    Each cause is weighed by itself: edition A with only that change against edition A.
    """
    common = _Common(one, other)
    total = common.count(one, other)
    situations = f"{_number(total)} of {_number(common.combinations)} situations"
    yield f"{situations} lead elsewhere in edition {other.number} than in {one.number}"
    explained = 0
    for cause, changed in _causes(one, other):
        count, examples = common.weigh(one, changed)
        explained += count
        if count:
            yield f"  {_number(count)} because of {cause}"
            yield from (f"    {line}" for line in examples)
    if total and explained != total:
        yield "  causes that work together, or undo each other, do not add up to the total"
    yield from _changed_words(one, other)
    if one.learned != other.learned:
        yield FINDER_CHANGED


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")


class _Common:
    """Both editions in one diagram, over the answers of both."""

    def __init__(self, one: Edition, other: Edition) -> None:
        facets = []
        for name in ORDER:
            left, right = _facet(one, name), _facet(other, name)
            values = dict.fromkeys((*left.values[:-1], *right.values[:-1], left.default))
            facets.append(Facet(name, tuple(values), tuple(range(len(values) - 1))))
        self.diagram = Diagram(tuple(facets))
        self.outcomes: dict[Outcome, int] = {}
        self.combinations = self.diagram.combinations()

    def bring(self, diagram: Diagram, root: Ref, outcomes: tuple[Outcome, ...]) -> Ref:
        """The same decisions in the common diagram.

        An answer that an edition does not know counts as not given.
        """
        memo: dict[Ref, Ref] = {}

        def walk(ref: Ref) -> Ref:
            if ref < 0:
                return leaf(self.outcomes.setdefault(outcomes[-1 - ref], len(self.outcomes)))
            if ref not in memo:
                place, children = diagram.nodes[ref]
                facet, wide = diagram.facets[place], self.diagram.facets[place]
                memo[ref] = self.diagram.node(
                    place, tuple(walk(children[facet.index(value)]) for value in wide.values)
                )
            return memo[ref]

        return walk(root)

    def root(self, edition: Edition) -> Ref:
        return self.bring(edition.diagram, edition.routes, edition.outcomes)

    def count(self, one: Edition, other: Edition) -> int:
        return sum(count for count, _ in self.diagram.differing(self.root(one), self.root(other)).values())

    def weigh(self, one: Edition, changed: Pack) -> tuple[int, list[str]]:
        """How many situations one change moves, and examples.

        A change that cannot stand alone moves none by itself.
        """
        try:
            compiled = compile_policy(read_policy(changed), read_facets(changed))
        except KeyError:
            return 0, []
        root = self.bring(compiled.diagram, compiled.routes, tuple(compiled.outcomes))
        found = self.diagram.differing(self.root(one), root)
        names = list(self.outcomes)
        largest = sorted(found.items(), key=lambda item: -item[1][0])[:MOST_EXAMPLES]
        examples = [_example(example, names[left], names[right]) for (left, right), (_, example) in largest]
        return sum(count for count, _ in found.values()), examples


def _facet(edition: Edition, name: str) -> Facet:
    return next(facet for facet in edition.facets if facet.id == name)


def _example(answers: Mapping[str, str], before: Outcome, after: Outcome) -> str:
    told = " ".join(f"{name}={value}" for name, value in answers.items() if value != "onbekend")
    return f"{told}: {_route(before)}  ->  {_route(after)}"


def _route(outcome: Outcome) -> str:
    return ", ".join((*(f"{desk} now" for desk in outcome.now), *(desk for desk, _ in outcome.steps)))


def _causes(one: Edition, other: Edition) -> Iterator[tuple[str, Pack]]:
    """Each file of policy that differs, with edition A's pack in which only that file is of edition B."""
    before, after = one.content["nl"], other.content["nl"]
    for id in sorted(after["topic"].keys() - before["topic"].keys()):
        files = {kind: {**before[kind], id: after[kind][id]} for kind in ("topic", "ladder")}
        yield f"topic {id}, which is new", _as_pack({**before, **files, "desk": after["desk"]})
    for kind in POLICY_KINDS:
        for id in sorted({*before[kind], *after[kind]}):
            left, right = before[kind].get(id), after[kind].get(id)
            if kind == "rules" and left and right:
                yield from _rule_causes(before, left, right)
            elif _policy(kind, left) != _policy(kind, right):
                yield f"{kind} {id}", _pack(before, kind, id, right)


def _rule_causes(
    before: Mapping[str, Any], left: Mapping[str, Any], right: Mapping[str, Any]
) -> Iterator[tuple[str, Pack]]:
    rules = {rule["id"]: rule for rule in right["rules"]}
    for rule in left["rules"]:
        if rules.get(rule["id"]) != rule:
            changed = [rules.get(rule["id"]) if item is rule else item for item in left["rules"]]
            yield (
                f"rule {rule['id']}",
                _pack(before, "rules", "rules", {**left, "rules": [item for item in changed if item]}),
            )
    known = {rule["id"] for rule in left["rules"]}
    for place, rule in enumerate(right["rules"]):
        if rule["id"] not in known:
            changed = [*left["rules"][:place], rule, *left["rules"][place:]]
            yield (
                f"rule {rule['id']}, which is new",
                _pack(before, "rules", "rules", {**left, "rules": changed}),
            )
    for key in left.keys() - {"rules", "reasons", "id"}:
        if left[key] != right.get(key):
            yield f"rules, {key}", _pack(before, "rules", "rules", {**left, key: right[key]})


def _policy(kind: str, data: Mapping[str, Any] | None) -> Any:
    """What of a file decides a route."""
    if data is None:
        return None
    if kind == "desk":
        return {key: data.get(key) for key in ("kind", "human", "open", "competence")}
    deciding = {key: value for key, value in data.items() if key not in ("source", "checked")}
    return deciding | {"skip": sorted(data.get("skip", ()))}  # that there is a reason decides, not its words


def _pack(content: Mapping[str, Any], kind: str, id: str, data: Mapping[str, Any] | None) -> Pack:
    files = {name: dict(items) for name, items in content.items()}
    if data is None:
        files[kind].pop(id, None)
    else:
        files[kind][id] = dict(data)
    return _as_pack(files)


def _as_pack(files: Mapping[str, Mapping[str, Any]]) -> Pack:
    documents = {
        name: {id: Document(id, data) for id, data in items.items()} for name, items in files.items()
    }
    return Pack({"nl": documents})


def _changed_words(one: Edition, other: Edition) -> Iterator[str]:
    for language in (*other.languages, *other.emergency_languages):
        changed = [
            f"{kind} {id}"
            for kind in WORD_KINDS
            for id in sorted(
                {*one.content.get(language, {}).get(kind, {}), *other.content.get(language, {}).get(kind, {})}
            )
            if one.content.get(language, {}).get(kind, {}).get(id)
            != other.content.get(language, {}).get(kind, {}).get(id)
        ]
        if changed:
            yield f"words changed in {language}: {', '.join(changed[:20])}{' ...' if changed[20:] else ''}"
