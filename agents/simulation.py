"""One run from parameters to trajectory, by way of the Mesa model."""

import time

import numpy as np

from ..models.parameters.parameters import Parameters
from .metrics import METRICS
from .model import HybridEconomy
from .settings import EconomySettings
from .streams import Streams
from .trajectory import Trajectory


def simulate(parameters: Parameters, settings: EconomySettings, streams: Streams) -> Trajectory:
    """A run of the hybrid economy.

    Parameters
    ----------
    parameters
        The protocol and the population's tastes.
    settings
        Length, size and assumptions of the run.
    streams
        Generators made by the caller by address; used up by the run.

    Raises
    ------
    ConservationError
        When base units appear or vanish; never seen.
    SupplyOverflow
        When issuance outgrows 64-bit base units.
    """
    with HybridEconomy(parameters, settings, streams) as model:
        started = time.process_time()
        for _ in range(settings.epochs):
            model.step()
        cpu_seconds = time.process_time() - started
        engine = model.engine
        chain, totals = engine.chain, engine.totals
        collected = model.datacollector.model_vars
        return Trajectory(
            metrics={name: np.array(collected[name]) for name in METRICS},
            totals=totals,
            chain=chain,
            conservation_error=totals.held
            + chain.staker_dust
            + chain.authority_dust
            + chain.burned
            - engine.terms.initial
            - chain.minted,
            agent_steps=settings.epochs * len(model.agents),
            cpu_seconds=cpu_seconds,
        )
