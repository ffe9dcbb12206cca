"""Proposers in an order that is drawn: everybody in turn, neighbours not one after the other."""

from itertools import pairwise

import numpy as np
from hybridstake.experiments.networking.deployments import load_deployment
from hybridstake.experiments.networking.question import Engine, Question
from hybridstake.experiments.networking.reach import reach
from hybridstake.experiments.parameter_files import load
from hybridstake.models.network.events.steady import every_round_by_lot
from hybridstake.models.protocol.modes import Mode

SIZE = 21


def turns(seed: int, count: int) -> list[int]:
    """Who proposes in the first rounds of the first height."""
    proposer = every_round_by_lot(SIZE, np.random.default_rng(seed))
    return [int(proposer(0, round_, Mode.FAST)[1:]) for round_ in range(count)]


def test_everybody_proposes_once_in_so_many_rounds_in_an_order_of_the_seed() -> None:
    found = turns(1, 3 * SIZE)
    cycles = [found[first : first + SIZE] for first in range(0, 3 * SIZE, SIZE)]
    assert all(sorted(cycle) == list(range(SIZE)) for cycle in cycles)
    assert cycles[0] != cycles[1]
    assert found == turns(1, 3 * SIZE) != turns(2, 3 * SIZE)


def test_the_order_does_not_hang_on_which_round_is_asked_for_first() -> None:
    """Validators ask for rounds of later heights before others have asked for those between."""
    late = every_round_by_lot(SIZE, np.random.default_rng(1))
    far = late(50, 9, Mode.FAST)
    assert [int(late(0, each, Mode.FAST)[1:]) for each in range(60)] == turns(1, 60)
    assert far == f"v{turns(1, 60)[59]}"


def test_validators_side_by_side_rarely_follow_one_another() -> None:
    """Of 10,000 pairs in a row, one in 21 or so is a number and the next; by number all would be."""
    follow = [second == (first + 1) % SIZE for first, second in pairwise(turns(3, 10_000))]
    assert 0.03 < np.mean(follow) < 0.07


def test_chained_rounds_take_in_turn_what_they_take_by_lot() -> None:
    """Over ten regions, by messages and by order statistics; by number they are 6 per cent apart."""
    messages, statistics = (
        reach(
            Question(
                load("plan"),
                Mode.FAST,
                load_deployment("ten-regions").without_jitter(),
                message_delays=5,
                rounds=250,
                asked=asked,
            )
        ).finality_ms
        for asked in (Engine.EVENTS, Engine.QUORUM)
    )
    assert messages is not None
    assert statistics is not None
    assert abs(messages["mean"] / statistics["mean"] - 1) < 0.02
