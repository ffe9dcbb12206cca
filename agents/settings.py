"""How a run is set up: its length, its size, and the assumptions about behaviour."""

import hashlib
from array import array
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from ..models.errors import InvalidParameter
from ..models.parameters.checks import (
    check_count,
    check_duration,
    check_not_negative,
    check_positive,
    check_share,
)
from .cartels.settings import CartelSettings
from .economy.shocks import Shock
from .limits import (
    LARGEST_DEVIATION,
    LARGEST_FACTOR,
    LARGEST_MONEY,
    MOST_EPOCHS,
    MOST_STAKERS,
    check_at_most,
)
from .population.wealth_law import WealthLaw
from .strategies.best import Discounted
from .strategies.strategy import Strategy

LARGEST_GROWTH = 100.0
"""Of demand, up or down: e^100 times in a year [1/year]."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MarketSettings:
    """What the token is used for, in money and in tokens."""

    turnover: float = 12.0
    """How often an idle token changes hands in a year [1/year]. Source: assumption, once a month."""
    demand_growth: float = 0.0
    """Growth of the value of all payments, continuous [1/year]. Source: assumption."""
    fee_rate: float = 0.0005
    """Part of every payment that is its fee [1]. Source: assumption."""
    treasury_share: float = 0.0
    """Part of the fees that goes to the treasury [1]. Source: the plan names no treasury."""
    burned_share: float = 0.0
    """Part of the fees that is burned [1]. Source: the plan burns none."""

    def __post_init__(self) -> None:
        check_positive("market.turnover", self.turnover)
        check_at_most("market.turnover", self.turnover, LARGEST_FACTOR)
        if not -LARGEST_GROWTH <= self.demand_growth <= LARGEST_GROWTH:
            raise InvalidParameter(
                f"market.demand_growth must lie in [-{LARGEST_GROWTH:g}, {LARGEST_GROWTH:g}], "
                f"got {self.demand_growth!r}"
            )
        for name in ("fee_rate", "treasury_share", "burned_share"):
            check_share(f"market.{name}", getattr(self, name))
        if self.treasury_share + self.burned_share > 1:
            raise InvalidParameter(
                "market.treasury_share plus market.burned_share must be at most 1, "
                f"got {self.treasury_share!r} + {self.burned_share!r}"
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class AttackerSettings:
    """Somebody outside who pays for harm."""

    budget: float = 0.0
    """What bribes may cost in all, in money from outside the economy [token]. Source: assumption."""
    bribe: float = 0.0
    """Offered for one offence [token]. Source: assumption."""
    spiteful_share: float = 0.0
    """Part of the people who value the losses of others [1]. Source: assumption."""
    spite: float = 0.0
    """What they would give for a token that the others lose [1]. Source: assumption."""

    def __post_init__(self) -> None:
        check_share("attacker.spiteful_share", self.spiteful_share)
        for name, most in (
            ("budget", LARGEST_MONEY),
            ("bribe", LARGEST_MONEY),
            ("spite", LARGEST_FACTOR),
        ):
            check_not_negative(f"attacker.{name}", getattr(self, name))
            check_at_most(f"attacker.{name}", getattr(self, name), most)


@dataclass(frozen=True, kw_only=True, slots=True)
class EconomySettings:
    """One run of the economy; what the protocol fixes is in `Parameters`."""

    epochs: int = 3_650
    """Length of the run [epoch]. Source: ten years of days."""
    stakers: int = 1_000
    """People who may stake; the authorities come on top, one per seat [1]. Source: assumption."""
    candidates: int = 10
    """Authorities that wait for a free seat at launch, as far as the supply funds their bonds [1].
    Source: assumption."""
    epoch_seconds: float = 86_400
    """Time between two decisions, and the least time that the model resolves [s]. Source: assumption."""
    strategy: Strategy = field(default_factory=Discounted)
    """How people and authorities choose."""
    order_blocks: int = 1
    """Groups that decide one after another in an epoch, each knowing what those before it have done: one
    is synchronous, as many as people is random sequential [1]. Source: assumption."""
    review_probability: float = 1 / 30
    """Probability that a person reconsiders in one epoch: about once a month, so that not everybody
    answers the same news at once [1]. Source: assumption."""
    expectation_memory: float = 0.95
    """Part of yesterday's expectation of a pool that is kept. The default looks back 20 epochs, about as
    long as unbonding binds a decision [1]. Source: assumption."""
    horizon_years: float = 1.0
    """Time over which a choice must pay, the way out included; the mean over people [year].
    Source: assumption."""
    horizon_spread: float = 0.0
    """By what part of the mean horizons of people differ from it at most, uniformly [1]. Source:
    assumption, all alike."""
    wealth_law: WealthLaw = WealthLaw.PARETO
    """How the supply is divided at launch; a Pareto law takes `population.pareto_exponent`."""
    wealth_deviation: float = 1.5
    """Standard deviation of the logarithm of wealth, for a log-normal law [1]. Source: assumption,
    between 0.65 and 2.42, which `population.fits` finds for the validators of Sui (106) and of Solana
    (962, epoch 860); the Pareto law of their largest tenths has exponents of 3.25 and 1.09."""
    given_stakes: tuple[float, ...] = ()
    """One per person, for a given law, in any unit [1]."""
    validator_cost: float = 100.0
    """Yearly cost of running a staker's validator, at launch prices; the mean over people [token/year].
    Source: assumption."""
    validator_cost_spread: float = 0.0
    """By what part of the mean costs of people differ from it at most, uniformly [1]. Source:
    assumption, all alike."""
    risk_aversion: float = 0.0
    """What people ask for in a year for stake of which one offence could cost all, beyond their hurdle
    rate: the mean of an exponential law [1/year]. Source: assumption; none, because a hurdle rate is
    what people ask of money at stake, and has the risk in it already."""
    commission: float = 0.1
    """Part of a delegator's pay that validators keep [1]. Source: assumption."""
    griefing_loss: float = 0.1
    """Part of its own pay that a griefer forgoes [1]. Source: assumption."""
    griefing_factor: float = 1.0
    """What the others lose for what a griefer forgoes [1]. Source: assumption."""
    churn_limit: float | None = None
    """Part of the supply that may enter, and that may leave, in one epoch [1]; none: no limit."""
    reputation_worth: float = 0.0
    """What a spotless name is worth to an authority, in money [token]. Source: assumption."""
    exclusion_epochs: int = 365
    """Time for which a convicted authority gets no seat [epoch]. Source: assumption."""
    mean_gain: float = 10_000
    """Mean of the exponential law of what one offence would bring, in money from outside the economy:
    as much as one authority's bond [token]. Source: assumption."""
    market: MarketSettings = field(default_factory=MarketSettings)
    """What the token is used for."""
    attacker: AttackerSettings = field(default_factory=AttackerSettings)
    """Somebody outside who pays for harm."""
    cartel: CartelSettings = field(default_factory=CartelSettings)
    """What authorities may do together."""
    shocks: tuple[Shock, ...] = ()
    """What happens to the economy, and when."""

    def __post_init__(self) -> None:
        check_count("epochs", self.epochs, least=1)
        check_count("stakers", self.stakers, least=1)
        check_at_most("epochs", self.epochs, MOST_EPOCHS)
        check_at_most("stakers", self.stakers, MOST_STAKERS)
        check_count("candidates", self.candidates)
        check_duration("epoch_seconds", self.epoch_seconds)
        check_count("order_blocks", self.order_blocks, least=1)
        check_share("review_probability", self.review_probability)
        check_share("expectation_memory", self.expectation_memory)
        check_positive("horizon_years", self.horizon_years)
        for name, most in (
            ("wealth_deviation", LARGEST_DEVIATION),
            ("validator_cost", LARGEST_MONEY),
            ("reputation_worth", LARGEST_MONEY),
            ("mean_gain", LARGEST_MONEY),
            ("griefing_factor", LARGEST_FACTOR),
            ("risk_aversion", LARGEST_FACTOR),
        ):
            check_not_negative(name, getattr(self, name))
            check_at_most(name, getattr(self, name), most)
        is_given = self.wealth_law is WealthLaw.GIVEN
        if len(self.given_stakes) != (self.stakers if is_given else 0):
            raise InvalidParameter(
                f"given_stakes must be one per person where wealth is given ({self.stakers}), and none "
                f"otherwise, got {len(self.given_stakes)}"
            )
        for stake in self.given_stakes:
            check_not_negative("given_stakes", stake)
        if is_given and not any(self.given_stakes):
            raise InvalidParameter("given_stakes must not all be zero")
        check_share("validator_cost_spread", self.validator_cost_spread)
        if not 0 <= self.horizon_spread < 1:
            raise InvalidParameter(
                f"horizon_spread must lie in [0, 1), got {self.horizon_spread!r}"
            )
        check_share("commission", self.commission)
        check_share("griefing_loss", self.griefing_loss)
        if self.churn_limit is not None:
            check_share("churn_limit", self.churn_limit)
        check_count("exclusion_epochs", self.exclusion_epochs)

    def record(self) -> dict[str, Any]:
        """All of it as plain data: the rule of choice by its name, given stakes by their hash."""
        stakes = array("d", self.given_stakes).tobytes()
        return asdict(replace(self, wealth_law=WealthLaw.EQUAL, given_stakes=())) | {
            "wealth_law": str(self.wealth_law),
            "given_stakes_sha256": hashlib.sha256(stakes).hexdigest() if stakes else None,
            "strategy": {"name": self.strategy.name, **asdict(self.strategy)},
        }
