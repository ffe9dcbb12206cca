"""What one seed brings: laws of an epoch."""

import numpy as np
import pytest
from hybridstake.models.attacks.beacons.epochs import binomial_masses, simultaneous_law, tail_law


@pytest.mark.parametrize("law_of", [tail_law, simultaneous_law])
@pytest.mark.parametrize("share", [0.0, 1e-9, 0.3, 0.9, 1.0])
def test_an_epoch_is_certain_and_brings_its_share(law_of, share: float) -> None:
    masses = law_of(share, 32, 1).masses
    owned = np.add.outer(np.arange(33), np.arange(33))
    assert masses.sum() == pytest.approx(1.0, rel=1e-14)
    assert (masses * owned).sum() == pytest.approx(32 * share, rel=1e-13, abs=0)


def test_tails_of_three_slots_by_hand() -> None:
    """a = 1/2, eight epochs alike, the last letter the last slot: HHH, AHH, HAH, AAH have no tail and
    0, 1, 1, 2 slots; HHA, AHA a tail of one and 0, 1 before; HAA a tail of two; AAA of three."""
    expected = np.array([[1, 2, 1, 0], [1, 1, 0, 0], [1, 0, 0, 0], [1, 0, 0, 0]]) / 8
    assert np.array_equal(tail_law(0.5, 3, 1).masses, expected)


def test_binomial_masses_are_those_of_every_length() -> None:
    assert binomial_masses(0.25, 2).tolist() == [
        [1.0, 0.0, 0.0],
        [0.75, 0.25, 0.0],
        [0.5625, 0.375, 0.0625],
    ]
