"""Fee and block size under load: how they answer a fuller block, and whether and where they settle."""

from typing import Any

from ..extremes import larger, smaller

DENOMINATOR = 8
"""By what the fee's change is divided: a block of twice its target raises it by an eighth [1].

Source: Buterin et al., "EIP-1559: Fee Market Change for ETH 1.0 Chain", 2019.
"""
LARGEST_BLOCK = 2
"""Times its target that a block may be full [1]. Source: the same."""


def next_fee(fee: Any, used: Any, target: Any, denominator: Any) -> Any:
    """Fee of the next block, which follows how full the last was.

    Parameters
    ----------
    fee
        Per transaction in the last block, positive [token].
    used
        Transactions of the last block [1].
    target
        Transactions at which the fee stays, positive [1].
    denominator
        At least 1 [1].

    Returns
    -------
    float
        [token]

    Notes
    -----
    Source: Buterin et al., "EIP-1559: Fee Market Change for ETH 1.0 Chain", 2019, without its rounding.

    Examples
    --------
    >>> next_fee(16.0, 2_000, 1_000, 8), next_fee(16.0, 0, 1_000, 8)
    (18.0, 14.0)
    """
    return fee * (1 + (used - target) / (target * denominator))


def next_target(target: Any, used: Any, gain: Any) -> Any:
    """Target of the next block, which moves towards what the last has used.

    Parameters
    ----------
    target, used
        Of the last block [1].
    gain
        Part of the difference that is made up, in [0, 1]; with 0 the size stays [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: ours: exponential smoothing.

    Examples
    --------
    >>> next_target(1_000.0, 2_000, 0.125)
    1125.0
    """
    return target + gain * (used - target)


def kept_between(wanted: Any, least: Any, most: Any) -> Any:
    """Size of a block, neither under its floor nor over what resources carry.

    Parameters
    ----------
    wanted
        [1]
    least, most
        Floor, and the bound, which wins where the floor is above it [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> kept_between(5.0, 1, 4), kept_between(0.5, 1, 4), kept_between(2.0, 1, 4)
    (4.0, 1.0, 2.0)
    """
    return smaller(larger(wanted, least), most)


def control_eigenvalue(elasticity: Any, denominator: Any, gain: Any) -> Any:
    """Part of a small deviation that is left a block later; negative where it changes sides.

    Parameters
    ----------
    elasticity
        Per cent by which demand falls for each per cent of the fee [1].
    denominator
        Of the fee's change [1].
    gain
        Of the target; 0 where the block's size stays [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: ours: `next_fee` and `next_target` with a demand of constant elasticity, in logarithms about
    the fixed point; their matrix is the identity less one of rank one, so that the other eigenvalue
    is 1, along the fixed points. Without a gain: Leonardos et al., "Dynamical Analysis of the EIP-1559
    Ethereum Fee Market", 2021, doi 10.1145/3479722.3480993.

    Examples
    --------
    >>> control_eigenvalue(1, 8, 0), control_eigenvalue(1, 8, 0.125)
    (0.875, 0.75)
    """
    return 1 - elasticity / denominator - gain


def control_is_stable(elasticity: Any, denominator: Any, gain: Any) -> Any:
    """Whether small deviations die out: `control_eigenvalue` lies strictly between -1 and 1.

    Parameters
    ----------
    elasticity
        Of demand [1].
    denominator
        Of the fee's change, positive [1].
    gain
        Of the target [1].

    Returns
    -------
    bool

    Notes
    -----
    Source: ours, of `control_eigenvalue`.

    Examples
    --------
    >>> control_is_stable(15, 8, 0), control_is_stable(16, 8, 0)
    (True, False)
    """
    change = elasticity + gain * denominator
    return (change > 0) & (change < 2 * denominator)


def elasticity_limit(denominator: Any, gain: Any) -> Any:
    """Elasticity of demand from which fee and size do not settle any more.

    Parameters
    ----------
    denominator
        Of the fee's change [1].
    gain
        Of the target [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: ours: `control_is_stable`, solved.

    Examples
    --------
    >>> elasticity_limit(8, 0), elasticity_limit(8, 0.125)
    (16, 15.0)
    """
    return denominator * (2 - gain)


def fee_exponent(elasticity: Any, denominator: Any, gain: Any) -> Any:
    """Power of a change of the load by which the settled fee changes.

    Parameters
    ----------
    elasticity
        Of demand [1].
    denominator
        Of the fee's change [1].
    gain
        Of the target [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: ours: near the fixed point both answer the same fullness of blocks, the target with `gain`
    and the fee with one over the denominator, until they together undo the change of the load.

    Examples
    --------
    >>> fee_exponent(1, 8, 0), fee_exponent(1, 8, 0.125)
    (1.0, 0.5)
    """
    return 1 / (elasticity + gain * denominator)


def size_exponent(elasticity: Any, denominator: Any, gain: Any) -> Any:
    """Power of a change of the load by which the settled block changes.

    Parameters
    ----------
    elasticity
        Of demand [1].
    denominator
        Of the fee's change [1].
    gain
        Of the target [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: ours, of `fee_exponent`.

    Examples
    --------
    >>> size_exponent(1, 8, 0), size_exponent(1, 8, 0.125)
    (0.0, 0.5)
    """
    return gain * denominator * fee_exponent(elasticity, denominator, gain)


def block_room(block_seconds: Any, waiting: Any, seconds_each: Any) -> Any:
    """Transactions that a block has time for before the next is due; negative where it has none.

    Parameters
    ----------
    block_seconds
        From one block to the next [s].
    waiting
        For messages and votes between two blocks [s].
    seconds_each
        In which one transaction is sent and checked, positive [s].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: ours: whoever proposes next has the last block with its certificate, and has checked both.

    Examples
    --------
    >>> block_room(0.5, 0.25, 0.125)
    2.0
    """
    return (block_seconds - waiting) / seconds_each


def block_interval(block_seconds: Any, waiting: Any, transactions: Any, seconds_each: Any) -> Any:
    """Time from one block to the next, which waits until it is due and until the last is checked.

    Parameters
    ----------
    block_seconds
        At the soonest [s].
    waiting
        For messages and votes between two blocks [s].
    transactions
        Of a block [1].
    seconds_each
        In which one transaction is sent and checked [s].

    Returns
    -------
    float
        [s]

    Notes
    -----
    Source: ours: no more than `block_seconds` exactly where there are no more than `block_room`.

    Examples
    --------
    >>> block_interval(0.5, 0.25, 2, 0.125), block_interval(0.5, 0.25, 4, 0.125)
    (0.5, 0.75)
    """
    return larger(block_seconds, waiting + transactions * seconds_each)
