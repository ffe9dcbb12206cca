"""Chances of failures of two independent classes, of both together and of either, as logarithms."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

from typing import Any

import numpy as np

from ..weights.logarithms import either
from .choices import Failure


def log_combined(failure: Failure, first: Any, second: Any) -> Any:
    """Logarithm of the chance that a mode fails, from those of its two resources.

    Parameters
    ----------
    failure
        Safety fails where both do, liveness where either does.
    first, second
        Natural logarithms, at most 0, numbers or arrays that broadcast [1].

    Notes
    -----
    Source: independence; of either, `weights.logarithms.either`.

    Examples
    --------
    >>> round(float(np.exp(log_combined(Failure.LIVENESS, np.log(0.5), np.log(0.5)))), 12)
    0.75
    """
    if failure is Failure.SAFETY:
        return first + second
    return either(first, second)


def log_sum_bound(failure: Failure, first: Any, second: Any) -> Any:
    """Logarithm of a bound on the chance that a mode fails, from bounds on its two resources.

    Parameters
    ----------
    failure
        Safety fails where both do, liveness where either does.
    first, second
        Natural logarithms of the bounds, at most 0 [1].

    Notes
    -----
    Source: Boole's inequality for either; the product for both.

    Examples
    --------
    >>> round(float(np.exp(log_sum_bound(Failure.LIVENESS, np.log(0.25), np.log(0.5)))), 12)
    0.75
    """
    if failure is Failure.SAFETY:
        return first + second
    return np.minimum(np.logaddexp(first, second), 0.0)
