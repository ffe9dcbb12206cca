"""What it costs to bring a block to everybody: hops, copies and upload by hand, and solved both ways."""

from fractions import Fraction

import pytest
from hybridstake.models.network.dissemination import (
    copies_of_gossip,
    copies_of_star,
    gossip_hops,
    largest_throughput,
    upload_needed,
)
from hypothesis import given
from hypothesis import strategies as st

POSITIVE = st.fractions(Fraction(1, 100), 10_000, max_denominator=100)


@given(validators=st.integers(1, 100_000), fan_out=st.integers(2, 40))
def test_gossip_reaches_all_after_its_hops_and_not_before(validators: int, fan_out: int) -> None:
    hops = gossip_hops(validators, fan_out)
    assert fan_out**hops >= validators
    assert hops == 0 or fan_out ** (hops - 1) < validators


def test_with_one_neighbour_each_gossip_is_a_chain() -> None:
    assert gossip_hops(21, 1) == 20
    assert gossip_hops(1, 1) == gossip_hops(1, 8) == 0


@given(bandwidth=POSITIVE, each=POSITIVE, copies=POSITIVE)
def test_the_largest_throughput_needs_the_whole_line(
    bandwidth: Fraction, each: Fraction, copies: Fraction
) -> None:
    assert upload_needed(largest_throughput(bandwidth, each, copies), each, copies) == bandwidth


@pytest.mark.parametrize(
    ("tps", "validators", "gigabits"),
    [(50_000, 21, 2.0), (20_000, 100, 3.96), (10_000, 1_000, 19.98)],
)
def test_a_star_asks_for_as_many_gigabits_as_by_hand(
    tps: float, validators: int, gigabits: float
) -> None:
    """50,000 * 250 B * 8 * 20 = 2 Gbit/s, and so for the plan's other two modes."""
    needed = upload_needed(tps, 250, copies_of_star(validators))
    assert needed == pytest.approx(gigabits * 1e9, rel=1e-12)


def test_nobody_passes_on_to_more_than_there_are() -> None:
    assert [copies_of_gossip(n, 8) for n in (1, 2, 8, 9, 10)] == [0, 1, 7, 8, 8]
