"""How a run is set up: its length, its size, and the assumptions about behaviour."""

import hashlib
from array import array
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from ..models.errors import InvalidParameter
from ..models.parameters.checks import check_count, check_not_negative, check_positive, check_share
from .cartels.settings import CartelSettings
from .economy.shocks import Shock
from .limits import MOST_STAKERS
from .population.wealth_law import WealthLaw
from .strategies.best import Discounted
from .strategies.strategy import Strategy


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
        check_positive("turnover", self.turnover)
        check_share("fee_rate", self.fee_rate)
        check_share("treasury_share", self.treasury_share)
        check_share("burned_share", self.burned_share)
        if self.treasury_share + self.burned_share > 1:
            raise InvalidParameter(
                "treasury_share plus burned_share must be at most 1, "
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
        check_not_negative("budget", self.budget)
        check_not_negative("bribe", self.bribe)
        check_share("spiteful_share", self.spiteful_share)
        check_not_negative("spite", self.spite)


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
    """How people choose."""
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
    """Time over which a choice must pay, the way out included [year]. Source: assumption."""
    wealth_law: WealthLaw = WealthLaw.PARETO
    """How the supply is divided at launch; a Pareto law takes `population.pareto_exponent`."""
    wealth_deviation: float = 1.5
    """Standard deviation of the logarithm of wealth, for a log-normal law [1]. Source: assumption,
    between 0.65 and 2.42, which `population.fits` finds for the validators of Sui (106) and of Solana
    (962, epoch 860); the Pareto law of their largest tenths has exponents of 3.25 and 1.09."""
    given_stakes: tuple[float, ...] = ()
    """One per person, for a given law, in any unit [1]."""
    validator_cost: float = 100.0
    """Yearly cost of running a staker's validator, at launch prices [token/year]. Source: assumption."""
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
        if self.stakers > MOST_STAKERS:
            raise InvalidParameter(
                f"stakers must be at most {MOST_STAKERS:,}, got {self.stakers!r}"
            )
        check_count("candidates", self.candidates)
        check_positive("epoch_seconds", self.epoch_seconds)
        check_count("order_blocks", self.order_blocks, least=1)
        check_share("review_probability", self.review_probability)
        check_share("expectation_memory", self.expectation_memory)
        check_positive("horizon_years", self.horizon_years)
        check_not_negative("wealth_deviation", self.wealth_deviation)
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
        check_not_negative("validator_cost", self.validator_cost)
        check_share("commission", self.commission)
        check_share("griefing_loss", self.griefing_loss)
        check_not_negative("griefing_factor", self.griefing_factor)
        if self.churn_limit is not None:
            check_share("churn_limit", self.churn_limit)
        check_not_negative("reputation_worth", self.reputation_worth)
        check_count("exclusion_epochs", self.exclusion_epochs)
        check_not_negative("mean_gain", self.mean_gain)

    def record(self) -> dict[str, Any]:
        """All of it as plain data: the rule of choice by its name, given stakes by their hash."""
        stakes = array("d", self.given_stakes).tobytes()
        return asdict(replace(self, wealth_law=WealthLaw.EQUAL, given_stakes=())) | {
            "wealth_law": str(self.wealth_law),
            "given_stakes_sha256": hashlib.sha256(stakes).hexdigest() if stakes else None,
            "strategy": {"name": self.strategy.name, **asdict(self.strategy)},
        }
