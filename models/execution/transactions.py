"""Transactions as what they do to a state of whole numbers, so that any order that matters shows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Read = Callable[[int], int]
"""Value at a location of the state."""

MODULUS = 2**61 - 1
"""Derived values are remainders modulo this prime."""
FACTOR = 1_000_003
FEE_KEPT, FEE_OF = 997, 1000
"""Part of a swap's input that is exchanged; the rest stays in the pool as its fee."""


class Kind(StrEnum):
    """What a transaction does with the locations that it names."""

    TRANSFER = "transfer"
    """Moves an amount from the first location to the second, if it is there."""
    SWAP = "swap"
    """Gives an amount of the first location to the pool of the third and fourth, the second gains."""
    ADD = "add"
    """Adds an amount to every location."""
    DERIVE = "derive"
    """Reads all locations and writes a value made of them to the last ones."""


@dataclass(frozen=True, slots=True)
class Transaction:
    """One transaction of a block."""

    kind: Kind
    locations: tuple[int, ...]
    """What it may touch, in the order that its kind gives a meaning to."""
    amount: int
    """Moved, given or added; what a derived value is made of beside what is read [base unit]."""
    work: int
    """Time of one plain execution on one worker [ns]."""
    outputs: int = 0
    """Locations at the end that `DERIVE` writes [1]."""


@dataclass(frozen=True, slots=True)
class Effects:
    """What an execution does to the state."""

    values: Mapping[int, int]
    """By location: what it holds from now on."""
    additions: Mapping[int, int] = field(default_factory=dict[int, int])
    """By location: what is added to it, whatever it holds."""


def effects(transaction: Transaction, read: Read, *, commutative: bool = False) -> Effects:
    """What a transaction does to the state that it reads.

    Parameters
    ----------
    transaction
        Of any kind.
    read
        Called for every location whose value matters, and for no other.
    commutative
        Whether `ADD` is left as an addition to be summed up later, so that it reads nothing.

    Notes
    -----
    Source: ours; the swap is the constant product with a fee of 0.3 % in whole numbers, Adams,
    Zinsmeister and Robinson, "Uniswap v2 Core", 2020. Derived values depend on the order of what they
    are made of: a read of a wrong version cannot go unseen.

    Examples
    --------
    >>> state = [70, 5]
    >>> effects(Transaction(Kind.TRANSFER, (0, 1), 30, 1), state.__getitem__).values
    {0: 40, 1: 35}
    >>> effects(Transaction(Kind.TRANSFER, (1, 0), 30, 1), state.__getitem__).values
    {}
    """
    match transaction.kind:
        case Kind.TRANSFER:
            return Effects(_transferred(transaction, read))
        case Kind.SWAP:
            return Effects(_swapped(transaction, read))
        case Kind.ADD:
            added = dict.fromkeys(transaction.locations, transaction.amount)
            if commutative:
                return Effects({}, added)
            return Effects({place: read(place) + more for place, more in added.items()})
        case Kind.DERIVE:
            return Effects(_derived(transaction, read))


def _transferred(transaction: Transaction, read: Read) -> dict[int, int]:
    """Both balances, or nothing where the payer has too little."""
    payer, payee = transaction.locations
    balance = read(payer)
    if balance < transaction.amount:
        return {}
    if payer == payee:
        return {payer: balance}
    return {payer: balance - transaction.amount, payee: read(payee) + transaction.amount}


def _swapped(transaction: Transaction, read: Read) -> dict[int, int]:
    """Both wallets and both reserves, or nothing where the trader has too little."""
    given, gained, reserve_in, reserve_out = transaction.locations
    balance = read(given)
    if balance < transaction.amount:
        return {}
    inside, outside = read(reserve_in), read(reserve_out)
    exchanged = transaction.amount * FEE_KEPT
    paid = outside * exchanged // (inside * FEE_OF + exchanged)
    return {
        given: balance - transaction.amount,
        gained: read(gained) + paid,
        reserve_in: inside + transaction.amount,
        reserve_out: outside - paid,
    }


def _derived(transaction: Transaction, read: Read) -> dict[int, int]:
    """The last locations, each with a value of its own made of everything that was read."""
    found = transaction.amount
    for location in transaction.locations:
        found = (found * FACTOR + read(location)) % MODULUS
    written = transaction.locations[len(transaction.locations) - transaction.outputs :]
    return {place: (found * FACTOR + number) % MODULUS for number, place in enumerate(written)}
