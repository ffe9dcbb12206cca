"""The three modes: pace, size, least stake, and what a certificate must gather."""

from dataclasses import dataclass
from fractions import Fraction

from .checks import check_count, check_duration, check_positive, check_threshold


@dataclass(frozen=True, kw_only=True, slots=True)
class ModeParameters:
    """What every mode has."""

    block_seconds: float
    """Time between blocks [s]."""
    finality_seconds: float
    """Promised time to finality [s]."""
    throughput_tps: float
    """Promised transactions per second [1/s]."""
    validators: int
    """Size of the validator set [1]."""

    def __post_init__(self) -> None:
        check_duration("block_seconds", self.block_seconds)
        check_duration("finality_seconds", self.finality_seconds)
        check_positive("throughput_tps", self.throughput_tps)
        check_count("validators", self.validators, least=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class FastParameters(ModeParameters):
    """Fast mode: authorities alone."""

    authority_threshold: Fraction
    """Part of the authorities that must sign [1]."""

    def __post_init__(self) -> None:
        ModeParameters.__post_init__(self)
        check_threshold("authority_threshold", self.authority_threshold)


@dataclass(frozen=True, kw_only=True, slots=True)
class BalancedParameters(ModeParameters):
    """Balanced mode: authorities and stake."""

    minimum_stake: float
    """Least stake of a staker [token]."""
    authority_threshold: Fraction
    """Part of the authorities that must sign [1]."""
    stake_threshold: Fraction
    """Part of the stake that must sign [1]."""

    def __post_init__(self) -> None:
        ModeParameters.__post_init__(self)
        check_positive("minimum_stake", self.minimum_stake)
        check_threshold("authority_threshold", self.authority_threshold)
        check_threshold("stake_threshold", self.stake_threshold)


@dataclass(frozen=True, kw_only=True, slots=True)
class SecureParameters(ModeParameters):
    """Secure mode: stake, under the oversight of authorities."""

    minimum_stake: float
    """Least stake of a staker [token]."""
    stake_threshold: Fraction
    """Part of the stake that must sign [1]."""
    oversight_threshold: Fraction
    """Part of the authorities that must sign as well [1]."""

    def __post_init__(self) -> None:
        ModeParameters.__post_init__(self)
        check_positive("minimum_stake", self.minimum_stake)
        check_threshold("stake_threshold", self.stake_threshold)
        check_threshold("oversight_threshold", self.oversight_threshold)
