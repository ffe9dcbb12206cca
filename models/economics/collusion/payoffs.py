"""What an epoch of a cartel pays to a member, to one who cheats on it, and to those outside."""

from typing import Any


def sharing_member(honest: Any, prize: Any, members: Any) -> Any:
    """Pay of a member of a cartel that shares a prize, beside the honest reward.

    Parameters
    ----------
    honest
        Reward of one validator in an epoch [token].
    prize
        Paid to the whole cartel in an epoch: by who wants transactions kept out, or by two
        conflicting blocks [token].
    members
        Of the cartel, positive [1].

    Returns
    -------
    float
        [token]

    Notes
    -----
    Source: ours, paper, "Formulas": equal parts. As one fraction, so that nothing is rounded twice.

    Examples
    --------
    >>> sharing_member(10.0, prize=6.0, members=3)
    12.0
    """
    return (honest * members + prize) / members


def censoring_deviator(honest: Any, fees: Any) -> Any:
    """Pay of a member of a censoring cartel who includes what should be kept out.

    Parameters
    ----------
    honest
        Reward of one validator in an epoch [token].
    fees
        Offered in an epoch by the transactions that are kept out [token].

    Returns
    -------
    float
        The bribe is not paid where censorship fails [token].

    Notes
    -----
    Source: ours, paper, "Formulas".

    Examples
    --------
    >>> censoring_deviator(10.0, fees=3.0)
    13.0
    """
    return honest + fees


def stealing_deviator(pool: Any, seats: Any, members: Any, tip: Any) -> Any:
    """Pay of a member of a reward-stealing cartel who sells inclusion in its own turns.

    Parameters
    ----------
    pool
        Of the whole class in an epoch; the cartel divides it among its members alone [token].
    seats, members
        Of the class, and of the cartel, positive [1].
    tip
        Part of what inclusion brings to an outsider that it pays for it [1].

    Returns
    -------
    float
        pool / members in the turns of the others; in its own, one of `members`, pool / seats and
        tip · pool / seats of each outsider [token].

    Notes
    -----
    Source: ours, paper, "Formulas": rewards in equal parts to those whose votes a block includes.

    Examples
    --------
    Two of four share 120 tokens: 60 each. The cheat has 60 for half of the time, and then 30, with
    two tips of 15.

    >>> stealing_deviator(120.0, seats=4, members=2, tip=0.5)
    60.0
    """
    more_by_tips = (seats - members) * (tip * members - 1)
    return pool * (seats * members + more_by_tips) / (seats * members * members)


def dear_proposer(fees: Any, waiting: Any, proposers: Any) -> Any:
    """Fees of a proposer who asks for the agreed fee while others ask for less.

    Parameters
    ----------
    fees
        That all transactions of an epoch would pay at the agreed fee [token].
    waiting
        Part of them that waits for a cheaper proposer; zero where there is none [1].
    proposers
        Who take turns, positive [1].

    Returns
    -------
    float
        [token]

    Notes
    -----
    Source: ours, paper, "Formulas"; Bertrand's competition where all wait.

    Examples
    --------
    >>> dear_proposer(100.0, waiting=0.5, proposers=10)
    5.0
    """
    return fees * (1 - waiting) / proposers


def cheap_proposer(fees: Any, waiting: Any, proposers: Any, cheap: Any) -> Any:
    """Fees of a proposer who asks for a little less than the agreed fee.

    Parameters
    ----------
    fees
        That all transactions of an epoch would pay at the agreed fee [token].
    waiting
        Part of them that waits for a cheaper proposer [1].
    proposers, cheap
        Who take turns, and those of them who ask for less, this one included, positive [1].

    Returns
    -------
    float
        Of an outsider, `cheap` being all outsiders; of a cheat, `cheap` being one more [token].

    Notes
    -----
    Source: ours, paper, "Formulas"; Bertrand's competition where all wait.

    Examples
    --------
    >>> cheap_proposer(100.0, waiting=0.5, proposers=10, cheap=2)
    30.0
    """
    return fees * ((1 - waiting) * cheap + waiting * proposers) / (proposers * cheap)
