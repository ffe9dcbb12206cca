"""When a sample ends: precise, out of trials, or out of time."""

import math
import time
from dataclasses import dataclass

import pytest
from hybridstake.models.attacks.estimate import Estimate
from hybridstake.models.attacks.sampling import Sample
from hybridstake.models.attacks.stopping import Drawn, Precision, Stop, batches, draw


@dataclass(frozen=True)
class Slow:
    """Chunks of ten trials that take a while each, and never a success."""

    seconds: float

    def part(self, chunk: int) -> int:
        time.sleep(self.seconds)
        return 0

    def drawn(self, precision: Precision) -> Drawn[Sample]:
        return draw(self.part, self.tally, precision, 10)

    def tally(self, parts: list[int], trials: int) -> Sample:
        return Sample(successes=sum(parts), trials=trials, looks=1)


def test_a_budget_ends_a_sample_that_is_not_precise() -> None:
    """However slow the machine: it ends, with a part of the trials, and says why."""
    found = Slow(0.01).drawn(Precision(largest_trials=10_000_000, budget=0.2))
    assert found.stop is Stop.BUDGET
    assert 10 <= found.tally.trials < 10_000_000
    estimate: Estimate = found.tally.estimate(0.99)
    assert (estimate.lower, estimate.upper < 1) == (0, True)


def test_at_least_one_chunk_is_drawn_however_short_the_time() -> None:
    found = Slow(0.0).drawn(Precision(largest_trials=1_000, budget=1e-12))
    assert (found.stop, found.tally.trials) == (Stop.BUDGET, 10)


def test_without_a_budget_all_trials_are_spent() -> None:
    found = Slow(0.0).drawn(Precision(largest_trials=95))
    assert (found.stop, found.tally.trials) == (Stop.TRIALS, 95)


@pytest.mark.parametrize("chunks", [1, 2, 3, 7, 8, 9, 1000])
def test_a_sample_is_looked_at_as_often_as_is_paid_for(chunks: int) -> None:
    looks: list[Sample] = []
    slow = Slow(0.0)
    precision = Precision(largest_trials=10 * chunks, budget=math.inf)
    draw(slow.part, slow.tally, precision, 10, progress=looks.append)
    assert len(looks) == batches(precision, 10)
    assert batches(Precision(largest_trials=10 * chunks, budget=1.0), 10) == len(looks) + 1
