"""All published results of staking economics, by theory."""

from . import forks, issuance, markets, pools, shares
from .target import Target

THEORIES: dict[str, tuple[Target, ...]] = {
    "shares": shares.TARGETS,
    "issuance": issuance.TARGETS,
    "markets": markets.TARGETS,
    "pools": pools.TARGETS,
    "forks": forks.TARGETS,
}
"""In the order in which they are printed."""
