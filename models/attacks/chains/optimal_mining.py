"""What the best withholding rule earns, between two ends that are proved."""

import math
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from .eyal2014 import profit_threshold
from .withholding import Mining, Returns, Rule, improved

LARGEST_LENGTH = 1_800
"""Longest branches that are followed [block]: enough for 45 % of the power, in about two seconds."""

LARGEST_SHARE = 0.49
"""Most power for which the upper end is computed [1]: beyond, q / p is hardly above it."""

_WARM_LENGTH = 120
_LARGEST_LEAD = 80
_ROUNDING = 1e-10
_ENOUGH = 1e-9
_STEADY = 1e-12
_MOST_ROUNDS = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Optimum:
    """The best share and the rule that earns its lower end."""

    lower: float
    """What the rule earns [1]."""
    upper: float
    """What no rule exceeds [1]."""
    rule: Rule
    """What to do in every state that is followed; elsewhere override, or else adopt."""
    mining: Mining
    """Which states are followed."""


@lru_cache(maxsize=16)
def optimum(share: float, tie: float, *, any_time: bool = False) -> Optimum:
    """Best share of the chain's blocks that a withholding miner can have.

    Parameters
    ----------
    share
        Part of the mining power that is the attacker's, in (0, 1/2) [1].
    tie
        Part of the honest power that mines on the attacker's branch of two equal ones [1].
    any_time
        Whether branches may be matched at any time, not only right after an honest block.

    Returns
    -------
    Optimum
        Both ends, each moved by 1e-10 of the power for rounding [1].

    Notes
    -----
    Source: Sapirshtein, Sompolinsky & Zohar 2016, arXiv:1507.06183: the share is the cost of a block at
    which the best rule earns nothing. Dinkelbach's iteration finds it together with the rule. The
    lower end is what a rule earns that gives up where branches are not followed; the upper end is
    earned where more is paid there than any rule is worth, and is at most q / p.

    Examples
    --------
    >>> found = optimum(0.35, 0.0)
    >>> f"{found.lower:.5f} {found.upper:.5f}"
    '0.37077 0.37077'
    """
    mining = replace(followed(share, tie), any_time=any_time)
    known = Returns(
        attacker=np.full(mining.unknowns, share), honest=np.full(mining.unknowns, 1 - share)
    )
    if mining.longest > _WARM_LENGTH:
        shorter = replace(mining, longest=_WARM_LENGTH)
        known, _ = _converged(shorter, known, share, generous=False)
    known, rule = _converged(mining, known, max(share, known.share), generous=False)
    most = share / (1 - share)
    lower = max(share, min(known.share, most) - _ROUNDING * share)
    upper = most
    if share <= LARGEST_SHARE:
        generous, _ = _converged(mining, known, known.share, generous=True)
        upper = min(most, generous.share + _ROUNDING * share)
    upper = min(1.0, max(lower, upper))
    return Optimum(lower=lower, upper=upper, rule=rule, mining=mining)


def cut_share(mining: Mining) -> float:
    """Best share of a miner who must override or adopt where branches are not followed.

    Parameters
    ----------
    mining
        Who mines, and which branches are followed.

    Returns
    -------
    float
        Long-run part of the chain's blocks, to about 1e-9; the more is followed, the larger [1].

    Notes
    -----
    Source: as `optimum`, whose lower end it is.

    Examples
    --------
    >>> round(cut_share(Mining(share=0.35, tie=0.0, longest=40, ahead=20, behind=20)), 4)
    0.3705
    """
    share = mining.share
    known = Returns(
        attacker=np.full(mining.unknowns, share), honest=np.full(mining.unknowns, 1 - share)
    )
    return _converged(mining, known, share, generous=False)[0].share


def paying_share(tie: float, width: float, *, any_time: bool = False) -> float:
    """Power from which withholding pays by the best rule.

    Parameters
    ----------
    tie
        Part of the honest power that mines on the attacker's branch of two equal ones [1].
    width
        How near it is looked for, positive [1].
    any_time
        Whether branches may be matched at any time, not only right after an honest block.

    Returns
    -------
    float
        Power whose best rule earns more, at most `width` above one of which none is seen to [1].

    Notes
    -----
    Source: Sapirshtein, Sompolinsky & Zohar 2016, arXiv:1507.06183, whose profit threshold it is; by
    halving, below that of Eyal and Sirer's rule, which is one of those that are compared.

    Examples
    --------
    >>> paying_share(1.0, width=0.01)
    0.0
    """
    least, most = 0.0, profit_threshold(tie)
    while most - least > width:
        middle = (least + most) / 2
        if optimum(middle, tie, any_time=any_time).lower > middle:
            most = middle
        else:
            least = middle
    return most


def followed(share: float, tie: float) -> Mining:
    """Branches that are long enough for about 1e-6, as far as `LARGEST_LENGTH` permits.

    Parameters
    ----------
    share
        Part of the mining power that is the attacker's, in (0, 1/2) [1].
    tie
        Part of the honest power that mines on the attacker's branch of two equal ones [1].

    Notes
    -----
    Source: ours. A race of n blocks has about chance (4 p q)^(n / 2), a lead of d (q / p)^d.
    """
    log_ratio = math.log(share) - math.log1p(-share)
    log_even = math.log(4) + math.log(share) + math.log1p(-share)
    longest = _between(40, 2 * math.log(1e-4) / min(log_even, -1e-12), LARGEST_LENGTH)
    return Mining(
        share=share,
        tie=tie,
        longest=longest,
        ahead=_between(8, math.log(1e-8) / min(log_ratio, -1e-12), _LARGEST_LEAD),
        behind=_between(8, math.log(1e-6) / min(log_ratio, -1e-12), _LARGEST_LEAD),
    )


def _between(least: int, wanted: float, most: int) -> int:
    """Whole number near the wanted one, within limits."""
    return math.ceil(min(max(least, wanted), most))


def _converged(
    mining: Mining, known: Returns, share: float, *, generous: bool
) -> tuple[Returns, Rule]:
    """Rules improved until what they earn stays, everywhere; of the lower end, about stays."""
    change = _STEADY if generous else _ENOUGH
    for _ in range(_MOST_ROUNDS):
        before = known.worth(share)[1:]
        known, rule = improved(mining, known, share, generous=generous)
        moved = np.max(np.abs(known.worth(known.share)[1:] - before))
        if abs(known.share - share) <= change and moved <= 1_000 * change:
            return known, rule
        share = known.share
    raise ArithmeticError(f"rules must be improved in {_MOST_ROUNDS} rounds, got none that stays")
