"""Runs from parameters to trajectories, side by side, by way of the Mesa model."""

import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..models.parameters.parameters import Parameters
from .economy.metrics import METRICS
from .equilibrium.staking_game import certified
from .model import HybridEconomy
from .settings import EconomySettings
from .streams import Streams
from .trajectory import Trajectory


def simulate(
    parameters: Parameters,
    settings: EconomySettings,
    streams: Sequence[Streams],
    *,
    certify: bool = False,
    daily: bool = True,
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
        started = time.process_time()
        days, modes = lived(model, settings.epochs, daily)
        cpu_seconds = time.process_time() - started
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
    model: HybridEconomy, epochs: int, daily: bool
) -> tuple[NDArray[np.float64], NDArray[np.int8]]:
    """All epochs of a model, and what is kept of them.

    Parameters
    ----------
    model
        At launch; moves on.
    epochs
        To live [epoch].
    daily
        Whether to keep the metrics of every epoch, or of the last alone.

    Returns
    -------
    tuple
        Metrics, (epochs + 1 or 1, metrics, runs), and modes, (epochs + 1, runs), in arrays that do not
        grow.
    """
    chains = model.engine.chains
    days = np.empty((epochs + 1 if daily else 1, len(METRICS), len(chains)))
    modes = np.empty((epochs + 1, len(chains)), dtype=np.int8)
    for epoch in range(epochs + 1):
        if epoch:
            model.step()
        modes[epoch] = [chain.mode for chain in chains]
        if daily or epoch == epochs:
            days[epoch if daily else 0] = [model.metrics()[name] for name in METRICS]
    return days, modes
