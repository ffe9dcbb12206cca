"""Trials on shipped deployments, by what differs from a calm one."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hybridstake.experiments.networking.deployments import Deployment
from hybridstake.experiments.parameter_files import load
from hybridstake.models.network.events.simulation import Trial
from hybridstake.models.network.events.steady import Steady, every_round
from hybridstake.models.network.votes import of_two_delays
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.protocol.modes import Mode
from hybridstake.models.protocol.quorums import quorum


def calm(
    deployment: Deployment,
    *,
    parameters: Parameters | None = None,
    timeout: float | None = None,
    pace: float | None = None,
    mode: Mode = Mode.FAST,
    **options: Any,
) -> Trial:
    """Equal validators, everybody proposing in turn, median delays; waits and blocks in seconds."""
    found = parameters or load("reference")
    if timeout is not None:
        found = replace(found, network=replace(found.network, timeout_seconds=timeout))
    if pace is not None:
        found = replace(
            found,
            fast=replace(found.fast, block_seconds=pace),
            balanced=replace(found.balanced, block_seconds=pace),
            secure=replace(found.secure, block_seconds=pace),
        )
    regions = deployment.validators.items()
    places = np.array([deployment.links.place(region) for region, n in regions for _ in range(n)])
    ones = np.ones(len(places), dtype=np.int64)
    quorums = tuple(quorum(found, each) for each in Mode)
    if options.get("message_delays") == 2:
        quorums = tuple(of_two_delays(each) for each in quorums)
    given: dict[str, Any] = {
        "parameters": found,
        "links": deployment.links,
        "places": places,
        "authorities": ones,
        "stake": ones,
        "quorums": quorums,
        "schedule": Steady(),
        "proposers": every_round(len(places)),
        "start": mode,
        "heights": 10,
        "jitter": False,
    }
    return Trial(**given | options)


@pytest.fixture
def trial_on() -> Callable[..., Trial]:
    """A calm trial on a deployment."""
    return calm
