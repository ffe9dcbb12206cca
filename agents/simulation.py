"""Runs from parameters to trajectories, side by side, by way of the Mesa model."""

import time
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from ..models.parameters.parameters import Parameters
from .economy.metrics import METRICS
from .equilibrium.staking_game import certified
from .halt import Halt, halted, resume
from .model import HybridEconomy
from .settings import EconomySettings
from .streams import Streams
from .trajectory import Trajectory

Watch = Callable[[int, Callable[[], Halt]], None]
"""Called after each epoch with its number, and with a function that gives the state of the runs."""


def unwatched(epoch: int, state: Callable[[], Halt]) -> None:
    """Runs that nobody watches."""


def simulate(
    parameters: Parameters,
    settings: EconomySettings,
    streams: Sequence[Streams],
    *,
    certify: bool = False,
    daily: bool = True,
    watch: Watch = unwatched,
    since: Halt | None = None,
) -> list[Trajectory]:
    """Runs of the hybrid economy that step together, each with chances of its own.

    Parameters
    ----------
    parameters
        The protocol and the population's tastes.
    settings
        Length, size and assumptions of the runs.
    streams
        Of each run: generators made by the caller by address; used up by the run.
    certify
        Whether to tell what the last epoch leaves to gain.
    daily
        Whether to keep the metrics of every epoch, or of the last alone.
    watch
        Told of every epoch.
    since
        Where an earlier call for the same runs was stopped; none: at launch.

    Returns
    -------
    list
        One per run; what a run is does not depend on which others it steps with.

    Raises
    ------
    ConservationError
        When base units appear or vanish; never seen.
    SupplyOverflow
        When issuance outgrows 64-bit base units.
    """
    with HybridEconomy(parameters, settings, streams) as model:
        days, modes, cpu_seconds = lived(model, settings.epochs, daily, watch, since)
        engine = model.engine
        return [
            Trajectory(
                metrics={name: days[:, row, run] for row, name in enumerate(METRICS)},
                modes=modes[:, run],
                totals=totals,
                chain=chain,
                conservation_error=totals.held
                + chain.dust
                + chain.treasury
                + chain.fee_pool
                + chain.burned
                - engine.terms.initial
                - chain.minted,
                certificate=certified(engine.terms, chain, engine.population, run)
                if certify
                else None,
                agent_steps=settings.epochs * settings.stakers,
                cpu_seconds=cpu_seconds / len(streams),
            )
            for run, (chain, totals) in enumerate(zip(engine.chains, engine.totals, strict=True))
        ]


def lived(
    model: HybridEconomy, epochs: int, daily: bool, watch: Watch, since: Halt | None
) -> tuple[NDArray[np.float64], NDArray[np.int8], float]:
    """All epochs of a model, what is kept of them, and the processor time that they took.

    Parameters
    ----------
    model
        At launch; moves on.
    epochs
        To live [epoch].
    daily
        Whether to keep the metrics of every epoch, or of the last alone.
    watch, since
        As in `simulate`.

    Returns
    -------
    tuple
        Metrics, (epochs + 1 or 1, metrics, runs), and modes, (epochs + 1, runs), in arrays that do not
        grow; and processor time, that before a stop included [s].
    """
    runs = len(model.engine.chains)
    days = np.empty((epochs + 1 if daily else 1, len(METRICS), runs))
    modes = np.empty((epochs + 1, runs), dtype=np.int8)
    first, earlier = 0, 0.0
    if since is not None:
        resume(model, since)
        first, earlier = len(since.arrays["modes"]), since.books["cpu_seconds"]
        modes[:first], days[: first * daily] = since.arrays["modes"], since.arrays["days"]
    started = time.process_time() - earlier

    def state() -> Halt:
        past = model.engine.chains[0].epoch + 1
        return halted(model, days[: past * daily], modes[:past], time.process_time() - started)

    for epoch in range(first, epochs + 1):
        if epoch:
            model.step()
        modes[epoch] = [chain.mode for chain in model.engine.chains]
        if daily or epoch == epochs:
            days[epoch if daily else 0] = [model.metrics()[name] for name in METRICS]
        watch(epoch, state)
    return days, modes, time.process_time() - started
