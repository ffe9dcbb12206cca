"""Who sees what, found out with keys and held against what happened."""

from dataclasses import replace
from typing import Any

import pytest
from hybridstake.models.payments.disclosure import (
    Fact,
    Party,
    amounts_seen,
    disclosed,
    receivers_seen,
    senders_seen,
)
from hybridstake.models.payments.limbs import Layout
from hybridstake.models.payments.pedersen import public_key
from hybridstake.models.payments.randomness import from_seed
from hybridstake.models.payments.stage import Stage, assembled, matrix, truth
from hybridstake.models.payments.story import book, issue


@pytest.fixture(scope="module")
def paid(world: Any) -> tuple[Stage, Any]:
    """A chain on which the payment was booked, and what it really says."""
    stage = assembled(Layout(2, 4), 2, from_seed(b"world"))
    assert issue(stage).right
    happened = truth(stage, stage.scene())
    assert book(stage, world.payment).right
    return stage, happened


def test_the_matrix_is_what_each_can_work_out(paid: tuple[Stage, Any]) -> None:
    """Half of the amounts are the counterparty's own; keys and graph are open to all."""
    amounts = {"public": 0.0, "counterparty": 0.5, "auditor": 1.0, "other auditor": 0.0}
    opened = {Fact.SENDER: 1.0, Fact.RECEIVER: 1.0, Fact.GRAPH: 1.0}
    assert matrix(*paid) == {
        party: {Fact.AMOUNT: amount, **opened} for party, amount in amounts.items()
    }


def test_amounts_are_those_that_were_paid(paid: tuple[Stage, Any]) -> None:
    """64 were issued: half to the payee, one to the validators."""
    stage, _ = paid
    payment = stage.payments[-1]
    by_party = {
        "auditor": Party("a", reader_secrets=(stage.auditor,)),
        "payee": Party("b", owner_secrets=(stage.payee,)),
        "payer": Party("c", owner_secrets=(stage.payer,)),
        "several keys": Party("d", (stage.stranger, stage.payee), (stage.stranger,)),
        "nobody": Party("e"),
    }
    seen = {name: amounts_seen(stage.rules, payment, party) for name, party in by_party.items()}
    assert seen == {
        "auditor": (32, 31),
        "payee": (32, None),
        "payer": (None, 31),
        "several keys": (32, None),
        "nobody": (None, None),
    }


def test_keys_of_both_ends_stand_in_the_open(paid: tuple[Stage, Any]) -> None:
    stage, _ = paid
    payment, payer = stage.payments[-1], public_key(stage.payer)
    assert senders_seen(payment, stage.ledger.outputs) == (payer,)
    assert receivers_seen(payment) == (public_key(stage.payee), payer)


def test_what_is_found_wrong_counts_as_hidden(paid: tuple[Stage, Any]) -> None:
    stage, happened = paid
    party = Party("auditor", reader_secrets=(stage.auditor,))
    other = replace(happened, amounts=(32, 30), senders=(), receivers=(), edges=[])
    found = disclosed(stage.rules, stage.payments, stage.ledger.outputs, party, other)
    assert found == {Fact.AMOUNT: 0.5, Fact.SENDER: 0.0, Fact.RECEIVER: 0.0, Fact.GRAPH: 0.0}


def test_a_party_does_not_print_its_secrets(paid: tuple[Stage, Any]) -> None:
    assert repr(Party("auditor", reader_secrets=(paid[0].auditor,))) == "Party(name='auditor')"
