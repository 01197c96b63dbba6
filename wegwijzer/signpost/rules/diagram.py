"""Every combination of answers, held as a reduced decision diagram.

A node asks one facet and has a child for each of its values; a leaf is an outcome. Two nodes that decide the
same are one node, and a node whose answer changes nothing does not exist: hence "a question is asked only if
its answer can change the outcome", and hence millions of combinations in a few thousand nodes. (Bryant,
Graph-Based Algorithms for Boolean Function Manipulation, 1986; here with more than two values per node.)
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from wegwijzer.signpost.rules.facets import Facet

Ref = int  # a node when >= 0; the outcome -1 - ref when below
Node = tuple[int, tuple[Ref, ...]]  # (place of the facet in the order, child per value)


def leaf(outcome: int) -> Ref:
    return -1 - outcome


@dataclass
class Diagram:
    """The nodes, shared by everything that is built on them."""

    facets: tuple[Facet, ...]
    nodes: list[Node] = field(default_factory=list)
    _known: dict[Node, Ref] = field(default_factory=dict, repr=False)

    def node(self, place: int, children: tuple[Ref, ...]) -> Ref:
        """A node with these children, or simply the child when all are the same."""
        if all(child == children[0] for child in children):
            return children[0]
        key = (place, children)
        ref = self._known.get(key)
        if ref is None:
            ref = self._known[key] = len(self.nodes)
            self.nodes.append(key)
        return ref

    def follow(self, root: Ref, answers: Mapping[str, str]) -> int:
        """The outcome for these answers; whatever was not answered counts as "Ik weet het niet"."""
        ref = root
        while ref >= 0:
            place, children = self.nodes[ref]
            facet = self.facets[place]
            ref = children[facet.index(answers.get(facet.id))]
        return -1 - ref

    def next_open(self, root: Ref, answers: Mapping[str, str]) -> Ref:
        """The first node that is not answered and can still change the outcome; a leaf when there is none."""
        return self._advance(root, answers, self._deciding_the_same(answers))

    def _advance(self, ref: Ref, answers: Mapping[str, str], same: Callable[[Ref], int]) -> Ref:
        while ref >= 0:
            place, children = self.nodes[ref]
            facet = self.facets[place]
            if facet.id in answers:
                ref = children[facet.index(answers[facet.id])]
            elif len({same(child) for child in children}) == 1:
                ref = children[-1]
            else:
                return ref
        return ref

    def still_open(self, root: Ref, answers: Mapping[str, str]) -> tuple[str, ...]:
        """Every facet that is not answered and can still change the outcome, in the order of asking."""
        same = self._deciding_the_same(answers)
        places: set[int] = set()
        seen: set[Ref] = set()
        todo = [root]
        while todo:
            ref = self._advance(todo.pop(), answers, same)
            if ref >= 0 and ref not in seen:
                seen.add(ref)
                place, children = self.nodes[ref]
                places.add(place)
                todo.extend(children)
        return tuple(self.facets[place].id for place in sorted(places))

    def _deciding_the_same(self, answers: Mapping[str, str]) -> Callable[[Ref], int]:
        """Numbers the nodes: those that decide the same once these answers are known have one number.

        Answers can be known ahead of the order of asking; a node may then be idle that is not so by itself.
        """
        memo: dict[Ref, int] = {}
        known: dict[tuple[int, tuple[int, ...]], int] = {}

        def number(ref: Ref) -> int:
            if ref < 0:
                return ref
            if ref not in memo:
                place, children = self.nodes[ref]
                facet = self.facets[place]
                if facet.id in answers:
                    memo[ref] = number(children[facet.index(answers[facet.id])])
                else:
                    below = tuple([number(child) for child in children])
                    alike = all(child == below[0] for child in below)
                    memo[ref] = below[0] if alike else known.setdefault((place, below), len(known))
            return memo[ref]

        return number

    def restrict(self, root: Ref, asks: Callable[[str], bool], stops: Mapping[str, tuple[str, ...]]) -> Ref:
        """The diagram of what is asked.

        Facets that `asks` refuses count as not answered, and so does everything behind an answer in `stops`.
        A facet without influence is not asked, so it stops nothing.
        """
        memo: dict[tuple[Ref, bool], Ref] = {}

        def walk(ref: Ref, stopped: bool) -> Ref:
            if ref < 0:
                return ref
            key = (ref, stopped)
            if key not in memo:
                place, children = self.nodes[ref]
                facet = self.facets[place]
                if stopped or not asks(facet.id):
                    memo[key] = walk(children[-1], stopped)
                else:
                    ends = stops.get(facet.id, ())
                    memo[key] = self.node(
                        place,
                        tuple(
                            walk(child, value in ends)
                            for child, value in zip(children, facet.values, strict=True)
                        ),
                    )
            return memo[key]

        return walk(root, False)

    def questions(self, root: Ref) -> tuple[float, int]:
        """Mean and most number of questions on the way to an outcome, all combinations of answers alike."""
        memo: dict[Ref, tuple[float, int]] = {}

        def walk(ref: Ref) -> tuple[float, int]:
            if ref < 0:
                return 0.0, 0
            if ref not in memo:
                below = [walk(child) for child in self.nodes[ref][1]]
                memo[ref] = (
                    1 + sum(mean for mean, _ in below) / len(below),
                    1 + max(most for _, most in below),
                )
            return memo[ref]

        return walk(root)

    def longest(self, root: Ref) -> dict[str, str]:
        """Answers on a longest way through the questions."""
        answers: dict[str, str] = {}
        ref = root
        while ref >= 0:
            place, children = self.nodes[ref]
            facet = self.facets[place]
            best = max(range(len(children)), key=lambda index: self.questions(children[index])[1])
            answers[facet.id], ref = facet.values[best], children[best]
        return answers

    def most_after(self, root: Ref, answers: Mapping[str, str]) -> int:
        """The most questions that can still come after these answers."""
        same = self._deciding_the_same(answers)
        memo: dict[Ref, int] = {}

        def walk(ref: Ref) -> int:
            ref = self._advance(ref, answers, same)
            if ref < 0:
                return 0
            if ref not in memo:
                memo[ref] = 1 + max(walk(child) for child in self.nodes[ref][1])
            return memo[ref]

        return walk(root)

    def combinations(self) -> int:
        """How many combinations of answers there are."""
        total = 1
        for facet in self.facets:
            total *= len(facet.values)
        return total

    def differing(self, one: Ref, other: Ref) -> dict[tuple[int, int], tuple[int, dict[str, str]]]:
        """Where two roots lead elsewhere.

        (outcome of one, of the other) -> (how many combinations, an example).
        """
        memo: dict[tuple[Ref, Ref, int], dict[tuple[int, int], tuple[int, dict[str, str]]]] = {}

        def walk(one: Ref, other: Ref, place: int) -> dict[tuple[int, int], tuple[int, dict[str, str]]]:
            if one == other:
                return {}
            if place == len(self.facets):
                return {(-1 - one, -1 - other): (1, {})}
            key = (one, other, place)
            if key not in memo:
                facet = self.facets[place]
                found: dict[tuple[int, int], tuple[int, dict[str, str]]] = {}
                pairs = zip(
                    facet.values, self._children(one, place), self._children(other, place), strict=True
                )
                for value, left, right in reversed(list(pairs)):  # the default first: short examples
                    for ends, (count, example) in walk(left, right, place + 1).items():
                        so_far = found.get(ends, (0, {facet.id: value, **example}))
                        found[ends] = (so_far[0] + count, so_far[1])
                memo[key] = found
            return memo[key]

        return walk(one, other, 0)

    def _children(self, ref: Ref, place: int) -> tuple[Ref, ...]:
        if ref >= 0 and self.nodes[ref][0] == place:
            return self.nodes[ref][1]
        return (ref,) * len(self.facets[place].values)
