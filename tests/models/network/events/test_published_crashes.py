"""Two-chain rounds with crashed validators, beside what the authors of that code measured.

Jolteon on five AWS regions, ten validators, waits of 5 s: consensus latency of 1.58 s with one crashed,
where the load is least, and of 6.8 to 8.8 s with three (A. Sonnino, github.com/asonnino/hotstuff,
`benchmark/data`, 2024; Gelashvili et al., "Jolteon and Ditto", 2022, figure 3). Who is crashed is not
said: leaders take turns by their keys, which are drawn anew, so here three are drawn some times, and the
median counts.
"""

from collections.abc import Callable

import numpy as np
import pytest
from hybridstake.experiments.networking.deployments import of_regions
from hybridstake.experiments.parameter_files import load
from hybridstake.models.network.events.conditions import Conditions
from hybridstake.models.network.events.simulation import Simulation, Trial

FIVE = "us-east-1:2,us-west-1:2,eu-north-1:2,ap-southeast-2:2,ap-northeast-1:2"


def latency_seconds(trial_on: Callable[..., Trial], crashed: frozenset[int], blocks: int) -> float:
    """Mean time from the proposal of a block that becomes final until it is final somewhere."""
    trial = trial_on(
        of_regions(FIVE),
        parameters=load("plan"),
        timeout=5.0,
        message_delays=5,
        paced=False,
        heights=blocks,
        conditions=Conditions(offline=crashed),
    )
    ledger = Simulation(trial, np.random.default_rng(1)).run()
    proposed = np.array([ledger.blocks[block].at_ms for block in ledger.chain])
    return float(np.mean(np.nanmin(np.array(ledger.final_ms), axis=1) - proposed)) / 1_000


def test_one_crashed_of_ten_takes_as_long_as_was_measured(trial_on: Callable[..., Trial]) -> None:
    """1.58 s at the least load, 2.8 s at the greatest; ours, without any, within a tenth of 1.58."""
    found = latency_seconds(trial_on, frozenset({4}), 80)
    assert found == pytest.approx(1.579, rel=0.1)


def test_three_crashed_of_ten_take_as_long_as_was_measured(trial_on: Callable[..., Trial]) -> None:
    """6.8 to 8.8 s, between neighbours who are crashed together and none who has two neighbours left."""
    rng = np.random.default_rng(3)
    found = [
        latency_seconds(trial_on, frozenset(rng.permutation(10)[:3].tolist()), 50) for _ in range(9)
    ]
    assert 6.8 <= np.median(found) <= 8.9
    together, apart = (
        latency_seconds(trial_on, frozenset(crashed), 50) for crashed in ({0, 1, 2}, {1, 4, 8})
    )
    assert together < 6.8 < 8.8 < apart
