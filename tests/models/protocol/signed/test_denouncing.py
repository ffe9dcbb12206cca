"""Denouncing: the ledger convicts by evidence, once, and by nothing else."""

from dataclasses import replace

import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.ledger.ledger import Ledger, advance, found
from hybridstake.models.ledger.records import Kind as OffenceKind
from hybridstake.models.ledger.records import Offence
from hybridstake.models.ledger.refusals import Refused
from hybridstake.models.ledger.rules import rules_of, thresholds_of
from hybridstake.models.ledger.slashing import answer
from hybridstake.models.ledger.staking import deposit
from hybridstake.models.ledger.totals import totals
from hybridstake.models.protocol.signed.denouncing import denounce
from hybridstake.models.protocol.signed.keys import registered, secrets_of
from hybridstake.models.protocol.signed.story import double_vote

CHAIN = "test"
SECRETS = {name: secrets_of(b"seed", name) for name in ("v1", "v2")}
REGISTER = registered(SECRETS)
GUILTY = double_vote(SECRETS["v1"], "v1", 5, CHAIN)
TIMES = {5: 90}
"""Of the one height that is decided [s]."""


@pytest.fixture
def ledger() -> Ledger:
    """Two validators with 40,000 tokens each at stake."""
    rules = rules_of(load("reference"))
    amount = 40_000 * 10**6
    after = found(rules, thresholds_of(load("reference")), {"v1": amount, "v2": amount})
    return advance(deposit(deposit(after, "v1", amount), "v2", amount), 100)


def test_the_ledger_convicts_by_evidence_once_and_refuses_all_else(ledger: Ledger) -> None:
    """A flat tenth and thrice the half that misbehaves: all 40,000 tokens, where correlation counts."""
    guilty = denounce(ledger, GUILTY, REGISTER, CHAIN, TIMES)
    assert guilty.convictions == {"v1": (Offence(5, OffenceKind.EQUIVOCATION),)}
    with pytest.raises(Refused, match=r"^convict: the offence must lie in the evidence window"):
        denounce(guilty, GUILTY, REGISTER, CHAIN, TIMES)
    framed = GUILTY._replace(second=GUILTY.first)
    with pytest.raises(
        Refused,
        match=r"^denounce: both signatures must be those of v1 and exclude each other, got others$",
    ):
        denounce(ledger, framed, REGISTER, CHAIN, TIMES)
    window = ledger.rules.evidence_window_seconds
    done = answer(advance(guilty, 90 + window + 1), "v1")
    assert done.slashed > 0
    assert done.bond("v2", "v2") == ledger.bond("v2", "v2")
    assert totals(done).is_conserved
    flat = replace(
        ledger, rules=replace(ledger.rules, correlation_factor=ledger.rules.authority_share * 0)
    )
    done = answer(advance(denounce(flat, GUILTY, REGISTER, CHAIN, TIMES), 90 + window + 1), "v1")
    assert done.slashed == 40_000 * 10**6 * flat.rules.equivocation_rate


def test_old_evidence_stays_old_whoever_brings_it(ledger: Ledger) -> None:
    """Ten windows later the same votes convict nobody; at the window's end they still do."""
    window = ledger.rules.evidence_window_seconds
    at_the_end = advance(ledger, 90 + window)
    assert denounce(at_the_end, GUILTY, REGISTER, CHAIN, TIMES).convicted("v1") == 1
    with pytest.raises(Refused, match=r"^convict: the offence must lie in the evidence window"):
        denounce(advance(ledger, 90 + 10 * window), GUILTY, REGISTER, CHAIN, TIMES)


def test_nobody_is_convicted_at_a_height_that_is_not_decided(ledger: Ledger) -> None:
    early = double_vote(SECRETS["v1"], "v1", 6, CHAIN)
    with pytest.raises(Refused, match=r"^denounce: the height must be decided, got 6$"):
        denounce(ledger, early, REGISTER, CHAIN, TIMES)
