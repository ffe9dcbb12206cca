"""What each mode reaches on one deployment, quick enough for a page."""

from dataclasses import dataclass
from functools import lru_cache
from math import isfinite

import pandas as pd

from ...models.network.throughput import Capacity, binding_resource, dissemination_named
from ...models.protocol.modes import Mode, mode_parameters
from ..networking.deployments import Deployment, load_deployment, of_regions
from ..networking.question import SAMPLED, Engine, Question
from ..networking.reach import Reached, reach
from ..networking.trials import Troubles
from ..parameter_files import load

MOST_DRAWS = 30_000_000
"""Delays that are drawn for a mode: about half a second [1]."""
FEWEST_ROUNDS = 20
BITS = 1e6
"""Of a megabit [1]."""
OWN = "own"
"""Deployment that is typed rather than named."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """One deployment and what its nodes can do."""

    protocol: str
    """A preset."""
    deployment: str
    """A name of the package, or `OWN`."""
    regions: str
    """Validators by region, where the deployment is typed."""
    phases: int
    """Message delays with the proposal [1]."""
    offline: float
    """Part of the validators that is silent [1]."""
    upload_mbit: float
    """Of each node [Mbit/s]."""
    dissemination: str
    """How a block spreads."""
    workload: str
    """What blocks are of."""


@lru_cache(maxsize=64)
def reached(asked: Asked) -> tuple[Reached, ...]:
    """Finality and throughput of every mode, in the order of `Mode`.

    Parameters
    ----------
    asked
        What is asked of all of them.

    Raises
    ------
    InvalidParameter
        In one line: the field, the rule and the value.
    """
    placed = deployment_of(asked)
    parameters = load(asked.protocol)
    size = sum(placed.validators.values())
    return tuple(
        reach(
            Question(
                parameters=parameters,
                mode=mode,
                deployment=placed,
                message_delays=asked.phases,
                rounds=min(SAMPLED, max(FEWEST_ROUNDS, MOST_DRAWS // (size * size))),
                capacity=Capacity(
                    bandwidth=BITS * asked.upload_mbit,
                    dissemination=dissemination_named(asked.dissemination),
                ),
                troubles=Troubles(offline=asked.offline),
                asked=Engine.QUORUM,
                workload=asked.workload,
            )
        )
        for mode in Mode
    )


def deployment_of(asked: Asked) -> Deployment:
    """Who sits where."""
    if asked.deployment == OWN:
        return of_regions(asked.regions)
    return load_deployment(asked.deployment)


def finality_rows(asked: Asked) -> pd.DataFrame:
    """Times to finality beside the promise, a row per mode that decides at all.

    Returns
    -------
    DataFrame
        Columns `mode`, `floor_ms`, `p50_ms`, `p90_ms`, `p99_ms`, `target_ms`, `within_target` [1].
    """
    rows = [
        {
            "mode": mode.label.capitalize(),
            "floor_ms": found.floor_ms,
            "p50_ms": found.finality_ms["p50"],
            "p90_ms": found.finality_ms["p90"],
            "p99_ms": found.finality_ms["p99"],
            "target_ms": found.target_ms,
            "within_target": found.within_target,
        }
        for mode, found in zip(Mode, reached(asked), strict=True)
        if found.finality_ms is not None
    ]
    columns = ["mode", "floor_ms", "p50_ms", "p90_ms", "p99_ms", "target_ms", "within_target"]
    return pd.DataFrame(rows, columns=columns)


def throughput_rows(asked: Asked) -> pd.DataFrame:
    """What each resource carries beside the promise, a row per mode and resource.

    Returns
    -------
    DataFrame
        Columns `mode`, `resource`, `throughput_tps`, `target_tps` and `binds`; what has no bound is
        left out.
    """
    parameters = load(asked.protocol)
    rows = [
        {
            "mode": mode.label.capitalize(),
            "resource": resource,
            "throughput_tps": carried,
            "target_tps": float(mode_parameters(parameters, mode).throughput_tps),
            "binds": resource == binding_resource(found.throughputs),
        }
        for mode, found in zip(Mode, reached(asked), strict=True)
        for resource, carried in found.throughputs.items()
        if isfinite(carried)
    ]
    return pd.DataFrame(rows, columns=["mode", "resource", "throughput_tps", "target_tps", "binds"])
