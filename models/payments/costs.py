"""What a private payment costs beside a plain one: throughput, energy, fees."""

from dataclasses import dataclass
from typing import Any

from ..compute.equipment import CORE
from ..errors import InvalidParameter


def payments_per_second(seconds: Any) -> Any:
    """Payments that one core checks in a second.

    Parameters
    ----------
    seconds
        To check one, positive [s].

    Returns
    -------
    scalar
        [1/s]

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> payments_per_second(0.02)
    50.0
    """
    return 1 / seconds


def payment_joules(proving: Any, checking: Any, validators: Any, watts: Any) -> Any:
    """Energy of a payment that one party makes and every validator checks.

    Parameters
    ----------
    proving
        Once [s].
    checking
        By each validator [s].
    validators
        [1]
    watts
        Of a busy core with what it takes to cool and feed it [W].

    Returns
    -------
    scalar
        [J]

    Notes
    -----
    Source: ours. What nodes draw while they wait is not in it.

    Examples
    --------
    >>> payment_joules(0.5, 0.01, 100, 4.0)
    6.0
    """
    return watts * (proving + validators * checking)


def fee_floor(validators: Any, checking: Any, size: Any, core_second: Any, stored_byte: Any) -> Any:
    """Least fee that pays all validators what a payment costs them.

    Parameters
    ----------
    validators
        [1]
    checking
        By each of them [s].
    size
        That each of them stores [B].
    core_second
        Price of computing [USD/s].
    stored_byte
        Price of receiving and keeping [USD/B].

    Returns
    -------
    scalar
        [USD]

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> fee_floor(10, 2.0, 100, 0.25, 0.01)
    15.0
    """
    return validators * (checking * core_second + size * stored_byte)


def least_amount(fee: Any, share: Any) -> Any:
    """Smallest payment of which a fee is no more than a share.

    Parameters
    ----------
    fee
        [USD]
    share
        Of the amount that may go to fees, positive [1].

    Returns
    -------
    scalar
        [USD]

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> least_amount(0.02, 0.01)
    2.0
    """
    return fee / share


def most_validators(amount: Any, share: Any, cost: Any) -> Any:
    """Validators up to which a payment's fee is no more than a share of it.

    Parameters
    ----------
    amount
        Paid [USD].
    share
        Of the amount that may go to fees [1].
    cost
        Of the payment to one validator, positive [USD].

    Returns
    -------
    scalar
        [1]

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> most_validators(4.0, 0.25, 0.5)
    2.0
    """
    return amount * share / cost


@dataclass(frozen=True, kw_only=True, slots=True)
class PaymentCosts:
    """Times and size of one kind of payment on one core."""

    proving: float
    """[s]"""
    checking: float
    """[s]"""
    size: int
    """[B]"""

    def __post_init__(self) -> None:
        for name in ("proving", "checking", "size"):
            if not 0 < getattr(self, name) < float("inf"):
                raise InvalidParameter(f"{name} must be positive, got {getattr(self, name)!r}")


PLAIN = PaymentCosts(proving=19e-6, checking=54e-6, size=250)
"""An Ed25519 signature over a transaction. Source: measured on 2 vCPU AMD EPYC, PyNaCl 1.6; the size is
that which our network assumes."""
PRIVATE = PaymentCosts(proving=0.111, checking=0.0172, size=2448)
"""One input, two outputs of 64 bits in four limbs. Source: measured on 2 vCPU AMD EPYC."""
BATCHED = PaymentCosts(proving=0.111, checking=0.0085, size=2448)
"""The same, 32 of them checked in one look. Source: measured on 2 vCPU AMD EPYC."""
NATIVE_RANGE = 1.15e-3
"""To check one range proof of 64 bits, and nothing else, by a library that is made for speed [s].

Source: de Valence, Yun, Andreev, "Faster Bulletproofs with Ristretto & AVX2", Chain, 2018: an Intel
i7-7800X.
"""

WATTS = CORE.watts(1.0)
"""Of a busy core with its site's overhead: the one that jobs and checks are computed on [W]."""
CORE_SECOND = 0.04 / 3600
"""Assumed: 0.04 USD per vCPU and hour [USD/s]."""
STORED_BYTE = (0.02 * 60 + 0.01) / 1e9
"""Assumed: 0.02 USD per GB and month over five years, and 0.01 USD per GB received [USD/B]."""
REMITTANCE_COST = 0.0618
"""Of sending 200 USD abroad, world average [1].

Source: World Bank, Remittance Prices Worldwide, third quarter of 2023.
"""
REMITTANCE_TARGET = 0.03
"""To be reached by 2030 [1]. Source: United Nations, Sustainable Development Goal 10.c."""
REMITTANCE = 200.0
"""Whose cost is surveyed [USD]. Source: the same survey."""
FEE_SHARE = 0.01
"""Of a payment that may go to fees [1]. Source: ours."""


def outlay(costs: PaymentCosts, validators: int) -> dict[str, float]:
    """Energy, least fee and break-even of a kind of payment.

    Parameters
    ----------
    costs
        On one core.
    validators
        That check and keep it [1].

    Returns
    -------
    dict
        `joules` [J], `fee_usd` [USD], and `least_amount_usd`, of which the fee is the permitted share.
    """
    fee = fee_floor(validators, costs.checking, costs.size, CORE_SECOND, STORED_BYTE)
    return {
        "joules": payment_joules(costs.proving, costs.checking, validators, WATTS),
        "fee_usd": fee,
        "least_amount_usd": least_amount(fee, FEE_SHARE),
    }
