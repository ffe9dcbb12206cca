"""The least time to finality that message delays allow, at once and after silent proposers."""

from typing import Any

from .timing import listening_seconds, silent_rounds_seconds, wait_seconds


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


def finality_after(silent: int, timeout_seconds: Any, delay: Any, message_delays: Any) -> Any:
    """Time to finality after some silent proposers, if every message takes the whole delay.

    Parameters
    ----------
    silent
        Silent proposers in a row, from the first round on [1].
    timeout_seconds
        Length of a wait in the first round [s].
    delay
        Delivery time of one message [s].
    message_delays
        Messages in a row that finality needs [1].

    Returns
    -------
    float
        [s]

    Notes
    -----
    Source: ours; `models/protocol/machine/` takes exactly this long. Who follows a silent proposer
    listens before it proposes, and the first proposer of a height does not.

    Examples
    --------
    >>> finality_after(0, timeout_seconds=3, delay=1, message_delays=3)
    3
    >>> finality_after(1, timeout_seconds=3, delay=1, message_delays=3)
    11.0
    """
    floor = finality_floor(message_delays, delay)
    if silent == 0:
        return floor
    listened = listening_seconds(wait_seconds(timeout_seconds, silent))
    return silent_rounds_seconds(silent, timeout_seconds, delay) + listened + floor
