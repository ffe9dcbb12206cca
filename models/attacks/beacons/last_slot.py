"""What manipulation gains where only an epoch's last slot is used: a closed formula."""

from .epochs import binomial_masses


def last_slot_share(share: float, slots: int) -> float:
    """Share of an adversary that keeps or withholds the last slot, whichever promises more slots.

    Parameters
    ----------
    share
        Chance that a slot is the adversary's [1].
    slots
        Slots of an epoch [slot].

    Returns
    -------
    float
        E / n, where the last slot is the adversary's with chance E / n: then it has the better of n1
        and n2 - 1 slots, of expectation m, and otherwise n a. So E = n a / (1 + a - m / n) [1].

    Notes
    -----
    Source: Edgington, Upgrading Ethereum, "Randomness", block proposals boost; the fixed point that he
    finds by iterating is solved for here.

    Examples
    --------
    >>> round(32 * last_slot_share(0.25, 32), 2)
    8.24
    """
    masses = binomial_masses(share, slots)[slots].tolist()
    better = sum(
        kept * drawn * max(first, second - 1)
        for first, kept in enumerate(masses)
        for second, drawn in enumerate(masses)
    )
    return share / (1 + share - better / slots)
