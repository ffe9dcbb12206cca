"""Committee capture: laws of the question, refusals; published tables are tests of `experiments`."""

import dataclasses
import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hybridstake.models.attacks.committees.committee import Committee, Sampling
from hybridstake.models.attacks.committees.thresholds import adversaries_of
from hybridstake.models.attacks.rare import sample_rare
from hybridstake.models.attacks.sampling import sample
from hybridstake.models.attacks.stopping import Precision, Stop
from hybridstake.models.errors import InvalidParameter
from hypothesis import given
from hypothesis import strategies as st

WITH = Sampling.WITH_REPLACEMENT
WITHOUT = Sampling.WITHOUT_REPLACEMENT


def capture(population: int, adversaries: int, committee: int, seats: int, sampling: Sampling):
    """Exact probability."""
    question = Committee(
        population=population,
        adversaries=adversaries,
        committee=committee,
        seats=seats,
        sampling=sampling,
    )
    return question.exact().probability


def test_ethereum_is_below_forty_bits_from_109_members_on() -> None:
    """Edgington, "Upgrading Ethereum": "109 rather than 111" members for P(X >= 2n/3) < 2^-40.

    Not the smallest such size, since the risk jumps at multiples of three: 107 has it too, 108 has
    not. 109 is the smallest from which on every size has it.
    """
    below = [capture(3, 1, size, -(-2 * size // 3), WITH) < 2**-40 for size in range(301)[1:]]
    assert [size for size, safe in enumerate(below, start=1) if safe] == [107, *range(109, 301)]


@given(
    population=st.integers(2, 10**6),
    share=st.floats(0, 1),
    committee=st.integers(1, 60),
    seat_share=st.floats(0, 1),
    sampling=st.sampled_from(Sampling),
)
def test_one_more_adversary_never_makes_capture_less_likely(
    population: int, share: float, committee: int, seat_share: float, sampling: Sampling
) -> None:
    adversaries = round(share * (population - 1))
    committee = min(committee, population)
    seats = round(seat_share * committee)
    fewer = capture(population, adversaries, committee, seats, sampling)
    more = capture(population, adversaries + 1, committee, seats, sampling)
    assert fewer <= more * (1 + 1e-14)


@pytest.mark.parametrize("sampling", Sampling)
@pytest.mark.parametrize(
    ("committee", "method"), [(128, "integers"), (50_000, "ratios"), (10**15, None)]
)
def test_the_second_computation_suits_the_size(
    sampling: Sampling, committee: int, method: str | None
) -> None:
    question = Committee(
        population=4 * 10**15,
        adversaries=10**15,
        committee=committee,
        seats=committee // 3,
        sampling=sampling,
    )
    second = question.second_exact()
    assert (None if second is None else second.method) == method
    assert second is None or second.agrees_with(question.exact())


@pytest.mark.parametrize("adversaries", [700_000_000, 300_000_000_000])
def test_populations_that_numpy_refuses_are_drawn_seat_by_seat(adversaries: int) -> None:
    """Mean and variance of the hypergeometric distribution, within five standard errors."""
    population, committee, trials = 10**12, 40, 20_000
    question = Committee(
        population=population, adversaries=adversaries, committee=committee, seats=1
    )
    drawn = question._draw(trials, np.random.default_rng(8))
    share = adversaries / population
    variance = committee * share * (1 - share)
    assert drawn.mean() == pytest.approx(committee * share, abs=5 * math.sqrt(variance / trials))
    kurtosis = 3 + (1 - 6 * share * (1 - share)) / variance
    assert drawn.var() == pytest.approx(
        variance, abs=5 * variance * math.sqrt((kurtosis - 1) / trials)
    )


def test_seat_by_seat_never_seats_a_validator_twice() -> None:
    """Two draws of three with two adversaries: none is missed twice, both sit in a third."""
    question = Committee(population=3, adversaries=2, committee=2, seats=2)
    drawn = question._draw_seat_by_seat(30_000, np.random.default_rng(3))
    assert set(drawn.tolist()) == {1, 2}
    assert (drawn == 2).mean() == pytest.approx(1 / 3, abs=5 * math.sqrt(2 / 9 / 30_000))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"population": 0}, "population must be at least 1, got 0"),
        ({"population": 2**63}, "population must be at most 2**63 - 1, got 9223372036854775808"),
        ({"population": True}, "population must be an int, got True"),
        ({"adversaries": -1}, "adversaries must be at least 0, got -1"),
        ({"adversaries": 101}, "adversaries must be at most population (100), got 101"),
        ({"adversaries": 30.0}, "adversaries must be an int, got 30.0"),
        ({"adversaries": np.int64(3)}, "adversaries must be an int, got np.int64(3)"),
        ({"committee": 0}, "committee must be at least 1, got 0"),
        ({"committee": 101}, "committee must be at most population (100), got 101"),
        ({"seats": -1}, "seats must be at least 0, got -1"),
        ({"seats": 11}, "seats must be at most committee (10), got 11"),
        ({"sampling": "with"}, "sampling must be a Sampling, got 'with'"),
    ],
)
def test_impossible_committees_are_refused(changes: dict[str, Any], message: str) -> None:
    arguments: dict[str, Any] = {
        "population": 100,
        "adversaries": 30,
        "committee": 10,
        "seats": 7,
        "sampling": WITHOUT,
    }
    with pytest.raises(InvalidParameter) as refusal:
        Committee(**(arguments | changes))
    assert str(refusal.value) == message


def test_with_replacement_a_committee_may_outnumber_the_validators() -> None:
    assert capture(1, 1, 5, 5, WITH) == 1.0


def test_too_many_seats_to_draw_one_by_one_are_refused() -> None:
    question = Committee(population=10**12, adversaries=10**11, committee=20_000, seats=1)
    with pytest.raises(InvalidParameter) as refusal:
        question.successes(1, np.random.default_rng(1))
    assert str(refusal.value) == (
        "population must be below 1000000000 to sample 20000 seats without replacement, "
        "got 1000000000000"
    )


def test_trials_that_take_long_are_drawn_by_fewer_at_a_time() -> None:
    """Thirty-three million numbers for a chunk; a budget is looked at after each."""
    slow = Committee(
        population=3_000_000_000, adversaries=1_000_000_000, committee=9_000, seats=3_100
    )
    assert slow.trials_at_once == 2**25 // 9_000
    assert dataclasses.replace(slow, committee=100, seats=34).trials_at_once == 131_072
    drawn = sample(slow, np.random.default_rng, Precision(relative_error=1e-6, budget=1e-3))
    assert (drawn.stop, drawn.tally.trials) == (Stop.BUDGET, slow.trials_at_once)


@pytest.mark.parametrize(
    ("population", "adversaries", "committee", "seats", "sampling"),
    [
        (400, 133, 100, 67, WITHOUT),
        (400, 70, 100, 70, WITHOUT),
        (3, 1, 128, 86, WITH),
        (10, 1, 20, 20, WITH),
        (1_000, 300, 1_000, 300, WITHOUT),
        (10, 9, 8, 2, WITH),
        (10**300, 1, 128, 1, WITH),
        (10**9, 10**8, 50, 30, WITHOUT),
    ],
)
def test_weighted_draws_find_the_exact_chance(
    population: int, adversaries: int, committee: int, seats: int, sampling: Sampling
) -> None:
    """Down to 1e-298, an interval of one in a million; nothing where nothing is left to chance."""
    question = Committee(
        population=population,
        adversaries=adversaries,
        committee=committee,
        seats=seats,
        sampling=sampling,
    )
    if committee == population:
        assert not question.is_sampled_rarely
        return
    truth = question.exact().probability
    weights = question.log_weights(5_000, np.random.default_rng(5))
    assert np.max(weights) <= question.largest_log_weight + 1e-12
    drawn = sample_rare(
        question, lambda chunk: np.random.default_rng([3, chunk]), Precision(largest_trials=65_536)
    ).tally
    assert drawn.doubt == ""
    estimate = drawn.estimate(1 - 1e-6)
    assert estimate.lower < truth < estimate.upper < 1.5 * truth


def test_a_share_below_every_count_is_drawn_with_replacement() -> None:
    """Of 128 seats at 1e-300 each, at least one: 1.28e-298."""
    share = adversaries_of(Fraction("1e-300"), None)
    assert capture(*share, 128, 1, WITH) == pytest.approx(1.28e-298, rel=1e-14, abs=0)
    question = Committee(
        population=share[0], adversaries=share[1], committee=128, seats=1, sampling=WITH
    )
    assert question.details() == {"adversary_share": 1e-300, "committee": 128, "seats": 1}
    with pytest.raises(InvalidParameter, match="population must be at most 2\\*\\*63 - 1"):
        Committee(population=2**63, adversaries=1, committee=128, seats=1)
    with pytest.raises(InvalidParameter, match="population must be at most 10\\*\\*400"):
        Committee(population=10**401, adversaries=1, committee=128, seats=1, sampling=WITH)
