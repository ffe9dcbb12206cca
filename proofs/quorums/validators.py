"""Validators by name: what a counterexample shows, and what plain Python counts again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from .premises import SIGNED_TWICE
from .regions import Universe

MOST_NAMED = 40
"""Validators that are listed one by one; of more, those that are alike share a row."""


@dataclass(frozen=True, slots=True)
class Validator:
    """One validator, or several that are alike in all but name."""

    name: str
    """Its role and a number: `authority-1`, `staker-1`, or `both-1` for an authority with stake; of
    several, `authority-1 to authority-9`."""
    authority: bool
    stake: int
    """Of each [token]."""
    inside: tuple[str, ...]
    """Sets that contain it."""
    count: int = 1
    """How many there are [1]."""

    @property
    def equivocates(self) -> bool:
        """Whether it is Byzantine and signed both certificates."""
        return set(self.inside) >= set(SIGNED_TWICE)


@dataclass(frozen=True, slots=True)
class ValidatorSet:
    """A finite set of validators, which counts by looking at every row."""

    sets: tuple[str, ...]
    members: tuple[Validator, ...]

    def within(self, inside: tuple[str, ...], outside: tuple[str, ...]) -> list[Validator]:
        """Validators in all the sets `inside` and in none of `outside`."""
        return [
            member
            for member in self.members
            if all(name in member.inside for name in inside)
            and not any(name in member.inside for name in outside)
        ]

    def validators(self, *inside: str, outside: tuple[str, ...] = ()) -> int:
        """Validators in all the sets `inside` and in none of `outside` [1]."""
        return sum(member.count for member in self.within(inside, outside))

    def authorities(self, *inside: str, outside: tuple[str, ...] = ()) -> int:
        """Authorities there [1]."""
        return sum(member.count for member in self.within(inside, outside) if member.authority)

    def stake(self, *inside: str, outside: tuple[str, ...] = ()) -> int:
        """Stake there [token]."""
        return sum(member.count * member.stake for member in self.within(inside, outside))

    def number(self, name: str) -> Any:
        """Refused: thresholds of named validators are in the parameters."""
        raise KeyError(name)

    def world(self) -> "ValidatorSet":
        """What premises speak of: the set itself."""
        return self

    def rules(self) -> list[Any]:
        """Nothing: a list of validators is one."""
        return []

    def as_dict(self) -> dict[str, Any]:
        """Totals, the share of each set, and the validators, so many alike to an entry as it counts."""
        return {
            "authorities": self.authorities(),
            "stake": self.stake(),
            "sets": [
                {
                    "name": name.lower(),
                    "authorities": self.authorities(name),
                    "stake": self.stake(name),
                }
                for name in self.sets
            ],
            "validators": [
                {
                    "name": member.name,
                    "count": member.count,
                    "authority": member.authority,
                    "stake": member.stake,
                    **{name.lower(): name in member.inside for name in self.sets},
                    "equivocates": member.equivocates,
                }
                for member in self.members
            ],
        }

    def as_table(self) -> str:
        """One line per validator, or per kind where they are many, then the totals of each set."""
        rows = [["validator", "authority", "stake", *self.sets]]
        for member in self.members:
            marks = [name if name in member.inside else "-" for name in self.sets]
            marks += ["signs both"] * member.equivocates
            rows.append(
                [member.name, "yes" if member.authority else "no", str(member.stake), *marks]
            )
        widths = [max(map(len, column)) for column in zip_longest(*rows, fillvalue="")]
        lines = [
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)).rstrip()
            for row in rows
        ]
        lines += [
            f"{name}: {self.authorities(name)} of {self.authorities()} authorities, "
            f"{self.stake(name)} of {self.stake()} stake"
            for name in self.sets
        ]
        return "\n".join(lines)


def named_validators(universe: Universe) -> ValidatorSet:
    """Validators with the whole weights of a universe's regions, in rows that can be read.

    A region's stake goes in equal parts to those of its validators who are no authorities, the
    remainder to the first; where there are none, all goes to its first authority.
    """
    one_by_one = universe.validators() <= MOST_NAMED
    members: list[Validator] = []
    numbered: dict[str, int] = {}
    for count, authority, stake, inside in alike(universe):
        role = ("both" if stake else "authority") if authority else "staker"
        for size in [1] * count if one_by_one else [count]:
            first, last = numbered.get(role, 0) + 1, numbered.get(role, 0) + size
            name = f"{role}-{first}" + (f" to {role}-{last}" if size > 1 else "")
            members.append(Validator(name, authority, stake, inside, size))
            numbered[role] = last
    return ValidatorSet(universe.sets, tuple(members))


def alike(universe: Universe) -> Iterator[tuple[int, bool, int, tuple[str, ...]]]:
    """Kinds of validators: how many, whether authorities, the stake of each, and their sets."""
    weights: Mapping[str, Any] = universe.weights
    for region, validators in weights["validators"].items():
        inside = tuple(name for name, held in zip(universe.sets, region, strict=True) if held)
        authorities = int(weights["authorities"][region])
        stake, stakers = int(weights["stake"][region]), int(validators) - authorities
        if stakers:
            each, rest = divmod(stake, stakers)
            first = min(rest, 1)
            kinds = [
                (authorities, True, 0),
                (first, False, each + rest),
                (stakers - first, False, each),
            ]
        else:
            first = min(stake, 1)
            kinds = [(first, True, stake), (authorities - first, True, 0)]
        yield from ((*kind, inside) for kind in kinds if kind[0])
