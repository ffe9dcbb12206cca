"""Where conditions about validators and times together are asked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

import z3

from ..quorums.regions import Universe, symbolic
from ..quorums.smallest import smallest_whole
from ..quorums.validators import named_validators
from ..solving.condition import Condition, Premise
from ..solving.solver import fresh_solver
from ..solving.truth import Truth


@dataclass(frozen=True, eq=False, slots=True)
class Dated:
    """Validators as regions or by name, at times that are unknown or of a story."""

    members: Any
    """Counts validators, authorities and stake."""
    times: Mapping[str, Any]
    """[s]"""
    populated: tuple[str, ...]
    """Sets that have an authority and stake, as every set of validators of a height."""

    def validators(self, *inside: str, outside: tuple[str, ...] = ()) -> Any:
        """Validators in all the sets `inside` and in none of `outside` [1]."""
        return self.members.validators(*inside, outside=outside)

    def authorities(self, *inside: str, outside: tuple[str, ...] = ()) -> Any:
        """Authorities there [1]."""
        return self.members.authorities(*inside, outside=outside)

    def stake(self, *inside: str, outside: tuple[str, ...] = ()) -> Any:
        """Stake there [token]."""
        return self.members.stake(*inside, outside=outside)

    def number(self, name: str) -> Any:
        """A time that the premises name [s]."""
        return self.times[name]

    def rules(self) -> list[Truth]:
        """What the weights of every finite set of validators obey, and of a height's."""
        return [*self.members.rules(), *populated_rules(self.members, self.populated)]

    def world(self) -> "Dated":
        """What premises speak of: the world itself."""
        return self

    def as_dict(self) -> dict[str, Any]:
        """Times as exact fractions, and the validators."""
        times = {name: str(time) for name, time in self.times.items()}
        return {"times": times, **self.members.as_dict()}

    def as_table(self) -> str:
        """One line per time, then the validators."""
        times = [f"{name} = {time} s" for name, time in self.times.items()]
        return "\n".join([*times, self.members.as_table()])


@dataclass(frozen=True, slots=True)
class DatedRegions:
    """Any number of validators in every way of being inside or outside some sets, at any times."""

    sets: tuple[str, ...]
    populated: tuple[str, ...]
    """Those that are all validators of a height."""
    lengths: tuple[str, ...]
    moments: tuple[str, ...]
    """In the order in which a story tells them, where it can."""

    def unknowns(self, context: z3.Context) -> Dated:
        """Regions of unknown weights, and unknown times."""
        universe = symbolic(context, self.sets, (*self.lengths, *self.moments))
        return Dated(universe, universe.numbers, self.populated)

    def story(self, condition: Condition, unknowns: Dated, model: z3.ModelRef) -> Dated:
        """Few validators by name, in as few regions as will do, at short whole times."""
        times = unknowns.members.evaluated(self.shortest(condition, unknowns) or model).numbers
        found = few_regions(condition, unknowns, times)
        empty = [region for region, held in found.weights["validators"].items() if held == 0]

        def nobody_else(universe: Universe) -> Truth:
            held = universe.weights["validators"]
            return z3.And(*(held[region] == 0 for region in empty))

        asked = replace(
            condition,
            premises=(
                *(at_times(each, times) for each in condition.premises),
                Premise("nobody is in any other region", nobody_else),
                Premise(
                    "the validators of a height have an authority and stake",
                    lambda each: z3.And(*populated_rules(each, self.populated)),
                ),
            ),
            conclusion=at_times(condition.conclusion, times),
        )
        whole = smallest_whole(asked, self.sets, found)
        return Dated(named_validators(whole), times, self.populated)

    def shortest(self, condition: Condition, unknowns: Dated) -> z3.ModelRef | None:
        """A model with the least whole times, where it can be of things that last and come in order."""
        assertions = condition.assertions(unknowns)
        times = unknowns.times
        ordered = [times[before] <= times[after] for before, after in pairwise(self.moments)]
        lasting = [times[name] >= 1 for name in self.lengths]
        for wishes in ([*ordered, *lasting], ordered, []):
            search = z3.Optimize(ctx=assertions[0].ctx)
            search.add(*assertions, *wishes)
            for time in times.values():
                search.add(time >= 0, z3.ToReal(z3.ToInt(time)) == time)
                search.minimize(time)
            if search.check() == z3.sat:
                return search.model()
        return None

    def nontrivial(self) -> tuple[Premise, ...]:
        """Somebody is in every set."""
        return tuple(
            Premise(f"somebody is {name}", lambda each, name=name: each.validators(name) > 0)
            for name in self.sets
        )

    def small(self) -> tuple[Premise, ...]:
        """None: linear arithmetic is always decided."""
        return ()


def populated_rules(members: Any, sets: tuple[str, ...]) -> list[Truth]:
    """An authority and stake in each of some sets."""
    held = (members.authorities, members.stake)
    return [count(name) > 0 for name in sets for count in held]


def few_regions(condition: Condition, unknowns: Dated, times: Mapping[str, Fraction]) -> Universe:
    """Weights that refute a condition at some times, with one region after another emptied."""
    assertions = condition.assertions(unknowns)
    solver = fresh_solver(assertions[0].ctx)
    solver.add(*assertions)
    for name, time in times.items():
        solver.add(unknowns.times[name] == z3.RealVal(str(time), assertions[0].ctx))
    for held in unknowns.members.weights["validators"].values():
        if solver.check(held == 0) == z3.sat:
            solver.add(held == 0)
    assert solver.check() == z3.sat, "the weights that were found are still there"
    return unknowns.members.evaluated(solver.model())


def at_times(sentence: Premise, times: Mapping[str, Fraction]) -> Premise:
    """A sentence about validators at given times."""

    def holds(universe: Universe) -> Truth:
        context = universe.validators().ctx
        known = {name: z3.RealVal(str(time), context) for name, time in times.items()}
        return sentence.holds(Dated(universe, known, ()))

    return Premise(sentence.name, holds)
