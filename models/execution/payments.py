"""Blocks of payments and trades: uniform, skewed, one hot account, a chain, and pools."""

import numpy as np

from ..errors import InvalidParameter
from .transactions import Kind
from .workloads import BALANCE, Places, Workload, balances, block, zipf_weights

POOL = 1_000 * BALANCE
"""Each reserve of a pool at the start [base unit]."""


def zipf_payments(
    transactions: int, accounts: int, exponent: float, work: float, rng: np.random.Generator
) -> Workload:
    """Payments between accounts of which few are popular; with exponent 0, none is.

    Parameters
    ----------
    transactions
        [1]
    accounts
        From whom payer and payee are drawn alike [1].
    exponent
        Of Zipf's law, not negative [1].
    work
        Mean time of a plain execution [ns].
    rng
        Draws everything.
    """
    weights = zipf_weights(accounts, exponent)
    pairs = rng.choice(accounts, size=(transactions, 2), p=weights)
    return block(Kind.TRANSFER, pairs, balances(accounts), work, rng)


def hot_payments(
    transactions: int,
    accounts: int,
    chance: float,
    hot: int,
    work: float,
    rng: np.random.Generator,
) -> Workload:
    """Payments whose either end is one of the hot accounts with a given chance.

    Parameters
    ----------
    transactions
        [1]
    accounts
        All [1].
    chance
        That an end is hot, in [0, 1] [1].
    hot
        Hot accounts: fewer than all [1].
    work
        Mean time of a plain execution [ns].
    rng
        Draws everything.

    Notes
    -----
    Source: the blocks of the benchmarks of Grevm, which call the chance the hot ratio; with none, ends
    are drawn from all accounts alike.
    """
    ends = hot_ends(transactions, accounts, chance, hot, rng)
    return block(Kind.TRANSFER, ends, balances(accounts), work, rng)


def hot_ends(
    transactions: int, accounts: int, chance: float, hot: int, rng: np.random.Generator
) -> Places:
    """(transactions, 2) payer and payee of `hot_payments`; the hot accounts are the first ones."""
    if not 0 <= chance <= 1:
        raise InvalidParameter(f"chance must lie in [0, 1], got {chance!r}")
    if not 0 < hot < accounts:
        raise InvalidParameter(f"hot must be from 1 to accounts - 1 ({accounts - 1}), got {hot}")
    shape = (transactions, 2)
    if not chance:
        return rng.integers(0, accounts, shape)
    return np.where(
        rng.random(shape) < chance,
        rng.integers(0, hot, shape),
        rng.integers(hot, accounts, shape),
    )


def one_hot_account(
    transactions: int, accounts: int, share: float, work: float, rng: np.random.Generator
) -> Workload:
    """Payments of which a share goes to one account, as to an exchange."""
    if not 0 <= share <= 1:
        raise InvalidParameter(f"share must lie in [0, 1], got {share!r}")
    pairs = rng.integers(1, accounts, (transactions, 2))
    pairs[rng.random(transactions) < share, 1] = 0
    return block(Kind.TRANSFER, pairs, balances(accounts), work, rng)


def independent_payments(transactions: int, work: float, rng: np.random.Generator) -> Workload:
    """Payments of everybody to themselves, as benchmarks without conflicts have them."""
    payers = np.arange(transactions)
    ends = np.stack([payers, payers], axis=1)
    return block(Kind.TRANSFER, ends, balances(transactions), work, rng)


def chained_payments(transactions: int, work: float, rng: np.random.Generator) -> Workload:
    """Payments each of which is made by the payee of the last: nothing can be done in parallel."""
    payers = np.arange(transactions)
    return block(
        Kind.TRANSFER,
        np.stack([payers, payers + 1], axis=1),
        balances(transactions + 1),
        work,
        rng,
    )


def pool_swaps(
    transactions: int,
    traders: int,
    pools: int,
    exponent: float,
    work: float,
    rng: np.random.Generator,
) -> Workload:
    """Swaps with pools of a constant product; each trader has a wallet for either token of a pool.

    Parameters
    ----------
    transactions
        [1]
    traders
        With two wallets each [1].
    pools
        Of two reserves each [1].
    exponent
        Of Zipf's law among pools [1].
    work
        Mean time of a plain execution [ns].
    rng
        Draws everything.
    """
    pool = rng.choice(pools, size=transactions, p=zipf_weights(pools, exponent))
    wallet = rng.integers(0, traders, transactions)
    side = rng.integers(0, 2, transactions)
    first_reserve = 2 * traders + 2 * pool
    locations: Places = np.stack(
        [2 * wallet + side, 2 * wallet + 1 - side, first_reserve + side, first_reserve + 1 - side],
        axis=1,
    )
    state = np.concatenate([balances(2 * traders), np.full(2 * pools, POOL, dtype=np.int64)])
    return block(Kind.SWAP, locations, state, work, rng)


def neighbour_payments(
    transactions: int,
    groups: int,
    accounts: int,
    across: float,
    work: float,
    rng: np.random.Generator,
) -> Workload:
    """Payments mostly within groups of accounts, as of regions or of an application's users.

    Parameters
    ----------
    transactions
        [1]
    groups
        [1]
    accounts
        Of each group; those of one group are not next to each other in the state [1].
    across
        Chance that the payee is drawn from everybody, in [0, 1] [1].
    work
        Mean time of a plain execution [ns].
    rng
        Draws everything.
    """
    if not 0 <= across <= 1:
        raise InvalidParameter(f"across must lie in [0, 1], got {across!r}")
    everybody = groups * accounts
    payer = rng.integers(0, everybody, transactions)
    near = payer % groups + groups * rng.integers(0, accounts, transactions)
    far = rng.integers(0, everybody, transactions)
    payee = np.where(rng.random(transactions) < across, far, near)
    return block(Kind.TRANSFER, np.stack([payer, payee], axis=1), balances(everybody), work, rng)
