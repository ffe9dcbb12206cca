"""What several tests of the machine run on."""

from collections.abc import Callable

import numpy as np
import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.protocol.machine.adversary import Adversary
from hybridstake.models.protocol.machine.drawing import drawn_setting
from hybridstake.models.protocol.machine.execution import Execution, random_execution
from hybridstake.models.protocol.machine.network import Network
from hybridstake.models.protocol.machine.rules import HONEST, Rules
from hybridstake.models.protocol.machine.validators import Validator, ValidatorSet

ROUGH = Network(stabilises_seconds=3.0, loss=0.05, slowest_seconds=5.0, crash=0.2)

LIES = Adversary(activity=0.7, secrecy=0.2, latest_seconds=0.5)

Play = Callable[..., Execution]


def committee(rng: np.random.Generator) -> tuple[Validator, ...]:
    """Four to seven validators of all sorts, of whom the first is an authority with stake."""
    kinds = [(True, 1)]
    kinds += [
        (bool(authority), int(stake) if stake or authority else 1)
        for authority, stake in rng.integers(0, (2, 4), (int(rng.integers(3, 7)), 2)).tolist()
    ]
    return tuple(
        Validator(f"v{number}", bool(authority), stake)
        for number, (authority, stake) in enumerate(kinds, start=1)
    )


@pytest.fixture(scope="session")
def play() -> Play:
    """A random run of a random committee, of a few heights; with lies if asked for."""

    def run(
        seed: int,
        preset: str = "reference",
        *,
        shared: bool = True,
        network: Network = ROUGH,
        adversary: Adversary = LIES,
        rules: Rules = HONEST,
        heights: int = 1,
        steps: int = 3_000,
        members: tuple[Validator, ...] = (),
    ) -> Execution:
        parameters = presets[preset]
        rng = np.random.default_rng(seed)
        chosen = members or committee(rng)
        if not members:
            for liar in rng.permutation(len(chosen)).tolist():
                tried = tuple(
                    Validator(each.name, each.authority, each.stake, each.byzantine or at == liar)
                    for at, each in enumerate(chosen)
                )
                if ValidatorSet(tried).is_within(parameters.assumptions):
                    chosen = tried
        setting = drawn_setting(parameters, (ValidatorSet(chosen),), rng, shared=shared)
        return random_execution(
            setting,
            rng,
            network,
            heights=heights,
            steps=steps,
            adversary=adversary,
            rules=rules,
        )

    presets = {name: load(name) for name in ("plan", "reference")}
    return run
