"""A yield of networks, read three ways and refused in one line where nothing is staked."""

from typing import Any

from ...errors import InvalidParameter
from ..issuance import annual_yield


def staked_yield(paid: Any, staked: Any, name: str) -> Any:
    """Yearly payout per token at stake, which grows without limit as the stake vanishes.

    Parameters
    ----------
    paid
        In a year, in the unit of the stake [1/year].
    staked
        Tokens, or their part of all tokens, positive [token] or [1].
    name
        What the stake is called, for the refusal.

    Returns
    -------
    float
        Simple yield, not compounded [1/year].

    Raises
    ------
    InvalidParameter
        Where the stake is a plain zero; of arrays the yield is then infinite.

    Notes
    -----
    Source: ours, `issuance.annual_yield`.

    Examples
    --------
    >>> staked_yield(0.05, staked=0.5, name="staking_ratio")
    0.1
    """
    try:
        return annual_yield(paid, staked)
    except ZeroDivisionError as error:
        raise InvalidParameter(f"{name} must be positive, got {staked!r}") from error
