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
