"""What an offender loses: a lone one little, many together everything."""

from fractions import Fraction

from hybridstake.experiments.parameter_files import load
from hybridstake.models.economics.slashing import capped_fraction, penalty, slashed_fraction
from hypothesis import given
from hypothesis import strategies as st

unit = st.fractions(0, 1, max_denominator=1_000)
factors = st.fractions(0, 10, max_denominator=100)


def test_a_third_that_misbehaves_together_loses_a_tenth_in_the_plan_and_all_in_the_reference() -> (
    None
):
    """Plan: 0.1 + 0 · 1/3 = 0.1, of 10,000 tokens 1,000. Reference: 0.1 + 3 · 1/3 = 1.1, all 10,000."""
    lost = {}
    for name in ("plan", "reference"):
        slashing = load(name).slashing
        part = slashed_fraction(slashing.rate, slashing.correlation_factor, 1 / 3)
        lost[name] = penalty(10_000, capped_fraction(part))
    assert lost == {"plan": 1_000, "reference": 10_000}


@given(rate=unit, factor=factors, share=unit)
def test_without_correlation_or_company_the_flat_rate_is_lost(
    rate: Fraction, factor: Fraction, share: Fraction
) -> None:
    assert slashed_fraction(rate, 0, share) == rate
    assert slashed_fraction(rate, factor, 0) == rate
    assert slashed_fraction(rate, factor, 1) == rate + factor


@given(rate=unit, factor=factors, first=unit, second=unit)
def test_more_company_never_costs_less(
    rate: Fraction, factor: Fraction, first: Fraction, second: Fraction
) -> None:
    fewer, more = sorted((first, second))
    assert slashed_fraction(rate, factor, fewer) <= slashed_fraction(rate, factor, more)


@given(rate=unit, factor=factors, share=unit, stake=st.integers(0, 10**9))
def test_nobody_loses_more_than_everything(
    rate: Fraction, factor: Fraction, share: Fraction, stake: int
) -> None:
    part = capped_fraction(float(slashed_fraction(rate, factor, share)))
    assert 0 <= part <= 1
    assert 0 <= penalty(stake, part) <= stake


def test_the_ceiling_is_one_of_the_same_kind_of_number() -> None:
    """An exact part stays exact, and a float a float: 7/5 and 1.4 are everything."""
    assert repr(capped_fraction(Fraction(7, 5))) == "Fraction(1, 1)"
    assert repr(capped_fraction(1.4)) == "1.0"


@given(part=st.floats(0, 1), stake=st.integers(0, 10**9))
def test_the_ceiling_leaves_what_is_below_it(part: float, stake: int) -> None:
    assert capped_fraction(part) == part
    assert (penalty(stake, 0), penalty(stake, 1)) == (0, stake)
