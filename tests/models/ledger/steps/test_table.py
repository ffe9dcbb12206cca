"""The table of steps: complete, and nothing in it makes, loses or overdraws money."""

from fractions import Fraction
from typing import Any

import pytest
from hybridstake.models.economics.issuance import SECONDS_PER_YEAR, capped_issuance
from hybridstake.models.economics.rewards import staker_reward
from hybridstake.models.economics.slashing import penalty
from hybridstake.models.ledger.steps.governance import are_safe
from hybridstake.models.ledger.steps.purses import may_move, move
from hybridstake.models.ledger.steps.rewards import is_below_ceiling, may_pay
from hybridstake.models.ledger.steps.shares import is_share
from hybridstake.models.ledger.steps.slashing import is_admissible, is_reached, may_slash
from hybridstake.models.ledger.steps.staking import may_withdraw, unbond
from hybridstake.models.ledger.steps.step import Step
from hybridstake.models.ledger.steps.table import MONEY, STEPS
from hybridstake.models.protocol.checkpoints import evidence_is_in_time
from hybridstake.models.protocol.quorums import certificates_intersect
from hypothesis import assume, given
from hypothesis import strategies as st

amounts = st.integers(0, 12)
moving = [step for step in STEPS if step.purses]
every_move = pytest.mark.parametrize("step", moving, ids=lambda step: step.name)
unit = st.fractions(0, 1, max_denominator=12)
usual = st.sampled_from([Fraction(k, 12) for k in (4, 6, 7, 8, 9, 10)])
"""Thresholds at which pairs of modes just meet or just miss each other."""


def test_a_purse_gives_what_it_has_and_no_more() -> None:
    assert [may_move(3, amount) for amount in (-1, 0, 3, 4)] == [False, True, True, False]
    assert move(3, 4, 2) == (1, 6)


def test_steps_have_names_of_their_own_and_money_in_known_purses() -> None:
    assert len({step.name for step in STEPS}) == len(STEPS) == 15
    money = [step.name for step in moving if set(step.purses or ()) <= set(MONEY)]
    assert money == [
        *("deposit", "delegate", "unbond", "withdraw", "slash", "burn"),
        *("issue", "issue below ceiling", "pay"),
    ]
    assert [step.name for step in moving if step.name not in money] == ["vote"]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_a_step_writes_money_only_into_its_two_purses(step: Step) -> None:
    written = {name for name in step.writes if name in MONEY}
    assert written == {name for name in step.purses or () if name in MONEY}
    assert len(set(step.purses or ())) in (0, 2)


@every_move
@given(data=st.data())
def test_every_move_keeps_the_sum_and_overdraws_nothing(step: Step, data: st.DataObject) -> None:
    """Over all slices that the guard permits, with the purses not negative."""
    before = {name: data.draw(amounts, label=name) for name in step.reads}
    assert step.purses is not None
    source, target = step.purses
    after = step.after(**before)
    assert after[source] + after[target] == before[source] + before[target]
    if step.allows(**before):
        assert after[source] >= 0
        assert after[target] >= before[target]


@given(whole=st.integers(0, 10**6), fraction=unit, guess=st.integers(-2, 10**6))
def test_the_share_is_the_one_quotient_rounded_down(
    whole: int, fraction: Fraction, guess: int
) -> None:
    """Against division: the guard accepts ⌊penalty⌋ and nothing else."""
    down = int(penalty(whole, fraction))
    for part in (down - 1, down, down + 1, guess):
        found = is_share(part, whole, fraction.numerator, fraction.denominator)
        assert found == (part == down)


@given(pool=amounts, amount=amounts, stake=amounts, others=amounts)
def test_a_bond_is_paid_the_stakers_formula_rounded_down(
    pool: int, amount: int, stake: int, others: int
) -> None:
    total = stake + others
    assume(total > 0)
    exact = staker_reward(Fraction(pool), stake, total)
    assert may_pay(pool, amount, pool, stake, total) == (amount == int(exact))


@given(
    amount=st.integers(0, 300),
    supply=st.integers(0, 10_000),
    cap=st.fractions(0, 1, max_denominator=20),
    seconds=st.integers(0, 3).map(lambda quarters: quarters * SECONDS_PER_YEAR // 4),
)
def test_the_ceiling_is_the_capped_issuance_of_the_time_since(
    amount: int, supply: int, cap: Fraction, seconds: int
) -> None:
    """A rate of issuance is under the ceiling exactly when capping it leaves it alone."""
    found = is_below_ceiling(amount, supply, cap.numerator, cap.denominator, 5, 5 + seconds)
    if seconds == 0:
        assert found == (amount == 0)
        return
    yearly: Any = Fraction(amount * SECONDS_PER_YEAR, seconds)
    ceiling: Any = cap
    assert found == (capped_issuance(yearly, supply, ceiling) == yearly)


@given(
    offended=amounts,
    left_after=amounts,
    waited=amounts,
    window=amounts,
    delay=amounts,
    unbonding=amounts,
)
def test_stake_that_evidence_can_still_reach_cannot_be_withdrawn(
    offended: int, left_after: int, waited: int, window: int, delay: int, unbonding: int
) -> None:
    """No escape: wherever the window is shorter than unbonding."""
    assume(evidence_is_in_time(window, delay))
    started = offended + left_after
    _, entry, _, matures = unbond(unbonding, 0, unbonding, started, delay)
    now = started + waited
    if is_admissible(now, offended, window):
        assert is_reached(started, offended)
        assert not may_withdraw(entry, entry, now, matures, 0, 0)


def test_where_the_window_is_as_long_as_unbonding_the_offender_is_out_in_time() -> None:
    """The plan: 21 days each. In the last second of the window the entry has matured."""
    days = 21 * 86_400
    _, entry, started, matures = unbond(100, 0, 100, now=0, delay=days)
    assert is_admissible(now=days, offended=started, window=days)
    assert may_withdraw(entry, entry, days, matures, answered=0, convicted=0)


@given(amount=amounts, now=amounts, offended=amounts, window=amounts, convicted=amounts)
def test_stake_answers_once_per_conviction_and_never_while_evidence_is_admissible(
    amount: int, now: int, offended: int, window: int, convicted: int
) -> None:
    slice_of_state = (amount, amount, 1, 1)
    assert not may_slash(*slice_of_state, convicted, convicted, now, now, offended, window)
    if is_admissible(now, offended, window):
        assert not may_slash(*slice_of_state, convicted, convicted + 1, now, now, offended, window)


@given(
    fast=usual,
    balanced=st.tuples(usual, usual),
    secure=st.tuples(usual, usual),
    byz=st.tuples(unit | usual, unit | usual),
)
def test_the_safe_region_is_every_pair_of_rows_of_the_table_of_modes(
    fast: Fraction,
    balanced: tuple[Fraction, Fraction],
    secure: tuple[Fraction, Fraction],
    byz: tuple[Fraction, Fraction],
) -> None:
    """Written out a second time, as a loop over modes with what each asks for."""
    modes: list[dict[str, Fraction]] = [
        {"authorities": fast},
        {"authorities": balanced[0], "stake": balanced[1]},
        {"authorities": secure[0], "stake": secure[1]},
    ]
    bounds = {"authorities": byz[0], "stake": byz[1]}
    expected = all(
        any(
            certificates_intersect(first[resource], second[resource], bounds[resource])
            for resource in first.keys() & second.keys()
        )
        for first in modes
        for second in modes
    )
    assert are_safe(fast, *balanced, *secure, *byz) == expected
