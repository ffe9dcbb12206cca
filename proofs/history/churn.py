"""What limits on exits and activations leave slashable: the question of weak subjectivity."""

from fractions import Fraction
from typing import Any

from ...models.protocol.slashable import churn_is_bearable, slashable_weight
from ..quorums.premises import FIRST, SECOND
from ..quorums.regions import Population
from ..quorums.setting import Regions
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from .changing_sets import CHEAPER, TERMS
from .exact_bound import thresholds_are_parts

CHURN = "any.history.churn"


def bearable_churn() -> Claim:
    """What a limit on exits and activations leaves, by going from the limits to what happened."""
    numbers = (*TERMS, FIRST, SECOND, "exits", "activations", "floor")

    def happened(each: Population, count: int) -> Any:
        limits = [each.number(term.split()[1]) for term in TERMS]
        terms = [each.number(term) for term in TERMS[:count]] + limits[count:]
        return slashable_weight(1, each.number(FIRST), each.number(SECOND), *terms)

    def step(count: int) -> Condition:
        term = TERMS[count]
        kind = term.split()[1]
        return Condition(
            f"{CHURN}: {term}",
            (
                thresholds_are_parts(),
                Premise(
                    f"{term} <= {kind} at most", lambda each: each.number(term) <= each.number(kind)
                ),
            ),
            Premise(
                f"with {term} in place of the most, no less stays slashable",
                lambda each: happened(each, count + 1) >= happened(each, count),
            ),
            Regions((), numbers),
        )

    def at_limits(name: str, margin: Fraction) -> Condition:
        return Condition(
            name,
            (
                Premise(
                    "the churn is bearable",
                    lambda each: churn_is_bearable(
                        each.number("exits"),
                        each.number("activations"),
                        each.number(FIRST),
                        each.number(SECOND),
                        each.number("floor"),
                    ),
                ),
            ),
            Premise(
                f"at the limits the floor stays slashable, and {margin} more",
                lambda each: happened(each, 0) >= each.number("floor") + margin,
            ),
            Regions((), numbers),
        )

    return Claim(
        name=CHURN,
        statement=(
            "If at most so much leaves and comes on each branch that a part of the common set stays "
            "slashable at the limit, at least that part stays slashable whatever leaves and comes."
        ),
        protocol="any",
        conditions=(
            at_limits(f"{CHURN}: at the limits", Fraction(0)),
            *(step(count) for count in range(len(TERMS))),
        ),
        twins=(at_limits(f"{CHURN}: more than the floor", 1 - CHEAPER),),
    )
