"""Two certificates that overlap as little as they can, written down as formulas.

They turn "a counterexample exists whenever the bound fails" into a condition without quantifiers:
these weights, whatever the thresholds, are a counterexample.
"""

from collections.abc import Mapping
from itertools import product
from typing import Any

import z3

from .premises import SIGNED_TWICE
from .regions import Region, Universe

BOTH, FIRST_ONLY, SECOND_ONLY, NEITHER = (
    (True, True, True),
    (True, False, False),
    (False, True, False),
    (False, False, False),
)
"""The only regions that are not empty; whoever signed both is Byzantine."""


def least_overlap_of(first: Any, second: Any) -> dict[Region, Any]:
    """Parts of one resource per region, when certificates hold these parts of it.

    Parameters
    ----------
    first, second
        What the signers of the two certificates hold, in [0, 1] [1].

    Returns
    -------
    dict
        Sums to one; the common part is max(0, first + second - 1), and Byzantine [1].
    """
    common = larger(first * 0, first + second - 1)
    weights = dict.fromkeys(product((False, True), repeat=len(SIGNED_TWICE)), first * 0)
    weights[BOTH] = common
    weights[FIRST_ONLY] = first - common
    weights[SECOND_ONLY] = second - common
    weights[NEITHER] = 1 - first - second + common
    return weights


def excess(first: Any, second: Any, byzantine: Any) -> Any:
    """A part by which both certificates can pass their thresholds and still overlap in too little.

    Parameters
    ----------
    first, second
        Thresholds, below one [1].
    byzantine
        Part that may be Byzantine, more than first + second - 1 [1].
    """
    return smaller(smaller(1 - first, 1 - second), byzantine + 1 - first - second) / 3


def population(authorities: Mapping[Region, Any], stake: Mapping[Region, Any]) -> Universe:
    """Universe of authorities without stake and of stakers with one unit of stake each."""
    validators = {region: authorities[region] + stake[region] for region in authorities}
    weights = {"validators": validators, "authorities": authorities, "stake": stake}
    return Universe(SIGNED_TWICE, weights, {})


def smaller(left: Any, right: Any) -> Any:
    """The smaller of two numbers or formulas."""
    return chosen(left < right, left, right)


def larger(left: Any, right: Any) -> Any:
    """The larger of two numbers or formulas."""
    return chosen(left < right, right, left)


def chosen(condition: Any, then: Any, otherwise: Any) -> Any:
    """One of two numbers or formulas."""
    if isinstance(condition, z3.BoolRef):
        return z3.If(condition, then, otherwise)
    return then if condition else otherwise
