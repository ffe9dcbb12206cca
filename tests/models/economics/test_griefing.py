"""Griefing factors: by hand, against a simulated epoch, and the plan's."""

import pytest
from hybridstake.models.economics.griefing import (
    censored_votes_imposed,
    censored_votes_own_loss,
    griefing_factor,
    halt_imposed,
    halt_own_loss,
    silent_bystanders_gain,
)
from hypothesis import given
from hypothesis import strategies as st

A_FLOAT = 1e-9


@given(
    pool=st.floats(1, 1e6), seats=st.integers(2, 50), data=st.data(), bond=st.floats(0, 1e6),
    rate=st.floats(0, 1),
)  # fmt: skip
def test_a_halt_costs_everybody_what_an_epoch_pays_and_the_silent_their_slash(
    pool: float, seats: int, data: st.DataObject, bond: float, rate: float
) -> None:
    """Seat by seat: nobody is paid, and those who keep silent are slashed."""
    silent = data.draw(st.integers(1, seats))
    usual = [pool / seats] * seats
    lost_by_others = sum(usual[silent:])
    lost_by_silent = sum(usual[:silent]) + silent * bond * rate
    assert halt_imposed(pool, seats, silent) == pytest.approx(lost_by_others, rel=A_FLOAT)
    assert halt_own_loss(pool, seats, silent, bond, rate) == pytest.approx(
        lost_by_silent, rel=A_FLOAT
    )
    everybody = pool + silent * bond * rate
    assert lost_by_others + lost_by_silent == pytest.approx(everybody, rel=A_FLOAT)


def test_without_a_slash_a_halt_griefs_by_the_ratio_of_heads() -> None:
    """8 of 21 harm 13: 1.625; with a slash as large as an epoch's reward, half of that."""
    imposed = halt_imposed(210.0, 21, 8)
    assert griefing_factor(imposed, halt_own_loss(210.0, 21, 8, 0.0, 0.05)) == 13 / 8
    assert griefing_factor(imposed, halt_own_loss(210.0, 21, 8, 200.0, 0.05)) == 13 / 16


@given(
    pool=st.floats(1, 1e6), seats=st.integers(2, 50), data=st.data(), detection=st.floats(0, 1),
    loss=st.floats(0, 1e6),
)  # fmt: skip
def test_censors_gain_what_the_censored_lose_and_pay_when_found_out(
    pool: float, seats: int, data: st.DataObject, detection: float, loss: float
) -> None:
    censored = data.draw(st.integers(1, seats - 1))
    censors = seats - censored
    before, after = pool / seats * censors, pool / censors * censors
    expected = detection * loss * censors - (after - before)
    found = censored_votes_own_loss(pool, seats, censored, detection, loss)
    assert found == pytest.approx(expected, rel=1e-6, abs=1e-6)


def test_the_censored_are_punished_as_if_they_had_been_silent() -> None:
    """Two of 21 lose 10 of reward and 5 of bond each; without a slash only the reward moves."""
    assert censored_votes_imposed(210.0, 21, 2, 100.0, 0.05) == 30.0
    unwatched = censored_votes_own_loss(210.0, 21, 2, 0.0, 1e9)
    assert unwatched == -censored_votes_imposed(210.0, 21, 2, 100.0, 0.0)


@given(pool=st.floats(1, 1e6), seats=st.integers(2, 50), data=st.data())
def test_too_few_silent_enrich_the_others_by_what_they_forgo(
    pool: float, seats: int, data: st.DataObject
) -> None:
    silent = data.draw(st.integers(1, seats - 1))
    gain = silent_bystanders_gain(pool, seats, silent)
    others = seats - silent
    assert gain * others == pytest.approx(pool / seats * silent, rel=A_FLOAT)
    assert gain == pytest.approx(pool / others - pool / seats, rel=1e-6, abs=1e-9)
