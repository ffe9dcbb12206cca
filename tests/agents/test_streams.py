"""Random streams: each kind of chance has its own, and moves on by the same amount in every epoch."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hybridstake.agents.streams import draw_epoch

READ_FROM = {
    "load": {"load_shock"},
    "choices": {"staker_reviews", "authority_reviews"},
    "misbehaviour": {"opportunity", "gain", "detection"},
    "stakes": set(),
    "order": set(),
}


@pytest.mark.parametrize("stream", list(READ_FROM))
def test_another_seed_of_one_stream_changes_only_what_is_drawn_from_it(stream, make_streams):
    streams = make_streams(1)
    other = replace(make_streams(1), **{stream: getattr(make_streams(2), stream)})
    for _ in range(3):
        one, two = draw_epoch(streams, 5, 3), draw_epoch(other, 5, 3)
        changed = {
            field.name
            for field in fields(one)
            if not np.array_equal(getattr(one, field.name), getattr(two, field.name))
        }
        assert changed == READ_FROM[stream]


def test_no_draw_decides_two_things(make_streams):
    draws = draw_epoch(make_streams(3), 50, 50)
    uniform = [*draws.staker_reviews, *draws.authority_reviews, draws.opportunity, draws.detection]
    assert len(set(uniform)) == 102
