"""What lines and cores carry: by hand, and the resource that binds."""

import pytest
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.network.throughput import (
    Capacity,
    Dissemination,
    binding_resource,
    dissemination_named,
    round_bound,
    throughputs,
    with_voting,
)


@pytest.mark.parametrize(
    ("dissemination", "tps"),
    [("star", 25_000), ("gossip", 62_500), ("coded", 250_000), ("shared", 525_000)],
)
def test_a_gigabit_carries_as_many_transactions_as_by_hand(dissemination: str, tps: float) -> None:
    """Of 250 bytes, among 21: 10^9 bits over 8 * 250 bits times the copies."""
    capacity = Capacity(dissemination=dissemination_named(dissemination))
    assert throughputs(capacity, 21, 0.1)["upload"] == pytest.approx(tps)


def test_in_a_star_of_a_thousand_the_proposers_line_binds() -> None:
    found = throughputs(Capacity(dissemination=Dissemination.STAR), 1_000, 2)
    assert binding_resource(found) == "upload"
    assert found["upload"] == pytest.approx(500.5, abs=0.01)


def test_one_validator_has_nobody_to_send_to() -> None:
    assert binding_resource(throughputs(Capacity(dissemination=Dissemination.STAR), 1, 2)) == (
        "signatures"
    )


@pytest.mark.parametrize(("message_delays", "phases"), [(2, 1), (3, 2), (5, 2), (7, 3)])
def test_votes_of_every_phase_take_their_time_of_the_cores(
    message_delays: int, phases: int
) -> None:
    """Of 1,000: 1.165 ms and 1,000 times 0.77 + 2.03 µs each phase, of 4 s every second of blocks."""
    each = 1.165e-3 + 1_000 * (0.77e-6 + 2.03e-6)
    found = throughputs(Capacity(), 1_000, 0.1, message_delays)["signatures"]
    assert found == pytest.approx((4 - phases * each / 0.1) / 55.1e-6)


def test_voting_binds_where_a_round_takes_longer_than_the_interval() -> None:
    """By hand: 100 ms, three messages of 50 ms and two checks of 5; in a chain two messages and one."""
    others = {"upload": 500.0, "execution": 320.0}
    one_by_one, chain = (round_bound(each, delay=0.05, checking=0.005) for each in (3, 5))
    assert (one_by_one, chain) == (pytest.approx(0.16), pytest.approx(0.105))
    found = with_voting(others, 0.1, one_by_one)
    assert binding_resource(found) == "voting"
    assert found["voting"] == pytest.approx(200)
    assert binding_resource(with_voting(others, 0.2, one_by_one)) == "execution"


def test_a_capacity_must_be_one() -> None:
    with pytest.raises(InvalidParameter, match="bandwidth must be"):
        Capacity(bandwidth=0)
    with pytest.raises(InvalidParameter, match=r"expansion must be at least 1, got 0\.5"):
        Capacity(expansion=0.5)
    with pytest.raises(InvalidParameter, match="dissemination must be star, gossip, coded, shared"):
        dissemination_named("pigeon")
