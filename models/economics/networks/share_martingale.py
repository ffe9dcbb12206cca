"""Shares of stake while every reward goes to one holder, drawn in proportion to stake.

Whatever the schedule of rewards, a share is a martingale; only how far it spreads depends on it. For
equal rewards in closed form: `models/attacks/incentives/shares.py`.
"""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

from typing import Any

import numpy as np
from numpy.typing import NDArray


def expected_share(share: Any, stake: Any, reward: Any) -> Any:
    """Mean of a share after one reward: the share itself.

    Parameters
    ----------
    share
        Of the holder before [1].
    stake
        All stake before, positive [token].
    reward
        Goes to the holder with probability `share`, not negative [token].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: Roşu & Saleh 2021, Management Science 67, doi:10.1287/mnsc.2020.3791, for equal rewards. That
    it equals `share` for any reward is derived by SymPy in the tests.

    Examples
    --------
    >>> expected_share(0.25, stake=3.0, reward=1.0)
    0.25
    """
    won = (share * stake + reward) / (stake + reward)
    lost = share * stake / (stake + reward)
    return share * won + (1 - share) * lost


def parts_of_stake(stake: float, rewards: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each reward over all stake after it.

    Parameters
    ----------
    stake
        All stake at the beginning, positive [token].
    rewards
        In the order in which they are paid, none negative, (rewards,) [token].

    Returns
    -------
    NDArray[np.float64]
        (rewards,) [1]

    Notes
    -----
    Source: ours; all rewards are staked.

    Examples
    --------
    >>> parts_of_stake(1.0, np.array([1.0, 2.0])).tolist()
    [0.5, 0.5]
    """
    return np.asarray(rewards / (stake + np.cumsum(rewards)), dtype=np.float64)


def normalised_variance(stake: float, rewards: NDArray[np.float64]) -> float:
    """Variance of any share after a schedule of rewards, over share times complement.

    Parameters
    ----------
    stake
        All stake at the beginning, positive [token].
    rewards
        In the order in which they are paid, none negative, (rewards,) [token].

    Returns
    -------
    float
        From 0, nothing moved, to 1, one holder has everything [1].

    Notes
    -----
    Source: Fanti et al. 2019, Financial Cryptography (arXiv 1809.07468), whose equitability it bounds;
    E[s (1 - s)] shrinks by 1 - f f with each reward that is the part f of all stake after it
    (`unsettled` in `models/attacks/incentives/shares.py`).

    Examples
    --------
    One reward as large as all stake: the share is 3/4 or 1/4, its variance 1/16 of 1/4.

    >>> round(normalised_variance(1.0, np.array([1.0])), 15)
    0.25
    """
    parts = parts_of_stake(stake, rewards)
    return float(-np.expm1(np.log1p(-parts * parts).sum()))


def share_variance(share: Any, stake: float, rewards: NDArray[np.float64]) -> Any:
    """Variance of a share after any schedule of rewards.

    Parameters
    ----------
    share
        Of the holder at the beginning; number or array [1].
    stake
        All stake at the beginning, positive [token].
    rewards
        In the order in which they are paid, none negative, (rewards,) [token].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: `normalised_variance`.

    Examples
    --------
    The share of one of 21 equal holders after 20 000 rewards of 100 has a standard deviation of 0.44 %.

    >>> round(share_variance(1 / 21, 210_000.0, np.full(20_000, 100.0)) ** 0.5, 5)
    0.00442
    """
    return share * (1 - share) * normalised_variance(stake, rewards)


def limiting_share_variance(share: Any, stake: Any, reward: Any) -> Any:
    """Variance of a share after ever so many equal rewards.

    Parameters
    ----------
    share
        Of the holder at the beginning [1].
    stake
        All stake at the beginning, positive [token].
    reward
        One reward, not negative [token].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: the variance of the limit of Roşu & Saleh 2021, doi:10.1287/mnsc.2020.3791: shares tend to
    Dirichlet's law with `dirichlet_concentration`.

    Examples
    --------
    >>> limiting_share_variance(0.5, stake=3.0, reward=1.0)
    0.0625
    """
    return share * (1 - share) * reward / (stake + reward)


def dirichlet_concentration(own: Any, reward: Any) -> Any:
    """Concentration of the Dirichlet law that shares tend to under equal rewards.

    Parameters
    ----------
    own
        Stake of one holder at the beginning; number, or (holders,) [token].
    reward
        One reward, positive [token].

    Returns
    -------
    float
        One per holder [1].

    Notes
    -----
    Source: Roşu & Saleh 2021, Management Science 67, doi:10.1287/mnsc.2020.3791; Pólya's urn.

    Examples
    --------
    >>> dirichlet_concentration(10_000.0, reward=100.0)
    100.0
    """
    return own / reward
