"""Forms of authority oversight in Secure mode: which are safe beside Fast, and which are live.

All are parts of the authorities. Authorities oversee Secure by countersigning its certificates, by
objecting to its blocks, or by ratifying afterwards what stake has confirmed.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ..parameters.parameters import Parameters
from .quorums import certificates_intersect


def is_countersigned(oversight: Any, byzantine: Any) -> Any:
    """Whether the honest authorities alone can countersign, so that silence of the others is no veto.

    Parameters
    ----------
    oversight
        Part of the authorities that must sign [1].
    byzantine
        Fewer than this part is Byzantine [1].

    Notes
    -----
    Source: ours, paper, "Formulas"; settled in `proofs/switching/oversight.py`.

    Examples
    --------
    >>> is_countersigned(0.5, byzantine=0.25), is_countersigned(0.875, byzantine=0.25)
    (True, False)
    """
    return oversight + byzantine <= 1


def is_veto_live(veto: Any, byzantine: Any) -> Any:
    """Whether the Byzantine authorities are too few to object.

    Parameters
    ----------
    veto
        At least this part of the authorities stops a block by objecting [1].
    byzantine
        Fewer than this part is Byzantine [1].

    Notes
    -----
    Source: ours, paper, "Formulas"; settled in `proofs/switching/veto.py`.

    Examples
    --------
    >>> is_veto_live(0.25, byzantine=0.25), is_veto_live(0.125, byzantine=0.25)
    (True, False)
    """
    return veto >= byzantine


def is_veto_safe_in_time(fast: Any, veto: Any, byzantine: Any) -> Any:
    """Whether the honest signers of a Fast certificate are enough to object to what contradicts it.

    Parameters
    ----------
    fast
        Threshold of a Fast certificate [1].
    veto
        At least this part of the authorities stops a block by objecting [1].
    byzantine
        Fewer than this part is Byzantine [1].

    Notes
    -----
    Source: ours, paper, "Formulas"; it helps only where objections arrive before the certificate,
    settled in `proofs/switching/veto.py`.

    Examples
    --------
    >>> is_veto_safe_in_time(0.75, veto=0.5, byzantine=0.25)
    True
    """
    return fast - byzantine >= veto


@dataclass(frozen=True, slots=True)
class OversightForm:
    """One row of the table of forms, under a protocol's thresholds and fault bounds."""

    form: str
    part: Fraction
    """Part of the authorities that the form asks for; zero where it asks for none [1]."""
    safe_beside_fast: bool
    """Whether a final Secure block never contradicts a Fast one, however late messages are."""
    safe_if_in_time: bool
    """The same if what authorities say arrives before the certificate is used."""
    safe_beside_balanced: bool
    """The same beside Balanced, through either resource."""
    live: bool
    """Whether the honest authorities alone can let a final block pass."""
    confirms_alone: bool
    """Whether stake confirms a block at once, which may later be undone."""


def oversight_forms(parameters: Parameters) -> list[OversightForm]:
    """Every form under a protocol's parameters, its own threshold last.

    Parameters
    ----------
    parameters
        The protocol.

    Notes
    -----
    Source: ours, the exact conditions of `proofs/switching/oversight.py` and `veto.py`.
    """
    none, own = Fraction(0), parameters.secure.oversight_threshold
    half, third, two_thirds = Fraction(1, 2), Fraction(1, 3), Fraction(2, 3)
    return [
        countersigning(parameters, "none", none),
        countersigning(parameters, "a third countersign", third),
        countersigning(parameters, "half countersign", half),
        countersigning(parameters, "two thirds countersign", two_thirds),
        objecting(parameters, "a third may object", third),
        ratifying(parameters, "half ratify afterwards", half),
        countersigning(parameters, "this protocol's part countersigns", own),
    ]


def countersigning(parameters: Parameters, form: str, part: Fraction) -> OversightForm:
    """Authorities sign the certificate.

    Notes
    -----
    Source: ours.
    """
    bounds = parameters.assumptions
    byzantine = bounds.byzantine_authorities
    beside_fast = certificates_intersect(parameters.fast.authority_threshold, part, byzantine)
    by_authorities = certificates_intersect(
        parameters.balanced.authority_threshold, part, byzantine
    )
    return OversightForm(
        form,
        part,
        safe_beside_fast=beside_fast,
        safe_if_in_time=beside_fast,
        safe_beside_balanced=by_authorities | is_safe_by_stake(parameters),
        live=is_countersigned(part, byzantine),
        confirms_alone=False,
    )


def objecting(parameters: Parameters, form: str, part: Fraction) -> OversightForm:
    """Authorities may stop a block; silence is consent.

    Notes
    -----
    Source: ours.
    """
    byzantine = parameters.assumptions.byzantine_authorities
    return OversightForm(
        form,
        part,
        safe_beside_fast=False,
        safe_if_in_time=is_veto_safe_in_time(parameters.fast.authority_threshold, part, byzantine),
        safe_beside_balanced=is_safe_by_stake(parameters),
        live=is_veto_live(part, byzantine),
        confirms_alone=False,
    )


def ratifying(parameters: Parameters, form: str, part: Fraction) -> OversightForm:
    """Stake confirms at once, authorities make final: what is final was countersigned.

    Notes
    -----
    Source: ours, after the two ledgers of Neu, Tas and Tse 2021.
    """
    final = countersigning(parameters, form, part)
    return OversightForm(
        form,
        part,
        final.safe_beside_fast,
        final.safe_if_in_time,
        final.safe_beside_balanced,
        final.live,
        confirms_alone=True,
    )


def is_safe_by_stake(parameters: Parameters) -> bool:
    """Whether the stake of a Secure and of a Balanced certificate has an honest holder in common.

    Notes
    -----
    Source: ours.
    """
    return certificates_intersect(
        parameters.balanced.stake_threshold,
        parameters.secure.stake_threshold,
        parameters.assumptions.byzantine_stake,
    )
