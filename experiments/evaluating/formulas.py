"""Metrics that are closed formulas of a parameter file: no chance, no agents, microseconds."""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from ...models.attacks.incentives.choices import Target
from ...models.attacks.incentives.corruption import corruption
from ...models.economics.deterrence import largest_deterred_gain
from ...models.economics.dilution import real_yield
from ...models.economics.issuance import annual_yield
from ...models.economics.participation import paying_authorities, uniform_staking_ratio
from ...models.economics.payments import least_stake, paid_to_classes, yearly_rewards_at_launch
from ...models.economics.slashing import penalty, slashed_fraction
from ...models.parameters.parameters import Parameters
from ...models.protocol.finality import finality_floor
from ...models.protocol.modes import Mode

Formula = Callable[[Parameters], float]

STAKING = (Mode.BALANCED, Mode.SECURE)
"""Modes that pay stakers."""


def paid_at_launch(parameters: Parameters, mode: Mode) -> tuple[float, float]:
    """Paid to authorities and to stakers in a year of one mode at launch [token/year]."""
    return paid_to_classes(parameters, mode, yearly_rewards_at_launch(parameters, mode))


def issuance_rate(mode: Mode, parameters: Parameters) -> float:
    """Paid to both classes, as a part of the supply [1/year]."""
    return sum(paid_at_launch(parameters, mode)) / parameters.token.supply


def staker_yield(mode: Mode, parameters: Parameters) -> float:
    """Yield of a full set of stakers, each with the least stake [1/year]."""
    return annual_yield(paid_at_launch(parameters, mode)[1], least_stake(parameters, mode))


def authority_yield(mode: Mode, parameters: Parameters) -> float:
    """Yield of the bonds of a full set of authorities [1/year]."""
    bonds = least_stake(parameters, Mode.FAST)
    return annual_yield(paid_at_launch(parameters, mode)[0], bonds)


def entry_staking_ratio(mode: Mode, parameters: Parameters) -> float:
    """Part of the supply that free entry stakes where everybody owns the least stake [1]."""
    population = parameters.population
    rate = paid_at_launch(parameters, mode)[1] / parameters.token.supply
    return uniform_staking_ratio(rate, population.hurdle_rate_low, population.hurdle_rate_high)


def entry_yield(mode: Mode, parameters: Parameters) -> float:
    """Yield of stakers under free entry; where nothing is paid, what the first asks for [1/year]."""
    ratio = entry_staking_ratio(mode, parameters)
    if ratio == 0:
        return parameters.population.hurdle_rate_low
    return annual_yield(paid_at_launch(parameters, mode)[1], ratio * parameters.token.supply)


def entry_real_yield(mode: Mode, parameters: Parameters) -> float:
    """The same after the dilution by all that is issued [1/year]."""
    return real_yield(entry_yield(mode, parameters), issuance_rate(mode, parameters))


def entry_authorities(mode: Mode, parameters: Parameters) -> float:
    """Seats that free entry fills at the target load [1]."""
    return float(paying_authorities(parameters, mode, parameters.rewards.target_load))


def safety_cost(mode: Mode, parameters: Parameters) -> float:
    """Least bribe for which a full set of least stakes signs two certificates of a mode [token]."""
    return corruption(parameters, mode, Target.SAFETY).cost


def veto_cost(mode: Mode, parameters: Parameters) -> float:
    """Least bribe for which so many of it stay silent that there is no certificate [token]."""
    return corruption(parameters, mode, Target.VETO).cost


def deterred_gain(parameters: Parameters) -> float:
    """Largest gain from which a lone authority is deterred by its penalty alone [token]."""
    slashing = parameters.slashing
    lost = penalty(parameters.staking.authority_minimum, slashed_fraction(slashing.rate, 0, 0))
    return largest_deterred_gain(slashing.detection_probability, lost, 0)


def floor_seconds(parameters: Parameters) -> float:
    """Least time to finality when every message takes the whole delay [s]."""
    network = parameters.network
    return finality_floor(network.message_delays, network.delay_seconds)


def by_mode(
    name: str, formula: Callable[..., float], modes: tuple[Mode, ...]
) -> dict[str, Formula]:
    """A formula of each of some modes, by name."""
    return {f"{name}_{mode.label}": partial(formula, mode) for mode in modes}


FORMULAS: Mapping[str, Formula] = MappingProxyType(
    {
        **by_mode("launch_issuance_rate", issuance_rate, tuple(Mode)),
        **by_mode("launch_staker_yield", staker_yield, STAKING),
        **by_mode("launch_authority_yield", authority_yield, tuple(Mode)),
        **by_mode("entry_staking_ratio", entry_staking_ratio, STAKING),
        **by_mode("entry_yield", entry_yield, STAKING),
        **by_mode("entry_real_yield", entry_real_yield, STAKING),
        **by_mode("entry_authorities", entry_authorities, tuple(Mode)),
        **by_mode("safety_cost", safety_cost, tuple(Mode)),
        **by_mode("veto_cost", veto_cost, tuple(Mode)),
        "deterred_gain": deterred_gain,
        "finality_floor_seconds": floor_seconds,
    }
)
"""By the name of the metric."""
