"""Who sees what of a payment: worked out by each with the keys it has, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from py_arkworks_bls12381 import G1Point, Scalar

from .limbs import read_amount
from .paying import learned
from .rules import Output, Payment, Rules

Amounts = tuple[int | None, ...]


class Fact(StrEnum):
    """What there is to know of a payment."""

    AMOUNT = "amount"
    SENDER = "sender"
    RECEIVER = "receiver"
    GRAPH = "graph"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody, by the secrets it holds."""

    name: str
    owner_secrets: tuple[Scalar, ...] = field(default=(), repr=False)
    reader_secrets: tuple[Scalar, ...] = field(default=(), repr=False)


def amounts_seen(rules: Rules, payment: Payment, party: Party) -> Amounts:
    """Amounts of a payment's outputs, None where a party cannot tell.

    Parameters
    ----------
    rules
        Of the chain.
    payment
        As all see it.
    party
        Tries every secret it has: as a reader of the rules' key, and as an owner.
    """
    return tuple(_amount(rules, output, party) for output in payment.outputs)


def _amount(rules: Rules, output: Output, party: Party) -> int | None:
    """Amount of one output, if a party can tell."""
    for secret in party.reader_secrets:
        found = read_amount(output.limbs, secret, rules.layout)
        if found is not None:
            return found
    for secret in party.owner_secrets:
        opening = learned(rules, output, secret)
        if opening is not None:
            return opening.value
    return None


def senders_seen(payment: Payment, outputs: Mapping[bytes, Output]) -> tuple[G1Point, ...]:
    """Keys of a payment's senders: anybody looks up what is spent."""
    return tuple(outputs[each].owner for each in payment.inputs)


def receivers_seen(payment: Payment) -> tuple[G1Point, ...]:
    """Keys of a payment's receivers: they stand in the outputs."""
    return tuple(each.owner for each in payment.outputs)


def edges_seen(
    payments: list[Payment], outputs: Mapping[bytes, Output]
) -> list[tuple[bytes, bytes]]:
    """Who paid whom, in all payments: pairs of keys."""
    return [
        (sender.to_compressed_bytes(), receiver.to_compressed_bytes())
        for payment in payments
        for sender in senders_seen(payment, outputs)
        for receiver in receivers_seen(payment)
    ]


@dataclass(frozen=True, slots=True)
class Truth:
    """What really happened, to hold against what a party found out."""

    amounts: tuple[int, ...]
    senders: tuple[G1Point, ...]
    receivers: tuple[G1Point, ...]
    edges: list[tuple[bytes, bytes]]
    """Of all payments so far."""


def disclosed(
    rules: Rules,
    payments: list[Payment],
    outputs: Mapping[bytes, Output],
    party: Party,
    truth: Truth,
) -> dict[Fact, float]:
    """Part of each fact about the last payment that a party finds out.

    Parameters
    ----------
    rules
        Of the chain.
    payments
        All so far; the last one is asked about.
    outputs
        By reference.
    party
        Who looks.
    truth
        What it is held against.

    Returns
    -------
    dict
        Amounts found, by their number, and 1 where keys or edges are found and right [1].
    """
    last = payments[-1]
    seen = amounts_seen(rules, last, party)
    right = sum(one == other for one, other in zip(seen, truth.amounts, strict=True))
    return {
        Fact.AMOUNT: right / len(truth.amounts),
        Fact.SENDER: float(senders_seen(last, outputs) == truth.senders),
        Fact.RECEIVER: float(receivers_seen(last) == truth.receivers),
        Fact.GRAPH: float(edges_seen(payments, outputs) == truth.edges),
    }
