"""Slashing and detection at which a cartel stops paying, and at which it falls apart."""

# pyright: reportArgumentType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# SciPy ships no types.

from typing import Any

from scipy.optimize import brentq  # pyright: ignore[reportMissingTypeStubs]

from ..rewards import authority_reward
from ..slashing import capped_fraction, penalty, slashed_fraction


def paying_detection(member: Any, honest: Any, loss: Any) -> Any:
    """Detection probability from which on a cartel does not pay.

    Parameters
    ----------
    member, honest
        Pay of an epoch in the cartel, and without it [token].
    loss
        Of a member that is found out, positive [token].

    Returns
    -------
    float
        In an epoch; above one: it always pays [1].

    Notes
    -----
    Source: ours, paper, "Formulas": `cartel_pays` solved for the probability.

    Examples
    --------
    >>> paying_detection(3.0, honest=1.0, loss=8.0)
    0.25
    """
    return (member - honest) / loss


def paying_slashed_part(member: Any, honest: Any, detection: Any, stake: Any) -> Any:
    """Slashed part of a stake from which on a cartel does not pay.

    Parameters
    ----------
    member, honest
        Pay of an epoch in the cartel, and without it [token].
    detection
        Probability of being found out in an epoch, positive [1].
    stake
        Of a member, positive; it keeps its place [token].

    Returns
    -------
    float
        Above one: it pays even to lose all [1].

    Notes
    -----
    Source: ours, paper, "Formulas": `cartel_pays` solved for the slash.

    Examples
    --------
    >>> paying_slashed_part(3.0, honest=1.0, detection=0.25, stake=10.0)
    0.8
    """
    return (member - honest) / (detection * stake)


def holding_detection(discount: Any, member: Any, deviator: Any, honest: Any, loss: Any) -> Any:
    """Detection probability above which somebody cheats on a cartel.

    Parameters
    ----------
    discount
        Factor of an epoch, in [0, 1] [1].
    member, deviator, honest
        Pay of an epoch in the cartel, of the epoch in which one cheats, and of every epoch after
        [token].
    loss
        Of a member that is found out; positive, or cheating pays and somebody is patient [token].

    Returns
    -------
    float
        In an epoch; negative: it falls apart unwatched [1].

    Notes
    -----
    Source: ours, paper, "Formulas": `holds_together` solved for the probability.

    Examples
    --------
    >>> holding_detection(0.75, member=3.0, deviator=4.0, honest=0.0, loss=5.0)
    0.25
    """
    later = discount * (deviator - honest)
    return (later - deviator + member) / (loss + later)


def holding_loss(discount: Any, member: Any, deviator: Any, honest: Any, detection: Any) -> Any:
    """Loss of those found out above which somebody cheats on a cartel.

    Parameters
    ----------
    discount
        Factor of an epoch, in [0, 1] [1].
    member, deviator, honest
        Pay of an epoch in the cartel, of the epoch in which one cheats, and of every epoch after
        [token].
    detection
        Probability of being found out in an epoch, positive [1].

    Returns
    -------
    float
        Negative: it falls apart without any [token].

    Notes
    -----
    Source: ours, paper, "Formulas": `holds_together` solved for the loss.

    Examples
    --------
    >>> holding_loss(0.75, member=3.0, deviator=4.0, honest=0.0, detection=0.25)
    5.0
    """
    return (discount * (1 - detection) * (deviator - honest) - deviator + member) / detection


def largest_paying_cartel(
    pool: float, seats: int, bond: float, detection: float, rate: float, correlation_factor: float
) -> float:
    """Members up to which a reward-stealing cartel pays, slashing being correlated.

    Parameters
    ----------
    pool
        Of the class in an epoch, positive [token].
    seats
        Of the class [1].
    bond
        Of a member, who keeps its seat [token].
    detection
        Probability of being found out in an epoch [1].
    rate, correlation_factor
        Slashed part of a lone offender, and more per part of the seats that offends together [1].

    Returns
    -------
    float
        A real number between one and `seats`: the gain of leaving others out falls with the members,
        and the slash grows [1].

    Notes
    -----
    Source: ours; the root of the gain less what is lost on average, by Brent's method.

    Examples
    --------
    >>> round(largest_paying_cartel(210.0, 21, 100.0, 0.05, 0.1, 0.0), 6)
    20.0
    """

    def excess(members: float) -> float:
        """Gain of an epoch above the loss."""
        part = capped_fraction(slashed_fraction(rate, correlation_factor, members / seats))
        gain = authority_reward(pool, members) - authority_reward(pool, seats)
        return gain - detection * penalty(bond, part)

    if excess(1.0) <= 0:
        return 1.0
    if excess(seats) >= 0:
        return float(seats)
    return float(brentq(excess, 1.0, float(seats)))
