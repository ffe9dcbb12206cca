"""Pay of an epoch in a cartel: turn by turn, transaction by transaction, and who pays for it."""

import pytest
from hybridstake.models.economics.collusion.payoffs import (
    cheap_proposer,
    dear_proposer,
    stealing_deviator,
)
from hybridstake.models.economics.collusion.stage import (
    censoring,
    equivocating,
    fee_fixing,
    stealing,
)
from hypothesis import given
from hypothesis import strategies as st

A_FLOAT = 1e-9
pools = st.floats(1.0, 1e6)
parts = st.floats(0.0, 1.0)


@st.composite
def cartels(draw: st.DrawFn) -> tuple[int, int]:
    """Seats, and how many of them collude."""
    seats = draw(st.integers(2, 40))
    return seats, draw(st.integers(1, seats))


def by_turns(pool: float, seats: int, members: int, tip: float) -> float:
    """Pay of member 0, who includes the outsiders in its own turns."""
    total = 0.0
    for proposer in range(members):
        block = pool / members
        included = seats if proposer == 0 else members
        total += block / included
        if proposer == 0:
            total += (seats - members) * tip * block / seats
    return total


@given(pool=pools, cartel=cartels(), tip=parts)
def test_a_cheat_on_thieves_earns_what_its_turns_bring(
    pool: float, cartel: tuple[int, int], tip: float
) -> None:
    seats, members = cartel
    found = stealing_deviator(pool, seats, members, tip)
    assert found == pytest.approx(by_turns(pool, seats, members, tip), rel=A_FLOAT)


@given(pool=pools, cartel=cartels(), tip=parts)
def test_theft_only_moves_the_pool_and_selling_inclusion_pays_above_a_members_part(
    pool: float, cartel: tuple[int, int], tip: float
) -> None:
    seats, members = cartel
    stage = stealing(pool, seats, members, tip)
    paid = members * stage.member + (seats - members) * stage.outsider
    assert paid == pytest.approx(pool, rel=A_FLOAT)
    assert stage.honest * seats == pytest.approx(pool, rel=A_FLOAT)
    if members < seats and abs(tip * members - 1) > 1e-6:
        assert (stage.deviator > stage.member) == (tip * members > 1)


def test_fourteen_thieves_of_twenty_one_get_half_as_much_again() -> None:
    """21/14 of a seat's pay; a cheat adds 7 · 6 / 196 with tips of one half."""
    stage = stealing(21.0, 21, 14, 0.5)
    assert (stage.member, stage.outsider, stage.honest) == (1.5, 0.0, 1.0)
    assert stage.deviator == pytest.approx(1.5 + 42 / 196, rel=A_FLOAT)


@given(pool=pools, cartel=cartels(), bribe=pools, fees=pools)
def test_who_pays_a_censoring_cartel_is_the_briber_and_who_pays_a_cheat_are_the_censored(
    pool: float, cartel: tuple[int, int], bribe: float, fees: float
) -> None:
    seats, members = cartel
    stage = censoring(pool, seats, members, bribe, fees)
    paid = members * stage.member + (seats - members) * stage.outsider
    assert paid == pytest.approx(pool + bribe, rel=A_FLOAT)
    assert stage.deviator + (seats - 1) * stage.honest == pytest.approx(pool + fees, rel=A_FLOAT)


@given(pool=pools, cartel=cartels(), prize=pools)
def test_a_double_spend_is_shared_and_a_cheat_keeps_its_part(
    pool: float, cartel: tuple[int, int], prize: float
) -> None:
    seats, members = cartel
    stage = equivocating(pool, seats, members, prize)
    gained = members * (stage.member - stage.honest)
    assert gained == pytest.approx(prize, rel=1e-6, abs=1e-9 * pool)
    assert stage.deviator == stage.member
    assert stage.outsider == stage.honest


@given(fees=pools, waiting=parts, proposers=st.integers(1, 40), data=st.data())
def test_all_fees_are_paid_to_somebody(
    fees: float, waiting: float, proposers: int, data: st.DataObject
) -> None:
    """The hasty pay in everybody's turns alike, and the others to the cheap in equal parts."""
    cheap = data.draw(st.integers(1, proposers))
    dear = dear_proposer(fees, waiting, proposers)
    low = cheap_proposer(fees, waiting, proposers, cheap)
    assert cheap * low + (proposers - cheap) * dear == pytest.approx(fees, rel=A_FLOAT)
    assert low >= dear * (1 - A_FLOAT)


def test_without_outsiders_nobody_waits_in_vain_and_with_them_they_sell_to_who_waits() -> None:
    """Ten seats, fees of 100, half wait: 10 each if all collude; 5 to each of eight if two do not, and
    30 to each of these; a third who joins them gets 5 + 50 / 3."""
    everybody = fee_fixing(50.0, 10, 10, 100.0, 20.0, 0.5)
    assert (everybody.member, everybody.honest) == (5.0 + 10.0, 5.0 + 2.0)
    assert everybody.deviator == pytest.approx(5 + 5 + 50, rel=A_FLOAT)
    most = fee_fixing(50.0, 10, 8, 100.0, 20.0, 0.5)
    assert (most.member, most.outsider) == (5.0 + 5.0, 5.0 + 30.0)
    assert most.deviator == pytest.approx(5 + 5 + 50 / 3, rel=A_FLOAT)
