"""The verification game: a provider who may cheat, and a verifier who may look away."""

from typing import Any

from scipy.special import (  # pyright: ignore[reportMissingTypeStubs] - SciPy ships no types
    expit,  # pyright: ignore[reportUnknownVariableType]
)

from ...economics.deterrence import detection_needed_when_forfeited


def provider_gain(checked: Any, penalty: Any, rent: Any, gain: Any) -> Any:
    """What cheating brings a provider in the mean, over honest work.

    Parameters
    ----------
    checked
        Part of the jobs that is verified [1].
    penalty, rent, gain
        Stake slashed, future pay lost with the place, and work saved or bribe taken, which detection
        forfeits [token].

    Returns
    -------
    float
        [token]

    Notes
    -----
    Source: ours; not above 0 exactly where `deters_when_forfeited` says that it is deterred.

    Examples
    --------
    >>> provider_gain(0.25, penalty=3, rent=0, gain=1)
    0.0
    """
    return (1 - checked) * gain - checked * (penalty + rent)


def verifier_gain(cheating: Any, bounty: Any, cost: Any) -> Any:
    """What verifying brings in the mean, over looking away.

    Parameters
    ----------
    cheating
        Part of the jobs on which the provider cheats [1].
    bounty, cost
        Paid for every cheat that is found, and work of a verification [token].

    Returns
    -------
    float
        [token]

    Notes
    -----
    Source: ours; the verifier's dilemma of Luu et al. 2015, doi:10.1145/2810103.2813659.

    Examples
    --------
    >>> verifier_gain(0.5, bounty=4, cost=2)
    0.0
    """
    return cheating * bounty - cost


def checked_at_rest(penalty: Any, rent: Any, gain: Any) -> Any:
    """Part of the jobs that is verified where neither side gains by a change.

    Parameters
    ----------
    penalty, rent, gain
        As above, `gain` positive [token].

    Returns
    -------
    float
        Whatever the verifier's cost and bounty are, as long as a cheat pays for it [1].

    Notes
    -----
    Source: `detection_needed_when_forfeited`: a provider cheats at times only where it makes no
    difference to it.

    Examples
    --------
    >>> checked_at_rest(penalty=3, rent=0, gain=1)
    0.25
    """
    return detection_needed_when_forfeited(penalty, rent, gain)


def cheating_at_rest(bounty: Any, cost: Any) -> Any:
    """Part of the jobs on which providers cheat where neither side gains by a change.

    Parameters
    ----------
    bounty, cost
        As above; the bounty is the larger [token].

    Returns
    -------
    float
        Whatever the penalty is [1].

    Notes
    -----
    Source: ours, `verifier_gain` set to nothing.

    Examples
    --------
    >>> cheating_at_rest(bounty=4, cost=1)
    0.25
    """
    return cost / bounty


def pull(part: Any, gain: Any) -> Any:
    """How fast a part of a population grows by imitation of those who earn more.

    Parameters
    ----------
    part
        Of the population that does something [1].
    gain
        What it brings over not doing it [token].

    Returns
    -------
    float
        [token/time]

    Notes
    -----
    Source: the replicator equation, Taylor & Jonker 1978, doi:10.1016/0025-5564(78)90077-9. In this
    game it runs in closed orbits, whose time averages are the rest point.

    Examples
    --------
    >>> pull(0.5, gain=2.0)
    0.5
    """
    return part * (1 - part) * gain


def chance_of_choosing(gain: Any, noise: float) -> Any:
    """Probability of doing something by the logit rule.

    Parameters
    ----------
    gain
        What it brings over not doing it [token].
    noise
        Scale of what chooses beside the gain, positive [token].

    Returns
    -------
    float or ndarray
        [1]

    Notes
    -----
    Source: McKelvey & Palfrey 1995, doi:10.1006/game.1995.1023.

    Examples
    --------
    >>> float(chance_of_choosing(0.0, noise=0.1))
    0.5
    """
    return expit(gain / noise)


def logit_rest(
    penalty: float, rent: float, gain: float, bounty: float, cost: float, noise: float
) -> tuple[float, float]:
    """Parts checked and cheated where both sides choose by the logit rule.

    Parameters
    ----------
    penalty, rent, gain, bounty, cost
        Of the game, positive; `rent` may be 0 [token].
    noise
        Scale of what chooses beside the gain, positive [token].

    Returns
    -------
    tuple[float, float]
        Unique, for more checks mean less cheating and that means fewer checks; near the rest point of
        the game where the noise is small [1].

    Notes
    -----
    Source: ours, by halving.

    Examples
    --------
    >>> checked, cheating = logit_rest(3, 0, 1, bounty=4, cost=1, noise=0.01)
    >>> abs(checked - 0.25) < 0.01, abs(cheating - 0.25) < 0.01
    (True, True)
    """
    few, many = 0.0, 1.0
    while True:
        checked = (few + many) / 2
        cheating = float(chance_of_choosing(provider_gain(checked, penalty, rent, gain), noise))
        if checked in (few, many):
            return checked, cheating
        answer = float(chance_of_choosing(verifier_gain(cheating, bounty, cost), noise))
        few, many = (checked, many) if answer > checked else (few, checked)
