"""Runs stopped in the middle: all that they are, as arrays and plain numbers, and how they go on."""

from dataclasses import asdict, dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..models.protocol.modes import Mode
from .arrays.sums import total
from .economy.chain import Chain
from .model import HybridEconomy

CLASSES = ("stakers", "authorities")
"""Of people."""


@dataclass(frozen=True, eq=False, slots=True)
class Halt:
    """Runs side by side after some epoch; whoever goes on from here ends with the same bytes."""

    arrays: dict[str, NDArray[Any]]
    """Everybody's rows, and what is kept of the epochs that were lived."""
    books: dict[str, Any]
    """Of each run the state of its protocol and of its generators, and the processor time that all
    have taken; nothing that JSON does not hold."""


def halted(
    model: HybridEconomy,
    days: NDArray[np.float64],
    modes: NDArray[np.int8],
    cpu_seconds: float,
) -> Halt:
    """The state of a model between two epochs.

    Parameters
    ----------
    model
        Stays as it is; its arrays are not copied.
    days, modes
        What is kept of the epochs so far: (epochs, metrics, runs) and (epochs, runs).
    cpu_seconds
        Processor time so far [s].
    """
    population = model.engine.population
    rows = {
        f"{part}.{each.name}": getattr(people, each.name)
        for part in CLASSES
        for people in (getattr(population, part),)
        for each in fields(people)
    }
    return Halt(
        arrays=rows | {"days": days, "modes": modes},
        books={
            "chains": [asdict(chain) for chain in model.engine.chains],
            "streams": [
                {each.name: getattr(run, each.name).bit_generator.state for each in fields(run)}
                for run in model.streams
            ],
            "cpu_seconds": cpu_seconds,
        },
    )


def resume(model: HybridEconomy, halt: Halt) -> None:
    """Let a model at launch go on where another was stopped, in place.

    Parameters
    ----------
    model
        Of the same parameters, settings and number of runs, with generators of the same kinds.
    halt
        Where to go on.
    """
    engine = model.engine
    for part in CLASSES:
        people = getattr(engine.population, part)
        for each in fields(people):
            setattr(people, each.name, halt.arrays[f"{part}.{each.name}"])
    engine.chains = [
        Chain(**(chain | {"mode": Mode(chain["mode"])})) for chain in halt.books["chains"]
    ]
    engine.totals = total(engine.population)
    for run, states in zip(model.streams, halt.books["streams"], strict=True):
        for name, state in states.items():
            getattr(run, name).bit_generator.state = state
