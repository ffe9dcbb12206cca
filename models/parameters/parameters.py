"""A whole protocol: one field per table of a parameter file, and the rules that span tables."""

from dataclasses import dataclass
from fractions import Fraction

from ..errors import InvalidParameter
from .checks import LARGEST_INTEGER
from .economy import (
    IssuanceParameters,
    PopulationParameters,
    RewardParameters,
    SlashingParameters,
    StakingParameters,
    TokenParameters,
)
from .exact import whole_units
from .modes import BalancedParameters, FastParameters, SecureParameters
from .protocol import (
    AssumptionParameters,
    CheckpointParameters,
    NetworkParameters,
    QuorumParameters,
    SelectionParameters,
    SwitchingParameters,
)

LEAST_AMOUNT = 1e-9
"""Below, yields on it overflow a float [token]."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Parameters:
    """All parameters of one protocol."""

    token: TokenParameters
    fast: FastParameters
    balanced: BalancedParameters
    secure: SecureParameters
    quorums: QuorumParameters
    assumptions: AssumptionParameters
    selection: SelectionParameters
    rewards: RewardParameters
    issuance: IssuanceParameters
    slashing: SlashingParameters
    staking: StakingParameters
    checkpoints: CheckpointParameters
    network: NetworkParameters
    switching: SwitchingParameters
    population: PopulationParameters

    def __post_init__(self) -> None:
        supply = self.token.supply
        if supply * self.token.base_units_per_token > LARGEST_INTEGER:
            raise InvalidParameter(
                "token.supply times token.base_units_per_token must be at most 2^63 - 1, "
                f"got {supply} * {self.token.base_units_per_token}"
            )
        if self.staking.authority_minimum > supply:
            raise InvalidParameter(
                f"staking.authority_minimum must be at most token.supply ({supply} token), "
                f"got {self.staking.authority_minimum!r}"
            )
        units = self.token.base_units_per_token
        bond = whole_units(self.staking.authority_minimum, units)
        if bond * self.fast.validators > supply * units:
            raise InvalidParameter(
                f"staking.authority_minimum in whole base units times fast.validators must be at most "
                f"token.supply ({supply} token), got {self.staking.authority_minimum!r} * "
                f"{self.fast.validators}"
            )
        if self.quorums.strict:
            for name, threshold in self.thresholds():
                if threshold == 1:
                    raise InvalidParameter(
                        f"{name} must be below 1 where quorums.strict is true, got 1"
                    )
        for name, amount in (
            ("staking.authority_minimum", self.staking.authority_minimum),
            ("balanced.minimum_stake", self.balanced.minimum_stake),
            ("secure.minimum_stake", self.secure.minimum_stake),
        ):
            if amount < LEAST_AMOUNT:
                raise InvalidParameter(
                    f"{name} must be at least {LEAST_AMOUNT} token, got {amount!r}"
                )
        for name, minimum in (
            ("balanced", self.balanced.minimum_stake),
            ("secure", self.secure.minimum_stake),
        ):
            if minimum > supply:
                raise InvalidParameter(
                    f"{name}.minimum_stake must be at most token.supply ({supply} token), "
                    f"got {minimum!r}"
                )
        if self.rewards.base_reward > supply:
            raise InvalidParameter(
                f"rewards.base_reward must be at most token.supply ({supply} token), "
                f"got {self.rewards.base_reward!r}"
            )
        if self.population.hurdle_rate_high < self.population.hurdle_rate_low:
            raise InvalidParameter(
                "population.hurdle_rate_high must be at least population.hurdle_rate_low "
                f"({self.population.hurdle_rate_low!r}), got {self.population.hurdle_rate_high!r}"
            )

    def thresholds(self) -> list[tuple[str, Fraction]]:
        """Every quorum threshold with the name of its field [1]."""
        return [
            ("fast.authority_threshold", self.fast.authority_threshold),
            ("balanced.authority_threshold", self.balanced.authority_threshold),
            ("balanced.stake_threshold", self.balanced.stake_threshold),
            ("secure.stake_threshold", self.secure.stake_threshold),
            ("secure.oversight_threshold", self.secure.oversight_threshold),
        ]
