"""Random numbers by address."""

from itertools import product
from zlib import crc32

import numpy as np
from hybridstake.experiments.running import question
from hybridstake.experiments.running.seeds import Stream, generator


def first_draw(seed: int, name: str, run: int, stream: Stream, *chunk: int) -> int:
    return int(generator(seed, name, run, stream, *chunk).integers(2**62))


def test_an_address_has_the_same_draws_whenever_it_is_asked() -> None:
    assert first_draw(1, "economy", 417, Stream.LOAD) == first_draw(1, "economy", 417, Stream.LOAD)


def test_every_part_of_an_address_counts() -> None:
    addresses = product((1, 2), ("economy", "yield"), range(3), Stream, ((), (0,), (1,), (0, 1)))
    draws = [
        first_draw(seed, name, run, stream, *chunk) for seed, name, run, stream, chunk in addresses
    ]
    assert len(set(draws)) == len(draws) == 2 * 2 * 3 * len(Stream) * 4


def test_streams_keep_their_numbers() -> None:
    """A new stream comes at the end, or all results change."""
    assert {stream.name: int(stream) for stream in Stream} == {
        "STAKES": 0,
        "CHOICES": 1,
        "LOAD": 2,
        "MISBEHAVIOUR": 3,
        "SAMPLING": 4,
        "ORDER": 5,
    }


def test_no_two_askers_share_an_address() -> None:
    askers = [*question.names(), "simulate", "committee"]
    assert len({crc32(name.encode()) for name in askers}) == len(askers)


def test_an_address_is_a_spawn_key_under_the_seed() -> None:
    """As written down in the house style, so that others can repeat a run without this package."""
    key = (crc32(b"proposer_selection"), 417, 4, 9)
    expected = np.random.default_rng(np.random.SeedSequence(3, spawn_key=key))
    found = generator(3, "proposer_selection", 417, Stream.SAMPLING, 9)
    assert found.integers(2**62, size=5).tolist() == expected.integers(2**62, size=5).tolist()
