"""The numbers that the contracts go by, in base units and whole seconds."""

import math
from dataclasses import dataclass
from fractions import Fraction

from ..errors import InvalidParameter
from ..parameters.checks import check_count, check_threshold
from ..parameters.exact import LARGEST_SUPPLY, as_written, whole_units
from ..parameters.parameters import Parameters
from .records import Kind, Thresholds


@dataclass(frozen=True, kw_only=True, slots=True)
class GovernanceRules:
    """How thresholds may change; assumptions of ours, since the plan names a contract and no number."""

    voting_seconds: int = 1_209_600
    """How long a ballot is open: two weeks [s]."""
    timelock_seconds: int = 1_814_400
    """Wait between the end of a vote and the change: the plan's unbonding time, so that whoever
    disagrees can be out before it comes [s]."""
    majority: Fraction = Fraction(2, 3)
    """Part of the bonded stake that must be exceeded, abstentions counted: as much as finality asks
    for, so that governance is no easier to capture than the chain [1]."""

    def __post_init__(self) -> None:
        check_count("voting_seconds", self.voting_seconds, least=1)
        check_count("timelock_seconds", self.timelock_seconds)
        check_threshold("majority", self.majority)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """What never changes in a ledger's life."""

    authority_minimum: int
    """Least bond of an authority [base unit]."""
    staker_minimum: int
    """Least bond of a staker that is a validator of its own [base unit]."""
    unbonding_seconds: int
    """Time from the wish to leave to the money [s]."""
    evidence_window_seconds: int
    """Time after an offence in which evidence is accepted [s]."""
    equivocation_rate: Fraction
    """Part of the stake lost for equivocation [1]."""
    unavailability_rate: Fraction
    """Part of the stake lost for unavailability [1]."""
    correlation_factor: Fraction
    """Further part lost per unit of stake that equivocates together [1]."""
    authority_share: Fraction
    """Part of a reward paid to authorities [1]."""
    empty_class_to_other: bool
    """True: the share of a class with nobody to pay goes to the other; false: it is not issued."""
    yearly_cap: Fraction | None
    """Most new money in a year, as a part of the supply [1/year]; none: no ceiling."""
    byzantine_authorities: Fraction
    """Fewer than this part of the authorities are Byzantine [1]."""
    byzantine_stake: Fraction
    """Less than this part of the stake is Byzantine [1]."""
    governance: GovernanceRules

    def minimum(self, is_authority: bool) -> int:
        """Least bond of a validator [base unit]."""
        return self.authority_minimum if is_authority else self.staker_minimum

    def rate(self, kind: Kind) -> Fraction:
        """Part of the stake that a lone offender loses [1]."""
        return self.equivocation_rate if kind is Kind.EQUIVOCATION else self.unavailability_rate

    def correlation(self, kind: Kind) -> Fraction:
        """Further part per unit of stake that offends together; an outage is no conspiracy [1]."""
        return self.correlation_factor if kind is Kind.EQUIVOCATION else Fraction(0)


def rules_of(parameters: Parameters, governance: GovernanceRules | None = None) -> Rules:
    """The contracts' numbers under a protocol's parameters.

    Parameters
    ----------
    parameters
        Decimals are read as they were written. Least bonds and the unbonding time are rounded up and
        the evidence window down, so that whole seconds never bring an exit before its evidence. A
        staker needs the least stake of the mode that asks for less; each mode asks for its own when
        it draws its validators.
    governance
        Of this ledger; its defaults if none.

    Raises
    ------
    InvalidParameter
        When the supply at launch is more than the ledger can divide.
    """
    units, slashing, staking = (
        parameters.token.base_units_per_token,
        parameters.slashing,
        parameters.staking,
    )
    if parameters.token.supply * units > LARGEST_SUPPLY:
        raise InvalidParameter(
            "token.supply times token.base_units_per_token must be below 2^62 in a ledger, "
            f"got {parameters.token.supply} * {units}"
        )
    least_stake = min(parameters.balanced.minimum_stake, parameters.secure.minimum_stake)
    cap = parameters.issuance.yearly_cap
    return Rules(
        authority_minimum=whole_units(staking.authority_minimum, units),
        staker_minimum=whole_units(least_stake, units),
        unbonding_seconds=math.ceil(as_written(staking.unbonding_seconds)),
        evidence_window_seconds=math.floor(as_written(staking.evidence_window_seconds)),
        equivocation_rate=as_written(slashing.rate),
        unavailability_rate=as_written(slashing.unavailability_rate),
        correlation_factor=as_written(slashing.correlation_factor),
        authority_share=as_written(parameters.rewards.authority_share),
        empty_class_to_other=parameters.rewards.empty_class_to_other,
        yearly_cap=None if cap is None else as_written(cap),
        byzantine_authorities=parameters.assumptions.byzantine_authorities,
        byzantine_stake=parameters.assumptions.byzantine_stake,
        governance=GovernanceRules() if governance is None else governance,
    )


def thresholds_of(parameters: Parameters) -> Thresholds:
    """Thresholds in force at launch."""
    return Thresholds(
        fast_authorities=parameters.fast.authority_threshold,
        balanced_authorities=parameters.balanced.authority_threshold,
        balanced_stake=parameters.balanced.stake_threshold,
        oversight=parameters.secure.oversight_threshold,
        secure_stake=parameters.secure.stake_threshold,
    )
