"""Selfish mining by Eyal and Sirer's rule, in closed form."""

from typing import Any


def selfish_share(share: Any, tie: Any) -> Any:
    """Part of the chain's blocks that a selfish miner ends up with.

    Parameters
    ----------
    share
        Part of the mining power that is selfish, below one half [1].
    tie
        Part of the honest power that mines on the selfish branch of two equal ones [1].

    Returns
    -------
    Any
        Long-run part of the blocks [1].

    Notes
    -----
    Source: Eyal & Sirer 2014, "Majority is not enough: Bitcoin mining is vulnerable",
    arXiv:1311.0243.

    Examples
    --------
    At its threshold, a third where ties are always lost, the rule earns what honest mining does.

    >>> round(selfish_share(1 / 3, 0.0), 12)
    0.333333333333
    """
    honest = 1 - share
    won = share * honest * honest * (4 * share + tie * (1 - 2 * share)) - share * share * share
    return won / (1 - share * (1 + (2 - share) * share))


def profit_threshold(tie: Any) -> Any:
    """Mining power from which Eyal and Sirer's rule earns more than honest mining.

    Parameters
    ----------
    tie
        Part of the honest power that mines on the selfish branch of two equal ones [1].

    Returns
    -------
    Any
        Part of the mining power [1].

    Notes
    -----
    Source: Eyal & Sirer 2014, arXiv:1311.0243.

    Examples
    --------
    >>> profit_threshold(0.5)
    0.25
    """
    return (1 - tie) / (3 - 2 * tie)


def share_by_leads(share: float, tie: float) -> float:
    """Part of the chain's blocks that a selfish miner ends up with, summed over all leads.

    Parameters
    ----------
    share
        Part of the mining power that is selfish, in (0, 1/2) [1].
    tie
        Part of the honest power that mines on the selfish branch of two equal ones [1].

    Returns
    -------
    float
        Long-run part of the blocks [1].

    Notes
    -----
    Source: Eyal & Sirer 2014, arXiv:1311.0243: how often each lead occurs, over how often
    there is none, and what the next block settles.

    Examples
    --------
    >>> round(share_by_leads(1 / 3, 0.0), 12)
    0.333333333333
    """
    honest = 1 - share
    lead = share
    tied = honest * lead
    own = tied * (2 * share + tie * honest)
    others = honest + tied * honest * (2 - tie)
    lead *= share / honest
    own += 2 * honest * lead
    while lead > 0:
        lead *= share / honest
        before = own
        own += honest * lead
        if own == before:
            break
    return own / (own + others)


def share_by_cycles(share: float, tie: float) -> float:
    """Part of the chain's blocks that a selfish miner ends up with, by the mean of a cycle.

    Parameters
    ----------
    share
        Part of the mining power that is selfish, in (0, 1/2) [1].
    tie
        Part of the honest power that mines on the selfish branch of two equal ones [1].

    Returns
    -------
    float
        Long-run part of the blocks [1].

    Notes
    -----
    Source: ours, on the rule of Eyal & Sirer 2014, arXiv:1311.0243. From a lead of two it takes
    1 / (q - p) blocks until the lead is one (Wald), of which p / (q - p) are the miner's.

    Examples
    --------
    >>> round(share_by_cycles(1 / 3, 0.0), 12)
    0.333333333333
    """
    honest = 1 - share
    tied = share * honest
    led = share * share * (2 + share / (1 - 2 * share))
    own = led + tied * (2 * share + honest * tie)
    return own / (honest + 2 * tied + led)
