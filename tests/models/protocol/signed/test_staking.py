"""Stake from a wallet's key to a slash; transactions that are refused on the way."""

from dataclasses import replace

import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.cryptography.ed25519 import sign
from hybridstake.models.cryptography.evidence_log import first_fault, head_of
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.ledger.ledger import Ledger, found
from hybridstake.models.ledger.refusals import Refused
from hybridstake.models.ledger.rules import rules_of, thresholds_of
from hybridstake.models.ledger.totals import totals
from hybridstake.models.protocol.signed.evidence import is_proof
from hybridstake.models.protocol.signed.keys import Register, identity_of, secrets_of
from hybridstake.models.protocol.signed.staking import (
    Accounts,
    Deposit,
    Transaction,
    account_of,
    signed_deposit,
    taken_in,
    words_of,
)
from hybridstake.models.protocol.signed.story import from_wallet_to_slash, wallet_of

SEED, CHAIN = b"seed", "chain"
SECRET, WALLET = wallet_of(SEED, "ann")
NAME = account_of(WALLET)
RICH = 100_000 * 10**6
AMOUNT = 40_000 * 10**6
SAID = Deposit(CHAIN, 0, AMOUNT, identity_of(secrets_of(SEED, "ann")))


def launched() -> Ledger:
    """One wallet with 100,000 tokens."""
    parameters = load("plan")
    return found(rules_of(parameters), thresholds_of(parameters), {NAME: RICH})


@pytest.fixture
def accounts() -> Accounts:
    """Nobody has joined."""
    return Accounts(launched(), Register({}), {})


def test_a_deposit_is_taken_once_and_bonds_the_stake(accounts: Accounts) -> None:
    after = taken_in(accounts, signed_deposit(SECRET, WALLET, SAID), CHAIN)
    assert after.ledger.bond(NAME, NAME).stake == AMOUNT
    assert after.register.key(NAME) == SAID.identity.signing
    with pytest.raises(Refused, match=r"^deposit: the number must be 1, got 0$"):
        taken_in(after, signed_deposit(SECRET, WALLET, SAID), CHAIN)
    more = signed_deposit(SECRET, WALLET, SAID._replace(number=1, amount=5))
    assert taken_in(after, more, CHAIN).ledger.bond(NAME, NAME).stake == AMOUNT + 5


@pytest.mark.parametrize(
    "changed",
    [
        SAID._replace(amount=AMOUNT + 1),
        SAID._replace(number=1),
        SAID._replace(chain="fork"),
        SAID._replace(identity=identity_of(secrets_of(SEED, "eve"))),
    ],
)
def test_a_wallet_signs_all_of_its_deposit(accounts: Accounts, changed: Deposit) -> None:
    signature = sign(SECRET, words_of(SAID))
    with pytest.raises(
        Refused, match=r"^deposit: the signature must be the wallet's, got another$"
    ):
        taken_in(accounts, Transaction(WALLET, changed, signature), CHAIN)


def test_other_chains_other_keys_and_stolen_keys_are_refused(accounts: Accounts) -> None:
    elsewhere = signed_deposit(SECRET, WALLET, SAID._replace(chain="fork"))
    with pytest.raises(Refused, match=r"^deposit: the chain must be chain, got fork$"):
        taken_in(accounts, elsewhere, CHAIN)
    stolen = SAID.identity._replace(possession=identity_of(secrets_of(SEED, "eve")).possession)
    with pytest.raises(InvalidParameter, match=r"must prove possession of its key"):
        taken_in(accounts, signed_deposit(SECRET, WALLET, SAID._replace(identity=stolen)), CHAIN)
    after = taken_in(accounts, signed_deposit(SECRET, WALLET, SAID), CHAIN)
    swapped = SAID._replace(number=1, identity=identity_of(secrets_of(SEED, "eve")))
    with pytest.raises(Refused, match=r"^deposit: the keys of .* must stay, got others$"):
        taken_in(after, signed_deposit(SECRET, WALLET, swapped), CHAIN)


def test_a_wallet_cannot_deposit_with_the_keys_of_another(accounts: Accounts) -> None:
    secret, wallet = wallet_of(SEED, "eve")
    after = taken_in(accounts, signed_deposit(SECRET, WALLET, SAID), CHAIN)
    with pytest.raises(InvalidParameter, match=r"^keys of .* must be new to the register, got "):
        taken_in(after, signed_deposit(secret, wallet, SAID), CHAIN)


def test_the_ledger_has_the_last_word(accounts: Accounts) -> None:
    poor = signed_deposit(SECRET, WALLET, SAID._replace(amount=RICH + 1))
    with pytest.raises(Refused, match=r"^deposit: "):
        taken_in(accounts, poor, CHAIN)


def test_from_a_wallet_to_a_slash_every_unit_is_somewhere(accounts: Accounts) -> None:
    """A tenth of 40,000 tokens under the plan's flat rate."""
    ended = from_wallet_to_slash(accounts, SEED, "ann", AMOUNT, CHAIN)
    assert is_proof(ended.evidence, ended.staked.register, CHAIN)
    assert ended.ledger.slashed == AMOUNT // 10
    assert ended.ledger.bond(NAME, NAME).stake == AMOUNT - AMOUNT // 10
    assert ended.ledger.liquid(NAME) == RICH - AMOUNT
    assert totals(ended.ledger).is_conserved
    assert first_fault(ended.log, head_of(ended.log)) is None
    changed = (replace(ended.log[0], content=b"nothing"),)
    assert first_fault(changed) == 0
