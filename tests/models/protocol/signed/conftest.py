"""Signed runs that several tests look at."""

from collections.abc import Callable

import numpy as np
import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.protocol.machine.adversary import Adversary
from hybridstake.models.protocol.machine.drawing import drawn_setting
from hybridstake.models.protocol.machine.execution import Execution, random_execution
from hybridstake.models.protocol.machine.network import Network
from hybridstake.models.protocol.machine.setting import Setting
from hybridstake.models.protocol.machine.validators import Validator, ValidatorSet
from hybridstake.models.protocol.signed.run import SignedExecution, signed_execution

CHAIN = "test"
ROUGH = Network(stabilises_seconds=2.0, loss=0.05, slowest_seconds=3.0, crash=0.1)
LIES = Adversary(activity=0.7, loudness=0.5, secrecy=0.2, latest_seconds=0.5)
MEMBERS = (
    *(Validator(f"a{number}", authority=True, stake=1) for number in range(1, 4)),
    Validator("s1", stake=2),
    Validator("liar", authority=True, stake=1, byzantine=True),
)

Both = Callable[[int], tuple[SignedExecution, Execution]]


def run_both(seed: int) -> tuple[SignedExecution, Execution]:
    """A rough run of two heights with a liar, on signed messages and on plain ones."""
    parameters = load("reference")

    def place(rng: np.random.Generator) -> Setting:
        return drawn_setting(parameters, (ValidatorSet(MEMBERS),), rng, shared=True)

    rng, again = np.random.default_rng(seed), np.random.default_rng(seed)
    signed = signed_execution(
        place(rng),
        rng,
        ROUGH,
        chain=CHAIN,
        seed=b"keys",
        heights=2,
        steps=4_000,
        adversary=LIES,
    )
    plain = random_execution(place(again), again, ROUGH, heights=2, steps=4_000, adversary=LIES)
    return signed, plain


@pytest.fixture(scope="session")
def both() -> Both:
    """The runs of a seed, each made once."""
    made: dict[int, tuple[SignedExecution, Execution]] = {}

    def get(seed: int) -> tuple[SignedExecution, Execution]:
        if seed not in made:
            made[seed] = run_both(seed)
        return made[seed]

    return get
