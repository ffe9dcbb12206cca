"""Many moments of the protocol at once, in arrays: a member of a sort is an axis, a moment is one too.

The same sentences and transitions are read, without a solver, of all moments of a height together. That
is some thirty times as fast as one moment after the other, which `finite.py` does.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..solving.truth import Truth, implies
from .finite import FiniteState, Structure
from .guards import Act
from .relations import Relation, Sort
from .state import Member, Sentence, State
from .transitions import Transition

DEPTH = 10
"""As many variables as a sentence may have bound at once [1]."""


@dataclass(eq=False, slots=True)
class Ground:
    """What does not change from moment to moment, as arrays.

    Every sort has a number more than members: what is not named stands there, and nothing holds of it.
    """

    structure: Structure
    numbers: dict[Sort, dict[Any, int]] = field(init=False)
    honest: NDArray[np.bool_] = field(init=False)
    """(validators + 1,)"""
    order: NDArray[np.bool_] = field(init=False)
    """(rounds + 1, rounds + 1)"""
    member: NDArray[np.bool_] = field(init=False)
    """(sets, validators + 1)"""
    valid: NDArray[np.bool_] = field(init=False)
    """(sets, rounds + 1)"""
    depth: int = 0
    """Variables bound around what is being read."""

    def __post_init__(self) -> None:
        whole = self.structure
        self.numbers = {
            sort: {name: number for number, name in enumerate(whole.members[sort])} for sort in Sort
        }
        sets = list(dict.fromkeys(each for some in whole.quorums.values() for each in some))
        validators, rounds = self.numbers[Sort.VALIDATOR], self.numbers[Sort.ROUND]
        self.honest = np.zeros(len(validators) + 1, dtype=np.bool_)
        self.order = np.zeros((len(rounds) + 1,) * 2, dtype=np.bool_)
        self.member = np.zeros((len(sets), len(validators) + 1), dtype=np.bool_)
        self.valid = np.zeros((len(sets), len(rounds) + 1), dtype=np.bool_)
        self.honest[[validators[name] for name in whole.honest]] = True
        for first, second in whole.order:
            self.order[rounds[first], rounds[second]] = True
        for number, signers in enumerate(sets):
            self.member[number, [validators[name] for name in signers]] = True
        for name, allowed in whole.quorums.items():
            self.valid[[sets.index(each) for each in allowed], rounds[name]] = True

    def number(self, sort: Sort, name: Any) -> int:
        """Number of a member; that after the last for what is none."""
        return self.numbers[sort].get(name, len(self.numbers[sort]))

    @contextmanager
    def bound(self, *sizes: int) -> Iterator[tuple[list[NDArray[np.intp]], tuple[int, ...]]]:
        """Variables over so many numbers each, every one along an axis of its own, and the axes."""
        axes = tuple(range(1 + self.depth, 1 + self.depth + len(sizes)))
        assert axes[-1] <= DEPTH, "a sentence binds too many variables"
        self.depth += len(sizes)
        yield [along(axis, np.arange(size)) for axis, size in zip(axes, sizes, strict=True)], axes
        self.depth -= len(sizes)


@dataclass(frozen=True, eq=False, slots=True)
class Course(State):
    """Moments of one height; what is read of them has a truth value for each, along the first axis."""

    ground: Ground
    tables: dict[Relation, NDArray[np.bool_]]
    """By relation, (moments, members of its sorts + 1, …)."""
    moments: NDArray[np.intp]
    """Which of them, along the first axis."""

    @property
    def nil(self) -> int:  # pyright: ignore[reportIncompatibleVariableOverride]
        """The vote for no block."""
        return self.ground.number(Sort.BLOCK, self.ground.structure.nil)

    def every(self, sorts: tuple[Sort, ...], holds: Callable[..., Truth]) -> Truth:
        """All choices at once."""
        sizes = [len(self.ground.numbers[sort]) for sort in sorts]
        with self.ground.bound(*sizes) as (variables, axes):
            return np.all(spread(holds(*variables)), axis=axes, keepdims=True)

    def some(self, sorts: tuple[Sort, ...], holds: Callable[..., Truth]) -> Truth:
        """All choices at once."""
        sizes = [len(self.ground.numbers[sort]) for sort in sorts]
        with self.ground.bound(*sizes) as (variables, axes):
            return np.any(spread(holds(*variables)), axis=axes, keepdims=True)

    def holds(self, relation: Relation, *at: Any) -> Truth:
        """Looked up."""
        return self.tables[relation][(self.moments, *at)]

    def honest(self, validator: Any) -> Truth:
        """Looked up."""
        return self.ground.honest[validator]

    def before(self, first: Any, second: Any) -> Truth:
        """Looked up."""
        return self.ground.order[first, second]

    def quorum(self, round_: Any, signed: Callable[[Any], Truth]) -> Truth:
        """Every set that may certify the round is tried."""
        ground = self.ground
        with ground.bound(len(ground.member)) as ((sets,), axes):
            whole = self.every(
                (Sort.VALIDATOR,), lambda each: implies(ground.member[sets, each], signed(each))
            )
            return np.any(spread(ground.valid[sets, round_] & whole), axis=axes, keepdims=True)

    def any_two_quorums(self, holds: Callable[[Member, Member], Truth]) -> Truth:
        """Every pair of sets is tried."""
        ground = self.ground
        with ground.bound(len(ground.member), len(ground.member)) as ((one, two), axes):
            truth = holds(
                lambda each: ground.member[one, each], lambda each: ground.member[two, each]
            )
            return np.all(spread(truth), axis=axes, keepdims=True)

    def keeps(self, sentence: Sentence) -> NDArray[np.bool_]:
        """At which moments a sentence holds, (moments,)."""
        return self.by_moment(sentence(self))

    def takes(self, transition: Transition, acts: Sequence[Act], at: Sequence[int]) -> Truth:
        """Which of some acts, each from a moment to the next, are steps of a transition, (acts,)."""
        before = replace(self, moments=along(0, np.asarray(at)))
        after = replace(self, moments=along(0, np.asarray(at) + 1))

        def those(sort: Sort, names: list[Any]) -> NDArray[np.intp]:
            return along(0, np.array([self.ground.number(sort, name) for name in names]))

        together = Act(
            those(Sort.VALIDATOR, [act.actor for act in acts]),
            those(Sort.ROUND, [act.round for act in acts]),
            those(Sort.BLOCK, [act.block for act in acts]),
            those(Sort.ROUND, [act.earlier for act in acts]),
        )
        return before.by_moment(transition.relates(before, after, together))

    def by_moment(self, truth: Truth) -> NDArray[np.bool_]:
        """A truth value for each moment, (moments,)."""
        return np.broadcast_to(spread(truth), self.moments.shape).ravel()


def course_of(moments: Sequence[FiniteState]) -> Course:
    """Moments with one structure, as arrays."""
    ground = Ground(moments[0].structure)
    tables: dict[Relation, NDArray[np.bool_]] = {}
    for relation in Relation:
        numbers = [ground.numbers[sort] for sort in relation.sorts]
        table = np.zeros((len(moments), *(len(each) + 1 for each in numbers)), dtype=np.bool_)
        places = [
            (moment, *(of[name] for of, name in zip(numbers, at, strict=True)))
            for moment, state in enumerate(moments)
            for at in state.facts[relation]
        ]
        if places:
            table[tuple(np.array(places).T)] = True
        tables[relation] = table
    return Course(ground, tables, along(0, np.arange(len(moments))))


def along(axis: int, numbers: NDArray[np.intp]) -> NDArray[np.intp]:
    """Numbers along one axis of an array that has all of them."""
    return numbers.reshape([-1 if each == axis else 1 for each in range(1 + DEPTH)])


def spread(truth: Truth) -> NDArray[np.bool_]:
    """A truth value in an array that has all axes."""
    found = np.asarray(truth, dtype=np.bool_)
    return found if found.ndim else found.reshape((1,) * (1 + DEPTH))
