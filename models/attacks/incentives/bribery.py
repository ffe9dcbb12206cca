"""Bribery: a posted offer that enough holders accept to break a mode."""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from scipy.special import (  # pyright: ignore[reportMissingTypeStubs] - SciPy ships no types
    log_ndtr,  # pyright: ignore[reportUnknownVariableType]
)

from ...errors import InvalidParameter
from ...parameters.parameters import Parameters
from ...protocol.modes import Mode
from ...protocol.quorums import quorum
from ..weights.groups import failed_weight
from ..weights.merged import merged_wholes
from ..weights.resources import OfResources, Resource, equal_members, merged_members
from .choices import Target
from .corruption import Corruption, Holders, corruption, holders_of

LARGEST_STAKERS = 1_000_000
"""Most authorities of one mode, or stakers where no stakes are given [1]."""

LONGEST_YEARS = 100
"""Longest time without reward [year]."""

FARTHEST = 1e4
"""Standard deviations beyond which all accept, or nobody: with odds of one to e^(5e7) [1]."""

CREDIBLE = (
    "free only if every holder believes that the collateral will be paid should the attack fail, and "
    "if its success spares them the slash"
)
"""When a payment that is promised for failure alone is never made. Source: Buterin, "The P + epsilon
Attack", 2015, who asks for both."""


@dataclass(frozen=True, kw_only=True)
class Bribery(OfResources):
    """How likely it is that an offer is accepted by enough holders.

    Every holder has a price of its own: what it would lose on average, times a log-normal factor of
    median one. The offer to each is that loss times budget / cost, so that the budget just pays for
    the cheapest set that is enough; it is closed once enough have accepted.
    """

    kind: ClassVar[str] = "bribery"

    parameters: Parameters
    """Of one protocol."""
    mode: Mode
    """What is to be broken."""
    target: Target = Target.SAFETY
    """How."""
    profit: float = 1_000_000.0
    """What success is worth to the briber [token]."""
    budget_bribe: float | None = None
    """What the briber will pay in all; none: the profit [token]."""
    acceptance_spread: float = 0.25
    """Standard deviation of the logarithm of a holder's own factor; 0: all take what they lose [1]."""
    years_out: float | None = None
    """Time for which whoever is punished earns nothing; none: the time of unbonding [year]."""
    stakes: tuple[float, ...] | NDArray[np.float64] | None = None
    """Of every staker, who has no voice with zero; none: a full set of the least permitted [token]."""

    def __post_init__(self) -> None:
        for name, value in (
            ("profit", self.profit),
            ("budget_bribe", self.spent),
            ("acceptance_spread", self.acceptance_spread),
        ):
            if not 0 <= value < math.inf:
                raise InvalidParameter(f"{name} must be finite and not negative, got {value!r}")
        if not 0 <= (self.years_out or 0.0) <= LONGEST_YEARS:
            raise InvalidParameter(
                f"years_out must lie in [0, {LONGEST_YEARS}], got {self.years_out!r}"
            )
        if self.stakes is not None and quorum(self.parameters, self.mode).stake is None:
            raise InvalidParameter(
                f"mode must ask for stake where stakes are given, got {self.mode.label}"
            )
        held = self.held
        stakers = held.stakers if self.stakes is None else 0
        for name, count in (("authorities", held.authorities), ("stakers", stakers)):
            if count > LARGEST_STAKERS:
                raise InvalidParameter(f"{name} must be at most {LARGEST_STAKERS}, got {count}")

    @property
    def spent(self) -> float:
        """What the briber will pay in all [token]."""
        return self.profit if self.budget_bribe is None else self.budget_bribe

    @cached_property
    def held(self) -> Holders:
        """Who signs in the mode."""
        return holders_of(self.parameters, self.mode, self.stakes)

    @cached_property
    def corruption(self) -> Corruption:
        """The cheapest set that is enough."""
        return self.corruption_of(self.mode, self.stakes)

    def corruption_of(
        self, mode: Mode, stakes: tuple[float, ...] | NDArray[np.float64] | None = None
    ) -> Corruption:
        """The cheapest set that is enough in any mode."""
        return corruption(
            self.parameters, mode, self.target, stakes=stakes, years_out=self.years_out
        )

    @property
    def resources(self) -> tuple[Resource, ...]:
        """Who must accept."""
        return self._offered

    @cached_property
    def _offered(self) -> tuple[Resource, ...]:
        """Who must accept, and how likely each is to; nobody where breaking the mode is free."""
        cheapest, held = self.corruption, self.held
        odds = acceptance_log_odds(self.spent, cheapest.cost, self.acceptance_spread)
        needed: list[Resource] = []
        if cheapest.authorities:
            seats = equal_members(held.authorities, odds)
            needed.append(Resource(weight=seats, enough=cheapest.authorities))
        if cheapest.stake_needed:
            needed.append(_staked(held, odds, cheapest.stake_needed))
        return tuple(needed)

    def details(self) -> dict[str, Any]:
        """Cost of corruption of every mode against the profit, and what is to be offered."""
        cheapest = self.corruption
        per_mode: dict[str, Any] = {}
        for mode in Mode:
            # Stakes are given of one mode; the others keep a full set of least stakes.
            found = cheapest if mode is self.mode else self.corruption_of(mode)
            per_mode[mode.label] = {
                "cost": found.cost,
                "authorities": found.authorities,
                "stake": found.stake,
                "pays": self.profit > found.cost,
            }
        return {
            "target": str(self.target),
            "cost_of_corruption": cheapest.cost,
            "cost_per_mode": per_mode,
            "profit": self.profit,
            "pays": self.profit > cheapest.cost,
            "budget": self.spent,
            "least_offer": {
                "per_authority": cheapest.authority_price,
                "per_staked_token": cheapest.stake_price,
            },
            "p_plus_epsilon": {"cost": 0.0, "collateral": cheapest.cost, "condition": CREDIBLE},
        }


def _staked(held: Holders, odds: float, enough: int) -> Resource:
    """Stake whose holders must accept."""
    if not isinstance(held.stakes, tuple):
        merged = merged_wholes(held.stakes, held.unit)
        return merged_members(merged, odds, enough * merged.finer)
    if len(set(held.stakes)) == 1:
        weight = equal_members(len(held.stakes), odds)
        return Resource(weight=weight, enough=-(-enough // held.stakes[0]))
    weight = failed_weight([held.stakes], alone=odds, together=-math.inf)
    return Resource(weight=weight, enough=enough)


def acceptance_log_odds(budget: float, cost: float, spread: float) -> float:
    """Log odds that one holder accepts its part of the budget.

    Parameters
    ----------
    budget, cost
        What is offered to all that are needed, and what they lose on average [token].
    spread
        Standard deviation of the logarithm of a holder's own factor [1].

    Returns
    -------
    float
        Infinite where all accept or nobody does [1].

    Notes
    -----
    Source: ours. A factor is below budget / cost with probability Phi(ln(budget / cost) / spread).

    Examples
    --------
    >>> acceptance_log_odds(100.0, 100.0, 0.5), acceptance_log_odds(99.0, 100.0, 0.0)
    (0.0, -inf)
    """
    if cost == 0:
        return math.inf
    if budget == 0:
        return -math.inf
    excess = math.log(budget) - math.log(cost)
    distance = excess / spread if spread > 0 else math.inf
    if not abs(distance) < FARTHEST:
        return math.inf if excess >= 0 else -math.inf
    return float(log_ndtr(distance)) - float(log_ndtr(-distance))
