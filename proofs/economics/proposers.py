"""Who proposes under a protocol's parameters: everybody, and each its fair part, or not."""

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from ...models.parameters.exact import as_written
from ...models.parameters.parameters import Parameters
from ...models.protocol.selection import (
    authority_probability,
    reused_authority_probability,
    reused_staker_probability,
    staker_probability,
)
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from ..solving.quantities import equal_to
from .setting import Amounts, Economy, sentence

Chance = Callable[[Economy, bool], Any]
"""Probability that a member proposes, with independent draws or with one [1]."""


def proposer_claims(protocol: str, parameters: Parameters) -> list[Claim]:
    """A chance for every authority and staker, and for each no more than its part.

    Parameters
    ----------
    protocol
        What the claims are named after.
    parameters
        Whose rule of selection, seats and shares are asked.
    """
    return [
        claim
        for kind, members in (("authority", of_authorities), ("staker", of_stakers))
        for claim in members(protocol, parameters, kind)
    ]


def of_authorities(protocol: str, parameters: Parameters, kind: str) -> list[Claim]:
    """Claims about the authority of any rank."""
    share = as_written(parameters.selection.authority_probability)
    premises = (
        equal_to("share", share),
        equal_to("authorities", parameters.fast.validators),
        sentence(
            "0 <= rank < authorities",
            lambda each: (each["rank"] >= 0) & (each["rank"] < each["authorities"]),
        ),
    )
    setting = Amounts(
        (), ("share",), ("rank", "authorities"), positive=("authorities",), table=authority_table
    )
    return pair(protocol, parameters, kind, authority_chance, premises, setting)


def of_stakers(protocol: str, parameters: Parameters, kind: str) -> list[Claim]:
    """Claims about a staker anywhere in the order of increasing stake."""
    premises = (
        equal_to("share", as_written(parameters.selection.authority_probability)),
        sentence(
            "nobody after holds less",
            lambda each: (each["after"] == 0) | (each["after"] >= each["stake"]),
        ),
    )
    setting = Amounts(
        ("before", "stake", "after"),
        ("share",),
        positive=("stake",),
        natural=("before", "after"),
        table=staker_table,
    )
    return pair(protocol, parameters, kind, staker_chance, premises, setting)


def pair(
    protocol: str,
    parameters: Parameters,
    kind: str,
    chance: Chance,
    premises: tuple[Premise, ...],
    setting: Amounts,
) -> list[Claim]:
    """Some chance, and the fair one; with one draw both fail."""
    independent = parameters.selection.independent_draws

    def some(independent: bool) -> Premise:
        return sentence(f"the {kind} has a chance", lambda each: chance(each, independent) > 0)

    def fair(independent: bool) -> Premise:
        return sentence(
            f"the {kind} has the chance of independent draws",
            lambda each: chance(each, independent) == chance(each, True),
        )

    part = "an equal part" if kind == "authority" else "a part in proportion to stake"
    return [
        Claim(
            name=name,
            statement=statement,
            protocol=protocol,
            conditions=(Condition(name, premises, conclusion(independent), setting),),
            twins=(
                Condition(
                    f"{name}: with one draw for class and member",
                    premises,
                    conclusion(False),
                    setting,
                ),
            ),
        )
        for name, statement, conclusion in (
            (
                f"{protocol}.selection.every-{kind}-proposes",
                f"Every {kind} has a chance to propose.",
                some,
            ),
            (
                f"{protocol}.selection.fair-to-every-{kind}",
                f"Every {kind} proposes with {part} of the probability of its class.",
                fair,
            ),
        )
    ]


def authority_chance(each: Economy, independent: bool) -> Any:
    """Probability that the authority of the story's rank proposes [1]."""
    if independent:
        return authority_probability(each["share"], each["authorities"])
    return reused_authority_probability(each["share"], each["rank"], each["authorities"])


def staker_chance(each: Economy, independent: bool) -> Any:
    """Probability that the staker of the story proposes [1]."""
    total = each["before"] + each["stake"] + each["after"]
    if independent:
        return staker_probability(each["share"], each["stake"], total)
    return reused_staker_probability(each["share"], each["before"], each["stake"], total)


def authority_table(each: Economy) -> list[list[str]]:
    """Every authority with both probabilities; those that are alike share a row."""
    rows: list[list[str]] = []
    first = 0
    count = each["authorities"]
    chances = [authority_chance(each.having(rank=rank), False) for rank in range(count)]
    fair = authority_chance(each, True)
    for rank in range(count):
        if rank + 1 == count or chances[rank + 1] != chances[rank]:
            name = f"authority-{first + 1}"
            name += f" to authority-{rank + 1}" if rank > first else ""
            rows.append([name, str(chances[rank]), str(fair)])
            first = rank + 1
    return [["validator", "one draw", "independent draws"], *rows]


def staker_table(each: Economy) -> list[list[str]]:
    """A population of stakers as the story's: as few before him as can be, and one after."""
    fewest = math.ceil(each["before"] / each["stake"])
    stakes = [each["before"] / max(1, fewest)] * fewest + [each["stake"]]
    stakes += [each["after"]] if each["after"] else []
    rows: list[list[str]] = []
    before = Fraction(0)
    for number, stake in enumerate(stakes, start=1):
        told = each.having(before=before, stake=stake, after=sum(stakes[number:]))
        rows.append(
            [
                f"staker-{number}",
                str(stake),
                str(staker_chance(told, False)),
                str(staker_chance(told, True)),
            ]
        )
        before += stake
    return [["validator", "stake", "one draw", "independent draws"], *rows]
