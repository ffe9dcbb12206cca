"""Withheld blocks: published shares, two computations, simulated rules, proved ends, refusals."""

import math
from typing import Any

import numpy as np
import pytest
import sympy
from hybridstake.models.attacks import estimate
from hybridstake.models.attacks.assess import assess
from hybridstake.models.attacks.chains.choices import Strategy, TieBreaking
from hybridstake.models.attacks.chains.eyal2014 import (
    profit_threshold,
    selfish_share,
    share_by_cycles,
    share_by_leads,
)
from hybridstake.models.attacks.chains.mining_cycles import eyal_sirer_cycles, rule_cycles
from hybridstake.models.attacks.chains.optimal_mining import Optimum, optimum, paying_share
from hybridstake.models.attacks.chains.selfish import Selfish
from hybridstake.models.attacks.chains.withholding import (
    Choice,
    Mining,
    Returns,
    improved,
    promised,
)
from hybridstake.models.attacks.chains.withholding_grid import share_on_square
from hybridstake.models.attacks.choices import Method
from hybridstake.models.attacks.stopping import Precision
from hybridstake.models.errors import InvalidParameter
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

SHARES = (1 / 3, 0.35, 0.375, 0.4, 0.425, 0.45)


def test_eyal_and_sirer_without_ties() -> None:
    """SM1 column of Sapirshtein et al. 2016 for gamma 0, five decimals, recalled from memory."""
    printed = ["0.33333", "0.36651", "0.42118", "0.48372", "0.55801", "0.65177"]
    assert [f"{selfish_share(share, 0.0):.5f}" for share in SHARES] == printed


@pytest.mark.parametrize(("tie", "printed"), [(0.0, 1 / 3), (0.5, 0.25), (1.0, 0.0)])
def test_thresholds(tie: float, printed: float) -> None:
    """Eyal & Sirer 2014: a third, a quarter, nothing."""
    assert profit_threshold(tie) == pytest.approx(printed, abs=1e-15)


def test_at_its_threshold_the_rule_earns_its_power() -> None:
    """The closed form as a formula of symbols: there the gain is zero for every tie."""
    tie = sympy.Symbol("tie")
    threshold = profit_threshold(tie)
    assert sympy.simplify(selfish_share(threshold, tie) - threshold) == 0


@given(share=st.floats(1e-9, 0.4999), tie=st.floats(0, 1))
def test_the_closed_form_is_the_sum_over_all_leads(share: float, tie: float) -> None:
    assert share_by_leads(share, tie) == pytest.approx(selfish_share(share, tie), rel=1e-11, abs=0)


@given(share=st.floats(1e-9, 0.4999), tie=st.floats(0, 1))
def test_the_closed_form_is_the_mean_of_a_cycle(share: float, tie: float) -> None:
    assert share_by_cycles(share, tie) == pytest.approx(selfish_share(share, tie), rel=1e-11, abs=0)


@pytest.mark.parametrize("share", [0.49996, 0.4999999, math.nextafter(0.5, 0)])
def test_nearly_a_half_still_has_two_answers(share: float) -> None:
    question = Selfish(share=share, gamma=0.3, strategy=Strategy.SM1)
    exact, second = question.exact(), question.second_exact()
    assert exact is not None
    assert second is not None
    assert second.method == "renewal"
    assert second.agrees_with(exact)


def within_errors(own: NDArray[np.float64], all_blocks: NDArray[np.float64], truth: float) -> None:
    """The share of independent epochs is the true one within five standard errors of a ratio."""
    excess = own - truth * all_blocks
    error = excess.std() / math.sqrt(excess.size) / all_blocks.mean()
    assert own.sum() / all_blocks.sum() == pytest.approx(truth, abs=5 * error)
    assert error < 0.02


@pytest.mark.parametrize(("share", "tie"), [(0.2, 0.9), (0.35, 0.0), (0.4, 0.5)])
def test_the_simulated_rule_of_eyal_and_sirer_earns_the_closed_form(
    share: float, tie: float
) -> None:
    """Algorithm 1 of Eyal & Sirer 2014, 8 000 epochs between two empty leads."""
    rng = np.random.default_rng(12)
    epochs: list[tuple[int, int]] = []
    for _ in range(8_000):
        lead = own = others = 0
        while True:
            if rng.random() < share:
                lead += 1
                continue
            if lead == 0:
                others += 1
            elif lead == 1:
                drawn = rng.random()
                own += 2 if drawn < share else (drawn < share + tie * (1 - share))
                others += 0 if drawn < share else 1 + (drawn >= share + tie * (1 - share))
            elif lead == 2:
                own += 2
            else:
                own += 1
                lead -= 1
                continue
            epochs.append((own, own + others))
            break
    mined = np.array(epochs, dtype=float)
    within_errors(mined[:, 0], mined[:, 1], selfish_share(share, tie))


@pytest.mark.parametrize(("share", "tie"), [(0.01, 1.0), (0.2, 0.9), (0.35, 0.0), (0.45, 0.5)])
def test_cycles_of_eyal_and_sirer_earn_the_closed_form(share: float, tie: float) -> None:
    mined = eyal_sirer_cycles(share, tie, 200_000, np.random.default_rng(14)).astype(float)
    assert (mined[:, 0] <= mined[:, 1]).all()
    within_errors(mined[:, 0], mined[:, 1], selfish_share(share, tie))


def test_cycles_of_eyal_and_sirer_by_hand() -> None:
    """p = 1/4, tie 1/3: one honest block alone with chance 3/4; two equal branches with 3/16, of which
    the miner has both blocks with 1/4, one with 3/4 / 3 and none with 1/2; a lead of two, 1/16."""
    mined = eyal_sirer_cycles(0.25, 1 / 3, 400_000, np.random.default_rng(15))
    expected = {(0, 1): 3 / 4, (0, 2): 3 / 32, (1, 2): 3 / 64, (2, 2): 3 / 64 + 1 / 16 * 3 / 4}
    for blocks, chance in expected.items():
        seen = (mined == blocks).all(axis=1).mean()
        assert seen == pytest.approx(chance, abs=5 * math.sqrt(chance * (1 - chance) / 400_000))


@pytest.mark.parametrize(("share", "tie"), [(0.35, 0.0), (0.4, 0.5), (0.25, 0.9)])
def test_cycles_of_the_rule_that_was_found_earn_what_was_computed(share: float, tie: float) -> None:
    found = optimum(share, tie)
    mined = rule_cycles(found.mining, found.rule, 150_000, np.random.default_rng(22)).astype(float)
    within_errors(mined[:, 0], mined[:, 1], found.lower)


@pytest.mark.parametrize("strategy", Strategy)
@pytest.mark.parametrize(("share", "gamma"), [(1e-9, 0.0), (0.3, 1.0), (0.4, 0.5), (0.5, 0.0)])
def test_a_sample_of_cycles_is_a_witness(strategy: Strategy, share: float, gamma: float) -> None:
    question = Selfish(share=share, gamma=gamma, strategy=strategy)
    precision = Precision(relative_error=0.02, largest_trials=131_072)
    answer = assess(question, Method.MONTE_CARLO, np.random.default_rng, precision)
    assert answer.agrees
    is_bracket = strategy is Strategy.OPTIMAL and share < 0.5
    first = "bracket" if is_bracket else "exact"
    assert [each.method for each in answer.agreement] == [first, "bound"]
    assert answer.estimate.upper - answer.estimate.lower < 0.04


def test_cycles_that_hardly_end_are_not_drawn() -> None:
    assert not Selfish(share=0.46).is_sampled
    assert Selfish(share=0.46, strategy=Strategy.SM1).is_sampled
    assert not Selfish(share=0.495, strategy=Strategy.SM1).is_sampled


def epoch_of(found: Optimum, rng: np.random.Generator) -> tuple[int, int]:
    """Own and all blocks that a rule settles until the branches meet."""
    mining, tables = found.mining, found.rule
    by_kind = {"private": tables.private, "answered": tables.answered, "matched": tables.matched}
    attacker = honest = own = others = 0
    kind, choice = "private", Choice.WAIT
    while True:
        competes = choice is Choice.MATCH
        if rng.random() < mining.share:
            attacker += 1
            kind = "matched" if competes else "private"
        elif competes and rng.random() < mining.tie:
            own, attacker, honest, kind = own + honest, attacker - honest, 1, "answered"
        else:
            honest, kind = honest + 1, "answered"
        lead = attacker - honest
        followed = attacker + honest < mining.longest and -mining.behind < lead < mining.ahead
        choice = Choice.OVERRIDE if lead >= 1 else Choice.ADOPT
        if followed:
            choice = Choice(by_kind[kind][attacker + honest, lead + mining.behind])
        if choice is Choice.ADOPT:
            return own, own + others + honest
        if choice is Choice.OVERRIDE:
            own, attacker, honest, kind = own + honest + 1, lead - 1, 0, "private"
            if attacker == 0:
                return own, own + others


@pytest.mark.parametrize(("share", "tie"), [(0.35, 0.0), (0.4, 0.5), (0.25, 0.9)])
def test_the_rule_that_was_found_earns_what_was_computed(share: float, tie: float) -> None:
    found = optimum(share, tie)
    rng = np.random.default_rng(21)
    mined = np.array([epoch_of(found, rng) for _ in range(8_000)], dtype=float)
    within_errors(mined[:, 0], mined[:, 1], found.lower)
    assert found.lower > max(share, selfish_share(share, tie)) + 1e-3


@pytest.mark.parametrize(
    ("share", "printed"),
    list(zip(SHARES, (0.33705, 0.37077, 0.42600, 0.48866, 0.56808, 0.66891), strict=True)),
)
def test_best_shares_without_ties(share: float, printed: float) -> None:
    """Sapirshtein et al. 2016, gamma 0, recalled from memory: branches of up to 95 blocks.

    Longer ones earn more: the printed value for 0.45 is 0.0011 below the truth.
    """
    assert share_on_square(share, 0.0, 95) == pytest.approx(printed, abs=4e-5)


@pytest.mark.parametrize(("share", "tie"), [(1 / 3, 0.0), (0.35, 0.0), (0.4, 0.5), (0.25, 1.0)])
def test_the_ends_are_near_and_within_those_of_the_square(share: float, tie: float) -> None:
    found = optimum(share, tie)
    assert 0 <= found.upper - found.lower < 1e-6
    assert share_on_square(share, tie, 25) <= found.upper + 1e-12
    assert found.lower - 1e-12 <= share_on_square(share, tie, 25, generous=True)
    assert share_on_square(share, tie, 25) > found.lower - 1e-3


@pytest.mark.parametrize("share", [0.1, 0.3, 0.4])
def test_a_miner_who_wins_all_ties_has_the_most_that_there_is(share: float) -> None:
    """Sapirshtein et al. 2016: for gamma 1 the bound p / (1 - p) is reached."""
    found = optimum(share, 1.0)
    assert found.lower == pytest.approx(share / (1 - share), abs=1e-8)
    assert found.upper <= share / (1 - share)


def test_below_the_threshold_honesty_is_best() -> None:
    found = optimum(0.25, 0.0)
    assert (found.lower, found.upper) == (0.25, pytest.approx(0.25, abs=1e-10))


def test_longer_branches_bring_the_ends_together() -> None:
    """Those of the same process cut off at 20, 40 and 60 blocks: nested."""
    share, lows, highs = 0.35, [], []
    for longest in (20, 40, 60):
        mining = Mining(share=share, tie=0.3, longest=longest, ahead=15, behind=15)
        for generous, ends in ((False, lows), (True, highs)):
            size = mining.unknowns
            known = Returns(attacker=np.zeros(size), honest=np.ones(size))
            reached = share
            for _ in range(9):
                known, _ = improved(mining, known, reached, generous=generous)
                reached = known.share
            ends.append(reached)
    assert lows == sorted(lows)
    assert highs == sorted(highs, reverse=True)
    assert lows[-1] < highs[-1] < lows[-1] + 1e-3


@given(
    power=st.floats(0.01, 0.49),
    tie=st.floats(0, 1),
    price=st.floats(0, 1),
    attacker=st.integers(0, 60),
    honest=st.integers(0, 60),
)
def test_no_choice_is_worth_more_than_what_is_promised(
    power: float, tie: float, price: float, attacker: int, honest: int
) -> None:
    """Bellman's inequality, on which the upper end rests, for every price up to p / (1 - p)."""
    price *= power / (1 - power)

    def promise(attacker: int, honest: int) -> float:
        own, others = promised(power, np.array([float(attacker)]), np.array([float(honest)]))
        return float((1 - price) * own[0] - price * others[0])

    here, lead = promise(attacker, honest), attacker - honest
    mined, answered = promise(attacker + 1, honest), promise(attacker, honest + 1)
    offers = [-price * honest, power * mined + (1 - power) * answered]
    if lead >= 1:
        offers.append((1 - price) * (honest + 1) + promise(lead - 1, 0))
    if lead >= 0 and honest >= 1:
        won = (1 - price) * honest + promise(lead, 1)
        offers.append(power * mined + (1 - power) * (tie * won + (1 - tie) * answered))
    assert max(offers) <= here + 1e-9 * max(1.0, abs(here))


@given(share=st.floats(0, 1), gamma=st.floats(0, 1))
def test_the_rule_of_eyal_and_sirer_stays_below_the_bound(share: float, gamma: float) -> None:
    question = Selfish(share=share, gamma=gamma, strategy=Strategy.SM1)
    exact, second = question.exact(), question.second_exact()
    assert exact is not None
    assert exact.probability <= question.bound().probability * (1 + 1e-12)
    assert second is not None
    assert second.agrees_with(exact)


@pytest.mark.parametrize("strategy", Strategy)
@pytest.mark.parametrize(("share", "truth"), [(0.0, 0.0), (0.5, 1.0), (1.0, 1.0)])
def test_nothing_has_nothing_and_half_has_all(
    strategy: Strategy, share: float, truth: float
) -> None:
    question = Selfish(share=share, gamma=0.5, strategy=strategy)
    exact, second = question.exact(), question.second_exact()
    assert exact is not None
    assert exact.probability == question.bound().probability == truth
    assert second is not None
    assert (second.method, second.lower, second.upper) == ("less-power", truth, truth)


def test_the_answer_is_what_no_rule_exceeds_and_one_nearly_earns() -> None:
    question = Selfish(share=0.35, gamma=0.0)
    exact, second = question.exact(), question.second_exact()
    assert exact is not None
    assert exact.method == "bracket"
    assert exact.lower < exact.probability == exact.upper < exact.lower + 1e-6
    assert second is not None
    assert second.lower < exact.lower < exact.upper < second.upper < second.lower + 1e-4
    assert exact.agrees_with(second)
    assert question.details() == {
        "strategy": "optimal",
        "tie_breaking": "first-seen",
        "sm1_share": selfish_share(0.35, 0.0),
        "threshold": 1 / 3,
    }


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"share": math.inf}, "share must lie in [0, 1], got inf"),
        ({"gamma": -1.0}, "gamma must lie in [0, 1], got -1.0"),
        ({"tie_breaking": "coin"}, "tie_breaking must be a TieBreaking, got 'coin'"),
        (
            {"tie_breaking": TieBreaking.UNIFORM, "gamma": 0.3},
            "gamma must be 0.5 where ties are broken uniformly, got 0.3",
        ),
        ({"strategy": "sm2"}, "strategy must be a Strategy, got 'sm2'"),
    ],
)
def test_impossible_miners_are_refused(changes: dict[str, Any], message: str) -> None:
    arguments: dict[str, Any] = {"share": 0.3, "gamma": 0.5}
    with pytest.raises(InvalidParameter) as refusal:
        Selfish(**(arguments | changes))
    assert str(refusal.value) == message


def test_uniform_tie_breaking_pays_from_23_21_percent_on() -> None:
    """Sapirshtein et al. 2016, arXiv:1507.06183, abstract and section 6: 23.21 %, where Eyal and
    Sirer, who proposed to break ties so, had 25 %."""
    below, above = (optimum(share, 0.5, any_time=True) for share in (0.23205, 0.23215))
    assert below.upper == pytest.approx(0.23205, abs=1e-10)
    assert above.lower > 0.23215 + 1e-6
    assert optimum(0.23215, 0.5).upper == pytest.approx(0.23215, abs=1e-10)


@pytest.mark.parametrize("share", [0.25, 0.35])
def test_uniform_tie_breaking_has_two_computations_and_a_sample(share: float) -> None:
    question = Selfish(share=share, gamma=0.5, tie_breaking=TieBreaking.UNIFORM)
    exact, second = question.exact(), question.second_exact()
    assert exact is not None
    assert second is not None
    assert exact.upper - exact.lower < 1e-6
    assert exact.lower == pytest.approx(second.lower, abs=1e-7)
    assert exact.agrees_with(second)
    plain = Selfish(share=share, gamma=0.5).exact()
    assert plain is not None
    assert exact.lower > plain.upper + 1e-3
    mined = question.cycles(150_000, np.random.default_rng(23)).astype(float)
    within_errors(mined[:, 0], mined[:, 1], exact.lower)


@pytest.mark.parametrize("side", [2, 3, 4])
def test_uniform_tie_breaking_on_small_squares_is_the_best_of_all_rules(side: int) -> None:
    """A miner who may match at any time has more, but no more than one who wins every tie."""
    late = share_on_square(0.4, 0.5, side, any_time=True)
    assert share_on_square(0.4, 0.5, side) <= late <= share_on_square(0.4, 1.0, side)


def test_ends_that_are_too_far_apart_are_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """At 0.35 they are 1e-7 apart; were 1e-9 the most, there would be no such answer."""
    question = Selfish(share=0.35)
    monkeypatch.setattr(estimate, "WIDEST_BRACKET", 1e-9)
    assert question.exact() is None
    with pytest.raises(InvalidParameter) as refusal:
        assess(question, Method.EXACT, np.random.default_rng, Precision())
    assert str(refusal.value) == ("method must be monte-carlo or bound for this selfish, got exact")


def test_uniform_tie_breaking_helps_the_best_rule() -> None:
    """Sapirshtein and others, recalled from memory: it pays from 23.21 % on, not from a quarter."""
    threshold = paying_share(0.5, width=4e-5, any_time=True)
    assert threshold == pytest.approx(0.2321, abs=5e-5)


def test_the_best_rule_pays_above_its_threshold_and_not_below() -> None:
    """Ties lost, where Eyal and Sirer's rule needs a third: between 0.3293 and 0.3294."""
    assert 0.3293 < paying_share(0.0, width=5e-4) < 0.3299
    assert optimum(0.3293, 0.0).lower == 0.3293
    assert optimum(0.3294, 0.0).lower > 0.3294


def test_a_miner_who_wins_all_ties_gains_with_any_power() -> None:
    assert paying_share(1.0, width=1e-6) == 0.0
