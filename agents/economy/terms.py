"""A protocol and a run in the units of the engines: base units and epochs."""

import math
from dataclasses import dataclass, replace
from typing import Any

from ...models.economics.issuance import SECONDS_PER_YEAR
from ...models.economics.slashing import capped_fraction, slashed_fraction
from ...models.errors import InvalidParameter
from ...models.parameters.exact import whole_units
from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode
from ...models.protocol.quorums import Quorum, quorum
from ..settings import EconomySettings

SECONDS_PER_DAY = 86_400
"""The load's persistence and noise are stated per day [s/day]."""

LONGEST_WAIT = 2**61
"""Added to an epoch's number it stays below 2^63; longer is never [epoch]."""

LARGEST_EXPONENT = 100.0
"""e to this power is far beyond `limits.LARGEST_PRICE`, and far within floats [1]."""

MOST_AUTHORITIES = 100_000
"""Each is an agent of Mesa: more take longer to be made than to be simulated."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What both engines read in every epoch; computed once."""

    parameters: Parameters
    """The protocol."""
    settings: EconomySettings
    """The run."""
    units: int
    """Base units in a token [1/token]."""
    initial: int
    """Supply at launch [base unit]."""
    bond: int
    """Bond of one authority [base unit]."""
    minimum_stakes: tuple[int, int, int]
    """Least stake of one who joins, by mode; Fast asks for none and takes Balanced's [base unit]."""
    seats: tuple[int, int, int]
    """Validators of stakers that may sign, by mode; Fast, in which no stake signs, takes Balanced's. The
    seats of authorities are others, `fast.validators` [1]."""
    quorums: tuple[Quorum, ...]
    """What a certificate must gather, by mode."""
    epoch_years: float
    """Length of an epoch [year]."""
    unbonding_epochs: int
    """Epochs from the wish to leave to the money, at least one [epoch]."""
    unbonding_years: float
    """The same in years [year]."""
    load_persistence: float
    """Part of the load's deviation that is left after an epoch [1]."""
    load_noise: float
    """Standard deviation of the load's shock in an epoch [1]."""
    demand_growth: float
    """By what the value of all payments grows in an epoch [1]."""
    validator_cost: float
    """Of running a staker's validator, at launch prices [base unit/year]."""
    silence_loss: float
    """Part of its stake that one who never signs loses in a year, on average [1/year]."""
    churn_limit: int | None
    """Stake that may enter, and that may leave, in an epoch; the wish that reaches it still fits
    [base unit]."""
    reputation_worth: float
    """What a spotless name is worth to an authority, at launch prices [base unit]."""
    exit_share: float
    """Part of the horizon in which money on its way out earns nothing [1]."""

    def slashed_part(self, together: Any) -> Any:
        """Part of its stake or bond that an offender loses, at most everything [1].

        Parameters
        ----------
        together
            Part of all that is slashable that misbehaves together [1].

        Notes
        -----
        Source: `models.economics.slashing`.
        """
        slashing = self.parameters.slashing
        return capped_fraction(
            slashed_fraction(slashing.rate, slashing.correlation_factor, together)
        )


def terms(parameters: Parameters, settings: EconomySettings) -> Terms:
    """The terms of one run.

    Raises
    ------
    InvalidParameter
        When there are more seats than a simulation can hold as agents.
    """
    if parameters.fast.validators > MOST_AUTHORITIES:
        raise InvalidParameter(
            f"fast.validators must be at most {MOST_AUTHORITIES:,} in a simulation, "
            f"got {parameters.fast.validators:,}"
        )
    units = parameters.token.base_units_per_token
    balanced = whole_units(parameters.balanced.minimum_stake, units)
    secure = whole_units(parameters.secure.minimum_stake, units)
    wait = parameters.staking.unbonding_seconds / settings.epoch_seconds
    unbonding_epochs = max(math.ceil(wait), 1)
    persistence, noise = load_per_epoch(
        parameters.population.load_persistence,
        parameters.population.load_noise,
        settings.epoch_seconds / SECONDS_PER_DAY,
    )
    epoch_years = settings.epoch_seconds / SECONDS_PER_YEAR
    return Terms(
        parameters=parameters,
        # More groups than people would be empty ones.
        settings=replace(settings, order_blocks=min(settings.order_blocks, settings.stakers)),
        units=units,
        initial=parameters.token.supply * units,
        bond=whole_units(parameters.staking.authority_minimum, units),
        minimum_stakes=(balanced, balanced, secure),
        seats=(
            parameters.balanced.validators,
            parameters.balanced.validators,
            parameters.secure.validators,
        ),
        quorums=tuple(quorum(parameters, mode) for mode in Mode),
        epoch_years=epoch_years,
        unbonding_epochs=unbonding_epochs,
        unbonding_years=unbonding_epochs * settings.epoch_seconds / SECONDS_PER_YEAR,
        load_persistence=persistence,
        load_noise=noise,
        demand_growth=growth_in(settings.market.demand_growth, epoch_years),
        validator_cost=settings.validator_cost * units,
        silence_loss=parameters.slashing.detection_probability
        * parameters.slashing.unavailability_rate
        / epoch_years,
        churn_limit=None
        if settings.churn_limit is None
        else whole_units(settings.churn_limit * parameters.token.supply, units),
        reputation_worth=settings.reputation_worth * units,
        exit_share=min(unbonding_epochs * epoch_years / settings.horizon_years, 1.0),
    )


def growth_in(rate: float, years: float) -> float:
    """By what something grows in a time, at a continuous rate; beyond all prices it grows no more.

    Parameters
    ----------
    rate
        [1/year]
    years
        [year]

    Returns
    -------
    float
        Positive [1].

    Notes
    -----
    Source: textbook.

    Examples
    --------
    >>> growth_in(0.0, 5.0), growth_in(100.0, 100.0) == growth_in(100.0, 99.0)
    (1.0, True)
    """
    exponent = rate * years
    return math.exp(min(max(exponent, -LARGEST_EXPONENT), LARGEST_EXPONENT))


def load_per_epoch(persistence: float, noise: float, days: float) -> tuple[float, float]:
    """A daily mean-reverting process read once per epoch: its persistence and shock.

    Parameters
    ----------
    persistence
        Part of a deviation that is left after a day [1].
    noise
        Standard deviation of a day's shock [1].
    days
        Length of an epoch, positive [day].

    Returns
    -------
    tuple
        Part that is left after an epoch [1], and standard deviation of an epoch's shock [1].

    Notes
    -----
    Source: textbook; the variances of the shocks of several days, each faded by those that follow,
    add up to a geometric sum.

    Examples
    --------
    >>> persistence, noise = load_per_epoch(0.5, 0.4, days=2)
    >>> persistence, round(noise * noise, 6)
    (0.25, 0.2)
    """
    kept = persistence**days
    days_of_variance = days if persistence == 1 else (1 - kept * kept) / (1 - persistence**2)
    return kept, noise * math.sqrt(days_of_variance)
