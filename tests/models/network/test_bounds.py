"""Time to finality by part: the plan's three modes by hand, and what binds each."""

import pytest
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.network.bounds import (
    Load,
    checking_seconds,
    finality_parts,
    relays,
    sending_seconds,
)
from hybridstake.models.network.latency import finality_bound
from hybridstake.models.network.throughput import Capacity, Dissemination
from hybridstake.models.network.verification import TRANSACTION_SECONDS, cores_needed

FAST = Load(validators=21, throughput=50_000, block_seconds=0.1)
BALANCED = Load(validators=100, throughput=20_000, block_seconds=0.5)
SECURE = Load(validators=1_000, throughput=10_000, block_seconds=2)

SENDING = {
    Dissemination.STAR: (0.2, 1.98, 39.96),
    Dissemination.GOSSIP: (0.16, 0.48, 1.28),
    Dissemination.CODED: (0.02, 0.04, 0.08),
    Dissemination.SHARED: (0.0064, 0.06336, 1.27872),
}
"""By hand, at 1 Gbit/s with 250 B each: blocks of 1.25, 2.5 and 5 MB, or 8 B names of 5,000, 10,000 and
20,000 transactions; 20, 99 and 999 copies, 8 copies in 2, 3 and 4 hops, or 2 [s]."""


@pytest.mark.parametrize("dissemination", Dissemination)
def test_a_block_is_sent_as_long_as_by_hand(dissemination: Dissemination) -> None:
    capacity = Capacity(dissemination=dissemination)
    faster = Capacity(dissemination=dissemination, bandwidth=1e10)
    for load, seconds in zip((FAST, BALANCED, SECURE), SENDING[dissemination], strict=True):
        assert sending_seconds(capacity, load) == pytest.approx(seconds, rel=1e-12)
        assert sending_seconds(faster, load) == pytest.approx(seconds / 10, rel=1e-12)


@pytest.mark.parametrize(
    ("dissemination", "later"), [("star", 0), ("gossip", 1), ("coded", 1), ("shared", 0)]
)
def test_who_passes_on_a_block_adds_a_delay(dissemination: str, later: int) -> None:
    capacity = Capacity(dissemination=Dissemination(dissemination))
    assert relays(capacity, 21) == later
    assert relays(capacity, 1) == 0
    parts = finality_parts(capacity, FAST, 3, 0.1, 15)
    assert parts.messages == pytest.approx(0.1 * (3 + later))


@pytest.mark.parametrize(
    ("voters", "one_by_one", "aggregated"),
    [(15, 17.5, 1.2), (67, 78, 1.4), (667, 777, 3.0)],
)
def test_votes_are_checked_as_long_as_by_hand(
    voters: int, one_by_one: float, aggregated: float
) -> None:
    """1.165 ms each, or once and 2.8 us for each, for two thirds of 21, 100 and 1,000 as measured."""
    milliseconds = [1_000 * checking_seconds(voters, aggregated=each) for each in (False, True)]
    assert milliseconds == [
        pytest.approx(one_by_one, abs=0.06),
        pytest.approx(aggregated, abs=0.06),
    ]


def test_the_plans_transactions_keep_as_many_cores_busy_as_by_hand() -> None:
    """50,000, 20,000 and 10,000 Ed25519 signatures a second at 55.1 us."""
    found = [
        cores_needed(load.throughput, TRANSACTION_SECONDS) for load in (FAST, BALANCED, SECURE)
    ]
    assert found == pytest.approx([2.755, 1.102, 0.551])


def test_parts_add_up_to_the_bound_and_the_longest_binds() -> None:
    star = finality_parts(Capacity(dissemination=Dissemination.STAR), FAST, 3, 0.05, 15)
    assert star.seconds == pytest.approx(
        finality_bound(0.2, 3, 0.05, checking_seconds(15, aggregated=True))
    )
    assert star.binding == "sending"
    coded = finality_parts(Capacity(), FAST, 3, 0.05, 15)
    assert coded.binding == "messages"
    near = finality_parts(Capacity(), SECURE, 3, 0.0005, 667, aggregated=False)
    assert near.binding == "checking"
    assert near.checking == pytest.approx(2 * 0.777, abs=0.001)


def test_a_load_must_be_one() -> None:
    with pytest.raises(InvalidParameter, match="validators must be at least 1, got 0"):
        Load(validators=0, throughput=1, block_seconds=1)
    with pytest.raises(InvalidParameter, match="block_seconds must be"):
        Load(validators=1, throughput=1, block_seconds=0)
