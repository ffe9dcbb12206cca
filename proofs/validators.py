"""Validators by name: what a counterexample shows, and what plain Python counts again."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from .premises import SIGNED_TWICE
from .regions import Universe

MOST_ROWS = 40
"""Validators that a table names before it only counts them."""


@dataclass(frozen=True, slots=True)
class Validator:
    """One validator."""

    name: str
    """Its role and a number: `authority-1`, `staker-1`, or `both-1` for an authority with stake."""
    authority: bool
    stake: int
    """[token]"""
    inside: tuple[str, ...]
    """Sets that contain it."""

    @property
    def equivocates(self) -> bool:
        """Whether it is Byzantine and signed both certificates."""
        return set(self.inside) >= set(SIGNED_TWICE)


@dataclass(frozen=True, slots=True)
class ValidatorSet:
    """A finite set of validators, which counts by looking at every one."""

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
        return len(self.within(inside, outside))

    def authorities(self, *inside: str, outside: tuple[str, ...] = ()) -> int:
        """Authorities there [1]."""
        return sum(member.authority for member in self.within(inside, outside))

    def stake(self, *inside: str, outside: tuple[str, ...] = ()) -> int:
        """Stake there [token]."""
        return sum(member.stake for member in self.within(inside, outside))

    def number(self, name: str) -> Any:
        """Refused: thresholds of named validators are in the parameters."""
        raise KeyError(name)

    def as_dict(self) -> dict[str, Any]:
        """Totals, the share of each set, and every validator."""
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
                    "authority": member.authority,
                    "stake": member.stake,
                    **{name.lower(): name in member.inside for name in self.sets},
                    "equivocates": member.equivocates,
                }
                for member in self.members
            ],
        }

    def as_table(self) -> str:
        """One line per validator, up to a page of them, then the totals of each set."""
        rows = [["validator", "authority", "stake", *self.sets]]
        for member in self.members[:MOST_ROWS]:
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
        if len(self.members) > MOST_ROWS:
            lines.append(f"… and {len(self.members) - MOST_ROWS:,} more validators")
        lines += [
            f"{name}: {self.authorities(name)} of {self.authorities()} authorities, "
            f"{self.stake(name)} of {self.stake()} stake"
            for name in self.sets
        ]
        return "\n".join(lines)


def named_validators(universe: Universe) -> ValidatorSet:
    """Validators with the whole weights of a universe's regions.

    A region's stake goes in equal parts to those of its validators who are no authorities, the
    remainder to the first; where there are none, all goes to its first authority.
    """
    members: list[Validator] = []
    numbers: dict[str, int] = {}
    weights: Mapping[str, Any] = universe.weights
    for region, validators in weights["validators"].items():
        inside = tuple(name for name, held in zip(universe.sets, region, strict=True) if held)
        authorities = int(weights["authorities"][region])
        stake, stakers = int(weights["stake"][region]), int(validators) - authorities
        roles = [(True, 0)] * authorities
        if stakers:
            each, rest = divmod(stake, stakers)
            roles += [(False, each + rest)] + [(False, each)] * (stakers - 1)
        elif stake:
            roles[0] = (True, stake)
        for authority, held in roles:
            role = ("both" if held else "authority") if authority else "staker"
            numbers[role] = numbers.get(role, 0) + 1
            members.append(Validator(f"{role}-{numbers[role]}", authority, held, inside))
    return ValidatorSet(universe.sets, tuple(members))
