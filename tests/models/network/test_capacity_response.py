"""Fee and size block by block: against the closed form, its threshold, and what others have proved."""

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.network.capacity_control import elasticity_limit
from hybridstake.models.network.capacity_response import (
    Block,
    Control,
    linear_response,
    respond,
    settling_blocks,
)
from hypothesis import given, settings
from hypothesis import strategies as st

FEE_ALONE = Control(bound=4.0)
BOTH = Control(gain=1 / 16, bound=8.0, floor=0.01)


def deviations(found: list[Block]) -> list[float]:
    """Of blocks from their target [1]."""
    return [block.used / block.target - 1 for block in found]


@pytest.mark.parametrize("control", [FEE_ALONE, BOTH])
@pytest.mark.parametrize("elasticity", [0.175, 1.0, 8.0, 12.0, 15.0])
def test_near_the_fixed_point_blocks_follow_the_closed_form(
    control: Control, elasticity: float
) -> None:
    """A load higher by a thousandth: what is left out is of its square, so 1e-6 times some tens."""
    step, blocks = 1.001, 60
    simulated = respond(control, elasticity, step, blocks)
    closed = linear_response(control, elasticity, step, blocks)
    for one, other in zip(simulated, closed, strict=True):
        assert one.fee == pytest.approx(other.fee, abs=0, rel=3e-5)
        assert one.target == pytest.approx(other.target, abs=0, rel=3e-5)
        assert one.used == pytest.approx(other.used, abs=0, rel=3e-5)
    assert math.log(simulated[-1].fee) > 0.4 * math.log(step) / (elasticity + 0.5)


def test_the_fee_swings_exactly_where_the_elasticity_is_above_the_denominator() -> None:
    """Deviations of blocks change sides at 12, and keep theirs at 4: eigenvalues -1/2 and 1/2."""
    swinging, steady = (deviations(respond(FEE_ALONE, each, 1.01, 12)) for each in (12.0, 4.0))
    assert all(one * two < 0 for one, two in pairwise(swinging))
    assert all(one * two > 0 for one, two in pairwise(steady))


@pytest.mark.parametrize("gain", [0.0, 1 / 16])
def test_fee_and_size_settle_below_the_threshold_and_never_above_it(gain: float) -> None:
    control = replace(BOTH, gain=gain)
    limit = elasticity_limit(control.denominator, gain)
    below, above = (
        np.abs(deviations(respond(control, each * limit, 1.01, 1_000)))[-10:].max()
        for each in (0.98, 1.02)
    )
    assert below < 1e-9
    assert above > 0.01


def test_unstable_fees_fill_blocks_to_their_target_and_at_most_six_per_cent_more_on_average() -> (
    None
):
    """Leonardos, Reijsbergen, Monnot and Piliouras, "Optimality Despite Chaos in Fee Markets", 2022."""
    for elasticity in (18.0, 25.0, 40.0, 100.0):
        used = [block.used for block in respond(FEE_ALONE, elasticity, 2.0, 4_000)]
        assert 1 - 1e-3 <= np.mean(used) <= 1.06
        assert np.ptp(used[-100:]) > 0.5


@pytest.mark.parametrize("elasticity", [0.5, 1.0, 3.0])
def test_where_the_size_stays_the_fee_settles_at_the_step_to_the_power_of_one_over_the_elasticity(
    elasticity: float,
) -> None:
    found = respond(FEE_ALONE, elasticity, 3.0, 600)[-1]
    assert found.fee == pytest.approx(3.0 ** (1 / elasticity), abs=0, rel=1e-9)
    assert found.used == pytest.approx(1, abs=0, rel=1e-9)


@given(
    elasticity=st.floats(0.05, 50),
    step=st.floats(0.01, 100),
    gain=st.floats(0, 1),
    bound=st.floats(0.1, 10),
)
@settings(max_examples=40)
def test_no_block_is_over_what_resources_carry(
    elasticity: float, step: float, gain: float, bound: float
) -> None:
    control = Control(gain=gain, bound=bound)
    for block in respond(control, elasticity, step, 60)[1:]:
        assert 0 <= block.used <= bound
        assert block.used <= control.largest * block.target * (1 + 1e-12)
        assert block.target <= bound / control.largest


@pytest.mark.parametrize("elasticity", [0.175, 1.11, 12.0])
def test_a_deviation_is_settled_after_as_many_blocks_as_the_closed_form_says(
    elasticity: float,
) -> None:
    counted = settling_blocks(elasticity, 8, 1 / 16, 0.05)
    found = np.abs(deviations(respond(BOTH, elasticity, 1.0001, 60)))
    assert np.flatnonzero(found > 0.05 * found[0])[-1] == math.ceil(counted) - 1


def test_a_controller_whose_eigenvalue_is_zero_settles_in_one_block() -> None:
    assert settling_blocks(8, 8, 0, 0.05) == 1


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("denominator", 0.5, "denominator must be at least 1 and finite, got 0.5"),
        ("largest", 1.0, "largest must be above 1 and finite, got 1.0"),
        ("gain", 1.5, "gain must lie in [0, 1], got 1.5"),
        ("floor", 0.0, "floor must be positive and finite, got 0.0"),
        ("bound", math.nan, "bound must be positive and finite, got nan"),
    ],
)
def test_a_controller_out_of_range_is_refused(field: str, value: float, message: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        replace(FEE_ALONE, **{field: value})
    assert str(caught.value) == message


def test_a_load_of_nothing_and_a_demand_that_does_not_answer_are_refused() -> None:
    with pytest.raises(
        InvalidParameter, match=r"^elasticity must be positive and finite, got 0\.0$"
    ):
        respond(FEE_ALONE, 0.0, 2.0, 1)
    with pytest.raises(InvalidParameter, match=r"^step must be positive and finite, got -1\.0$"):
        respond(FEE_ALONE, 1.0, -1.0, 1)
