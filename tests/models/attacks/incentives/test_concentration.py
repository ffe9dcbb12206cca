"""Concentration: the urn against fractions, published variances, laws, witnesses."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.attacks.assess import Sampler, assess, rare_witness
from hybridstake.models.attacks.choices import Method
from hybridstake.models.attacks.incentives.choices import Law
from hybridstake.models.attacks.incentives.compounding import passage_ends
from hybridstake.models.attacks.incentives.concentration import Concentration
from hybridstake.models.attacks.incentives.paid_by_lot import concentration_of
from hybridstake.models.attacks.incentives.shares import (
    constant_reward_variance,
    proportional_reward_variance,
    unsettled,
)
from hybridstake.models.attacks.incentives.urn import (
    Urn,
    fraction_of_passages,
    log_beyond_at_the_end,
    log_passage,
    log_passage_backwards,
)
from hybridstake.models.attacks.incentives.urn_draws import walks
from hybridstake.models.attacks.stopping import Precision
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.protocol.modes import Mode

SAMPLER = Sampler(generator=np.random.default_rng, parallel_map=map, progress=None)


def walked(urn: Urn, drawn: int = 0, wins: int = 0) -> tuple[Fraction, Fraction]:
    """Chance ever to be past the threshold, and to be so at the end, by every path."""
    share = (urn.own + wins) / (urn.total + drawn)
    past = share > urn.threshold
    if drawn == urn.rewards:
        return Fraction(past), Fraction(past)
    won, lost = walked(urn, drawn + 1, wins + 1), walked(urn, drawn + 1, wins)
    ever, end = (share * up + (1 - share) * down for up, down in zip(won, lost, strict=True))
    return (Fraction(1) if past else ever), end


def test_every_way_through_the_urn_is_that_of_all_paths() -> None:
    rng = np.random.default_rng(1)
    for _ in range(25):
        total = Fraction(int(rng.integers(21, 61)))
        threshold = Fraction(str(rng.choice(["1/3", "0.33", "1/2"])))
        urn = Urn(
            own=threshold * total - Fraction(int(rng.integers(0, 7)), 3),
            total=total,
            threshold=threshold,
            rewards=int(rng.integers(4, 10)),
        )
        ever, end = walked(urn)
        assert fraction_of_passages(urn) == ever
        for found, truth in (
            (log_passage(urn), ever),
            (log_passage_backwards(urn), ever),
            (log_beyond_at_the_end(urn), end),
        ):
            assert found == pytest.approx(math.log(truth) if truth else -math.inf, rel=1e-12, abs=0)


def test_what_no_float_holds_keeps_its_logarithm() -> None:
    """Ways counted in whole numbers beside both carried chances: about 1e-400."""
    urn = Urn(
        own=Fraction(1, 10**6), total=Fraction(10**4), threshold=Fraction(1, 100), rewards=200
    )
    truth = fraction_of_passages(urn)
    assert truth is not None
    logarithm = math.log(truth.numerator) - math.log(truth.denominator)
    assert logarithm < -300
    assert log_passage(urn) == pytest.approx(logarithm, rel=1e-13, abs=0)
    assert log_passage_backwards(urn) == pytest.approx(logarithm, rel=1e-13, abs=0)


def test_variances_are_those_published_for_both_reward_laws() -> None:
    """Fanti et al. 2019: a stake of 1 pays R in all in T rewards.

    Constant: v (1 - v) R^2 / ((T + R)(1 + R)). Geometric:
    v (1 - v) (1 - (2 / (1 + R)^(1/T) - 1 / (1 + R)^(2/T))^T), which is smaller.
    """
    share, paid, rewards = 0.3, 2.0, 50
    constant = constant_reward_variance(share, 1.0, paid / rewards, rewards)
    assert constant == pytest.approx(0.21 * 4 / (52 * 3), rel=1e-14, abs=0)
    growth = 3 ** (1 / rewards)
    geometric = proportional_reward_variance(share, growth - 1, rewards)
    published = 0.21 * (1 - (2 / growth - 1 / growth**2) ** rewards)
    assert geometric == pytest.approx(published, rel=1e-11, abs=0)
    assert geometric < constant


def test_the_variance_of_the_urn_is_that_of_its_steps() -> None:
    left = math.prod(unsettled(1 / (40 + drawn)) for drawn in range(1, 101))
    found = constant_reward_variance(0.3, stake=40.0, reward=1.0, rewards=100)
    assert found == pytest.approx(0.21 * (1 - left), rel=1e-12, abs=0)


@pytest.mark.parametrize("law", list(Law))
def test_shares_that_are_drawn_vary_as_the_formula_says(law: Law) -> None:
    """Mean and variance of 100,000 shares after 60 rewards, within five standard errors."""
    question = Concentration(largest_share=0.3, stake=40.0, reward=1.0, rewards=60, law=law)
    rng = np.random.default_rng(5)
    held = np.full(100_000, 0.3)
    for part in question.parts:
        held = held * (1 - part) + part * (rng.random(len(held)) < held)
    error = 5 * question.details()["standard_deviation"] / math.sqrt(len(held))
    assert float(held.mean()) == pytest.approx(0.3, abs=error)
    variance = question.details()["standard_deviation"] ** 2
    assert float(held.var()) == pytest.approx(variance, rel=5 * math.sqrt(2 / len(held)))


@pytest.mark.parametrize(("share", "rewards"), [(0.3, 200), (0.25, 30), (0.32, 400)])
def test_leaps_find_what_is_computed(share: float, rewards: int) -> None:
    """Five standard errors of 100,000 plays."""
    question = Concentration(largest_share=share, stake=60.0, reward=1.0, rewards=rewards)
    found = question.exact()
    assert found is not None
    truth = found.probability
    drawn = question.successes(100_000, np.random.default_rng(6)) / 100_000
    assert drawn == pytest.approx(truth, abs=5 * math.sqrt(truth * (1 - truth) / 100_000))


def test_weighted_walks_find_what_is_computed() -> None:
    question = Concentration(largest_share=0.2, stake=400.0, reward=1.0, rewards=200)
    exact, weighted = question.exact(), rare_witness(question, SAMPLER)
    assert exact is not None
    assert weighted is not None
    assert exact.probability < 1e-9
    assert weighted.agrees_with(exact)
    assert weighted.upper < 2 * weighted.probability


def test_several_holders_lie_in_the_bracket_of_one_and_of_their_sum() -> None:
    """Four holders, the others nearly as large: the chance of any, drawn, in both laws."""
    constant, compounding = (
        Concentration(largest_share=0.28, holders=4, stake=100.0, reward=1.0, rewards=40, law=law)
        for law in Law
    )
    bracket = constant.exact()
    assert bracket is not None
    assert bracket.method == "bracket"
    drawn = constant.successes(50_000, np.random.default_rng(7)) / 50_000
    error = 5 * math.sqrt(drawn * (1 - drawn) / 50_000)
    assert bracket.lower - error < drawn < bracket.upper + error
    assert error < 0.2 * drawn
    one, another = (
        Concentration(largest_share=share, stake=100.0, reward=1.0, rewards=40).exact()
        for share in (0.28, 0.24)
    )
    assert one is not None
    assert another is not None
    assert bracket.lower == one.probability
    assert bracket.upper == pytest.approx(
        one.probability + 3 * another.probability, rel=1e-12, abs=0
    )
    stepwise = (
        walks(constant.shares, 0.33, constant.parts, 50_000, np.random.default_rng(9)) / 50_000
    )
    assert stepwise == pytest.approx(drawn, abs=1.5 * error)
    compounded = compounding.exact()
    assert compounded is not None
    likely = compounding.successes(50_000, np.random.default_rng(8)) / 50_000
    assert compounded.lower - error < likely < compounded.upper + error
    assert likely > drawn + error


def test_a_promise_that_is_broken_from_the_start_stays_broken() -> None:
    """Of two holders one has half: above 33 %."""
    question = Concentration(largest_share=0.5, holders=2, stake=1e6, reward=1.0, rewards=10)
    found = question.exact()
    assert found is not None
    assert (found.probability, question.bound().probability) == (1.0, 1.0)


def test_nobody_rises_above_the_bound() -> None:
    for share, rewards in ((0.3, 100), (0.2, 500), (0.1, 2000)):
        question = Concentration(largest_share=share, stake=500.0, reward=1.0, rewards=rewards)
        found = question.exact()
        assert found is not None
        assert found.log10_probability < question.bound().log10_probability < 0


def test_compounding_beyond_the_grid_is_bounded_by_its_upper_end_and_drawn() -> None:
    """3,000 rewards: ends too far apart for an answer; of 10^6 there is no grid, but a bound."""
    wide, longest = (
        Concentration(
            largest_share=0.3,
            stake=1000.0,
            reward=1.0,
            rewards=rewards,
            law=Law.PROPORTIONAL,
        )
        for rewards in (3_000, 1_000_000)
    )
    assert (wide.exact(), longest.exact()) == (None, None)
    ends = passage_ends(0.3, 0.33, float(wide.parts[0]), 3_000)
    assert ends is not None
    assert wide.bound().probability == pytest.approx(ends[1], rel=1e-8, abs=0)
    assert wide.bound().lower == ends[0] > 0
    assert wide.bound().probability < longest.bound().probability <= 1
    drawn = wide.successes(1_000, np.random.default_rng(4)) / 1_000
    assert ends[0] < drawn < ends[1]


@pytest.mark.parametrize("law", Law)
@pytest.mark.parametrize(("share", "stake"), [(0.25, 200.0), (0.25, 100.0), (0.33, 1e3)])
def test_no_walk_weighs_more_than_is_said(law: Law, share: float, stake: float) -> None:
    """And not much less, or the statement would say nothing."""
    question = Concentration(
        largest_share=share, stake=stake, reward=1.0, rewards=100, threshold=0.34, law=law
    )
    weights = question.log_weights(20_000, np.random.default_rng(2))
    assert question.largest_log_weight - 2 < weights.max() <= question.largest_log_weight


def test_a_share_that_only_reaches_the_threshold_has_not_passed_it() -> None:
    """After 100 rewards 66 of 200 tokens are 33 %: neither the urn nor the weighted walk counts them."""
    tied = Concentration(largest_share=0.2, stake=100.0, reward=1.0, rewards=100)
    exact = tied.exact()
    assert exact is not None
    weights = np.exp(tied.log_weights(200_000, np.random.default_rng(3)))
    error = float(weights.std()) / math.sqrt(200_000)
    assert float(weights.mean()) == pytest.approx(exact.probability, rel=0, abs=4 * error)
    assert error < 0.005 * exact.probability


def test_long_plays_are_answered_and_witnessed() -> None:
    """50,000 rewards: about 1e-154, where a bound says 1e-135."""
    question = Concentration(largest_share=0.3, stake=71_428.0, reward=1.0, rewards=50_000)
    found = assess(question, Method.AUTO, np.random.default_rng, Precision())
    assert found.agrees
    assert [one.method for one in found.agreement] == ["rare", "bound"]
    assert found.estimate.log10_probability == pytest.approx(-154.1, rel=0, abs=0.1)
    witness, bound = found.agreement
    assert witness.upper < 1.3 * witness.lower
    assert bound.log10_probability > -140


def test_what_is_settled_is_not_its_own_witness() -> None:
    question = Concentration(largest_share=0.5, stake=1e6, reward=1.0, rewards=10)
    assert question.second_exact() is None
    found = assess(question, Method.EXACT, np.random.default_rng, Precision())
    assert [one.method for one in found.agreement] == ["bound"]


def test_long_plays_are_drawn_by_fewer_at_a_time() -> None:
    """Four numbers a reward where each is drawn; by leaps as the root of the rewards; never too few."""
    compounding, equal, endless = (
        Concentration(largest_share=0.3, stake=1e4, reward=1.0, rewards=rewards, law=law)
        for law, rewards in (
            (Law.PROPORTIONAL, 10_000),
            (Law.CONSTANT, 10_000),
            (Law.PROPORTIONAL, 1_000_000),
        )
    )
    assert compounding.trials_at_once == compounding.weighted_trials_at_once == 2**25 // 40_000
    assert (equal.trials_at_once, equal.weighted_trials_at_once) == (2**25 // 1_600, 8_192)
    assert (endless.trials_at_once, endless.weighted_trials_at_once) == (64, 64)


def test_what_no_play_would_ever_show_is_not_drawn_but_bounded() -> None:
    """Compounding by a millionth: 200,000 rewards move nobody by 3 %, nor does a sample say so."""
    question = Concentration(
        largest_share=0.3, stake=1e6, reward=1.0, rewards=200_000, law=Law.PROPORTIONAL
    )
    assert question.bound().log10_probability < -1_000
    assert not question.is_sampled
    found = assess(question, Method.BOUND, np.random.default_rng, Precision())
    assert (found.estimate.method, found.estimate.upper) == ("bound", 0.0)


def test_a_mode_that_pays_no_staker_moves_no_share() -> None:
    question = concentration_of(
        load("plan"), Mode.FAST, years=10.0, rewards_per_year=12.0, largest_share=0.3
    )
    found = question.exact()
    assert found is not None
    assert (question.reward, found.probability) == (0.0, 0.0)


def test_a_protocol_pays_what_its_own_formulas_say() -> None:
    """Reference: 5 % of 10^9 tokens a year, 40 % of it to stakers, who come for 7 % a year."""
    question = concentration_of(
        load("reference"), Mode.BALANCED, years=1.0, rewards_per_year=10.0, largest_share=0.3
    )
    assert question.reward == pytest.approx(2e6, rel=1e-12, abs=0)
    assert question.stake == pytest.approx(2e7 / 0.07, rel=1e-12, abs=0)
    assert question.rewards == 10


def test_a_holder_that_is_not_the_largest_is_refused() -> None:
    with pytest.raises(InvalidParameter) as refused:
        Concentration(largest_share=0.1, holders=4, stake=1.0, reward=1.0, rewards=1)
    assert str(refused.value) == (
        "largest_share must be at least 1 / holders (0.25) to be the largest, got 0.1"
    )
