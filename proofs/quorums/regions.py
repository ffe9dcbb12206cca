"""Sets of validators as Venn regions: the encoding in which quorum proofs are exact.

The regions of k named sets are the 2^k ways of being inside or outside each. A region carries three
weights: validators, authorities among them, and their stake. The rules of `Universe.rules` say what
weights a finite set of validators can have:

- Every finite set of validators obeys them once stake is counted in units of the smallest holding
  (quorums compare stake with stake, so the unit is free). What no weights satisfy is therefore
  impossible for every number of validators and every distribution of stake.
- Rules, quorums and fault bounds compare sums of weights with sums of weights, so they stay true when
  all weights are multiplied by one number. Weights that satisfy them can be taken rational, hence
  whole; a region's whole stake is then spread over its validators, and at least one unit is there for
  each that is no authority. What some weights satisfy is therefore a set of validators that exists.

So satisfiable means a real counterexample, and unsatisfiable a theorem; nothing is abstracted away.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any, Literal, Protocol

import z3

Region = tuple[bool, ...]
Weights = Mapping[Region, Any]
KINDS = ("validators", "authorities", "stake")


class Population(Protocol):
    """What a premise may ask of validators, be they regions of unknowns or a list of names."""

    def validators(self, *inside: str, outside: tuple[str, ...] = ()) -> Any:
        """Validators in all the sets `inside` and in none of `outside` [1]."""
        ...

    def authorities(self, *inside: str, outside: tuple[str, ...] = ()) -> Any:
        """Authorities there [1]."""
        ...

    def stake(self, *inside: str, outside: tuple[str, ...] = ()) -> Any:
        """Stake there [token]."""
        ...

    def number(self, name: str) -> Any:
        """A number that the premises name, such as a threshold [1]."""
        ...


@dataclass(frozen=True, eq=False, slots=True)
class Universe:
    """Weights of every region, and named numbers; symbolic, or the values of a model."""

    sets: tuple[str, ...]
    weights: Mapping[str, Weights]
    """By kind: validators, authorities, stake."""
    numbers: Mapping[str, Any]

    def validators(self, *inside: str, outside: tuple[str, ...] = ()) -> Any:
        """Validators in all the sets `inside` and in none of `outside` [1]."""
        return self.total("validators", inside, outside)

    def authorities(self, *inside: str, outside: tuple[str, ...] = ()) -> Any:
        """Authorities there [1]."""
        return self.total("authorities", inside, outside)

    def stake(self, *inside: str, outside: tuple[str, ...] = ()) -> Any:
        """Stake there [token]."""
        return self.total("stake", inside, outside)

    def number(self, name: str) -> Any:
        """A number that the premises name, such as a threshold [1]."""
        return self.numbers[name]

    def total(self, kind: str, inside: tuple[str, ...], outside: tuple[str, ...]) -> Any:
        """Sum of one weight over the regions within some sets and without others."""
        within = [self.sets.index(name) for name in inside]
        without = [self.sets.index(name) for name in outside]
        weights = self.weights[kind]
        # Not z3.Sum: it writes a sum of one term in a way that cvc5 refuses.
        first, *others = [
            weights[region]
            for region in weights
            if all(region[index] for index in within)
            and not any(region[index] for index in without)
        ]
        return sum(others, start=first)

    def rules(self) -> list[Any]:
        """What the weights of every finite set of validators obey."""
        rules: list[Any] = []
        for region in self.weights["validators"]:
            validators, authorities, stake = (self.weights[kind][region] for kind in KINDS)
            rules += [
                authorities >= 0,
                validators >= authorities,
                stake >= validators - authorities,
                (validators > 0) | (stake == 0),
            ]
        return [*rules, self.authorities() > 0, self.stake() > 0]

    def evaluated(self, model: z3.ModelRef) -> "Universe":
        """The values that a model gives to every weight and number."""
        return Universe(
            self.sets,
            {
                kind: {region: value_of(weight, model) for region, weight in weights.items()}
                for kind, weights in self.weights.items()
            },
            {name: value_of(number, model) for name, number in self.numbers.items()},
        )


def symbolic(
    context: z3.Context,
    sets: tuple[str, ...],
    numbers: tuple[str, ...] = (),
    sort: Literal["real", "whole"] = "real",
) -> Universe:
    """Universe of unknown weights."""
    unknown = z3.Real if sort == "real" else z3.Int
    return Universe(
        sets,
        {
            kind: {
                region: unknown("_".join([kind, *shown(sets, region)]), context)
                for region in product((False, True), repeat=len(sets))
            }
            for kind in KINDS
        },
        {name: z3.Real(f"number_{name}", context) for name in numbers},
    )


def shown(sets: tuple[str, ...], region: Region) -> list[str]:
    """The sets that contain a region, or the word `none`."""
    return [name for name, inside in zip(sets, region, strict=True) if inside] or ["none"]


def value_of(unknown: z3.ArithRef, model: z3.ModelRef) -> Fraction:
    """Exact value in a model; zero where the model leaves it open."""
    return Fraction(str(model.eval(unknown, model_completion=True)))
