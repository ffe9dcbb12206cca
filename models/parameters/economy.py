"""What is paid, taken and locked, and the population that answers."""

from dataclasses import dataclass

from ..errors import InvalidParameter
from .checks import check_count, check_not_negative, check_positive, check_seconds, check_share

LEAST_PARETO_EXPONENT = 0.01
"""Below, draws of the law overflow a float."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TokenParameters:
    """The token."""

    supply: int
    """Tokens at launch [token]."""
    base_units_per_token: int
    """Smallest parts of one token [1/token]."""

    def __post_init__(self) -> None:
        check_count("supply", self.supply, least=1)
        check_count("base_units_per_token", self.base_units_per_token, least=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class RewardParameters:
    """How one block pays the two classes."""

    base_reward: float
    """Paid for one block at the target load, at most the supply at launch [token/block]."""
    authority_share: float
    """Part of the reward paid to authorities; stakers get the rest [1]."""
    load_sensitivity: float
    """Change of the reward with load, relative, per unit of load [1]."""
    target_load: float
    """Load at which the base reward is paid [1]."""
    empty_class_to_other: bool
    """True: the share of a class with nobody to pay goes to the other; false: it is not paid."""

    def __post_init__(self) -> None:
        check_not_negative("base_reward", self.base_reward)
        check_share("authority_share", self.authority_share)
        check_share("load_sensitivity", self.load_sensitivity)
        check_share("target_load", self.target_load)

    @property
    def staker_share(self) -> float:
        """Part of the reward paid to stakers [1]."""
        return 1 - self.authority_share


@dataclass(frozen=True, kw_only=True, slots=True)
class IssuanceParameters:
    """A ceiling on what all blocks of a year may issue."""

    yearly_cap: float | None = None
    """Most new tokens in a year, as a part of the supply [1/year]; none: no ceiling."""

    def __post_init__(self) -> None:
        if self.yearly_cap is not None:
            check_not_negative("yearly_cap", self.yearly_cap)


@dataclass(frozen=True, kw_only=True, slots=True)
class SlashingParameters:
    """What misbehaviour costs."""

    rate: float
    """Part of the stake lost for equivocation [1]."""
    unavailability_rate: float
    """Part of the stake lost for unavailability [1]."""
    correlation_factor: float
    """Further part lost per unit of stake that misbehaves together [1]."""
    detection_probability: float
    """Probability that an offence is found and punished [1]."""

    def __post_init__(self) -> None:
        check_share("rate", self.rate)
        check_share("unavailability_rate", self.unavailability_rate)
        check_not_negative("correlation_factor", self.correlation_factor)
        check_share("detection_probability", self.detection_probability)


@dataclass(frozen=True, kw_only=True, slots=True)
class StakingParameters:
    """Bonds and the way out."""

    authority_minimum: float
    """Bond of an authority [token]."""
    unbonding_seconds: float
    """Time from the wish to leave to the money [s]."""
    evidence_window_seconds: float
    """Time after an offence in which evidence is still accepted [s]."""

    def __post_init__(self) -> None:
        check_positive("authority_minimum", self.authority_minimum)
        check_seconds("unbonding_seconds", self.unbonding_seconds)
        check_seconds("evidence_window_seconds", self.evidence_window_seconds)


@dataclass(frozen=True, kw_only=True, slots=True)
class PopulationParameters:
    """Who might take part, and what they ask for."""

    pareto_exponent: float
    """Tail exponent of the law of wealth, at least 0.01; the mean exists above one [1]."""
    hurdle_rate_low: float
    """Least yield that any staker asks for [1/year]."""
    hurdle_rate_high: float
    """Yield at which every staker takes part [1/year]."""
    authority_cost: float
    """Yearly cost of operating an authority, in tokens [token/year]."""
    load_mean: float
    """Long-run mean of the network load [1]."""
    load_persistence: float
    """Part of a day's deviation of the load that is left on the next day [1]."""
    load_noise: float
    """Standard deviation of the load's daily shock, in [0, 1] as the load is [1]."""

    def __post_init__(self) -> None:
        check_positive("pareto_exponent", self.pareto_exponent)
        if self.pareto_exponent < LEAST_PARETO_EXPONENT:
            raise InvalidParameter(
                f"pareto_exponent must be at least {LEAST_PARETO_EXPONENT}, "
                f"got {self.pareto_exponent!r}"
            )
        check_positive("hurdle_rate_low", self.hurdle_rate_low)
        check_positive("hurdle_rate_high", self.hurdle_rate_high)
        check_not_negative("authority_cost", self.authority_cost)
        check_share("load_mean", self.load_mean)
        check_share("load_persistence", self.load_persistence)
        check_share("load_noise", self.load_noise)
