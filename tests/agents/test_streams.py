"""Random streams: each kind of chance has its own, and moves on by the same amount in every epoch."""

from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from hybridstake.agents.settings import EconomySettings
from hybridstake.agents.strategies.bounded import Bounded
from hybridstake.agents.streams import draw_epoch

READ_FROM = {
    "load": {"load_shock"},
    "choices": {
        *("staker_reviews", "authority_reviews"),
        *("tremble", "pick", "seat_tremble", "seat_pick"),
    },
    "misbehaviour": {"opportunity", "gain", "detection", "silence", "cartel"},
    "stakes": set(),
    "order": {"order"},
}
SETTINGS = EconomySettings(stakers=5, order_blocks=2, strategy=Bounded())


@pytest.mark.parametrize("stream", list(READ_FROM))
def test_another_seed_of_one_stream_changes_only_what_is_drawn_from_it(
    stream: str, make_streams: Any
) -> None:
    streams = make_streams(1)
    other = replace(make_streams(1), **{stream: getattr(make_streams(2), stream)})
    changed: set[str] = set()
    for _ in range(3):
        one, two = draw_epoch([streams], SETTINGS, 3), draw_epoch([other], SETTINGS, 3)
        changed |= {
            field.name
            for field in fields(one)
            if not np.array_equal(getattr(one, field.name), getattr(two, field.name))
        }
    assert changed == READ_FROM[stream]


def test_no_draw_decides_two_things(make_streams: Any) -> None:
    """Of two runs: 100 and 100 reviews, twice 100 slips and 100 ideas, and four chances each."""
    settings = replace(SETTINGS, stakers=50)
    draws = draw_epoch([make_streams(3), make_streams(4)], settings, 50)
    assert draws.tremble is not None
    assert draws.pick is not None
    assert draws.seat_tremble is not None
    assert draws.seat_pick is not None
    tables = (
        *(draws.staker_reviews, draws.authority_reviews),
        *(draws.tremble, draws.pick, draws.seat_tremble, draws.seat_pick),
    )
    chances = (draws.opportunity, draws.detection, draws.silence, draws.cartel)
    uniform = [*np.concatenate([each.ravel() for each in tables]), *np.ravel(chances)]
    assert len(set(uniform)) == 6 * 100 + 4 * 2


def test_a_run_draws_alone_what_it_draws_beside_others(make_streams: Any) -> None:
    together = [make_streams(1), make_streams(2), make_streams(3)]
    alone = make_streams(2)
    for _ in range(3):
        draws, own = draw_epoch(together, SETTINGS, 3), draw_epoch([alone], SETTINGS, 3)
        for field in fields(draws):
            assert np.array_equal(getattr(draws, field.name)[1], getattr(own, field.name)[0])


def test_what_a_rule_does_not_read_is_not_drawn(make_streams: Any) -> None:
    draws = draw_epoch([make_streams(1)], EconomySettings(stakers=5), 3)
    assert (draws.tremble, draws.pick, draws.order) == (None, None, None)
    assert (draws.seat_tremble, draws.seat_pick) == (None, None)


def test_an_order_has_everybody_once(make_streams: Any) -> None:
    draws = draw_epoch([make_streams(1), make_streams(2)], SETTINGS, 3)
    assert draws.order is not None
    assert np.sort(draws.order, axis=1).tolist() == [[0, 1, 2, 3, 4]] * 2
