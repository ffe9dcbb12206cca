"""Committees seated by keys: every validator waits for a random time, and the first sit."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# NumPy 2.5 leaves parts of its overloads unknown, and the array library is an argument.

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .array_libraries import smallest
from .arrivals import Floats

_KEYS_IN_CACHE = 131_072

LARGEST_BIAS = 1e-4
"""Proved distance from the true chance up to which keys are rounded to 32 bits [1]. Ours."""


def rounding_bias(committee: int) -> float:
    """Bound on what 32-bit keys change of any chance.

    Parameters
    ----------
    committee
        Seats drawn, n [seat].

    Returns
    -------
    float
        n / 2**21 [1].

    Notes
    -----
    Source: ours. Rounding to 24 bits and overwriting the last one move a key by less than 2**-22 of
    itself. So the committee is another one only if the (n + 1)-th time t' is within 2**-21 of the
    n-th, t. Those not seated at t arrive at a rate R together, so that the chance of this is at most
    2**-21 R t. R falls over time, so R t is at most its integral until t; and the mean of that is the
    mean number of arrivals until t, which is n. For the chance of a capture the change is far
    smaller, since it must also fall on the deciding seat.

    Examples
    --------
    >>> round(rounding_bias(100), 7)
    4.77e-05
    """
    return committee / 2**21


class KeyDraws:
    """The n smallest of independent exponential times, whose rates are the stakes.

    Notes
    -----
    Source: Efraimidis & Spirakis 2006, doi:10.1016/j.ipl.2005.11.003. A positive float's bits are in
    the order of its value; the last one is overwritten by whether the validator is the adversary's,
    so that a partition of integers keeps both together.
    """

    def __init__(
        self, stakes: Floats, is_adversary: NDArray[np.bool_], committee: int, xp: Any = np
    ) -> None:
        """Buffers for some stakes.

        Parameters
        ----------
        stakes
            Positive, (N,) [token].
        is_adversary
            (N,).
        committee
            Seats drawn, n, at most N [seat].
        xp
            Array library, of the array-API kind; the keys come from NumPy, whole.
        """
        narrow = rounding_bias(committee) <= LARGEST_BIAS
        self.floats, self.bits = (np.float32, np.int32) if narrow else (np.float64, np.int64)
        self.waits = stakes.max() / stakes
        self.flags = is_adversary.astype(self.bits)
        self.committee = committee
        self.xp = xp
        rows = max(1, _KEYS_IN_CACHE // stakes.size)
        self.times = np.empty((rows, stakes.size))
        self.keys = np.empty((rows, stakes.size), dtype=self.floats)

    def seats(self, trials: int, rng: np.random.Generator) -> Any:
        """Adversary's seats in every trial, (trials,) [seat]."""
        xp = self.xp
        found = xp.empty(trials, dtype=xp.int64)
        rows = self.times.shape[0]
        for start in range(0, trials, rows):
            stop = min(start + rows, trials)
            keys = xp.asarray(self._flagged_keys(stop - start, rng))
            firsts = smallest(keys, self.committee, xp)
            found[start:stop] = xp.sum(firsts & 1, axis=1, dtype=xp.int64)
        return found

    def _flagged_keys(self, rows: int, rng: np.random.Generator) -> NDArray[np.signedinteger]:
        """Waiting times as integers in their order, the last bit being the flag, (rows, N)."""
        times, keys = self.times[:rows], self.keys[:rows]
        rng.standard_exponential(out=times)
        np.multiply(times, self.waits, out=keys, casting="same_kind")
        ordered = keys.view(self.bits)
        ordered &= ~self.bits(1)
        ordered |= self.flags
        return ordered
