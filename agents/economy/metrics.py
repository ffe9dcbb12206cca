"""What an economist reads off an epoch, for all runs at once."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..arrays.shapes import Packed, flat
from .chain import Chain, share
from .concentration import gini, hhi, nakamoto_coefficient
from .conservation import Totals
from .market import velocity
from .security import cost_of_corruption
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
    "delegated_share",
    "authorities",
    "authority_wealth",
    "slashed_fraction",
    "security_budget",
    "cost_of_corruption",
    "velocity",
    "price",
    "treasury_share",
    "cartel_share",
    "cartel_prize_token",
    "mode",
    "load",
    "supply_token",
    "unpaid_token",
    "offences",
)
"""Names of the metrics, in the order in which they are reported."""

Metrics = dict[str, NDArray[np.float64]]
"""By name, (runs,) each."""


def measure(
    terms: Terms,
    chains: Sequence[Chain],
    totals: Sequence[Totals],
    staked: NDArray[np.int64],
    seated: NDArray[np.bool_],
) -> Metrics:
    """All metrics of one epoch.

    Parameters
    ----------
    terms, chains, totals
        The run, the protocol and the sums after the epoch, of every run.
    staked, seated
        (runs, people) At stake [base unit], and whether each signs with a seat.

    Returns
    -------
    dict
        `staking_ratio`: stake over supply; `staker_yield`, `authority_yield`: paid to the class over its
        stake or bonds, simple [1/year]; `issuance_rate`: minted over supply [1/year]; `gini`, `hhi`,
        `largest_share`: of the stake of those who stake; `nakamoto_coefficient`: of the stake of those
        who sign with a seat, by their own, for what stands behind them is spread alike; `participation`:
        part of the people who stake; `delegated_share`: part of the stake that stands behind others,
        none as long as there is a seat for everybody, everybody owns the minimum, and a validator costs
        less than the commission that another would keep;
        `authorities`: that serve; `authority_wealth`: part of the supply that authorities own;
        `slashed_fraction`: slashed over all tokens ever made; `security_budget`: paid to both classes,
        at launch prices [token/year]; `cost_of_corruption`: least bribe that breaks the mode, at launch
        prices [token]; `velocity`: of all tokens, in payments that get through [1/year]; `price`: of
        a token, in tokens at launch; `treasury_share`: part of the supply; `cartel_share`: part of the
        authorities that serve; `cartel_prize_token`: paid to members from outside since launch, at
        launch prices and beside the supply [token]; `mode`: 0 Fast, 1 Balanced, 2 Secure; `load`;
        `supply_token`; `unpaid_token`, `offences`: since launch.
    """
    stakes = np.sort(staked, axis=1)
    byzantine = terms.parameters.assumptions.byzantine_stake
    concentration: Metrics = {
        "gini": gini(stakes),
        "nakamoto_coefficient": nakamoto_coefficient(
            stakes_of_seats(staked, seated, stakes), byzantine.numerator, byzantine.denominator
        ),
        "hhi": hhi(stakes),
        "largest_share": stakes[:, -1] / np.maximum(stakes.sum(axis=1), 1),
    }
    rows = np.array(
        [
            _of_run(terms, chain, sums, stakes.shape[1])
            for chain, sums in zip(chains, totals, strict=True)
        ]
    )
    found = dict(zip(_OF_RUN, rows.T, strict=True)) | concentration
    return {name: found[name] for name in METRICS}


def stakes_of_seats(
    staked: NDArray[np.int64], seated: NDArray[np.bool_], stakes: NDArray[np.int64]
) -> NDArray[np.int64]:
    """(runs, k) Stakes of those who sign with a seat, in ascending order [base unit].

    Parameters
    ----------
    staked, seated
        (runs, people) At stake [base unit], and whether each signs with a seat.
    stakes
        (runs, people) All stakes in ascending order: they are the same where everybody is seated
        [base unit].
    """
    if np.array_equal(seated, staked > 0):
        return stakes
    found = Packed(seated)
    return np.sort(found.table(flat(staked)[found.places], 0), axis=1)


_OF_RUN = tuple(
    name for name in METRICS if name not in ("gini", "nakamoto_coefficient", "hhi", "largest_share")
)


def _of_run(terms: Terms, chain: Chain, totals: Totals, people: int) -> tuple[float, ...]:
    """What the sums of one run say, in the order of `_OF_RUN`."""
    units, supply = terms.units, chain.supply
    return (
        share(totals.staked, supply),
        chain.staker_yield,
        chain.authority_yield,
        chain.issuance_rate,
        totals.staking / people,
        share(totals.delegated, totals.staked),
        float(totals.serving),
        share(totals.authority_wealth, supply),
        chain.slashed / (terms.initial + chain.minted),
        chain.security_budget / units,
        cost_of_corruption(chain, terms, totals) / units,
        velocity(terms.settings.market.turnover * (1 - chain.withheld), float(totals.idle), supply),
        chain.price,
        share(chain.treasury, supply),
        share(chain.cartel_members, totals.serving),
        chain.cartel_prizes / units,
        float(chain.mode),
        chain.load,
        supply / units,
        chain.unpaid / units,
        float(chain.offences),
    )
