"""Runs from parameters to trajectories, side by side, by way of the Mesa model."""

import time
from collections.abc import Sequence

import numpy as np

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
        rows = [model.metrics]
        for _ in range(settings.epochs):
            model.step()
            rows.append(model.metrics)
        cpu_seconds = time.process_time() - started
        engine = model.engine
        people = settings.stakers + engine.population.authorities.seat.shape[1]
        return [
            Trajectory(
                metrics={name: np.array([row[name][run] for row in rows]) for name in METRICS},
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
                agent_steps=settings.epochs * people,
                cpu_seconds=cpu_seconds / len(streams),
            )
            for run, (chain, totals) in enumerate(zip(engine.chains, engine.totals, strict=True))
        ]
