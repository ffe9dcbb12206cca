"""Message delays: the bounds by hand, whole numbers beside solved ones, and rounds that reach them."""

from fractions import Fraction
from math import floor

import numpy as np
import pytest
from hybridstake.models.network.latency import (
    CHAINED_DELAYS,
    SEQUENTIAL_DELAYS,
    byzantine_of_one_phase,
    byzantine_of_three_delays,
    byzantine_of_two_delays,
    finality_bound,
    keeps_pace,
    largest_delay,
    mean_silent_proposers,
    mean_timeout_seconds,
    one_phase_suffices,
    paced_finality,
    three_delays_suffice,
    two_delays_suffice,
)
from hybridstake.models.network.rounds import Pace, all_to_all, chained
from hybridstake.models.network.votes import TWO_DELAYS, equals, of_two_delays
from hybridstake.models.protocol.quorums import Quorum, least_count
from hypothesis import given
from hypothesis import strategies as st

FRACTIONS = st.fractions(Fraction(1, 100), 10, max_denominator=100)
TWO_THIRDS = Quorum(Fraction(2, 3), None, strict=True)


@given(validators=st.integers(1, 3_000), byzantine=st.integers(1, 1_000))
def test_the_most_byzantine_are_those_with_which_the_delays_suffice(
    validators: int, byzantine: int
) -> None:
    three, two = byzantine_of_three_delays(validators), byzantine_of_two_delays(validators)
    assert three_delays_suffice(validators, byzantine) == (byzantine <= three)
    assert two_delays_suffice(validators, byzantine) == (byzantine <= two)


@pytest.mark.parametrize("byzantine", [1, 2, 6, 333])
def test_one_validator_fewer_is_too_few(byzantine: int) -> None:
    for suffice, least in (
        (three_delays_suffice, 3 * byzantine + 1),
        (two_delays_suffice, 5 * byzantine - 1),
    ):
        assert suffice(least, byzantine)
        assert not suffice(least - 1, byzantine)


def test_of_21_validators_two_delays_stand_four_byzantine_and_three_delays_six() -> None:
    assert (byzantine_of_two_delays(21) // 1, byzantine_of_three_delays(21) // 1) == (4, 6)
    assert [n for n in range(4, 100) if two_delays_suffice(n, (n - 1) // 3)] == [4, 5, 6, 9]


@given(byzantine=st.integers(1, 300), more=st.integers(0, 4))
def test_four_fifths_are_all_but_the_byzantine_from_five_times_as_many_on(
    byzantine: int, more: int
) -> None:
    """n - f of 5f to 5f + 4; of 5f - 1, where two delays would still do, it is one vote more."""
    validators = 5 * byzantine + more
    assert least_count(TWO_DELAYS, validators, strict=False) == validators - byzantine
    fewest = 5 * byzantine - 1
    assert two_delays_suffice(fewest, byzantine)
    assert least_count(TWO_DELAYS, fewest, strict=False) == fewest - byzantine + 1


@pytest.mark.parametrize("validators", [4, 5, 9, 14, 19, 20, 21, 100, 999, 1_000])
def test_our_certificates_of_one_phase_are_all_but_the_byzantine_that_they_stand(
    validators: int,
) -> None:
    """Of 9, 14 and 19 they stand one fewer than two delays do in any protocol."""
    byzantine = floor(byzantine_of_one_phase(validators))
    needed = equals(validators, of_two_delays(TWO_THIRDS)).votes_needed()
    assert needed == validators - byzantine
    assert one_phase_suffices(validators, byzantine)
    assert not one_phase_suffices(validators, byzantine + 1)
    least = validators % 5 == 4
    assert floor(byzantine_of_two_delays(validators)) == byzantine + least


@given(
    sending=FRACTIONS, target=FRACTIONS, checking=FRACTIONS, delays=st.sampled_from((2, 3, 5, 7))
)
def test_with_the_largest_delay_a_promise_is_just_kept(
    sending: Fraction, target: Fraction, checking: Fraction, delays: int
) -> None:
    overhead = finality_bound(sending, delays, Fraction(0), checking)
    delay = largest_delay(target, overhead, delays)
    assert finality_bound(sending, delays, delay, checking) == target


def test_fast_finality_of_200_ms_asks_for_messages_within_67_ms_in_three_delays() -> None:
    """200 / 3 = 66.7; less 20 ms of sending and 2 * 1.2 of checking, 177.6 / 3 = 59.2."""
    assert largest_delay(200.0, 0.0, 3) == pytest.approx(66.667, abs=0.001)
    assert largest_delay(200.0, 20 + 2 * 1.2, 3) == pytest.approx(59.2)


def test_blocks_of_100_ms_ask_for_33_ms_one_by_one_and_for_50_ms_in_a_chain() -> None:
    for delays, longest in ((SEQUENTIAL_DELAYS, Fraction(100, 3)), (CHAINED_DELAYS, 50)):
        assert keeps_pace(100, delays, longest)
        assert not keeps_pace(100, delays, longest + Fraction(1, 1000))


@pytest.mark.parametrize("certificates", [2, 3, 4])
def test_a_chain_at_its_fastest_pace_takes_as_long_as_its_rounds(certificates: int) -> None:
    """On equal links: 2 c + 1 delays of 10 ms."""
    delays = np.where(np.eye(7, dtype=bool), 0.0, 10.0)[None]
    proposers = np.arange(certificates + 1)[None]
    times = chained(delays, proposers, equals(7, TWO_THIRDS), 2 * certificates + 1)
    pace = CHAINED_DELAYS * 10.0
    assert keeps_pace(pace, CHAINED_DELAYS, 10.0)
    assert paced_finality(certificates, pace, 10.0) == times.max()


@pytest.mark.parametrize("certificates", [2, 3])
@pytest.mark.parametrize("interval", [20.0, 25.0, 100.0])
def test_a_paced_chain_takes_its_intervals_and_a_message(
    certificates: int, interval: float
) -> None:
    """On equal links, at any pace that they keep; who collects the last votes has them sooner."""
    delays = np.where(np.eye(7, dtype=bool), 0.0, 10.0)[None]
    proposers = np.arange(certificates + 1)[None]
    electorate, hops = equals(7, TWO_THIRDS), 2 * certificates + 1
    times = chained(delays, proposers, electorate, hops, Pace(interval_ms=interval))[0]
    assert times.max() == paced_finality(certificates, interval, 10.0)
    assert times[certificates] == (certificates - 1) * interval + 20.0


def test_a_paced_chain_needs_more_than_its_blocks() -> None:
    """Balanced by hand: two certificates every 0.5 s and 0.1 s on the way are 1.1 s, not 1 s."""
    assert paced_finality(2, Fraction("0.5"), Fraction("0.1")) == Fraction("1.1")
    assert paced_finality(3, Fraction("0.5"), Fraction("0.1")) == Fraction("1.6")


def test_rounds_take_the_bound_on_equal_links() -> None:
    delays = np.where(np.eye(7, dtype=bool), 0.0, 10.0)[None]
    for message_delays in (2, 3):
        times = all_to_all(delays, np.array([0]), equals(7, TWO_THIRDS), message_delays)
        assert times.max() == finality_bound(0, message_delays, 10.0, 0)


@pytest.mark.parametrize(("offline", "extra"), [(0.1, 33.3), (0.3, 128.6)])
def test_silent_proposers_cost_as_much_as_by_hand(offline: float, extra: float) -> None:
    """At waits of 300 ms: x / (1 - x), which is the sum of k x^k (1 - x) over all k."""
    assert mean_timeout_seconds(offline, 300) == pytest.approx(extra, abs=0.05)
    series = sum(k * offline**k * (1 - offline) for k in range(200))
    assert mean_silent_proposers(offline) == pytest.approx(series, rel=1e-12)
