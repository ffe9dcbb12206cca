"""A small chain for payments: amounts of eight bits, so that a proof takes milliseconds."""

from dataclasses import dataclass

import pytest
from hybridstake.models.payments.forgeries import Scene, honest
from hybridstake.models.payments.limbs import Layout
from hybridstake.models.payments.randomness import from_seed
from hybridstake.models.payments.rules import Payment
from hybridstake.models.payments.stage import Stage, assembled
from hybridstake.models.payments.story import issue

SMALL = Layout(2, 4)


@dataclass(frozen=True)
class World:
    """A chain on which 64 were issued, the payer's scene, and a payment that nobody can refuse."""

    stage: Stage
    scene: Scene
    payment: Payment

    def refusal(self, payment: Payment) -> str | None:
        """Why the chain refuses a payment."""
        return self.stage.ledger.refusal(payment)


@pytest.fixture(scope="session")
def world() -> World:
    """Never changed by a test."""
    stage = assembled(SMALL, 2, from_seed(b"world"))
    assert issue(stage).right
    scene = stage.scene()
    return World(stage, scene, honest(scene))
