"""The least time to finality."""

from fractions import Fraction

from hybridstake.experiments.parameter_files import load
from hybridstake.models.protocol.finality import finality_floor
from hypothesis import given
from hypothesis import strategies as st

seconds = st.fractions(0, 100, max_denominator=1_000)
counts = st.integers(0, 50)


def test_three_delays_of_the_plan_are_300_ms() -> None:
    """3 · 0.1 s = 0.3 s; the plan promises 0.2 s."""
    plan = load("plan")
    floor = finality_floor(plan.network.message_delays, Fraction("0.1"))
    assert floor == Fraction("0.3") > plan.fast.finality_seconds


@given(counts, counts, seconds)
def test_messages_in_a_row_add_up(first: int, second: int, delay: Fraction) -> None:
    together = finality_floor(first, delay) + finality_floor(second, delay)
    assert finality_floor(first + second, delay) == together
