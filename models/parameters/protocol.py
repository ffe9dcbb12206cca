"""How the protocol runs: quorum rule, faults, proposers, network, switching, checkpoints."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from sys import float_info

from .checks import check_count, check_duration, check_seconds, check_share, check_threshold
from .exact import as_written

LARGEST_FLOAT = as_written(float_info.max)
"""Times that are longer are no floats [s]."""


@dataclass(frozen=True, kw_only=True, slots=True)
class QuorumParameters:
    """How a threshold is read."""

    strict: bool
    """True: more than the threshold must sign; false: at least the threshold."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AssumptionParameters:
    """How many may be Byzantine; always read as *fewer than*."""

    byzantine_authorities: Fraction
    """Fewer than this part of the authorities are Byzantine [1]."""
    byzantine_stake: Fraction
    """Less than this part of the stake is Byzantine [1]."""

    def __post_init__(self) -> None:
        check_threshold("byzantine_authorities", self.byzantine_authorities)
        check_threshold("byzantine_stake", self.byzantine_stake)


@dataclass(frozen=True, kw_only=True, slots=True)
class SelectionParameters:
    """Who proposes a block in Balanced mode."""

    authority_probability: float
    """Probability that the proposer is an authority [1]."""
    independent_draws: bool
    """True: one draw decides the class, another the member; false: one draw decides both."""

    def __post_init__(self) -> None:
        check_share("authority_probability", self.authority_probability)


@dataclass(frozen=True, kw_only=True, slots=True)
class NetworkParameters:
    """Bounds on the network."""

    delay_seconds: float
    """Longest delivery of one message under normal conditions [s]."""
    message_delays: int
    """Message delays from proposal to finality, the proposal included [1]."""
    timeout_seconds: float
    """Wait before a silent proposer is passed over [s]."""

    def __post_init__(self) -> None:
        check_duration("delay_seconds", self.delay_seconds)
        check_count("message_delays", self.message_delays, least=1)
        check_duration("timeout_seconds", self.timeout_seconds)


class SwitchingRule(StrEnum):
    """When Secure mode is entered."""

    LOAD_OR_PARTICIPATION = "load-or-participation"
    """High load, or much stake taking part."""
    AUTHORITY_SHORTAGE = "authority-shortage"
    """Too few authorities for a Balanced certificate."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SwitchingParameters:
    """When the mode changes."""

    rule: SwitchingRule
    """How Secure mode is entered."""
    fast_max_load: float
    """Fast mode only below this load [1]."""
    fast_min_availability: float
    """Fast mode only above this part of authorities online [1]."""
    secure_min_load: float
    """Secure mode above this load [1]; read by `load-or-participation` alone."""
    secure_min_participation: float
    """Secure mode above this staking ratio [1]; read by `load-or-participation` alone."""
    adjacent_only: bool
    """True: never straight between Fast and Secure; Balanced is the bridge."""
    dwell_seconds: float
    """Least time in a mode [s]."""

    def __post_init__(self) -> None:
        check_share("fast_max_load", self.fast_max_load)
        check_share("fast_min_availability", self.fast_min_availability)
        check_share("secure_min_load", self.secure_min_load)
        check_share("secure_min_participation", self.secure_min_participation)
        check_seconds("dwell_seconds", self.dwell_seconds)


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckpointParameters:
    """Finality checkpoints against long-range attacks."""

    period_seconds: float
    """Time between checkpoints [s]."""
    evidence_delay_seconds: float
    """Longest time from an offence to its evidence on the chain [s]."""

    def __post_init__(self) -> None:
        check_duration("period_seconds", self.period_seconds)
        check_seconds("evidence_delay_seconds", self.evidence_delay_seconds)
