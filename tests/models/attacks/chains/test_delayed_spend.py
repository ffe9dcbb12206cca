"""Double spends where blocks arrive late: the published ends, two ways to them, and a drawn race."""

import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hybridstake.models.attacks.assess import assess
from hybridstake.models.attacks.chains.delayed_races import lost_share
from hybridstake.models.attacks.chains.delayed_spend import (
    DelayedSpend,
    least_delayed_confirmations,
)
from hybridstake.models.attacks.choices import Method
from hybridstake.models.attacks.rare import WeightedSample, moments_of
from hybridstake.models.attacks.sampling import Sample
from hybridstake.models.attacks.stopping import Precision
from hybridstake.models.errors import InvalidParameter

CASES = [
    (share, confirmations) for share in (1e-9, 0.1, 0.25, 0.45) for confirmations in (1, 2, 6, 15)
]


def spend(share: float, confirmations: int, **changes: Any) -> DelayedSpend:
    """Bitcoin's blocks, ten seconds late."""
    return DelayedSpend(
        **{
            "share": share,
            "confirmations": confirmations,
            "delay": 10.0,
            "interval": 600.0,
            **changes,
        }
    )


def published_end(honest_share: float, confirmations: int, spare: int) -> float:
    """Guo & Ren 2022, arXiv:2203.06357, theorem 2, as printed: a double sum, in fractions.

    In 2 z + 1 - i blocks after a lead of i - 1 more than z - i are the attacker's, or j of them and
    the rest is gained; the ends differ in p and in one block that is still missing.
    """
    p = Fraction(honest_share)
    q, ratio = 1 - p, (1 - p) / p
    found = ratio**confirmations
    for place in range(1, confirmations + 1):
        blocks = 2 * confirmations + 1 - place
        for mined in range(blocks + 1):
            chance = math.comb(blocks, mined) * q**mined * p ** (blocks - mined)
            missing = max(0, 2 * confirmations + spare - 2 * place - 2 * mined)
            caught_up = ratio**missing if mined <= confirmations - place else 1
            found += ratio ** (place - 1) * (1 - ratio) * chance * caught_up
    return float(found)


@pytest.mark.parametrize(("share", "confirmations"), CASES)
def test_both_ends_are_those_of_the_printed_double_sum_by_either_way(
    share: float, confirmations: int
) -> None:
    question = spend(share, confirmations)
    lower = published_end(1 - share, confirmations, 2)
    upper = published_end(1 - question.lost, confirmations, 1)
    for found in (question.exact(), question.second_exact()):
        assert found is not None
        assert found.upper == pytest.approx(upper, rel=1e-12, abs=0)
        # 1 - share is rounded, which tells where share is small.
        assert found.lower == pytest.approx(lower, rel=1e-6 if share < 1e-3 else 1e-12, abs=0)


def test_the_abstracts_example() -> None:
    """Guo & Ren 2022: 6 confirmations, 10 s, ten minutes, 10 %: between 0.11 % and 0.35 %."""
    found = spend(0.1, 6).exact()
    assert f"{found.lower:.2%} {found.upper:.2%}" == "0.11% 0.35%"
    assert found.probability == found.upper


def test_one_confirmation_without_delay_by_hand() -> None:
    """q = 1/4, r = 1/3: both ends are P(L + N + M >= 1) = 1 - (2/3) (3/4) (2/3) = 2/3; with the least
    delay the upper end counts two honest blocks: 1 - (2/3) (9/16) (2/3) = 3/4."""
    found = spend(0.25, 1, delay=0.0).exact()
    assert found.lower == pytest.approx(2 / 3, rel=1e-15, abs=0)
    assert found.upper == found.lower
    least = spend(0.25, 1, delay=1e-14).exact()
    assert least.lower == found.lower
    assert least.upper == pytest.approx(3 / 4, rel=1e-15, abs=0)


def test_without_delay_every_method_answers_the_same() -> None:
    """The sum the other way round, whole races, and weighted ones."""
    question = spend(0.2, 4, delay=0.0)
    exact, second = question.exact(), question.second_exact()
    assert second is not None
    assert second.lower == second.upper == pytest.approx(exact.upper, rel=1e-12, abs=0)
    wins = question.successes(200_000, np.random.default_rng(3))
    found = Sample(successes=wins, trials=200_000, looks=1).estimate(1 - 1e-6)
    assert found.lower <= exact.upper <= found.upper
    weights = np.exp(question.log_weights(100_000, np.random.default_rng(3)))
    assert float(weights.mean()) == pytest.approx(exact.upper, rel=0.02, abs=0)
    assert math.log(float(weights.max())) <= question.largest_log_weight


def test_what_is_lost_is_drawn_from_gaps_between_blocks() -> None:
    rng = np.random.default_rng(5)
    honest = rng.random(400_000) >= 0.3
    late = rng.exponential(13.0, 400_000) > 2.0
    lost = float(np.mean(~(honest & late)))
    assert lost == pytest.approx(lost_share(0.3, 2.0, 13.0), abs=4 * 0.5 / math.sqrt(400_000))


def long_race(share: float, confirmations: int, delay: float, rng: np.random.Generator) -> bool:
    """One race from long before the payment to long after: a queue of leads, no law of them used."""
    blocks = 120
    lead, given, jumpers = 0, 0, 0
    jumps = (rng.random(blocks) >= share) & (rng.exponential(1.0, blocks) > delay)
    for jump in jumps:
        lead = max(0, lead - 1) if jump else lead + 1
    while jumpers <= confirmations:
        if rng.random() >= share and rng.exponential(1.0) > delay:
            jumpers += 1
        else:
            given += 1
    missing = confirmations - lead - given
    jumps = (rng.random(blocks) >= share) & (rng.exponential(1.0, blocks) > delay)
    return missing <= max(0, int(np.max(np.cumsum(np.where(jumps, -1, 1)))))


def test_the_upper_end_is_that_of_whole_races_in_continuous_time() -> None:
    """Four standard errors of 3,000 races, each of some 250 blocks; beyond them nothing catches up."""
    rng = np.random.default_rng(11)
    wins = sum(long_race(0.2, 2, 0.1, rng) for _ in range(3_000))
    upper = spend(0.2, 2, delay=0.1, interval=1.0).exact().upper
    assert wins / 3_000 == pytest.approx(upper, abs=4 * math.sqrt(upper * (1 - upper) / 3_000))


@pytest.mark.parametrize("share", [0.05, 0.3])
def test_drawn_races_have_the_chance_of_the_upper_end(share: float) -> None:
    question = spend(share, 4, delay=60.0)
    wins = question.successes(200_000, np.random.default_rng(3))
    found = Sample(successes=wins, trials=200_000, looks=1).estimate(1 - 1e-6)
    assert found.lower <= question.exact().upper <= found.upper


@pytest.mark.parametrize(("share", "confirmations"), [(0.1, 6), (0.3, 40), (0.02, 60)])
def test_weighted_races_have_the_chance_of_the_upper_end(share: float, confirmations: int) -> None:
    question = spend(share, confirmations)
    weights = question.log_weights(100_000, np.random.default_rng(3))
    assert np.max(weights) <= question.largest_log_weight
    sample = WeightedSample(
        moments=moments_of(weights),
        trials=100_000,
        looks=1,
        largest_log_weight=question.largest_log_weight,
    )
    assert not sample.doubt
    found = sample.estimate(1 - 1e-6)
    assert found.lower <= question.exact().upper <= found.upper


@pytest.mark.parametrize(("share", "confirmations"), CASES)
def test_the_closed_bound_lies_above_and_the_race_without_delay_below(
    share: float, confirmations: int
) -> None:
    question = spend(share, confirmations)
    found = question.exact()
    assert found.lower < found.upper <= question.bound().upper
    slower = spend(share, confirmations, delay=20.0).exact()
    assert slower.lower == found.lower
    assert slower.upper > found.upper


def test_every_method_agrees() -> None:
    for method in Method:
        found = assess(
            spend(0.1, 3), method, np.random.default_rng, Precision(largest_trials=50_000)
        )
        assert found.agreement
        assert found.agrees


@pytest.mark.parametrize(
    ("share", "delay", "confirmations", "ends"),
    [
        (0.0, 0.0, 3, (0.0, 0.0)),
        (0.0, 1e9, 3, (0.0, 1.0)),
        (0.5, 0.0, 3, (1.0, 1.0)),
        (0.1, 0.0, 0, (1.0, 1.0)),
    ],
)
def test_what_is_not_left_to_chance(
    share: float, delay: float, confirmations: int, ends: tuple[float, float]
) -> None:
    question = spend(share, confirmations, delay=delay)
    second = question.second_exact()
    assert second is not None
    assert (question.exact().lower, question.exact().upper) == ends
    assert (second.lower, second.upper) == ends
    assert question.successes(10, np.random.default_rng(1)) == 10 * ends[1]


def test_the_least_wait_is_least_by_the_upper_end() -> None:
    """23 for 2^-30 at a tenth, as the theorem's double sum has it too."""
    found = least_delayed_confirmations(0.1, 2.0**-30, 10.0, 600.0)
    assert found.confirmations == 23
    assert found.exact().upper < 2.0**-30 <= spend(0.1, 22).exact().upper


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"delay": -1.0}, "delay must be a finite number of seconds from 0 on, got -1.0"),
        ({"delay": math.nan}, "delay must be a finite number of seconds from 0 on, got nan"),
        ({"delay": "1"}, "delay must be a number, got '1'"),
        ({"interval": math.inf}, "interval must be a finite number of seconds from 0 on, got inf"),
        ({"interval": 0.0}, "interval must be above 0, got 0.0"),
    ],
)
def test_what_is_no_length_of_time_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidParameter) as refusal:
        spend(0.1, 6, **changes)
    assert str(refusal.value) == message


def test_a_wait_that_never_helps_is_refused() -> None:
    with pytest.raises(InvalidParameter) as refusal:
        least_delayed_confirmations(0.4, 0.001, 600.0, 600.0)
    assert str(refusal.value) == (
        "share must leave more than half of the blocks in time for any wait to help, "
        f"got 0.4 with {lost_share(0.4, 600.0, 600.0)!r} lost"
    )
