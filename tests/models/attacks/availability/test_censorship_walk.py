"""The chain of slots against orders written out, and its ways of counting against each other."""

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
from hybridstake.models.attacks.availability.censorship_turns import Turn, Turns
from hybridstake.models.attacks.availability.censorship_walk import (
    backward_log_survival,
    draw_waiting,
    log_survivals,
    survival_fraction,
)

HALF = Fraction(1, 2)
ROTATING = Turn(censoring=Fraction(1, 3), rotates=True, blocked=True)
BLOCKED = Turn(censoring=Fraction(1, 5), rotates=False, blocked=True)
OPEN = Turn(censoring=HALF, rotates=False, blocked=False)


def turns(*walk: Turn, silent: bool = False) -> Turns:
    return Turns(walk=walk, authorities=3, censors=1, silent=silent)


WALKS = pytest.mark.parametrize(
    "chain",
    [
        turns(ROTATING, OPEN),
        turns(ROTATING, OPEN, silent=True),
        turns(ROTATING, BLOCKED, OPEN),
        turns(BLOCKED, ROTATING, OPEN, BLOCKED),
        turns(OPEN, ROTATING, BLOCKED, silent=True),
        turns(ROTATING, ROTATING, ROTATING, OPEN),
    ],
)


def written_out(chain: Turns, slots: int) -> Fraction:
    """Every order of the authorities in every cycle, every draw of every slot."""
    cycles = range(slots // 3 + 1)
    orders = [*itertools.permutations((True, False, False))]
    every = Fraction(0)
    for chosen in itertools.product(orders, repeat=len(cycles)):
        seats = [seat for order in chosen for seat in order]
        every += waiting(chain, slots, 0, seats)
    return every / len(orders) ** len(cycles)


def waiting(chain: Turns, slots: int, place: int, seats: list[bool]) -> Fraction:
    """Chance to wait for so many slots more where the order of authorities is known."""
    if slots == 0:
        return Fraction(1)
    turn = chain.walk[place]
    left = seats[1:] if turn.rotates else seats
    chance = Fraction(seats[0]) if turn.rotates else turn.censoring
    after = (place + 1) % len(chain.walk)
    found = chance * waiting(chain, slots - 1, after if chain.silent else 0, left)
    if turn.blocked:
        found += (1 - chance) * waiting(chain, slots - 1, after, left)
    return found


@WALKS
def test_fractions_are_those_of_all_orders_written_out(chain: Turns) -> None:
    for slots in range(6):
        assert survival_fraction(chain, slots) == written_out(chain, slots)


@WALKS
def test_forwards_and_backwards_find_the_fraction(chain: Turns) -> None:
    forwards = list(itertools.islice(log_survivals(chain), 41))
    for slots in (0, 1, 2, 7, 40):
        truth = math.log(survival_fraction(chain, slots))
        assert forwards[slots] == pytest.approx(truth, rel=1e-13, abs=1e-14)
        assert backward_log_survival(chain, slots) == pytest.approx(truth, rel=1e-13, abs=1e-14)


def test_chances_below_every_float_keep_their_logarithm() -> None:
    chain = turns(ROTATING, OPEN)
    forwards = next(itertools.islice(log_survivals(chain), 3_000, None))
    assert forwards < -750
    assert forwards == pytest.approx(backward_log_survival(chain, 3_000), rel=1e-12, abs=0)


@WALKS
def test_drawn_slots_wait_as_often(chain: Turns) -> None:
    """Five standard errors of 40 000 trials."""
    truth = float(survival_fraction(chain, 8))
    drawn = draw_waiting(chain, 8, 40_000, np.random.default_rng(3)) / 40_000
    assert drawn == pytest.approx(truth, abs=5 * math.sqrt(truth * (1 - truth) / 40_000))


def test_what_is_never_reached_does_not_matter() -> None:
    """A censor begins the walk again, so that after an open first slot nothing else is reached."""
    chain = turns(OPEN, BLOCKED, ROTATING)
    assert chain.reached == (0,)
    assert chain.stays
    assert not chain.is_permanent
    assert turns(BLOCKED, ROTATING).is_permanent
    assert turns(BLOCKED, OPEN).reached == (0, 1)
    certain = Turn(censoring=Fraction(1), rotates=False, blocked=False)
    assert turns(certain, OPEN).is_permanent
    assert not turns(certain, OPEN, silent=True).is_permanent
    assert survival_fraction(turns(certain, OPEN, silent=True), 3) == HALF
