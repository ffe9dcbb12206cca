"""Seats of a mode: the largest by stake, of equal ones the lower row, and two for one who splits."""

from typing import Any

import numpy as np
import pytest
from hybridstake.agents.arrays.engine import ArrayEngine
from hybridstake.agents.arrays.seating import give_seats
from hybridstake.agents.arrays.sums import total
from hybridstake.agents.choices.entry import NOBODY
from hybridstake.agents.choices.positions import Position
from hybridstake.agents.settings import EconomySettings
from hybridstake.agents.streams import draw_epoch
from hybridstake.experiments.parameter_files import load
from hybridstake.models.protocol.modes import Mode

SEATS = 5


@pytest.fixture
def engine(make_engine: Any, make_streams: Any, with_seats: Any) -> ArrayEngine:
    """Two runs of a dozen people at launch, five seats in Balanced and seven in Secure."""
    settings = EconomySettings(stakers=12, candidates=0)
    protocol = with_seats(load("reference"), SEATS, SEATS + 2)
    return make_engine(protocol, settings, [make_streams(1), make_streams(2)])


def placed(engine: ArrayEngine, positions: list[Position], stakes: list[int]) -> ArrayEngine:
    """The first run's people so, and the second's all idle."""
    stakers = engine.population.stakers
    stakers.position[0, : len(positions)] = positions
    stakers.staked[0, : len(stakes)] = stakes
    give_seats(stakers, engine.chains, engine.terms)
    return engine


def test_seats_are_free_until_as_many_validate(engine: ArrayEngine) -> None:
    placed(engine, [Position.VALIDATE] * 4 + [Position.OFFLINE], [9, 1, 5, 5, 100])
    assert engine.population.stakers.seated[0].tolist() == [True] * 4 + [False] * 8
    assert {(chain.last_stake, chain.last_row) for chain in engine.chains} == {(0, NOBODY)}


def test_of_equal_stakes_the_lower_rows_are_seated(engine: ArrayEngine) -> None:
    placed(engine, [Position.VALIDATE] * 8, [3, 7, 3, 9, 3, 3, 8, 2])
    assert np.flatnonzero(engine.population.stakers.seated[0]).tolist() == [0, 1, 2, 3, 6]
    assert (engine.chains[0].last_stake, engine.chains[0].last_row) == (3, 2)


def test_one_who_splits_needs_two_seats_or_has_none(engine: ArrayEngine) -> None:
    """By half of its stake; nobody behind it is seated in the single one that is left."""
    validates = [Position.VALIDATE] * 4
    placed(engine, [*validates, Position.SPLIT, Position.VALIDATE], [9, 9, 9, 4, 14, 3])
    assert np.flatnonzero(engine.population.stakers.seated[0]).tolist() == [0, 1, 2, 4]
    assert (engine.chains[0].last_stake, engine.chains[0].last_row) == (7, 4)
    placed(engine, [*validates, Position.SPLIT, Position.VALIDATE], [9, 9, 9, 8, 14, 3])
    assert np.flatnonzero(engine.population.stakers.seated[0]).tolist() == [0, 1, 2, 3]
    assert (engine.chains[0].last_stake, engine.chains[0].last_row) == (7, 3)


def test_the_threshold_is_that_of_whoever_would_be_next(engine: ArrayEngine) -> None:
    """Many random populations: one more with the stake that gets a seat gets one, with less none."""
    rng = np.random.default_rng(1)
    choices = [Position.VALIDATE, Position.SPLIT, Position.GRIEF, Position.DELEGATE, Position.IDLE]
    for _ in range(200):
        positions = rng.choice(choices, 12).astype(np.int8)
        stakes = rng.integers(1, 12, 12)
        row = int(rng.integers(12))
        positions[row] = Position.IDLE
        stakers = engine.population.stakers
        stakers.position[0], stakers.staked[0] = positions, stakes
        give_seats(stakers, engine.chains, engine.terms)
        chain = engine.chains[0]
        entry = chain.last_stake + (row > chain.last_row)
        stakers.position[0, row] = Position.VALIDATE
        for stake, gets_it in ((entry, True), (entry - 1, False)):
            stakers.staked[0, row] = stake
            give_seats(stakers, engine.chains, engine.terms)
            assert stake < 1 or stakers.seated[0, row] == gets_it


def test_a_mode_has_seats_of_its_own(engine: ArrayEngine) -> None:
    placed(engine, [Position.VALIDATE] * 9, [9, 8, 7, 6, 5, 4, 3, 2, 1])
    for mode, seats in ((Mode.FAST, 5), (Mode.BALANCED, 5), (Mode.SECURE, 7)):
        engine.chains[0].mode = mode
        give_seats(engine.population.stakers, engine.chains, engine.terms, [0])
        assert engine.population.stakers.seated[0].tolist() == [True] * seats + [False] * (
            12 - seats
        )
        assert total(engine.population)[0].validating == sum(range(10 - seats, 10))


def test_only_the_seated_are_paid_and_tempted(
    make_engine: Any, make_streams: Any, with_seats: Any
) -> None:
    """Day by day of a season in which everybody would validate if it could."""
    settings = EconomySettings(stakers=30, candidates=0, validator_cost=0.0, mean_gain=1e12)
    streams = [make_streams(3)]
    engine = make_engine(with_seats(load("plan"), 4, 6), settings, streams)
    people, waited, expelled = engine.population.stakers, 0, 0
    for _ in range(120):
        before, sat = people.staked.copy(), people.seated.copy()
        stays = people.position == Position.VALIDATE
        engine.step(draw_epoch(streams, settings, 21))
        assert int(people.seated.sum()) <= engine.terms.seats[engine.chains[0].mode]
        waits = stays & ~sat & (people.position == Position.VALIDATE) & ~people.seated
        waited += int(waits.sum())
        assert (people.staked[waits] == before[waits]).all()
        thrown_out = stays & (people.position == Position.IDLE) & (people.unbonding > 0)
        expelled += int((thrown_out & sat).sum())
    assert waited > 0
    assert expelled > 0
