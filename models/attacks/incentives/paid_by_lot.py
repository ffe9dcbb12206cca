"""Concentration under the pay of a protocol, each reward of which goes to one staker."""

import math
from typing import Any

from ...economics.issuance import staked_at_hurdle
from ...economics.payments import paid_to_classes, yearly_rewards_at_launch
from ...errors import InvalidParameter
from ...parameters.parameters import Parameters
from ...protocol.modes import Mode
from .concentration import MOST_REWARDS, Concentration


def concentration_of(
    parameters: Parameters,
    mode: Mode,
    *,
    years: float,
    rewards_per_year: float,
    staked: float | None = None,
    reward: float | None = None,
    **held: Any,
) -> Concentration:
    """The concentration of stake under a protocol's rewards, each paid to one staker.

    Parameters
    ----------
    parameters
        Of one protocol.
    mode
        Whose rewards are paid.
    years
        Horizon [year].
    rewards_per_year
        Into how many rewards a year's pay is parted; the more, the less luck counts [1/year].
    staked
        All stake at the beginning; none: as much as comes for the middle of the hurdle rates, at most
        the supply [token].
    reward
        The first reward; none: a year's pay over the rewards of a year [token].
    held
        Further fields of `Concentration`.

    Raises
    ------
    InvalidParameter
        Where a value is out of range.

    Notes
    -----
    Source: ours. The protocol itself pays all who sign in proportion, and then shares do not move:
    this is what happens where whole rewards are drawn by lot, as proposers' rewards are.
    """
    for name, value in (("years", years), ("rewards_per_year", rewards_per_year)):
        if not 0 < value < math.inf:
            raise InvalidParameter(f"{name} must be positive and finite, got {value!r}")
    rewards = years * rewards_per_year
    if not rewards <= MOST_REWARDS:
        raise InvalidParameter(
            f"years times rewards_per_year must be at most {MOST_REWARDS}, got {rewards:g}"
        )
    _, to_stakers = paid_to_classes(parameters, mode, yearly_rewards_at_launch(parameters, mode))
    if staked is None:
        population = parameters.population
        hurdle = (population.hurdle_rate_low + population.hurdle_rate_high) / 2
        supply = float(parameters.token.supply)
        staked = min(supply, staked_at_hurdle(to_stakers, hurdle)) if to_stakers else supply
    elif not 0 < staked < math.inf:
        raise InvalidParameter(f"staked must be positive and finite, got {staked!r}")
    return Concentration(
        stake=staked,
        reward=to_stakers / rewards_per_year if reward is None else reward,
        rewards=round(rewards),
        **held,
    )
