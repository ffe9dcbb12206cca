"""Informants, deposits and bounties."""

import sympy
from hybridstake.models.economics.collusion.denouncing import (
    bounty,
    fined_deviator,
    informant_payoff,
    least_breaking_bounty,
)
from hybridstake.models.economics.collusion.trigger import (
    critical_discount_factor,
    holds_together,
)
from hypothesis import given
from hypothesis import strategies as st

amounts = st.fractions(0, 100, max_denominator=10)
unit = st.fractions(0, 1, max_denominator=100)


def test_half_of_what_six_others_are_slashed_is_the_worth_of_three() -> None:
    assert bounty(0.5, accomplices=6, penalty=1_000.0) == 3_000.0
    assert informant_payoff(10.0, bounty=3_000.0, own_loss=1_000.0) == 2_010.0


def test_the_least_bounty_is_the_condition_solved_for_all_symbols() -> None:
    d, C, N, q, L, own, reward = sympy.symbols("delta C N q L own reward", real=True)  # noqa: N806
    condition = holds_together(d, C, informant_payoff(C, reward, own), N, q, L)
    (solved,) = sympy.solve(sympy.Eq(condition.lhs, condition.rhs), reward)
    assert sympy.simplify(solved - least_breaking_bounty(d, C, N, q, L, own)) == 0


@given(
    discount=unit.filter(lambda each: each < 1), member=amounts, honest=amounts, detection=unit,
    loss=amounts, own_loss=amounts, more=amounts.filter(bool),
)  # fmt: skip
def test_somebody_denounces_above_the_least_bounty_and_nobody_at_it(
    discount: float, member: float, honest: float, detection: float, loss: float, own_loss: float,
    more: float,
) -> None:  # fmt: skip
    least = least_breaking_bounty(discount, member, honest, detection, loss, own_loss)

    def holds(reward: float) -> bool:
        informed = informant_payoff(member, reward, own_loss)
        return holds_together(discount, member, informed, honest, detection, loss)

    assert holds(least)
    assert not holds(least + more)


def test_pardoning_informants_lowers_the_bounty_by_what_they_are_spared() -> None:
    pardoned, punished = (
        least_breaking_bounty(0.9, 3.0, 1.0, 0.1, 5.0, own_loss) for own_loss in (0.0, 5.0)
    )
    assert abs(punished - pardoned - 5.0) < 1e-12


def test_a_deposit_makes_up_for_patience() -> None:
    """3, 5 and 1 need one half; a deposit of one leaves (4 - 3) / (4 - 1), and of two nothing."""
    found = [critical_discount_factor(3, fined_deviator(5, deposit), 1) for deposit in (0, 1, 2)]
    assert found == [1 / 2, 1 / 3, 0]
