"""Beacons: the same outputs for everybody, whoever of the holders makes them."""

from hybridstake.models.cryptography.bls import key_generation
from hybridstake.models.cryptography.threshold import Shares, deal
from hybridstake.models.protocol.signed.beacons import key_beacon, threshold_beacon

SHARES = deal(key_generation(bytes(32)), 3, 5, b"dealer")


def test_a_key_makes_another_output_at_each_height_and_for_each_chain() -> None:
    first = key_beacon(bytes(32), "chain")
    found = {
        first(0),
        first(1),
        key_beacon(bytes(32), "fork")(0),
        key_beacon(b"1" * 32, "chain")(0),
    }
    assert len(found) == 4
    assert key_beacon(bytes(32), "chain")(1) == first(1)


def test_a_beacon_is_its_shares_whoever_of_them_signs() -> None:
    """Outputs differ by height and chain; without the first two holders they stay."""
    late = Shares(
        {holder: SHARES.secrets[holder] for holder in (3, 4, 5)},
        SHARES.publics,
        SHARES.public,
        3,
    )
    first, last = threshold_beacon(SHARES, "chain"), threshold_beacon(late, "chain")
    assert first(4) == last(4)
    assert len({first(4), first(5), threshold_beacon(SHARES, "fork")(4)}) == 3
