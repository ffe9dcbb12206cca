"""Where private payments are played: a chain, who takes part, and what each of them can find out."""

from dataclasses import dataclass

from py_arkworks_bls12381 import Scalar

from .disclosure import Fact, Party, Truth, disclosed
from .forgeries import Scene
from .limbs import Layout
from .paying import Holding, received
from .pedersen import public_key
from .randomness import Draw
from .rules import Payment, Rules
from .state import Ledger

ISSUED_PART = 4
"""Part of the largest amount that is issued: a fourth [1]."""


@dataclass(slots=True)
class Stage:
    """Who takes part, and how the chain stands."""

    payer: Scalar
    payee: Scalar
    auditor: Scalar
    stranger: Scalar
    """An auditor of another chain."""
    ledger: Ledger
    outputs: int
    draw: Draw
    payments: list[Payment]

    @property
    def rules(self) -> Rules:
        """Of the chain."""
        return self.ledger.rules

    def holding(self) -> Holding:
        """The payer's largest unspent output."""
        owned = (
            each
            for payment in self.payments
            for each in received(self.rules, payment, self.payer, public_key(self.payer))
        )
        unspent = (each for each in owned if each.reference not in self.ledger.spent)
        return max(unspent, key=lambda each: each.opening.value)

    def scene(self) -> Scene:
        """What a forger finds."""
        return Scene(self.rules, self.payer, self.payee, self.holding(), self.outputs, self.draw)


def assembled(layout: Layout, outputs: int, draw: Draw) -> Stage:
    """A chain on which nothing has happened yet.

    Parameters
    ----------
    layout
        How amounts are cut.
    outputs
        Of each payment, a power of two above 1 [1].
    draw
        Gives every secret.
    """
    payer, payee, auditor, stranger = (draw() for _ in range(4))
    ledger = Ledger(Rules("demo chain", public_key(auditor), layout))
    return Stage(payer, payee, auditor, stranger, ledger, outputs, draw, [])


def truth(stage: Stage, scene: Scene) -> Truth:
    """What an honest payment out of a scene really says, for a look back at it.

    Parameters
    ----------
    stage
        As it is before the payment.
    scene
        What the payer has.
    """
    payees = scene.honest_payees()
    payer = public_key(stage.payer)
    receivers = tuple(each.owner for each in payees)
    edges = [(payer.to_compressed_bytes(), each.to_compressed_bytes()) for each in receivers]
    return Truth(tuple(each.amount for each in payees), (payer,), receivers, edges)


def matrix(stage: Stage, happened: Truth) -> dict[str, dict[Fact, float]]:
    """Who finds out which part of the last payment that was booked.

    Parameters
    ----------
    stage
        As it is after the payment.
    happened
        What it really says.
    """
    parties = (
        Party("public"),
        Party("counterparty", owner_secrets=(stage.payee,)),
        Party("auditor", reader_secrets=(stage.auditor,)),
        Party("other auditor", reader_secrets=(stage.stranger,)),
    )
    return {
        each.name: disclosed(stage.rules, stage.payments, stage.ledger.outputs, each, happened)
        for each in parties
    }
