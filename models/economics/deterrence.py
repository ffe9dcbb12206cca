"""When an offence does not pay, and how soon its cost is earned back."""

import math
from typing import Any

from .rewards import authority_reward, staker_reward


def deters_when_forfeited(detection: Any, penalty: Any, rent: Any, gain: Any) -> Any:
    """Whether an offence is deterred when detection also takes the gain away.

    Parameters
    ----------
    detection
        Probability of being found and punished [1].
    penalty, rent, gain
        Tokens slashed, future rewards lost with the place, and what the offence brings [token].

    Notes
    -----
    Source: Becker 1968 in the plan's terms; paper, "Formulas".

    Examples
    --------
    >>> deters_when_forfeited(0.5, penalty=1_000, rent=500, gain=1_400)
    True
    """
    return detection * (penalty + rent) >= (1 - detection) * gain


def deters_when_kept(detection: Any, penalty: Any, rent: Any, gain: Any) -> Any:
    """Whether an offence is deterred when the gain cannot be taken back.

    Parameters
    ----------
    detection
        Probability of being found and punished [1].
    penalty, rent, gain
        Tokens slashed, future rewards lost with the place, and what the offence brings [token].

    Notes
    -----
    Source: Becker 1968 in the plan's terms; paper, "Formulas".

    Examples
    --------
    >>> deters_when_kept(0.5, penalty=1_000, rent=500, gain=1_400)
    False
    """
    return detection * (penalty + rent) >= gain


def detection_needed_when_forfeited(penalty: Any, rent: Any, gain: Any) -> Any:
    """Least detection probability that deters when detection takes the gain away.

    Parameters
    ----------
    penalty, rent, gain
        As above; their sum is positive [token].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: `deters_when_forfeited` solved for the probability; paper, "Formulas".

    Examples
    --------
    >>> detection_needed_when_forfeited(1_000, 0, 1_000)
    0.5
    """
    return gain / (penalty + rent + gain)


def largest_deterred_gain(detection: Any, penalty: Any, rent: Any) -> Any:
    """Largest gain that is still deterred when the gain is kept.

    Parameters
    ----------
    detection
        Probability of being found and punished [1].
    penalty, rent
        Tokens slashed, and future rewards lost with the place [token].

    Returns
    -------
    float
        [token]

    Notes
    -----
    Source: `deters_when_kept` solved for the gain; paper, "Formulas".

    Examples
    --------
    >>> largest_deterred_gain(0.5, penalty=1_000, rent=500)
    750.0
    """
    return detection * (penalty + rent)


def staker_rent(pool: Any, stake: Any, total_stake: Any, years_out: Any) -> Any:
    """Reward that a staker would lose while out.

    Parameters
    ----------
    pool
        Pay of all stakers together [token/year].
    stake, total_stake
        Of this staker, and of all, positive [token].
    years_out
        Time until the stake could be back [year].

    Returns
    -------
    float
        [token]

    Notes
    -----
    Source: ours, paper, "Formulas". Base units pass as well as tokens.

    Examples
    --------
    >>> staker_rent(40.0, stake=100, total_stake=400, years_out=0.5)
    5.0
    """
    return staker_reward(pool, stake, total_stake) * years_out


def authority_rent(pool: Any, authorities: Any, years_out: Any) -> Any:
    """Reward that an authority would lose while out.

    Parameters
    ----------
    pool
        Pay of all authorities together [token/year].
    authorities
        Seats taken, positive [1].
    years_out
        Time until the seat could be taken again [year].

    Returns
    -------
    float
        [token]

    Notes
    -----
    Source: ours, paper, "Formulas". Base units pass as well as tokens.

    Examples
    --------
    >>> authority_rent(60.0, authorities=20, years_out=0.5)
    1.5
    """
    return authority_reward(pool, authorities) * years_out


def blocks_to_recoup(loss: Any, reward: Any) -> Any:
    """Blocks in which rewards make good a loss.

    Parameters
    ----------
    loss
        [token]
    reward
        Of the offender in one block, positive [token/block].

    Returns
    -------
    float
        [block]

    Notes
    -----
    Source: ours, paper, "Formulas".

    Examples
    --------
    >>> blocks_to_recoup(1_000.0, 2.5)
    400.0
    """
    return loss / reward


def time_to_recoup(loss: float, reward: float) -> float | None:
    """Time in which rewards make good a loss, if they ever do.

    Parameters
    ----------
    loss
        Not negative [token].
    reward
        Of the offender in one unit of time, not negative [token/block or token/s].

    Returns
    -------
    float or None
        Zero where nothing was lost; none where nothing is paid, or so little that the time is beyond
        all floats [block or s].

    Notes
    -----
    Source: `blocks_to_recoup` and its limits.

    Examples
    --------
    >>> time_to_recoup(1_000.0, 2.5), time_to_recoup(0.0, 0.0)
    (400.0, 0.0)
    >>> time_to_recoup(1_000.0, 0.0) is None
    True
    """
    if loss == 0:
        return 0.0
    time = blocks_to_recoup(loss, reward) if reward > 0 else math.inf
    return time if math.isfinite(time) else None
