"""The least time to finality that message delays allow."""

from typing import Any


def finality_floor(message_delays: Any, delay_seconds: Any) -> Any:
    """Least time from proposal to finality when every message takes the whole delay.

    Parameters
    ----------
    message_delays
        Messages in a row that finality needs [1].
    delay_seconds
        Delivery time of one message [s].

    Returns
    -------
    float
        [s]

    Notes
    -----
    Source: Dwork, Lynch and Stockmeyer 1988 for the model; three delays for n >= 3f + 1, Castro and
    Liskov 1999; paper, "Formulas".

    Examples
    --------
    >>> finality_floor(3, 0.5)
    1.5
    """
    return message_delays * delay_seconds


def finality_after_silence(silent_proposers: Any, timeout_seconds: Any, floor_seconds: Any) -> Any:
    """Time to finality when the first proposers of a height are silent.

    Parameters
    ----------
    silent_proposers
        Silent proposers in a row [1].
    timeout_seconds
        Wait before one is passed over [s].
    floor_seconds
        Time to finality after an honest proposal [s].

    Returns
    -------
    float
        [s]

    Notes
    -----
    Source: ours, paper, "Formulas".

    Examples
    --------
    >>> finality_after_silence(2, 0.5, 1.5)
    2.5
    """
    return silent_proposers * timeout_seconds + floor_seconds
