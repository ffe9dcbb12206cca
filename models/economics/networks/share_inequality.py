"""How unequal shares become under equal rewards: they tend to a limit, and not to one owner."""

from typing import Any

import numpy as np
from scipy.special import gammaln  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]


def limiting_gini(concentration: Any, holders: Any) -> Any:
    """Mean Gini coefficient of equal holders after ever so many equal rewards, drawn by stake.

    Parameters
    ----------
    concentration
        Stake of each holder at the beginning over one reward, positive [1].
    holders
        At least 1 [1].

    Returns
    -------
    float
        Below 1 for every positive concentration [1].

    Notes
    -----
    Source: ours. Shares tend to Dirichlet's law (`dirichlet_concentration`). Two of them are their sum
    times Beta(a, a) and its complement, so their mean distance is 2 / n times the Gini coefficient
    Γ(a + 1/2) / (√π Γ(a + 1)) of a gamma variable (McDonald 1984, Econometrica 52, doi:10.2307/1913469).

    Examples
    --------
    Two holders who begin with one reward each: any split is equally likely.

    >>> round(float(limiting_gini(1.0, 2)), 12)
    0.25
    """
    logarithm: Any = gammaln(concentration + 0.5) - gammaln(concentration + 1)
    return (1 - 1 / holders) * np.exp(logarithm) / np.sqrt(np.pi)
