"""A scheme: the tree of measures, their weights and scales, and the rule that makes a score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import lcm

from lantoa import _checks
from lantoa._checks import InputError
from lantoa._wording import said

WHOLE = ""
"""The name of the node above every other: the score itself."""

_COVERAGE = Fraction(1)


@dataclass(frozen=True)
class Node:
    """A measure or a pillar.

    Attributes:
        name: Its name, unique in the scheme; of a measure the name of its column.
        parent: The pillar it belongs to; ``""`` is the whole.
        weight: Within its parent, above 0, exact.
        less: Less is better; of a pillar always False.
        low, high, target: Ends of the scale, exact; None where there are none.
        normalise: Its own rule, or ``""`` for that of the scheme.
        aggregate: Of a pillar its own rule, or ``""`` for that of its level.
        label: What it is called, by language.
    """

    name: str
    parent: str = WHOLE
    weight: Fraction = Fraction(1)
    less: bool = False
    low: Fraction | None = None
    high: Fraction | None = None
    target: Fraction | None = None
    normalise: str = ""
    aggregate: str = ""
    label: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, eq=False)
class Scheme:
    """What a score is made of. Made by ``load_scheme``; never changed, only copied.

    Attributes:
        id: Its name.
        title: What it is called, by language.
        measures: The leaves, in the order of the scheme.
        pillars: The inner nodes, in the order of the scheme, without the whole.
        normalise: How measures are brought to a scale where they say nothing themselves.
        over: ``"year"`` or ``"pooled"``: which rows ``minmax``, ``z`` and ``rank`` look at.
        aggregate: How children are put together, from the whole down; the last goes on.
        missing: What becomes of a pillar that lacks a measure.
        coverage: Of ``renormalise``: the least share of a pillar's weight.
        factor: What the whole is multiplied by.
        broken: Measure and year of each declared break of a scale.
        lang: ``"vi"`` or ``"en"``: the language of everything that prints.
    """

    id: str
    measures: tuple[Node, ...]
    pillars: tuple[Node, ...] = ()
    title: tuple[tuple[str, str], ...] = ()
    normalise: str = "goalposts"
    over: str = "year"
    aggregate: tuple[str, ...] = ("arithmetic",)
    missing: str = "unscored"
    coverage: Fraction = _COVERAGE
    factor: Fraction = Fraction(1)
    broken: tuple[tuple[str, int], ...] = ()
    lang: str = "vi"

    @cached_property
    def nodes(self) -> dict[str, Node]:
        """Every node but the whole by its name."""
        return {node.name: node for node in (*self.measures, *self.pillars)}

    @cached_property
    def children(self) -> dict[str, tuple[Node, ...]]:
        """The children of the whole (``""``) and of every pillar, in the order of the scheme."""
        found: dict[str, list[Node]] = {WHOLE: [], **{node.name: [] for node in self.pillars}}
        for node in (*self.pillars, *self.measures):
            found[node.parent].append(node)
        return {name: tuple(nodes) for name, nodes in found.items()}

    @property
    def top(self) -> tuple[Node, ...]:
        """The nodes right below the whole."""
        return self.children[WHOLE]

    def depth(self, name: str) -> int:
        """How many steps a node lies below the whole, which is 0."""
        steps = 0
        while name != WHOLE:
            name, steps = self.nodes[name].parent, steps + 1
        return steps

    def share(self, name: str) -> Fraction:
        """The weight of a node within its parent, of all that the parent's children have."""
        node = self.nodes[name]
        return node.weight / sum(other.weight for other in self.children[node.parent])

    def whole_share(self, name: str) -> Fraction:
        """The weight of a node within the whole: the shares down to it multiplied."""
        share = Fraction(1)
        while name != WHOLE:
            share, name = share * self.share(name), self.nodes[name].parent
        return share

    def aggregate_of(self, name: str) -> str:
        """The rule by which the whole (``""``) or a pillar is put together."""
        own = self.nodes[name].aggregate if name != WHOLE else ""
        return own or self.aggregate[min(self.depth(name), len(self.aggregate) - 1)]

    def normalise_of(self, name: str) -> str:
        """The rule by which a measure is brought to its scale."""
        return self.nodes[name].normalise or self.normalise

    def label_of(self, name: str) -> str:
        """What a node is called in the scheme's language."""
        if name == WHOLE:
            return said("scoring", "whole", self.lang)
        return dict(self.nodes[name].label).get(self.lang, name)

    def divisor(self, name: str) -> int:
        """What makes the weights of a node's children whole numbers."""
        return lcm(*(child.weight.denominator for child in self.children[name]))

    def reweighted(self, weights: Mapping[str, object]) -> Scheme:
        """The scheme with other weights.

        Args:
            weights: Names and weights; others keep theirs.

        Raises:
            InputError: A name is not known, or a weight is not above 0.

        Example:
            >>> from lantoa.scoring import load_scheme
            >>> scheme = load_scheme({"a": 1, "b": 3}, normalise="none")
            >>> scheme.share("a"), scheme.reweighted({"a": "0.5"}).share("a")
            (Fraction(1, 4), Fraction(1, 7))
        """
        from lantoa.scoring.numbers import weight_of

        if not hasattr(weights, "items"):
            raise InputError(f"weights: expected a dict by name, not {type(weights).__name__}")
        for name in weights:
            if name not in self.nodes:
                raise _checks.unknown(name, list(self.nodes), what="weights: measure")
        found = {name: weight_of(weight, name) for name, weight in weights.items()}

        def changed(node: Node) -> Node:
            return replace(node, weight=found.get(node.name, node.weight))

        return replace(
            self,
            measures=tuple(map(changed, self.measures)),
            pillars=tuple(map(changed, self.pillars)),
        )

    def without(self, name: str) -> Scheme:
        """The scheme without a measure or a pillar and what is below; an empty pillar goes too.

        Raises:
            InputError: The name is not known, or nothing would be left.
        """
        _checks.one_of(name, list(self.nodes), what="without: measure or pillar")
        left = {node.name for node in self.measures if not self._lies_in(node.name, name)}
        if not left:
            raise InputError(f'without "{name}" no measure is left')
        measures = tuple(node for node in self.measures if node.name in left)
        kept = {parent for one in left for parent in self._above(one)}
        pillars = tuple(node for node in self.pillars if node.name in kept)
        broken = tuple(one for one in self.broken if one[0] in left)
        return replace(self, measures=measures, pillars=pillars, broken=broken)

    def _above(self, name: str) -> list[str]:
        found = []
        while name != WHOLE:
            found.append(name)
            name = self.nodes[name].parent
        return found

    def _lies_in(self, name: str, pillar: str) -> bool:
        return pillar in self._above(name)

    def __repr__(self) -> str:
        from lantoa.scoring.showing import scheme_text

        return scheme_text(self)

    def _repr_html_(self) -> str:
        from lantoa.scoring.showing import scheme_html

        return scheme_html(self)
