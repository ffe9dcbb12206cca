"""What an economist reads off an epoch: yields, participation, and how concentrated the stake is."""

import numpy as np
from numpy.typing import NDArray

from .chain import Chain, share
from .conservation import Totals
from .terms import Terms

METRICS = (
    "staking_ratio",
    "staker_yield",
    "authority_yield",
    "issuance_rate",
    "gini",
    "nakamoto_coefficient",
    "hhi",
    "largest_share",
    "participation",
    "authorities",
    "authority_wealth",
    "slashed_fraction",
    "mode",
    "load",
    "supply_token",
    "unpaid_token",
    "offences",
)
"""Names of the metrics, in the order in which they are reported."""

LOW_BITS = 24
"""Amounts are split here, so that ranks times either part stay below 2^63 for a million people."""


def measure(
    terms: Terms, chain: Chain, totals: Totals, staked: NDArray[np.int64]
) -> dict[str, float]:
    """All metrics of one epoch as plain floats.

    Parameters
    ----------
    terms, chain, totals
        The run, the protocol and the sums after the epoch.
    staked
        (n_stakers,) At stake [base unit].

    Returns
    -------
    dict
        `staking_ratio`: stake over supply; `staker_yield`, `authority_yield`: minted for the class over
        its stake or bonds, simple [1/year]; `issuance_rate`: minted over supply [1/year]; `gini`, `hhi`,
        `largest_share`, `nakamoto_coefficient`: of the stake of those who stake; `participation`: part
        of the people who stake; `authorities`: online; `authority_wealth`: part of the supply that
        authorities own; `slashed_fraction`: burned over all tokens ever made; `mode`: 0 Fast,
        1 Balanced, 2 Secure; `load`; `supply_token`; `unpaid_token`, `offences`: since launch.
    """
    stakes = np.sort(staked[staked > 0])
    byzantine = terms.parameters.assumptions.byzantine_stake
    return {
        "staking_ratio": share(totals.staked, chain.supply),
        "staker_yield": chain.staker_yield,
        "authority_yield": chain.authority_yield,
        "issuance_rate": chain.issuance_rate,
        "gini": gini(stakes),
        "nakamoto_coefficient": float(
            nakamoto_coefficient(stakes, byzantine.numerator, byzantine.denominator)
        ),
        "hhi": hhi(stakes),
        "largest_share": share(int(stakes[-1]), totals.staked) if stakes.size else 0.0,
        "participation": totals.staking / staked.size,
        "authorities": float(totals.online),
        "authority_wealth": share(totals.authority_wealth, chain.supply),
        "slashed_fraction": chain.burned / (terms.initial + chain.minted),
        "mode": float(chain.mode),
        "load": chain.load,
        "supply_token": chain.supply / terms.units,
        "unpaid_token": chain.unpaid / terms.units,
        "offences": float(chain.offences),
    }


def gini(stakes: NDArray[np.int64]) -> float:
    """Gini coefficient: half the mean difference between two people, over the mean.

    Parameters
    ----------
    stakes
        (n,) In ascending order, positive [base unit].

    Returns
    -------
    float
        Zero for equal stakes and for nobody; towards one as one person holds everything [1].

    Notes
    -----
    Source: textbook, by ranks. The sum is exact, so that the last digit is the same everywhere.

    Examples
    --------
    >>> gini(np.array([1, 3]))
    0.25
    """
    people, whole = stakes.size, int(stakes.sum())
    if not people:
        return 0.0
    ranks = np.arange(1, people + 1)
    high = int((ranks * (stakes >> LOW_BITS)).sum())
    low = int((ranks * (stakes & (2**LOW_BITS - 1))).sum())
    ranked = (high << LOW_BITS) + low
    return (2 * ranked - (people + 1) * whole) / (people * whole)


def nakamoto_coefficient(stakes: NDArray[np.int64], numerator: int, denominator: int) -> int:
    """Fewest people who together hold a fraction of the stake.

    Parameters
    ----------
    stakes
        (n,) In ascending order, positive [base unit].
    numerator, denominator
        The fraction that breaks the assumption on Byzantine stake [1].

    Returns
    -------
    int
        Zero for nobody [1].

    Notes
    -----
    Source: Srinivasan and Lee 2017, for the fraction that the protocol assumes.

    Examples
    --------
    >>> nakamoto_coefficient(np.array([1, 1, 2, 2]), 1, 2)
    2
    """
    needed = -(-int(stakes.sum()) * numerator // denominator)
    held = np.cumsum(stakes[::-1])
    return int(np.searchsorted(held, needed)) + 1 if stakes.size else 0


def hhi(stakes: NDArray[np.int64]) -> float:
    """Herfindahl–Hirschman index: the sum of squared shares.

    Parameters
    ----------
    stakes
        (n,) Positive [base unit].

    Returns
    -------
    float
        One over the number of people for equal stakes; zero for nobody [1].

    Notes
    -----
    Source: textbook.

    Examples
    --------
    >>> hhi(np.array([1, 1, 2]))
    0.375
    """
    shares = stakes / max(int(stakes.sum()), 1)
    return float((shares * shares).sum())
