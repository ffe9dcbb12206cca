"""What two conflicting certificates leave to slash, against lists of validators."""

from fractions import Fraction

import pytest
from hybridstake.models.protocol.slashable import (
    churn_is_bearable,
    slashable_weight,
    still_slashable,
    weight_after,
)
from hypothesis import given
from hypothesis import strategies as st

THIRDS = Fraction(2, 3)
parts = st.fractions(0, 1, max_denominator=12)
validators = st.lists(
    st.tuples(
        st.integers(1, 9),
        st.sampled_from(["stays", "leaves first", "leaves second", "leaves both"]),
        st.sampled_from(["neither", "first", "second", "both"]),
    ),
    min_size=1,
    max_size=9,
)
newcomers = st.lists(
    st.tuples(st.integers(1, 9), st.sampled_from(["first", "second"]), st.booleans()), max_size=5
)


def test_an_exit_costs_the_threshold_and_an_activation_the_rest() -> None:
    """By hand, at 5/6 and 1/2 of 600: 1/3 * 600 = 200; an exit of 60 costs 50 or 30, one that comes 10
    or 30."""
    changes = [(60, 0, 0, 0), (0, 60, 0, 0), (0, 0, 60, 0), (0, 0, 0, 60)]
    assert slashable_weight(600, Fraction(5, 6), Fraction(1, 2), 0, 0, 0, 0) == 200
    assert [slashable_weight(600, Fraction(5, 6), Fraction(1, 2), *each) for each in changes] == [
        150,
        170,
        190,
        170,
    ]


@given(validators, newcomers)
def test_no_list_of_validators_has_less_in_common_than_the_formula_says(
    before: list[tuple[int, str, str]], after: list[tuple[int, str, bool]]
) -> None:
    """Oracle: sets, signers and their thresholds are read off a list, validator by validator."""
    common = sum(weight for weight, _, _ in before)
    exits, came, signed, both = {}, {}, {}, 0
    for side in ("first", "second"):
        gone = (f"leaves {side}", "leaves both")
        exits[side] = sum(weight for weight, fate, _ in before if fate in gone)
        came[side] = sum(weight for weight, where, _ in after if where == side)
        signed[side] = sum(
            weight for weight, fate, by in before if fate not in gone and by in (side, "both")
        ) + sum(weight for weight, where, signs in after if where == side and signs)
    both = sum(weight for weight, fate, by in before if fate == "stays" and by == "both")
    sizes = [weight_after(common, exits[side], came[side]) for side in ("first", "second")]
    if not all(sizes):
        return
    thresholds = [
        Fraction(signed[side], size) for side, size in zip(("first", "second"), sizes, strict=True)
    ]
    least = slashable_weight(
        common,
        thresholds[0],
        thresholds[1],
        exits["first"],
        exits["second"],
        came["first"],
        came["second"],
    )
    assert both >= least


@given(parts, parts, parts, parts)
def test_the_formula_at_two_thirds_is_the_published_bound(
    first_exits: Fraction, second_exits: Fraction, came: Fraction, also_came: Fraction
) -> None:
    """Buterin et al. 2020: max(v - a - e', v' - a' - e) - v/3 - v'/3, exits and activations from v0."""
    first, second = weight_after(1, first_exits, came), weight_after(1, second_exits, also_came)
    larger = max(first - came - second_exits, second - also_came - first_exits)
    ours = slashable_weight(1, THIRDS, THIRDS, first_exits, second_exits, came, also_came)
    assert ours == larger - first / 3 - second / 3


@pytest.mark.parametrize(
    ("floor", "bearable"), [("1/10", True), ("101/1000", False), ("0", True), ("1/3", False)]
)
def test_a_twentieth_that_leaves_and_comes_costs_a_tenth(floor: str, bearable: bool) -> None:
    """By hand: 1/3 - 2 * 2/3 * e - 2 * 1/3 * a, with e = a = 7/60, is 1/3 - 14/60 = 1/10."""
    change = Fraction(7, 60)
    assert churn_is_bearable(change, change, THIRDS, THIRDS, Fraction(floor)) is bearable


def test_what_is_paid_out_is_gone_in_full() -> None:
    assert still_slashable(slashable_weight(300, THIRDS, THIRDS, 0, 0, 0, 0), 40) == 60
