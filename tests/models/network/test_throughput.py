"""What lines and cores carry: by hand, and the resource that binds."""

import pytest
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.network.throughput import (
    Capacity,
    Dissemination,
    binding_resource,
    dissemination_named,
    throughputs,
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


def test_a_capacity_must_be_one() -> None:
    with pytest.raises(InvalidParameter, match="bandwidth must be"):
        Capacity(bandwidth=0)
    with pytest.raises(InvalidParameter, match=r"expansion must be at least 1, got 0\.5"):
        Capacity(expansion=0.5)
    with pytest.raises(InvalidParameter, match="dissemination must be star, gossip, coded, shared"):
        dissemination_named("pigeon")
