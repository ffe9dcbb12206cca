"""When an offence does not pay."""

from typing import Any


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
