"""Shares sampled in cycles: moments by hand, coverage of the interval, what was not seen."""

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pytest
from hybridstake.models.attacks.chains.eyal2014 import selfish_share
from hybridstake.models.attacks.chains.mining_cycles import eyal_sirer_cycles
from hybridstake.models.attacks.cycles import (
    CHUNK,
    CycleSample,
    CycleSums,
    sample_cycles,
    sums_of_chunk,
)
from hybridstake.models.attacks.question import Question
from hybridstake.models.attacks.stopping import Precision, Stop
from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True, slots=True)
class Coins(Question):
    """Cycles of one or two tosses, of which heads count: the second only after a first head."""

    kind: ClassVar[str] = "coins"

    heads: float

    def cycles(self, trials: int, rng: np.random.Generator) -> NDArray[np.int64]:
        first, second = rng.binomial(1, self.heads, (2, trials))
        return np.column_stack((first + first * second, 1 + first))


def sums_of(cycles: NDArray[np.int64]) -> CycleSums:
    """Sums over the rows of an array."""

    class Given(Question):
        kind: ClassVar[str] = "given"

        def cycles(self, trials: int, rng: np.random.Generator) -> NDArray[np.int64]:
            return cycles

    return sums_of_chunk(Given(), np.random.default_rng, len(cycles), 0)


def test_fiellers_interval_by_hand() -> None:
    """(0, 1), (1, 2), (1, 1): means 2/3 and 4/3, variances of the means 1/9 and covariance 1/18.

    At 50 % Student's quantile for two degrees is sqrt(2 / 3), its square 2/3: the ratios with
    (2/3 - 4/3 r)^2 = 2/3 (1/9 - r / 9 + r^2 / 9), that is 46 r^2 - 46 r + 10 = 0. The cycle of two
    may hide as two of two: 2 * 2 * ln 4 / 4 on either side, beyond both ends of what is possible.
    """
    sums = sums_of(np.array([(0, 1), (1, 2), (1, 1)]))
    assert sums == CycleSums(
        cycles=3, part=2, whole=4, part_part=2, part_whole=3, whole_whole=6, largest=2
    )
    found = CycleSample(sums=sums, looks=1).estimate(0.5)
    assert (found.probability, found.lower, found.upper) == (0.5, 0.0, 1.0)
    many = CycleSums(cycles=3, part=2, whole=4, part_part=2, part_whole=3, whole_whole=6, largest=0)
    found = CycleSample(sums=many, looks=1).estimate(0.5)
    half = math.sqrt(46**2 - 4 * 46 * 10) / 92
    assert found.lower == pytest.approx(0.5 - half, rel=1e-12)
    assert found.upper == pytest.approx(0.5 + half, rel=1e-12)


def test_cycles_that_were_not_seen_are_allowed_for() -> None:
    """A million honest blocks: at most 2 ln(2 / 0.01) / 1e6 may be cycles of another kind."""
    sums = CycleSums(cycles=10**6, whole=10**6, whole_whole=10**6, largest=1)
    found = CycleSample(sums=sums, looks=1).estimate(0.99)
    assert (found.probability, found.lower) == (0.0, 0.0)
    assert found.upper == pytest.approx(2e-6 * math.log(200), rel=1e-12, abs=0)
    assert found.log10_probability == -math.inf


def test_one_cycle_says_nothing() -> None:
    found = CycleSample(sums=sums_of(np.array([(1, 4)])), looks=1).estimate(0.9)
    assert (found.probability, found.lower, found.upper) == (0.25, 0.0, 1.0)


@pytest.mark.parametrize(
    ("share", "tie"), [(0.003, 0.0), (0.02, 1.0), (0.1, 0.5), (0.35, 0.0), (0.45, 0.5)]
)
@pytest.mark.parametrize("cycles", [40, 400])
def test_the_interval_holds_the_truth_as_often_as_stated(
    share: float, tie: float, cycles: int
) -> None:
    """At 90 %, over 1500 samples; below by no more than three standard errors of their count."""
    repetitions, rng = 1_500, np.random.default_rng(33)
    drawn = eyal_sirer_cycles(share, tie, repetitions * cycles, rng)
    truth = selfish_share(share, tie)
    held = 0
    for sample in np.split(drawn, repetitions):
        found = CycleSample(sums=sums_of(sample), looks=1).estimate(0.9)
        held += found.lower <= truth <= found.upper
    assert held >= repetitions * (0.9 - 3 * math.sqrt(0.09 / repetitions))


def test_samples_stop_when_they_are_precise_and_parts_add_up() -> None:
    """A head in half of the tosses: 1 / 2 and 1 / 4 heads of 3 / 2 tosses."""
    question, precision = Coins(heads=0.5), Precision(relative_error=0.005)
    drawn = sample_cycles(question, np.random.default_rng, precision)
    assert drawn.stop is Stop.PRECISE
    assert drawn.tally.trials in {CHUNK * 2**power for power in range(8)}
    chunks = [
        sums_of_chunk(question, np.random.default_rng, 10**7, chunk)
        for chunk in range(drawn.tally.trials // CHUNK)
    ]
    assert drawn.tally.sums == sum(chunks, start=CycleSums())
    found = drawn.tally.estimate(0.99)
    assert found.lower < 0.5 < found.upper < found.lower + 0.006


def test_the_largest_cycle_of_all_chunks_is_kept() -> None:
    assert (CycleSums(largest=1) + CycleSums(largest=7)).largest == 7
    assert (CycleSums(largest=7) + CycleSums(largest=1)).largest == 7


def test_the_last_chunk_may_be_short() -> None:
    precision = Precision(relative_error=1e-6, largest_trials=CHUNK + 5)
    drawn = sample_cycles(Coins(heads=0.1), np.random.default_rng, precision)
    assert (drawn.stop, drawn.tally.trials) == (Stop.TRIALS, CHUNK + 5)


def test_more_looks_widen_the_interval() -> None:
    sums = sums_of_chunk(Coins(heads=0.3), np.random.default_rng, 2_000, 0)
    once, often = (CycleSample(sums=sums, looks=looks).estimate(0.9) for looks in (1, 10))
    assert often.lower < once.lower < once.upper < often.upper
    assert often.probability == once.probability


def test_a_kind_without_cycles_says_so() -> None:
    class Silent(Question):
        kind: ClassVar[str] = "silent"

    with pytest.raises(NotImplementedError) as refusal:
        Silent().cycles(1, np.random.default_rng(1))
    assert str(refusal.value) == "silent has no cycles to draw: see is_sampled_in_cycles"
