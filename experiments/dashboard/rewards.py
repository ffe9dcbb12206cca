"""What a set of parameters pays and takes at one staking ratio, and over the whole range of stake."""

import math
from dataclasses import dataclass
from typing import NoReturn

import pandas as pd

from ...models.economics.deterrence import time_to_recoup
from ...models.economics.issuance import annual_yield, blocks_per_year, staked_at_hurdle
from ...models.economics.rewards import authority_reward, staker_reward
from ...models.economics.slashing import capped_fraction, penalty, slashed_fraction
from ...models.errors import InvalidParameter
from ...models.parameters.checks import check_positive
from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode, mode_parameters
from ..questions import staking_yield
from ..questions.slashing_deterrence import OFFENDING_SHARES

POINTS = 61
"""Points of a curve."""

LARGEST_QUANTITY = 1e100
"""Beyond, the page's arithmetic could overflow."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ModeSummary:
    """What one mode pays, and how soon a slash is earned back in it."""

    mode: Mode
    issuance_token: float
    """Paid to both classes [token/year]."""
    issuance_rate: float
    """The same as a part of the supply [1/year]."""
    unpaid_share: float
    """Part of every block's reward that is paid to nobody [1]."""
    staker_yield: float
    """[1/year]"""
    authority_yield: float
    """[1/year]"""
    stake_at_hurdle: float
    """Stake at which the yield of stakers has fallen to the hurdle rate [token]."""
    share_at_hurdle: float
    """The same as a part of the supply [1]."""
    least_stake: float
    """Stake of a full set in which everybody holds the least permitted [token]."""
    staker_seconds_to_recoup: tuple[float, ...]
    """Time to earn a slash back, per offending share; infinite where nothing is paid [s]."""
    authority_seconds_to_recoup: tuple[float, ...]
    """The same for an authority [s]."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Summary:
    """What a set of parameters pays and takes at one staking ratio."""

    staked: float
    """Stake of all stakers [token]."""
    slashed: tuple[float, ...]
    """Part of the stake that an offence costs, per offending share [1]."""
    modes: tuple[ModeSummary, ...]
    """In the order of `Mode`."""


def summary(parameters: Parameters, staking_ratio: float, hurdle_rate: float) -> Summary:
    """Yields, issuance and slashes at one staking ratio, per mode.

    Parameters
    ----------
    parameters
        Of one protocol.
    staking_ratio
        Part of the supply that stakers have at stake, above zero [1].
    hurdle_rate
        Yield below which nobody stakes [1/year].

    Raises
    ------
    InvalidParameter
        In one line, for a ratio outside (0, 1], a hurdle rate that is not positive, or absurdly
        large results.
    """
    if not 0 < staking_ratio <= 1:
        raise InvalidParameter(f"staking ratio must lie in (0, 1], got {staking_ratio!r}")
    check_positive("hurdle rate", hurdle_rate)
    staked = staking_ratio * parameters.token.supply
    slashed = slashed_fractions(parameters)
    modes = tuple(mode_summary(parameters, mode, staked, hurdle_rate, slashed) for mode in Mode)
    for mode in modes:
        for quantity in ("issuance_token", "staker_yield", "authority_yield", "stake_at_hurdle"):
            if not getattr(mode, quantity) <= LARGEST_QUANTITY:
                raise InvalidParameter(
                    f"{quantity} must be at most {LARGEST_QUANTITY:g} to be shown, "
                    f"got {getattr(mode, quantity)!r} in {mode.mode.label.capitalize()}"
                )
    return Summary(staked=staked, slashed=slashed, modes=modes)


def slashed_fractions(parameters: Parameters) -> tuple[float, ...]:
    """Part of the stake that an offence costs, alone and with a third [1]."""
    slashing = parameters.slashing
    return tuple(
        capped_fraction(slashed_fraction(slashing.rate, slashing.correlation_factor, share))
        for share in OFFENDING_SHARES
    )


def mode_summary(
    parameters: Parameters,
    mode: Mode,
    staked: float,
    hurdle_rate: float,
    slashed: tuple[float, ...],
) -> ModeSummary:
    """One mode at one stake."""
    row = curve_rows(parameters, mode, points=2)[0]
    to_stakers = row["to_stakers_token_per_year"]
    block_seconds = mode_parameters(parameters, mode).block_seconds
    blocks = blocks_per_year(block_seconds)
    authorities, bond = parameters.fast.validators, parameters.staking.authority_minimum
    to_authority = authority_reward(row["to_authorities_token_per_year"] / blocks, authorities)
    to_staked_token = staker_reward(to_stakers / blocks, 1.0, staked)
    stake_at_hurdle = staked_at_hurdle(to_stakers, hurdle_rate)
    return ModeSummary(
        mode=mode,
        issuance_token=row["issuance_token_per_year"],
        issuance_rate=row["issuance_rate_per_year"],
        unpaid_share=row["unpaid_share"],
        staker_yield=annual_yield(to_stakers, staked),
        authority_yield=row["authority_yield_per_year"],
        stake_at_hurdle=stake_at_hurdle,
        share_at_hurdle=stake_at_hurdle / parameters.token.supply,
        least_stake=row["least_stake_token"],
        staker_seconds_to_recoup=tuple(
            seconds_to_recoup(penalty(1.0, part), to_staked_token, block_seconds)
            for part in slashed
        ),
        authority_seconds_to_recoup=tuple(
            seconds_to_recoup(penalty(bond, part), to_authority, block_seconds) for part in slashed
        ),
    )


def seconds_to_recoup(loss: float, reward: float, block_seconds: float) -> float:
    """Time in which rewards make good a loss: none for no loss, for ever without a reward [s].

    Examples
    --------
    >>> seconds_to_recoup(1_000.0, 2.5, 0.5), seconds_to_recoup(1.0, 0.0, 0.5)
    (200.0, inf)
    """
    time = time_to_recoup(loss, reward / block_seconds)
    return math.inf if time is None else time


def yield_curves(chosen: Parameters, preset: Parameters, preset_name: str) -> pd.DataFrame:
    """Yields of stakers against stake, of the chosen parameters and of their preset.

    Returns
    -------
    DataFrame
        Columns `parameters`, `mode`, `staked_token`, `staker_yield_per_year`; modes that pay no
        staker are left out.
    """
    rows = [
        {
            "parameters": name,
            "mode": mode.label.capitalize(),
            "staked_token": row["staked_token"],
            "staker_yield_per_year": row["staker_yield_per_year"],
        }
        for name, parameters in (("chosen", chosen), (preset_name, preset))
        for mode in Mode
        for row in curve_rows(parameters, mode, POINTS)
        if row["staker_yield_per_year"] > 0
    ]
    columns = ["parameters", "mode", "staked_token", "staker_yield_per_year"]
    return pd.DataFrame(rows, columns=columns)


def curve_rows(parameters: Parameters, mode: Mode, points: int) -> list[dict[str, float]]:
    """The answer of the question `staking_yield` for one mode."""
    return staking_yield.answer(staking_yield.Case(parameters, mode, points), without_randomness)


def without_randomness(*address: int) -> NoReturn:
    """Stands where generators are asked for by questions that draw nothing."""
    raise AssertionError(f"staking_yield draws nothing, yet asked for {address}")
