"""What an epoch mints, for whom, and how it is divided among the positions."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hybridstake.agents.economy.chain import Chain, found_chain
from hybridstake.agents.economy.conservation import Totals
from hybridstake.agents.economy.payroll import Offered, Payroll, divide, offered, pay
from hybridstake.agents.economy.terms import Terms, terms
from hybridstake.agents.settings import EconomySettings
from hybridstake.experiments.parameter_files import load
from hybridstake.models.protocol.modes import Mode
from hypothesis import given
from hypothesis import strategies as st

EVERYBODY = Totals(
    liquid=0,
    staked=10**14,
    validating=10**14,
    delegated=0,
    griefing=0,
    unbonding=0,
    staking=9,
    authority_liquid=0,
    bonded=21 * 10**10,
    authority_unbonding=0,
    holding=21,
    serving=21,
)
NO_STAKE = EVERYBODY._replace(staked=0, validating=0, staking=0)
NO_AUTHORITY = EVERYBODY._replace(bonded=0, holding=0, serving=0)
A_DAY = 136_986_301_369
"""0.05 * 10^9 tokens / 365, rounded down to a base unit: a day of the reference [base unit]."""

amounts = st.one_of(st.integers(0, 20), st.integers(0, 10**6), st.integers(0, 2**61))
shares = st.one_of(st.sampled_from([0.0, 1.0]), st.floats(0, 1))


def run_of(name: str, settings: EconomySettings | None = None, **changes: Any) -> Terms:
    return terms(replace(load(name), **changes), settings or EconomySettings())


@st.composite
def staked(draw: st.DrawFn) -> Totals:
    """A population in which somebody validates."""
    honest, griefing, delegated = (draw(amounts) for _ in range(3))
    validating = max(honest + griefing, 1)
    return EVERYBODY._replace(
        staked=validating + delegated,
        validating=validating,
        griefing=griefing,
        delegated=delegated,
    )


@st.composite
def habits(draw: st.DrawFn) -> EconomySettings:
    """Settings of how pay is divided."""
    return EconomySettings(
        commission=draw(shares),
        griefing_loss=draw(shares),
        griefing_factor=draw(st.floats(0, 100)),
    )


@given(pool=amounts, totals=staked(), settings=habits())
def test_a_division_never_exceeds_the_pool_and_pays_nobody_a_debt(
    pool: int, totals: Totals, settings: EconomySettings
) -> None:
    parts = divide(run_of("plan", settings), pool, totals)
    assert min(parts) >= 0
    assert sum(parts) <= pool


@given(pool=amounts, totals=staked(), settings=habits())
def test_without_griefers_a_division_loses_nothing(
    pool: int, totals: Totals, settings: EconomySettings
) -> None:
    honest = totals._replace(griefing=0)
    delegating, validating, griefing = divide(run_of("plan", settings), pool, honest)
    assert (delegating + validating, griefing) == (pool, 0)


@given(pool=amounts, totals=staked(), commission=shares)
def test_a_commission_moves_pay_from_those_behind_to_those_in_front(
    pool: int, totals: Totals, commission: float
) -> None:
    """Against exact fractions, to a base unit and what a float of the pay rounds."""
    settings = EconomySettings(commission=commission, griefing_loss=0.0)
    delegating, validating, griefing = divide(run_of("plan", settings), pool, totals)
    before = Fraction(pool * totals.delegated, totals.signing)
    error = 2 + float(before) * 2**-52
    assert abs(delegating - before * (1 - Fraction(commission))) <= error
    assert delegating + validating + griefing == pool
    of_validators = pool - delegating
    assert griefing == of_validators * totals.griefing // totals.validating


def test_griefers_forgo_a_part_and_others_lose_a_multiple_of_it_by_hand() -> None:
    """1,000 for 500 behind others, 300 honest and 200 griefing: 500 less a tenth, then 550 of
    validators: 220 of griefers, of whom a quarter forgoes 55; the others lose twice that of 330.
    """
    settings = EconomySettings(commission=0.1, griefing_loss=0.25, griefing_factor=2.0)
    totals = EVERYBODY._replace(staked=1_000, validating=500, griefing=200, delegated=500)
    assert divide(run_of("plan", settings), 1_000, totals) == (450, 220, 165)


def test_harm_ends_where_the_others_have_nothing_left() -> None:
    settings = EconomySettings(griefing_loss=0.5, griefing_factor=9.0)
    totals = EVERYBODY._replace(staked=100, validating=100, griefing=60)
    assert divide(run_of("plan", settings), 1_000, totals) == (0, 0, 300)


@pytest.mark.parametrize(
    ("name", "mode", "signing", "serving", "stakers", "authorities"),
    [
        ("plan", Mode.BALANCED, 1, 1, 40, 60),
        ("plan", Mode.SECURE, 1, 1, 40, 60),
        ("plan", Mode.FAST, 1, 1, 0, 60),
        ("plan", Mode.BALANCED, 0, 1, 40, 60),
        ("plan", Mode.BALANCED, 1, 0, 40, 60),
        ("reference", Mode.BALANCED, 1, 1, 40, 60),
        ("reference", Mode.FAST, 1, 1, 0, 100),
        ("reference", Mode.BALANCED, 0, 1, 40, 100),
        ("reference", Mode.BALANCED, 1, 0, 100, 60),
        ("reference", Mode.FAST, 1, 0, 0, 100),
    ],
)
def test_an_empty_class_loses_its_share_or_leaves_it_to_the_other(
    name: str, mode: Mode, signing: int, serving: int, stakers: int, authorities: int
) -> None:
    found = offered(run_of(name), 100, mode, signing, serving)
    assert found == Offered(stakers=stakers, authorities=authorities)


@given(amount=amounts, share=shares)
def test_the_classes_share_just_the_amount(amount: int, share: float) -> None:
    """Beyond 2^53 a float of the amount is rounded, and must not make one share negative."""
    rewards = replace(load("plan").rewards, authority_share=share)
    found = offered(run_of("plan", rewards=rewards), amount, Mode.BALANCED, 1, 1)
    assert found.stakers + found.authorities == amount
    assert min(found.stakers, found.authorities) >= 0


def test_all_for_authorities_leaves_no_negative_share_where_floats_round_up() -> None:
    """2^53 + 3 is 2^53 + 4 as a float."""
    rewards = replace(load("plan").rewards, authority_share=1.0)
    run = run_of("plan", rewards=rewards)
    assert offered(run, 2**53 + 3, Mode.BALANCED, 1, 1) == Offered(0, 2**53 + 3)


def paid(
    name: str, totals: Totals, mode: Mode = Mode.BALANCED, **state: int
) -> tuple[Chain, Payroll]:
    """One epoch of a mode, from launch."""
    run = run_of(name)
    chain = replace(found_chain(run, 10**14), mode=mode, **state)
    return chain, pay(chain, run, totals)


def test_the_plan_in_fast_mode_mints_nothing_for_stakers() -> None:
    chain, payroll = paid("plan", EVERYBODY, Mode.FAST)
    assert payroll == Payroll(0, 0, 0, authorities=51_840_000 * 10**6)
    assert (chain.minted, chain.unpaid) == (51_840_000 * 10**6, 34_560_000 * 10**6)
    assert chain.staker_yield == 0.0
    np.testing.assert_allclose(chain.issuance_rate, 0.05184 * 365, rtol=1e-12)
    np.testing.assert_allclose(chain.authority_yield, 51_840_000 * 365 / 210_000, rtol=1e-12)


def test_the_yield_of_stakers_is_their_pool_over_their_stake() -> None:
    """Balanced: 6,912,000 tokens a day for a stake of 100,000,000 tokens."""
    chain, _ = paid("plan", EVERYBODY)
    np.testing.assert_allclose(chain.staker_yield, 0.06912 * 365, rtol=1e-12)


@pytest.mark.parametrize(
    ("mode", "totals"),
    [
        (Mode.FAST, EVERYBODY),
        (Mode.FAST, NO_STAKE),
        (Mode.BALANCED, EVERYBODY),
        (Mode.BALANCED, NO_STAKE),
        (Mode.BALANCED, NO_AUTHORITY),
    ],
)
def test_the_reference_pays_all_that_it_issues(mode: Mode, totals: Totals) -> None:
    chain, payroll = paid("reference", totals, mode)
    assert (payroll.whole, chain.minted, chain.unpaid) == (A_DAY, A_DAY, 0)


@pytest.mark.parametrize("name", ["plan", "reference"])
def test_with_nobody_at_all_nothing_is_minted(name: str) -> None:
    nobody = NO_AUTHORITY._replace(staked=0, validating=0, staking=0)
    chain, payroll = paid(name, nobody)
    assert (payroll.whole, chain.minted) == (0, 0)
    assert chain.unpaid > 0


def test_delegators_whose_validators_have_gone_are_not_paid() -> None:
    """Nobody signs for them: the reference gives their part to the authorities."""
    behind_nobody = EVERYBODY._replace(validating=0, delegated=10**14)
    _, payroll = paid("reference", behind_nobody)
    assert payroll == Payroll(0, 0, 0, authorities=A_DAY)


def test_fees_and_dust_are_paid_first_and_only_the_rest_is_minted() -> None:
    chain, payroll = paid("reference", EVERYBODY, fee_pool=1_000_000, dust=7)
    assert payroll.whole == A_DAY + 1_000_007
    assert chain.minted == A_DAY
    assert (chain.fee_pool, chain.dust, chain.treasury, chain.unpaid) == (0, 0, 0, 0)


def test_fees_that_nobody_is_there_for_go_to_the_treasury() -> None:
    nobody = NO_AUTHORITY._replace(staked=0, validating=0, staking=0)
    chain, payroll = paid("plan", nobody, fee_pool=1_000, dust=7)
    assert (payroll.whole, chain.minted, chain.treasury) == (0, 0, 1_007)


def test_what_griefers_keep_from_others_is_not_minted() -> None:
    """All of them forgo a tenth of 40 % of a day."""
    griefers = EVERYBODY._replace(griefing=10**14)
    chain, payroll = paid("plan", griefers)
    assert payroll.griefing == 6_912_000 * 10**6 * 9 // 10
    assert chain.unpaid == 691_200 * 10**6
    assert chain.minted == (17_280_000 - 691_200) * 10**6


def test_expectations_move_by_the_part_that_is_not_remembered() -> None:
    """Memory 3/4: three quarters of 1,000 and a quarter of what is offered."""
    run = run_of("reference", EconomySettings(expectation_memory=0.75))
    chain = found_chain(run, 10**14)
    chain.expected_stakers = chain.expected_authorities = 1_000.0
    pay(chain, run, EVERYBODY)
    assert chain.offered_stakers + chain.offered_authorities == A_DAY
    assert chain.expected_stakers == 750.0 + 0.25 * chain.offered_stakers
    assert chain.expected_authorities == 750.0 + 0.25 * chain.offered_authorities


def test_the_security_budget_is_all_pay_at_the_price_of_a_token() -> None:
    run = run_of("reference")
    chain = replace(found_chain(run, 10**14), price=0.5)
    payroll = pay(chain, run, EVERYBODY)
    np.testing.assert_allclose(chain.security_budget, payroll.whole * 365 * 0.5, rtol=1e-12)
