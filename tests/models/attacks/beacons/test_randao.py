"""Biased beacons: laws of the question, refusals; published shares are tests of `experiments`."""

import math
from typing import Any

import numpy as np
import pytest
from hybridstake.models.attacks.assess import Precision, assess
from hybridstake.models.attacks.beacons.choices import Beacon
from hybridstake.models.attacks.beacons.comparison import beacon_shares
from hybridstake.models.attacks.beacons.last_slot import last_slot_share
from hybridstake.models.attacks.beacons.randao import Randao
from hybridstake.models.attacks.choices import Method
from hybridstake.models.errors import InvalidParameter
from hypothesis import given, settings
from hypothesis import strategies as st


def share_of(beacon: Beacon = Beacon.RANDAO, **arguments: Any) -> float:
    return Randao(beacon=beacon, **arguments).exact().probability


@pytest.mark.parametrize("share", [0.05, 0.15, 0.3, 0.45])
def test_the_last_slot_alone_gains_less_than_the_optimum_and_more_than_nothing(
    share: float,
) -> None:
    assert share < last_slot_share(share, 32) < share_of(share=share)


def test_a_committee_of_two_keys_by_hand() -> None:
    """a = 1/2, one key of two is enough: control 3/4, share 1/2 + 1/2 * 3/4."""
    question = Randao(share=0.5, slots=2, beacon=Beacon.THRESHOLD)
    assert question.keys_needed == 1
    assert question.exact().probability == 0.875


def test_thresholds_are_read_as_written() -> None:
    """0.1 as a float is above a tenth; one key of ten is a tenth."""
    assert Randao(share=0.5, slots=10, threshold=0.1).keys_needed == 1
    assert Randao(share=0.5, slots=33, threshold=2 / 3).keys_needed == 22


@settings(max_examples=40)
@given(share=st.floats(0, 1), slots=st.integers(1, 40))
def test_a_lottery_by_own_keys_is_never_biased(share: float, slots: int) -> None:
    question = Randao(share=share, slots=slots, beacon=Beacon.VRF)
    assert question.exact().probability == share
    assert question.details()["gain"] == 0
    second = question.second_exact()
    assert second is not None
    assert second.agrees_with(question.exact())


@settings(max_examples=40)
@given(
    share=st.floats(0, 1),
    slots=st.integers(1, 20),
    beacon=st.sampled_from(Beacon),
    threshold=st.floats(0.01, 1),
)
def test_both_exact_ways_agree_and_lie_between_honesty_and_the_bound(
    share: float, slots: int, beacon: Beacon, threshold: float
) -> None:
    question = Randao(share=share, slots=slots, beacon=beacon, threshold=threshold)
    found, second = question.exact(), question.second_exact()
    assert second is not None
    assert found.agrees_with(second)
    assert found.probability >= share * (1 - 1e-12)
    assert found.agrees_with(question.bound())


def test_more_to_lose_and_less_to_choose_from_gain_less() -> None:
    forfeits = [share_of(share=0.3, slots=16, forfeit=forfeit) for forfeit in (1, 2, 3)]
    assert forfeits == sorted(forfeits, reverse=True)
    assert forfeits[0] > forfeits[2] > 0.3
    found = beacon_shares(0.3, 32, threshold=0.9)
    assert list(found) == list(Beacon)
    assert found[Beacon.COMMIT_REVEAL] > found[Beacon.RANDAO] + 0.1
    assert found[Beacon.RANDAO] > found[Beacon.VRF] == 0.3
    assert found[Beacon.THRESHOLD] == pytest.approx(0.3, abs=1e-9)


@pytest.mark.parametrize("beacon", Beacon)
def test_larger_shares_propose_more(beacon: Beacon) -> None:
    shares = [share_of(beacon, share=share / 20, slots=12) for share in range(21)]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)


@pytest.mark.parametrize("beacon", Beacon)
@pytest.mark.parametrize("share", [0.1, 0.45])
def test_a_sample_is_a_witness(beacon: Beacon, share: float) -> None:
    question = Randao(share=share, slots=16, beacon=beacon)
    precision = Precision(relative_error=0.05, largest_trials=131_072)
    answer = assess(question, Method.MONTE_CARLO, np.random.default_rng, precision)
    assert answer.agrees
    assert answer.estimate.trials == 131_072
    width = answer.estimate.upper - answer.estimate.lower
    assert 0 < width < 0.02
    assert [each.method for each in answer.agreement] == ["exact", "bound"]


@pytest.mark.parametrize("share", [0.0, 5e-324, 1e-300, 1 - 2**-53, 1.0])
@pytest.mark.parametrize("slots", [1, 32])
@pytest.mark.parametrize("beacon", Beacon)
def test_extreme_shares_have_two_answers(beacon: Beacon, slots: int, share: float) -> None:
    question = Randao(share=share, slots=slots, beacon=beacon)
    answer = assess(question, Method.EXACT, np.random.default_rng, Precision())
    assert answer.agrees
    assert len(answer.agreement) == 2
    assert all(
        math.isfinite(value) for value in question.details().values() if isinstance(value, float)
    )


def test_a_majority_has_so_many_choices_that_a_bracket_is_its_witness() -> None:
    question = Randao(share=0.999, slots=32)
    assert question.is_sampled
    assert not question.is_quickly_sampled
    answer = assess(question, Method.AUTO, np.random.default_rng, Precision())
    assert [each.method for each in answer.agreement] == ["bracket", "bound"]
    assert answer.agrees


def test_an_epoch_that_may_forfeit_more_than_it_has_is_not_sampled() -> None:
    assert not Randao(share=0.3, forfeit=2).is_sampled
    assert Randao(share=0.3, forfeit=2, beacon=Beacon.VRF).is_sampled
    assert "last_slot_share" not in Randao(share=0.3, forfeit=2).details()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"share": -0.1}, "share must lie in [0, 1], got -0.1"),
        ({"share": math.nan}, "share must lie in [0, 1], got nan"),
        ({"share": math.inf}, "share must lie in [0, 1], got inf"),
        ({"slots": 0}, "slots must lie in [1, 128], got 0"),
        ({"slots": 129}, "slots must lie in [1, 128], got 129"),
        ({"slots": 32.0}, "slots must be an int, got 32.0"),
        ({"slots": True}, "slots must be an int, got True"),
        ({"beacon": "vdf"}, "beacon must be a Beacon, got 'vdf'"),
        ({"threshold": 0.0}, "threshold must lie in (0, 1], got 0.0"),
        ({"threshold": math.nan}, "threshold must lie in (0, 1], got nan"),
        ({"forfeit": 0}, "forfeit must lie in [1, 5], got 0"),
        ({"forfeit": 6}, "forfeit must lie in [1, 5], got 6"),
    ],
)
def test_impossible_beacons_are_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidParameter) as refusal:
        Randao(**({"share": 0.3, "slots": 32} | changes))
    assert str(refusal.value) == message
