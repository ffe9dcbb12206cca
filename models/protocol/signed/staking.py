"""Transactions of stake: signed by a wallet, checked, and handed to the ledger's own steps."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from ...cryptography.derivation import encoded
from ...cryptography.ed25519 import sign, verify
from ...ledger.ledger import Ledger
from ...ledger.refusals import Refused
from ...ledger.staking import deposit
from .keys import Identity, Register


class Deposit(NamedTuple):
    """What a wallet signs to become a validator, or to raise its bond."""

    chain: str
    number: int
    """Transactions of the wallet before this one [1]."""
    amount: int
    """[base unit]"""
    identity: Identity


class Transaction(NamedTuple):
    """A signed deposit."""

    wallet: bytes
    """Key of the wallet, whose text is the account's name."""
    deposit: Deposit
    signature: bytes


@dataclass(frozen=True, slots=True)
class Accounts:
    """The ledger, the validators' keys, and how many transactions of each wallet were taken."""

    ledger: Ledger
    register: Register
    taken: dict[str, int]


def account_of(wallet: bytes) -> str:
    """Name of a wallet's account, and of the validator that it makes."""
    return wallet.hex()


def words_of(said: Deposit) -> bytes:
    """What the wallet signs."""
    return encoded(said.chain, "deposit", said.number, said.amount, *said.identity)


def signed_deposit(secret: bytes, wallet: bytes, said: Deposit) -> Transaction:
    """A transaction of a wallet."""
    return Transaction(wallet, said, sign(secret, words_of(said)))


def taken_in(accounts: Accounts, transaction: Transaction, chain: str) -> Accounts:
    """Accounts after a transaction.

    Parameters
    ----------
    accounts
        State.
    transaction
        From anybody.
    chain
        Name of this chain.

    Raises
    ------
    Refused
        When the signature is not the wallet's, the transaction is of another chain or was taken before,
        or the ledger refuses the deposit.
    InvalidParameter
        When a new validator has not proved possession of its key, or shows one of somebody else.
    """
    said, name = transaction.deposit, account_of(transaction.wallet)
    if not verify(transaction.wallet, words_of(said), transaction.signature):
        raise Refused("deposit: the signature must be the wallet's, got another")
    if said.chain != chain:
        raise Refused(f"deposit: the chain must be {chain}, got {said.chain}")
    number = accounts.taken.get(name, 0)
    if said.number != number:
        raise Refused(f"deposit: the number must be {number}, got {said.number}")
    register = accounts.register
    known = register.identities.get(name)
    if known is None:
        register = register.joined_by(name, said.identity)
    elif known != said.identity:
        raise Refused(f"deposit: the keys of {name} must stay, got others")
    ledger = deposit(accounts.ledger, name, said.amount)
    return replace(
        accounts, ledger=ledger, register=register, taken={**accounts.taken, name: number + 1}
    )
