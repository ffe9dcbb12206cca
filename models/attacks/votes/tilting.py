"""Votes under a tilted law, in which the rare sum is the usual one."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .voters import Voters

_NEAR_ALL = 0.05
_HALVINGS = 200
_EPSILON = 2.0**-52


@dataclass(frozen=True, kw_only=True, slots=True)
class Tilt:
    """Chances of yes and no under odds multiplied by exp(rate * share).

    An outcome whose yes-votes weigh `d` more than needed is exp(log_factor - rate * d) times as
    likely under the true law, `d` counted in the largest weight.
    """

    rate: float
    """Not negative, 0 for the true law [1/largest weight]."""
    log_yes: NDArray[np.float64]
    """Natural logarithm of every chance of a yes, (n_voters,) [1]."""
    log_no: NDArray[np.float64]
    """The same of a no, (n_voters,) [1]."""
    log_factor: float
    """Natural logarithm of the true chance of an outcome that weighs just what is needed, over the
    tilted one; Chernoff's bound on the tail where the rate is positive [1]."""
    rounding: float
    """Bound on the rounding error of `log_factor` [1]."""

    @property
    def yes(self) -> NDArray[np.float64]:
        """Chance of every voter's yes, (n_voters,) [1]."""
        return np.exp(self.log_yes)

    @property
    def no(self) -> NDArray[np.float64]:
        """Chance of a no, not the rounded complement, (n_voters,) [1]."""
        return np.exp(self.log_no)


def tilted(voters: Voters, rate: float) -> Tilt:
    """The law under a given tilt.

    Parameters
    ----------
    voters
        At least one.
    rate
        Not negative [1/largest weight].

    Notes
    -----
    Source: Esscher 1932, Skand. Aktuarietidskr. 15, doi:10.1080/03461238.1932.10405883. The
    factor is summed voter by voter as ln p - ln p', with rate * (total - needed) added: for a far
    threshold the usual form, a sum of ln(1 - p + p exp(rate * share)) less rate * needed, cancels.

    Examples
    --------
    >>> from .voters import voters_of
    >>> round(float(tilted(voters_of((0.2,), (1.0,), 1.0), math.log(4)).yes[0]), 12)
    0.5
    """
    log_odds = voters.log_yes - voters.log_no + rate * voters.shares
    log_yes = -np.logaddexp(0.0, -log_odds)
    spare = (voters.total - voters.needed) / voters.weights[-1]
    terms = [*(voters.log_yes - log_yes).tolist(), rate * spare]
    size = math.fsum(np.abs(voters.log_yes).tolist()) + math.fsum(np.abs(log_odds).tolist())
    return Tilt(
        rate=rate,
        log_yes=log_yes,
        log_no=-np.logaddexp(0.0, log_odds),
        log_factor=math.fsum(terms),
        rounding=8 * _EPSILON * (size + abs(rate * spare)),
    )


def saddle(voters: Voters) -> Tilt:
    """The tilt under which the needed sum is the expected one.

    Parameters
    ----------
    voters
        At least one, whose needed sum is at most their total.

    Returns
    -------
    Tilt
        The true law where the expected sum is as large already; where all must vote yes, one under
        which they usually do.

    Notes
    -----
    Source: Daniels 1954, Ann. Math. Stat. 25, doi:10.1214/aoms/1177728652. It minimises
    Chernoff's bound; found by bisection.

    Examples
    --------
    >>> from .voters import voters_of
    >>> half = saddle(voters_of((0.01,) * 10, (1.0,) * 10, 5.0))
    >>> round(float(half.yes[0]), 12)
    0.5
    """
    shares = voters.shares
    log_odds = voters.log_yes - voters.log_no
    largest = voters.weights[-1]
    total, least = voters.total / largest, _NEAR_ALL * (voters.weights[0] / largest)
    needed, spare = voters.needed / largest, (voters.total - voters.needed) / largest

    def falls_short(rate: float) -> bool:
        """Whether the expected sum is less than needed, told from the smaller of yes and no."""
        exponents = log_odds + rate * shares
        if needed < total / 2:
            return float(shares @ np.exp(-np.logaddexp(0.0, -exponents))) < needed
        return float(shares @ np.exp(-np.logaddexp(0.0, exponents))) > max(spare, least)

    if not falls_short(0.0):
        return tilted(voters, 0.0)
    above = 1.0
    while falls_short(above) and above < 1e300:
        above *= 2
    below = above / 2 if above > 1 else 0.0
    for _ in range(_HALVINGS):
        middle = (below + above) / 2
        if middle in (below, above):
            break
        below, above = (middle, above) if falls_short(middle) else (below, middle)
    return tilted(voters, above)
