"""A moment of the protocol in plain Python: finitely many validators, rounds and blocks.

A run of the state machine is read like this, and so is every counterexample of the solver; neither is
believed before the same sentences have been evaluated here.
"""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from ..solving.truth import Truth
from .relations import Relation, Sort
from .state import Member, State
from .unsettled import UNSETTLED, Undetermined, opposite, truths

Signers = frozenset[Any]
OPEN = (UNSETTLED,) * 6
"""As many choices, not made yet, as any sentence asks for."""


@dataclass(frozen=True, slots=True)
class Structure:
    """What does not change: who there is, in what order rounds come, who may certify them."""

    members: Mapping[Sort, tuple[Any, ...]]
    """Validators, rounds, and blocks with nil among them."""
    nil: Any
    honest: Set[Any]
    order: Set[tuple[Any, Any]]
    """Pairs of rounds of which the first comes before the second."""
    quorums: Mapping[Any, tuple[Signers, ...]]
    """Sets of validators that may certify, by round."""

    truths: Mapping[tuple[Any, Any], Truth] = field(init=False, repr=False, compare=False)
    """The order, asked of half a pair as well."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "truths", truths(frozenset(self.order)))
        assert all(self.members.values()), "every sort has a member"


@dataclass(frozen=True, slots=True)
class FiniteState(State):
    """A moment whose relations are sets."""

    structure: Structure
    facts: Mapping[Relation, Set[tuple[Any, ...]]]
    truths: Mapping[str, Mapping[tuple[Any, ...], Truth]] = field(
        init=False, repr=False, compare=False
    )
    """The facts, asked of half a choice as well, by the relation's label."""

    def __post_init__(self) -> None:
        tables = {each.label: truths(frozenset(self.facts[each])) for each in Relation}
        object.__setattr__(self, "truths", tables)

    @property
    def nil(self) -> Any:  # pyright: ignore[reportIncompatibleVariableOverride]
        """The vote for no block."""
        return self.structure.nil

    def every(self, sorts: tuple[Sort, ...], holds: Callable[..., Truth]) -> Truth:
        """All choices; what settles the matter early is not gone on with."""
        return self.every_from((), sorts, holds)

    def every_from(
        self, chosen: tuple[Any, ...], sorts: tuple[Sort, ...], holds: Callable[..., Truth]
    ) -> Truth:
        """All choices that begin with those made already."""
        truth = asked(holds, *chosen, *OPEN[: len(sorts) - len(chosen)])
        if truth is not UNSETTLED or len(chosen) == len(sorts):
            return truth
        for each in self.structure.members[sorts[len(chosen)]]:
            truth = self.every_from((*chosen, each), sorts, holds)
            if truth is not True:
                return truth
        return True

    def some(self, sorts: tuple[Sort, ...], holds: Callable[..., Truth]) -> Truth:
        """Not none."""
        return opposite(self.every(sorts, lambda *at: opposite(holds(*at))))

    def holds(self, relation: Relation, *at: Any) -> Truth:
        """Looked up."""
        return self.truths[relation.label].get(at, False)

    def honest(self, validator: Any) -> Truth:
        """Looked up."""
        return UNSETTLED if validator is UNSETTLED else validator in self.structure.honest

    def before(self, first: Any, second: Any) -> Truth:
        """Looked up."""
        return self.structure.truths.get((first, second), False)

    def quorum(self, round_: Any, signed: Callable[[Any], Truth]) -> Truth:
        """Every set that may certify the round is tried."""
        if round_ is UNSETTLED:
            return UNSETTLED
        return asked(
            lambda: any(
                all(signed(each) for each in quorum)
                for quorum in self.structure.quorums.get(round_, ())
            )
        )

    def any_two_quorums(self, holds: Callable[[Member, Member], Truth]) -> Truth:
        """Every pair of sets is tried."""
        quorums = {each for some in self.structure.quorums.values() for each in some}
        return all(holds(within(one), within(two)) for one, two in product(quorums, repeat=2))


def within(signers: Signers) -> Member:
    """Membership of a set, asked of a choice that may be left unsettled."""
    return lambda each: UNSETTLED if each is UNSETTLED else each in signers


def asked(holds: Callable[..., Truth], *chosen: Any) -> Truth:
    """What holds of a choice, which may be left unsettled."""
    try:
        return holds(*chosen)
    except Undetermined:
        return UNSETTLED
