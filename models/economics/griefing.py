"""What it costs to harm others: the griefing factor of going silent and of leaving votes out."""

from typing import Any

from .rewards import authority_reward
from .slashing import penalty


def griefing_factor(imposed: Any, own_loss: Any) -> Any:
    """Loss of others for every token that their attacker loses.

    Parameters
    ----------
    imposed
        Lost by all others together [token].
    own_loss
        Lost by the attackers, positive; else the harm is no expense but a gain [token].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: V. Buterin, "A griefing factor analysis model", 2018; paper, "Formulas".

    Examples
    --------
    >>> griefing_factor(30.0, own_loss=20.0)
    1.5
    """
    return imposed / own_loss


def halt_imposed(pool: Any, seats: Any, silent: Any) -> Any:
    """Lost in an epoch by those who do sign while others keep every block from a certificate.

    Parameters
    ----------
    pool
        Of the whole class in an epoch, had there been blocks [token].
    seats, silent
        Of the class, positive, and of those who keep silent [1].

    Returns
    -------
    float
        [token]

    Notes
    -----
    Source: ours, paper, "Formulas": a halted chain pays nobody.

    Examples
    --------
    >>> halt_imposed(210.0, seats=21, silent=8)
    130.0
    """
    return pool * (seats - silent) / seats


def halt_own_loss(pool: Any, seats: Any, silent: Any, bond: Any, unavailability_rate: Any) -> Any:
    """Lost in an epoch by those who keep every block from a certificate by silence.

    Parameters
    ----------
    pool
        Of the whole class in an epoch, had there been blocks [token].
    seats, silent
        Of the class, positive, and of those who keep silent [1].
    bond, unavailability_rate
        Of one of them [token], and the part of it that silence costs [1].

    Returns
    -------
    float
        Rewards and slash of all of them [token].

    Notes
    -----
    Source: ours, paper, "Formulas"; silence is slashed at its own rate, which knows no correlation.

    Examples
    --------
    >>> halt_own_loss(210.0, seats=21, silent=8, bond=100.0, unavailability_rate=0.05)
    120.0
    """
    return silent * (pool + penalty(bond, unavailability_rate) * seats) / seats


def censored_votes_imposed(
    pool: Any, seats: Any, censored: Any, bond: Any, unavailability_rate: Any
) -> Any:
    """Lost in an epoch by those whose votes are left out and who then seem to be silent.

    Parameters
    ----------
    pool
        Of the whole class in an epoch [token].
    seats, censored
        Of the class, positive, and of those whose votes are left out [1].
    bond, unavailability_rate
        Of one of them [token], and the part of it that silence costs [1].

    Returns
    -------
    float
        Rewards and slash of all of them [token].

    Notes
    -----
    Source: ours, paper, "Formulas": to the protocol a vote that no block includes was not cast, so the
    censored lose what the silent do.

    Examples
    --------
    >>> censored_votes_imposed(210.0, seats=21, censored=2, bond=100.0, unavailability_rate=0.05)
    30.0
    """
    return halt_own_loss(pool, seats, censored, bond, unavailability_rate)


def censored_votes_own_loss(pool: Any, seats: Any, censored: Any, detection: Any, loss: Any) -> Any:
    """Lost on average in an epoch by those who leave the votes of others out.

    Parameters
    ----------
    pool
        Of the whole class in an epoch, divided among those whose votes are included [token].
    seats, censored
        Of the class, and of those whose votes are left out, fewer [1].
    detection, loss
        Probability of being found out in an epoch [1], and what one of them then loses [token].

    Returns
    -------
    float
        Negative where to censor pays: then it is a theft, and its griefing factor no price [token].

    Notes
    -----
    Source: ours, paper, "Formulas": what is lost when found out, less the rewards of the censored.

    Examples
    --------
    >>> censored_votes_own_loss(210.0, seats=21, censored=1, detection=0.25, loss=10.0)
    40.0
    """
    censors = seats - censored
    return (detection * loss * censors * seats - pool * censored) / seats


def silent_bystanders_gain(pool: Any, seats: Any, silent: Any) -> Any:
    """Gained by each who signs when others fall silent and blocks are certified without them.

    Parameters
    ----------
    pool
        Of the whole class in an epoch, divided among those who took part [token].
    seats, silent
        Of the class, and of those who keep silent, fewer [1].

    Returns
    -------
    float
        Too few silent harm nobody but themselves: their griefing factor is negative [token].

    Notes
    -----
    Source: ours, paper, "Formulas".

    Examples
    --------
    >>> silent_bystanders_gain(210.0, seats=21, silent=1)
    0.5
    """
    return authority_reward(pool * silent / seats, seats - silent)
