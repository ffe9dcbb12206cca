"""When a set of signers is a certificate, and when any two certificates must share an honest validator.

Every formula takes plain scalars, so that floats, arrays, SymPy symbols and Z3 reals pass through the
same line: the simulator counts with it and the proofs are about it. Thresholds enter as numerator and
denominator and are compared cross-multiplied, because a float 2/3 is another number to a solver.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ..parameters.parameters import Parameters
from .modes import Mode


def at_least(weight: Any, total: Any, numerator: Any, denominator: Any) -> Any:
    """Whether a weight is at least a fraction of the total.

    Parameters
    ----------
    weight, total
        Authorities counted [1] or stake [token].
    numerator, denominator
        The fraction; the denominator is positive [1].

    Notes
    -----
    Source: ours, paper, "Formulas".

    Examples
    --------
    >>> at_least(14, 21, 2, 3)
    True
    """
    return weight * denominator >= total * numerator


def more_than(weight: Any, total: Any, numerator: Any, denominator: Any) -> Any:
    """Whether a weight is more than a fraction of the total.

    Parameters
    ----------
    weight, total
        Authorities counted [1] or stake [token].
    numerator, denominator
        The fraction; the denominator is positive [1].

    Notes
    -----
    Source: ours, paper, "Formulas" with the strict comparison.

    Examples
    --------
    >>> more_than(14, 21, 2, 3)
    False
    """
    return weight * denominator > total * numerator


def certificates_intersect(first: Any, second: Any, byzantine: Any) -> Any:
    """Whether two thresholds of one resource force a common honest holder of it.

    Parameters
    ----------
    first, second
        Thresholds of the two certificates [1].
    byzantine
        Fewer than this part of the resource is Byzantine [1].

    Returns
    -------
    bool
        Whether first + second - byzantine >= 1: the two hold at least that part in common, and the
        Byzantine strictly less than it. The same line is exact for more-than thresholds.

    Notes
    -----
    Source: ours, paper, "Formulas"; settled for any number of validators in
    `proofs/quorums/thresholds.py`.

    Examples
    --------
    >>> from fractions import Fraction
    >>> two_thirds, third = Fraction(2, 3), Fraction(1, 3)
    >>> certificates_intersect(two_thirds, two_thirds, third)
    True
    >>> certificates_intersect(two_thirds, third, third)
    False
    """
    return first + second - byzantine >= 1


@dataclass(frozen=True, slots=True)
class Quorum:
    """What a certificate of one mode must gather; `None` where a resource is not asked for."""

    authorities: Fraction | None
    """Part of the authorities that must sign [1]."""
    stake: Fraction | None
    """Part of the stake that must sign [1]."""
    strict: bool
    """More than the thresholds, or at least."""

    def is_met(self, authorities: Any, all_authorities: Any, stake: Any, all_stake: Any) -> Any:
        """Whether signers holding these authorities and this stake are a certificate.

        Parameters
        ----------
        authorities, all_authorities
            Authorities among the signers, and in all [1].
        stake, all_stake
            Stake of the signers, and in all [token].

        Examples
        --------
        >>> balanced = Quorum(Fraction(2, 3), Fraction(2, 3), strict=False)
        >>> balanced.is_met(14, 21, 600, 1000), balanced.is_met(14, 21, 700, 1000)
        (False, True)
        """
        reaches = more_than if self.strict else at_least
        parts = [
            reaches(weight, total, threshold.numerator, threshold.denominator)
            for weight, total, threshold in (
                (authorities, all_authorities, self.authorities),
                (stake, all_stake, self.stake),
            )
            if threshold is not None
        ]
        return parts[0] if len(parts) == 1 else parts[0] & parts[1]


def quorum(parameters: Parameters, mode: Mode) -> Quorum:
    """The certificate of a mode under a protocol's parameters: one row of the table of modes."""
    strict = parameters.quorums.strict
    match mode:
        case Mode.FAST:
            return Quorum(parameters.fast.authority_threshold, None, strict)
        case Mode.BALANCED:
            balanced = parameters.balanced
            return Quorum(balanced.authority_threshold, balanced.stake_threshold, strict)
        case Mode.SECURE:
            secure = parameters.secure
            return Quorum(secure.oversight_threshold, secure.stake_threshold, strict)


def least_count(threshold: Fraction, total: int, strict: bool) -> int:
    """Least number of equal voices that meets a threshold.

    Parameters
    ----------
    threshold
        Part of the total [1].
    total
        All voices [1].
    strict
        More than the threshold, or at least.

    Returns
    -------
    int
        [1]; above the total where not even all suffice.

    Notes
    -----
    Source: ours: `at_least`, or `more_than`, solved for the least whole weight.

    Examples
    --------
    >>> least_count(Fraction(2, 3), 21, strict=False), least_count(Fraction(2, 3), 21, strict=True)
    (14, 15)
    """
    whole, rest = divmod(threshold.numerator * total, threshold.denominator)
    return whole + (1 if rest or strict else 0)
