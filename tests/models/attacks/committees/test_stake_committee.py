"""The question of committees by stake: its answers, their agreement, and what is refused."""

import math
import pickle
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hybridstake.models.attacks.assess import assess
from hybridstake.models.attacks.choices import AdversaryOrder, Method, Sampling
from hybridstake.models.attacks.committees.arrivals import arrivals_of
from hybridstake.models.attacks.committees.compression import compressed
from hybridstake.models.attacks.committees.race import Race
from hybridstake.models.attacks.committees.second_race import race_won_by_other_contours
from hybridstake.models.attacks.committees.stake_committee import (
    StakeCommittee,
    _weighted_races,  # pyright: ignore[reportPrivateUsage]
)
from hybridstake.models.attacks.committees.stakes import adversaries_by_share, pareto_stakes
from hybridstake.models.attacks.committees.weighted_races import sets_in_trial
from hybridstake.models.attacks.rare import sample_rare
from hybridstake.models.attacks.stopping import Precision, Stop
from hybridstake.models.errors import InvalidParameter

WITH = Sampling.WITH_REPLACEMENT


def question(
    stakes: list[float], adversaries: list[int], committee: int, seats: int, **options: Any
) -> StakeCommittee:
    """Question whose adversaries are named by their places."""
    flags = np.zeros(len(stakes), dtype=np.bool_)
    flags[adversaries] = True
    return StakeCommittee(
        stakes=np.array(stakes, dtype=np.float64),
        adversaries=flags,
        committee=committee,
        seats=seats,
        **options,
    )


def drawn(population: int, committee: int, seats: int, **options: Any) -> StakeCommittee:
    """Question over Pareto stakes."""
    rng = np.random.default_rng(7)
    stakes = pareto_stakes(1.16, population, rng)
    flags = adversaries_by_share(stakes, 0.3, AdversaryOrder.RANDOM, rng)
    return StakeCommittee(
        stakes=stakes, adversaries=flags, committee=committee, seats=seats, **options
    )


def probability(asked: StakeCommittee) -> float:
    """Exact answer."""
    answer = asked.exact()
    assert answer is not None
    return answer.probability


def test_two_seats_by_hand() -> None:
    """Stakes 1, 2 and 3, the first two adversarial: both seats with 1/6 2/5 + 2/6 1/4 = 3/20."""
    assert probability(question([1, 2, 3], [0, 1], 2, 2)) == pytest.approx(0.15, rel=1e-12, abs=0)


def test_two_seats_with_replacement_by_hand() -> None:
    """The same stakes: half of all, so that both seats have a chance of a quarter."""
    assert probability(question([1, 2, 3], [0, 1], 2, 2, sampling=WITH)) == 0.25


def test_with_replacement_the_share_of_stake_is_exact() -> None:
    """Against fractions of the very floats, down to 1e-43, to a part in 1e12."""
    asked = drawn(300, 60, 1, sampling=WITH)
    held = sum(map(Fraction, asked.stakes[asked.adversaries].tolist()), Fraction(0))
    share = held / sum(map(Fraction, asked.stakes.tolist()), Fraction(0))
    for seats in (1, 18, 45, 60):
        terms = (
            math.comb(60, count) * share**count * (1 - share) ** (60 - count)
            for count in range(seats, 61)
        )
        found = drawn(300, 60, seats, sampling=WITH)
        assert probability(found) == pytest.approx(float(sum(terms)), rel=1e-12, abs=0)
        second = found.second_exact()
        assert second is not None
        assert second.agrees_with(found.exact() or second)
        assert found.bound().probability >= probability(found)


@pytest.mark.parametrize("sampling", Sampling)
def test_nobody_without_stake_ever_sits(sampling: Sampling) -> None:
    """Two of the adversary's three have none; they count as its validators all the same."""
    asked = question([0, 4, 0, 3, 2, 1], [0, 1, 2], 3, 1, sampling=sampling)
    staked = question([4, 3, 2, 1], [0], 3, 1, sampling=sampling)
    assert probability(asked) == probability(staked)
    known = {"adversaries": 3, "adversary_share": 0.4, "population": 6}
    assert asked.details() == {**known, "committee": 3, "seats": 1}
    assert asked.successes(500, np.random.default_rng(1)) == staked.successes(
        500, np.random.default_rng(1)
    )


@pytest.mark.parametrize(
    ("adversaries", "committee", "seats", "answer"),
    [
        ([0, 1], 2, 0, 1.0),  # no seat is needed
        ([], 2, 1, 0.0),
        ([0, 1, 2, 3], 2, 2, 1.0),
        ([0], 4, 2, 0.0),  # more seats than validators of the adversary
        ([0, 1], 4, 2, 1.0),  # everybody sits
        ([0, 1], 3, 1, 1.0),  # too few others to fill the committee
    ],
)
def test_what_is_certain_is_said_by_every_method(
    adversaries: list[int], committee: int, seats: int, answer: float
) -> None:
    asked = question([5, 4, 3, 2], adversaries, committee, seats)
    assert probability(asked) == answer
    assert asked.bound().probability == answer
    assert asked.successes(50, np.random.default_rng(1)) == 50 * answer
    assert not asked.is_sampled_rarely
    for method in (Method.AUTO, Method.EXACT, Method.BOUND, Method.MONTE_CARLO):
        found = assess(asked, method, np.random.default_rng, Precision(largest_trials=100))
        assert (found.agrees, found.estimate.probability) == (True, answer)


@pytest.mark.parametrize("sampling", Sampling)
def test_the_unit_of_stake_changes_nothing(sampling: Sampling) -> None:
    """Nor does one so large that the sum of stakes is no float."""
    found = [
        probability(question([3 * unit, 2 * unit, unit, unit], [1, 2], 2, 1, sampling=sampling))
        for unit in (1.0, 2.0**-40, 2.0**1022)
    ]
    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize(
    ("method", "witnesses"),
    [
        (Method.AUTO, ["contours", "bound"]),
        (Method.EXACT, ["contours", "bound"]),
        (Method.RARE, ["exact", "bound"]),
        (Method.BOUND, ["exact"]),
    ],
)
def test_a_rare_capture_is_witnessed(method: Method, witnesses: list[str]) -> None:
    asked = drawn(300, 40, 30)
    found = assess(asked, method, np.random.default_rng, Precision(relative_error=0.05))
    assert found.agrees
    assert [one.method for one in found.agreement] == witnesses
    assert asked.is_sampled_rarely


def test_a_likely_capture_is_witnessed_by_a_sample() -> None:
    found = assess(drawn(200, 15, 6), Method.AUTO, np.random.default_rng, Precision())
    assert found.agrees
    assert [one.method for one in found.agreement] == ["monte-carlo", "bound"]


def test_the_sketch_takes_a_weighted_sample_of_one_per_cent_or_better() -> None:
    asked = drawn(1_000, 100, 67)
    precision = Precision(relative_error=0.015)
    found = assess(asked, Method.RARE, np.random.default_rng, precision)
    assert found.agrees
    assert found.estimate.upper / found.estimate.lower < 1.0305


def test_many_validators_are_answered_though_no_recurrence_goes_through_them() -> None:
    """Equal stakes, so that the law is hypergeometric: 3 of 20 seats for a tenth of 40,000."""
    asked = question([1.0] * 40_000, list(range(4_000)), 20, 3)
    tail = sum(
        Fraction(math.comb(4_000, k) * math.comb(36_000, 20 - k), math.comb(40_000, 20))
        for k in range(3, 21)
    )
    assert probability(asked) == pytest.approx(float(tail), rel=1e-11, abs=0)
    second = asked.second_exact()
    assert second is not None
    assert second.method == "other-contours"
    assert second.probability == pytest.approx(float(tail), rel=1e-11, abs=0)
    assert asked.is_quickly_sampled
    assert asked.successes(4_000, np.random.default_rng(2)) / 4_000 == pytest.approx(
        float(tail), abs=5 * math.sqrt(float(tail) / 4_000)
    )


def test_fifty_thousand_stakes_have_two_ways_to_an_answer() -> None:
    """80 of 100 seats, 1e-28: other rates and nodes, the other side's arrivals; above it the bound."""
    asked = drawn(50_000, 100, 80)
    found = assess(asked, Method.EXACT, np.random.default_rng, Precision())
    assert found.agrees
    assert [one.method for one in found.agreement] == ["other-contours", "bound"]
    second, bound = found.agreement
    assert second.probability == pytest.approx(found.estimate.probability, rel=1e-11, abs=0)
    assert found.estimate.probability < bound.probability < 1e-24
    assert _few_rates(asked, 1_536, 20) != _few_rates(asked, 1_024, 16)


def _few_rates(asked: StakeCommittee, kept: int, degree: int) -> int:
    """Rates that are left of the stakes."""
    side = arrivals_of(asked.stakes / asked.stakes.sum())
    return compressed(side, kept, degree).rates.size


def test_the_second_way_of_many_validators_is_that_of_few() -> None:
    """Where recurrences are affordable they say the same, up to a half and down to 1e-9."""
    for seats in (30, 20, 8):
        asked = drawn(300, 40, seats)
        sides = (
            arrivals_of(asked.stakes[flags]) for flags in (asked.adversaries, ~asked.adversaries)
        )
        adversary, honest = sides
        race = Race(adversary=adversary, honest=honest, seats=seats, denials=41 - seats)
        assert race_won_by_other_contours(race).log_value == pytest.approx(
            math.log(probability(asked)), rel=1e-11, abs=1e-11
        )


def test_what_is_certain_is_not_its_own_witness() -> None:
    asked = question([5, 4, 3, 2], [0], 4, 2)
    found = assess(asked, Method.AUTO, np.random.default_rng, Precision())
    assert asked.second_exact() is None
    assert [one.method for one in found.agreement] == ["bound"]


def test_tables_of_millions_are_not_made_for_a_witness() -> None:
    few, many = (question([1.0] * size, [0], 2, 1) for size in (1_000_000, 1_000_001))
    assert (few.is_quickly_sampled, many.is_quickly_sampled) == (True, False)


def test_weighted_committees_of_thousands_are_drawn_by_fewer_at_a_time() -> None:
    """17 sets of 3,000 others each: 2^25 numbers; never fewer than 64 trials, nor more than 8,192."""
    asked = question([1.0] * 4_000, list(range(1_000)), 400, 150)
    sets = sets_in_trial(asked._race())
    assert asked.weighted_trials_at_once == 2**25 // (sets * 3_000) < 1_024
    assert drawn(300, 40, 30).weighted_trials_at_once == 8_192
    precision = Precision(relative_error=1e-6, budget=1e-3)
    spent = sample_rare(asked, np.random.default_rng, precision)
    assert (spent.stop, spent.tally.trials) == (Stop.BUDGET, asked.weighted_trials_at_once)


def test_a_copy_of_a_question_draws_from_the_tables_of_the_first() -> None:
    asked = drawn(300, 40, 30)
    there = pickle.loads(pickle.dumps(asked))  # noqa: S301
    assert _weighted_races(there) is _weighted_races(asked)
    assert _weighted_races(drawn(300, 40, 29)) is not _weighted_races(asked)


def test_a_question_travels_to_another_process() -> None:
    asked = drawn(50, 10, 5)
    there = pickle.loads(pickle.dumps(asked))  # noqa: S301
    assert probability(there) == probability(asked)
    assert there.details() == asked.details()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"committee": 0}, "committee must be at least 1, got 0"),
        ({"committee": 4}, "committee must be at most validators with stake (3), got 4"),
        ({"committee": 2.0}, "committee must be an int, got 2.0"),
        ({"seats": -1}, "seats must be at least 0, got -1"),
        ({"seats": 3}, "seats must be at most committee (2), got 3"),
        ({"sampling": "with"}, "sampling must be a Sampling, got 'with'"),
        (
            {"stakes": np.array([1.0, math.nan, 0.0, 2.0])},
            "stakes must be finite and not negative, got nan for validator 2",
        ),
        ({"stakes": np.ones(4, dtype=int)}, "stakes must be one row of floats, got int64 (4,)"),
        (
            {"adversaries": np.array([True])},
            "adversaries must be a bool for each of 4 stakes, got bool (1,)",
        ),
    ],
)
def test_impossible_committees_are_refused(changes: dict[str, Any], message: str) -> None:
    arguments: dict[str, Any] = {
        "stakes": np.array([3.0, 2.0, 0.0, 1.0]),
        "adversaries": np.array([True, False, False, False]),
        "committee": 2,
        "seats": 1,
    }
    with pytest.raises(InvalidParameter) as refusal:
        StakeCommittee(**(arguments | changes))
    assert str(refusal.value) == message


def test_large_committees_are_drawn_by_fewer_at_a_time() -> None:
    """The number depends on the question alone: 1,500 of 6,000 equal stakes take over 1,700 draws."""
    slow = question([1.0] * 6_000, list(range(2_000)), 1_500, 500)
    assert 1_024 < slow.trials_at_once < 2**25 // 1_700
    assert question([1.0] * 60, list(range(20)), 15, 5).trials_at_once == 131_072
