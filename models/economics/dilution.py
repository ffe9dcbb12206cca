"""What a yield is worth where new tokens make every token a smaller part of all."""

from typing import Any


def real_yield(nominal: Any, issuance_rate: Any) -> Any:
    """Growth of a holder's part of the supply in a year.

    Parameters
    ----------
    nominal
        Yield in tokens [1/year].
    issuance_rate
        New tokens over the supply, above -1 [1/year].

    Returns
    -------
    float
        Negative where the supply grows faster than the holding [1/year].

    Notes
    -----
    Source: Fisher, Appreciation and Interest, 1896, with issuance for inflation.

    Examples
    --------
    >>> real_yield(0.5, issuance_rate=0.2)
    0.25
    """
    return (1 + nominal) / (1 + issuance_rate) - 1
