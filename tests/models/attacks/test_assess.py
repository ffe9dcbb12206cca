"""An answer and its witnesses."""

import dataclasses
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np
import pytest
from hybridstake.models.attacks.assess import Method, assess
from hybridstake.models.attacks.availability.censorship import Censorship
from hybridstake.models.attacks.beacons.randao import Randao
from hybridstake.models.attacks.committees.committee import Committee, Sampling
from hybridstake.models.attacks.estimate import (
    Estimate,
    bound_estimate,
    bracket_estimate,
    exact_estimate,
)
from hybridstake.models.attacks.question import Question
from hybridstake.models.attacks.stopping import Precision, Stop
from hybridstake.models.errors import InvalidParameter, Unreliable
from numpy.typing import NDArray

COMMON = Committee(population=100, adversaries=30, committee=10, seats=5)
SLOW = Committee(population=3_000_000_000, adversaries=1_000_000_000, committee=20_000, seats=6_700)
RARE = Committee(population=1000, adversaries=300, committee=100, seats=67)


def chunk_generator(seed: int, chunk: int) -> np.random.Generator:
    """Generator of one chunk, by address."""
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(chunk,)))


@dataclass(frozen=True)
class WrongCoin(Question):
    """A coin whose methods contradict each other on demand."""

    kind: ClassVar[str] = "coin"
    first: float = 0.5
    second: float = 0.5
    limit: float = 0.75
    drawn: float = 0.5
    quick: bool = True

    @property
    def is_sampled(self) -> bool:
        return True

    @property
    def is_quickly_sampled(self) -> bool:
        return self.quick

    def exact(self) -> Estimate:
        return exact_estimate("exact", self.first, float(np.log10(self.first)))

    def second_exact(self) -> Estimate:
        return exact_estimate("integers", self.second, float(np.log10(self.second)))

    def bound(self) -> Estimate:
        return bound_estimate("bound", self.limit, float(np.log10(self.limit)))

    def successes(self, trials: int, rng: np.random.Generator) -> int:
        return int(rng.binomial(trials, self.drawn))


@dataclass(frozen=True)
class Weighted(Question):
    """Weights of a log-normal law whose mean is 1e-20, none above six deviations."""

    kind: ClassVar[str] = "weights"
    deviation: float = 1.0
    claimed: float | None = 1e-20

    @property
    def is_sampled_rarely(self) -> bool:
        return True

    def exact(self) -> Estimate | None:
        if self.claimed is None:
            return None
        return exact_estimate("exact", self.claimed, float(np.log10(self.claimed)))

    def log_weights(self, trials: int, rng: np.random.Generator) -> NDArray[np.float64]:
        mean = np.log(1e-20) - self.deviation**2 / 2
        return np.minimum(rng.normal(mean, self.deviation, trials), self.largest_log_weight)

    @property
    def largest_log_weight(self) -> float:
        return float(np.log(1e-20)) - self.deviation**2 / 2 + 6 * self.deviation


@pytest.mark.parametrize(
    ("question", "method", "answer", "witnesses"),
    [
        (COMMON, Method.AUTO, "exact", ["monte-carlo", "bound"]),
        (RARE, Method.AUTO, "exact", ["integers", "bound"]),
        (COMMON, Method.EXACT, "exact", ["integers", "bound"]),
        (COMMON, Method.MONTE_CARLO, "monte-carlo", ["exact", "bound"]),
        (COMMON, Method.BOUND, "bound", ["exact"]),
    ],
)
@pytest.mark.parametrize("sampling", Sampling)
def test_every_method_names_its_witnesses_and_agrees_with_them(
    question: Committee, method: Method, answer: str, witnesses: list[str], sampling: Sampling
) -> None:
    asked = Committee(
        population=question.population,
        adversaries=question.adversaries,
        committee=question.committee,
        seats=question.seats,
        sampling=sampling,
    )
    precision = Precision(relative_error=0.05)
    result = assess(asked, method, partial(chunk_generator, 1), precision)
    assert result.estimate.method == answer
    assert [witness.method for witness in result.agreement] == witnesses
    assert result.agrees


@pytest.mark.parametrize(
    ("question", "method"),
    [
        (WrongCoin(drawn=0.51), Method.AUTO),
        (WrongCoin(limit=0.49), Method.AUTO),
        (WrongCoin(second=0.5 + 1e-8), Method.EXACT),
        (WrongCoin(limit=0.49), Method.BOUND),
        (WrongCoin(first=0.51), Method.MONTE_CARLO),
        (WrongCoin(limit=0.49), Method.MONTE_CARLO),
    ],
)
def test_a_wrong_witness_is_noticed(question: WrongCoin, method: Method) -> None:
    precision = Precision(relative_error=0.005, largest_trials=2_000_000)
    assert not assess(question, method, partial(chunk_generator, 1), precision).agrees
    assert assess(WrongCoin(), method, partial(chunk_generator, 1), precision).agrees


def test_true_samples_are_not_called_in_doubt() -> None:
    """At 50 % confidence about half of the intervals miss the truth; none is a disagreement."""
    precision = Precision(relative_error=0.5, confidence=0.5, largest_trials=1_000)
    results = [
        assess(COMMON, Method.MONTE_CARLO, partial(chunk_generator, seed), precision)
        for seed in range(200)
    ]
    truth = COMMON.exact().probability
    missed = sum(not one.estimate.lower <= truth <= one.estimate.upper for one in results)
    assert 60 < missed < 110
    assert all(one.agrees for one in results)


def test_what_cannot_be_sampled_quickly_has_a_second_computation_as_witness() -> None:
    """NumPy draws no committee from so many, and 20,000 seats one by one take minutes."""
    result = assess(SLOW, Method.AUTO, partial(chunk_generator, 1), Precision())
    assert [witness.method for witness in result.agreement] == ["ratios", "bound"]
    assert result.estimate.probability == pytest.approx(0.31, abs=0.01)
    assert result.agrees
    slow_coin = WrongCoin(second=0.5 + 1e-8, quick=False)
    assert not assess(slow_coin, Method.AUTO, partial(chunk_generator, 1), Precision()).agrees


def test_progress_is_reported_from_a_sample() -> None:
    seen: list[int] = []
    assess(
        COMMON,
        Method.MONTE_CARLO,
        partial(chunk_generator, 1),
        Precision(largest_trials=1_000),
        progress=lambda drawn: seen.append(drawn.trials),
    )
    assert seen == [1_000]


@dataclass(frozen=True)
class Bounded(Question):
    """A question with a bound and a wide second answer, but no first."""

    kind: ClassVar[str] = "limit"
    limit: float = 0.75

    def second_exact(self) -> Estimate:
        return bracket_estimate("square", 0.5, 0.9)

    def bound(self) -> Estimate:
        return bound_estimate("bound", self.limit, float(np.log10(self.limit)))


@pytest.mark.parametrize("method", [Method.AUTO, Method.BOUND])
def test_a_bound_that_answers_has_the_second_answer_beside_it(method: Method) -> None:
    found = assess(Bounded(), method, partial(chunk_generator, 1), Precision())
    assert found.estimate.method == "bound"
    assert [witness.method for witness in found.agreement] == ["square"]
    assert found.agrees
    broken = assess(Bounded(limit=0.4), method, partial(chunk_generator, 1), Precision())
    assert not broken.agrees


@dataclass(frozen=True)
class Drawn(WrongCoin):
    """A coin without a first exact answer."""

    def exact(self) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        return None


def test_a_sample_that_answers_has_the_second_answer_beside_it() -> None:
    precision = Precision(relative_error=0.01)
    found = assess(Drawn(), Method.AUTO, partial(chunk_generator, 1), precision)
    assert found.estimate.method == "monte-carlo"
    assert [witness.method for witness in found.agreement] == ["integers", "bound"]
    wrong = assess(Drawn(second=0.55), Method.AUTO, partial(chunk_generator, 1), precision)
    assert not wrong.agrees


class Unanswerable(Question):
    """A question without any method."""

    kind = "riddle"


def test_a_method_that_a_question_lacks_is_refused_with_those_it_has() -> None:
    certain = dataclasses.replace(COMMON, seats=0)
    with pytest.raises(InvalidParameter) as refusal:
        assess(certain, Method.RARE, partial(chunk_generator, 1), Precision())
    assert str(refusal.value) == (
        "method must be exact or monte-carlo or bound for this committee, got rare: "
        "whether so many seats are had is no matter of chance"
    )
    censored = Censorship(share=0.1, slots=30)
    with pytest.raises(InvalidParameter) as refusal:
        assess(censored, Method.RARE, partial(chunk_generator, 1), Precision())
    assert str(refusal.value) == (
        "method must be exact or monte-carlo or bound for this censorship, got rare: "
        "every slot must censor, and trials tilted to that are the exact product"
    )
    with pytest.raises(InvalidParameter) as refusal:
        assess(Randao(share=0.2), Method.RARE, partial(chunk_generator, 1), Precision())
    assert str(refusal.value) == (
        "method must be exact or monte-carlo or bound for this randao, got rare: "
        "a long-run share is no rare event"
    )
    with pytest.raises(Unreliable, match="this riddle cannot be answered"):
        assess(Unanswerable(), Method.AUTO, partial(chunk_generator, 1), Precision())


def test_a_spoilt_weighted_sample_is_refused_and_never_answered() -> None:
    spoilt = Weighted(deviation=6.0)
    with pytest.raises(Unreliable, match="effective trials must be at least 1000 for an answer"):
        assess(spoilt, Method.RARE, partial(chunk_generator, 1), Precision(largest_trials=20_000))


def test_a_sound_weighted_sample_answers_beside_the_exact_value() -> None:
    found = assess(Weighted(), Method.RARE, partial(chunk_generator, 1), Precision())
    assert (found.estimate.method, found.stop) == ("rare", Stop.PRECISE)
    assert [witness.method for witness in found.agreement] == ["exact"]
    assert found.agrees
    wrong = Weighted(claimed=1.05e-20)
    assert not assess(wrong, Method.RARE, partial(chunk_generator, 1), Precision()).agrees


def test_only_what_has_no_exact_answer_is_sampled_unasked() -> None:
    found = assess(Weighted(claimed=None), Method.AUTO, partial(chunk_generator, 1), Precision())
    assert (found.estimate.method, found.agreement) == ("rare", ())
