"""Amounts as a person typed them."""

from hybridstake.models.parameters.exact import whole_units
from hypothesis import example, given
from hypothesis import strategies as st


@example(hundredths=7)
@given(hundredths=st.integers(1, 10**12))
def test_an_amount_that_is_whole_in_base_units_is_not_rounded(hundredths: int) -> None:
    assert whole_units(hundredths / 100, units=100) == hundredths


def test_an_amount_that_is_not_whole_is_rounded_up() -> None:
    """0.15 token in tenths is one and a half of them; the smallest float is still one of them."""
    assert whole_units(0.15, units=10) == 2
    assert whole_units(5e-324, units=1) == 1
    assert whole_units(1e308, units=1) == 10**308
