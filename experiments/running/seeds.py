"""Random generators by address: one seed, and then who asks; nobody's draws depend on another's."""

from collections.abc import Callable
from enum import IntEnum
from zlib import crc32

import numpy as np


class Stream(IntEnum):
    """What the draws are for; a new stream is added at the end and shifts no old one."""

    STAKES = 0
    CHOICES = 1
    LOAD = 2
    MISBEHAVIOUR = 3
    SAMPLING = 4
    ORDER = 5


Generators = Callable[..., np.random.Generator]
"""Generator of one stream of one case: `generators(Stream.SAMPLING, chunk)`."""


def generator(
    seed: int, question: str, run: int, stream: Stream, *chunk: int
) -> np.random.Generator:
    """Generator of one stream of one run of one question, independent of all others.

    Parameters
    ----------
    seed
        The study's seed, not negative.
    question
        Name of the question.
    run
        Number of the run, so that run 417 can be repeated alone.
    stream
        What the draws are for.
    chunk
        Further parts of the address, such as the number of a chunk of trials.

    Examples
    --------
    >>> first, again = (generator(1, "economy", 417, Stream.LOAD) for _ in range(2))
    >>> first.random() == again.random()
    True
    """
    address = (crc32(question.encode()), run, stream, *chunk)
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=address))
