"""The rules of the game: how many pools are wanted, and how much the operators' own stake counts."""

from dataclasses import dataclass

from ...models.economics.networks.cardano import saturation
from ...models.errors import InvalidParameter
from ...models.parameters.checks import check_count, check_not_negative, check_positive, check_share


@dataclass(frozen=True, kw_only=True, slots=True)
class PoolScheme:
    """A reward-sharing scheme, and what operators can do under it."""

    pools: int = 10
    """Pools that the scheme wants, k [1]."""
    pledge_influence: float = 0.3
    """Weight of an operator's own stake in the reward, a0 [1]. Source: Cardano's parameter."""
    rewards: float = 1.0
    """Paid in one period if all pools are saturated with pledges alone, R [token]."""
    further_cost: float = 0.4
    """Cost of each further pool of one operator, as a part of the first one's, φ [1]. Source: Ovezik and
    Kiayias 2022 (ICAIF)."""
    most_pools: int | None = None
    """Most pools that one operator considers; as many as the scheme wants unless given [1]."""

    def __post_init__(self) -> None:
        check_count("pools", self.pools, least=1)
        check_not_negative("pledge_influence", self.pledge_influence)
        check_positive("rewards", self.rewards)
        check_share("further_cost", self.further_cost)
        if self.most_pools is not None:
            check_count("most_pools", self.most_pools, least=1)
            if self.most_pools > self.pools:
                raise InvalidParameter(
                    f"most_pools must be at most pools ({self.pools}), got {self.most_pools}"
                )

    @property
    def limit(self) -> float:
        """Stake at saturation, z, as a part of all stake [1]."""
        return saturation(self.pools)

    @property
    def choices(self) -> int:
        """Numbers of pools among which an operator chooses, from one on [1]."""
        return self.pools if self.most_pools is None else self.most_pools
