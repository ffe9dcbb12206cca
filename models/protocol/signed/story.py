"""From a wallet's key to a slashed bond: every step signed, and checked from public keys alone."""

from dataclasses import dataclass

from ...cryptography.bls import sign
from ...cryptography.derivation import derived
from ...cryptography.ed25519 import public_key
from ...cryptography.evidence_log import Entry, appended
from ...ledger.ledger import Ledger, advance
from ...ledger.slashing import answer
from ..machine.stories import A, B
from ..machine.votes import Ballot, Block, Kind, Vote
from .denouncing import denounce
from .evidence import Equivocation, SignedVote, written_down
from .keys import Secrets, identity_of, secrets_of
from .staking import Accounts, Deposit, account_of, signed_deposit, taken_in
from .wording import of_ballot


@dataclass(frozen=True, slots=True)
class Slashed:
    """How it ended."""

    staked: Accounts
    """After the deposit."""
    evidence: Equivocation
    ledger: Ledger
    """After the slash."""
    log: tuple[Entry, ...]
    """What was written down."""


def wallet_of(seed: bytes, name: str) -> tuple[bytes, bytes]:
    """Secret and public key of a wallet, derived from a seed.

    Parameters
    ----------
    seed
        Of a test or a demonstration.
    name
        Whose.
    """
    secret = derived(seed, "wallet", name)[:32]
    return secret, public_key(secret)


def double_vote(
    secrets: Secrets, name: str, height: int, chain: str, blocks: tuple[Block, Block] = (A, B)
) -> Equivocation:
    """Two votes of one round by a validator, each with its signature.

    Parameters
    ----------
    secrets, name
        Whose votes.
    height
        Where [1].
    chain
        Name of the chain.
    blocks
        That the two are for.
    """
    ballots = [Ballot(Kind.PRECOMMIT, height, 0, block) for block in blocks]
    first, second = (
        SignedVote(Vote(name, ballot), sign(secrets.signing, of_ballot(chain, ballot)))
        for ballot in ballots
    )
    return Equivocation(first, second)


def from_wallet_to_slash(
    accounts: Accounts, seed: bytes, name: str, amount: int, chain: str
) -> Slashed:
    """A wallet deposits, its validator votes twice, anybody denounces it, its bond answers.

    Parameters
    ----------
    accounts
        In which the wallet has money.
    seed
        Of the wallet's and the validator's keys.
    name
        By which the keys are derived.
    amount
        To deposit [base unit].
    chain
        Name of the chain.

    Raises
    ------
    Refused
        When a step of the ledger is refused.

    Notes
    -----
    Source: ours. Evidence comes a second after the votes; the bond answers once its window is closed.
    """
    secret, wallet = wallet_of(seed, name)
    secrets = secrets_of(seed, name)
    said = Deposit(chain, 0, amount, identity_of(secrets))
    staked = taken_in(accounts, signed_deposit(secret, wallet, said), chain)
    evidence = double_vote(secrets, account_of(wallet), 7, chain)
    offended = staked.ledger.now
    ledger = advance(staked.ledger, offended + 1)
    ledger = denounce(ledger, evidence, staked.register, chain, {evidence.height: offended})
    ledger = advance(ledger, offended + ledger.rules.evidence_window_seconds + 1)
    return Slashed(
        staked,
        evidence,
        answer(ledger, evidence.accused),
        appended((), written_down(evidence)),
    )
