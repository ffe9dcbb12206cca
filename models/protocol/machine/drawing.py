"""Settings drawn by chance: who proposes, and what everybody measures."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import numpy as np

from ...parameters.parameters import Parameters
from ..modes import Mode
from ..selection import draw_proposers
from .schedule import LocalSchedule, Measure, SharedSchedule, Statistics
from .setting import Proposers, Setting, setting
from .validators import ValidatorSet

SLOTS = 64
"""Draws after which a table begins again [1]."""


def drawn_setting(
    parameters: Parameters,
    memberships: tuple[ValidatorSet, ...],
    rng: np.random.Generator,
    *,
    shared: bool,
    start: Mode = Mode.BALANCED,
) -> Setting:
    """A deployment with drawn proposers and measurements.

    Parameters
    ----------
    parameters
        The protocol.
    memberships
        Validators by height.
    rng
        Source of the draws.
    shared
        A schedule that everybody derives alike from finalised blocks, or everybody's own.
    start
        Mode of the first height.
    """
    measure = drawn_measurements(parameters, memberships, rng)
    schedule = SharedSchedule(parameters) if shared else LocalSchedule(parameters, measure)
    proposers = drawn_proposers(parameters, memberships, rng)
    return setting(parameters, memberships, schedule, proposers, measure, start)


def drawn_proposers(
    parameters: Parameters, memberships: tuple[ValidatorSet, ...], rng: np.random.Generator
) -> Proposers:
    """Proposers by the protocol's own rule: authorities in Fast, stakers in Secure, either between."""
    shares = {Mode.FAST: 1.0, Mode.BALANCED: parameters.selection.authority_probability}
    tables: list[dict[Mode, list[str]]] = []
    for validators in memberships:
        authorities = [each.name for each in validators.members if each.authority]
        stakers = sorted((each.stake, each.name) for each in validators.members if each.stake)
        names = [*authorities, *(name for _, name in stakers)]
        stakes = np.array([stake for stake, _ in stakers], dtype=np.float64)
        tables.append({})
        for mode in Mode:
            drawn = draw_proposers(
                shares.get(mode, 0.0),
                len(authorities),
                stakes,
                SLOTS,
                rng,
                independent=parameters.selection.independent_draws,
            )
            tables[-1][mode] = [names[int(number)] for number in drawn]

    def proposer(height: int, round_: int, mode: Mode) -> str:
        table = tables[min(height, len(tables) - 1)][mode]
        return table[(7 * height + round_) % SLOTS]

    return proposer


def drawn_measurements(
    parameters: Parameters, memberships: tuple[ValidatorSet, ...], rng: np.random.Generator
) -> Measure:
    """Independent measurements of everybody in every round, half of them at an end of their range."""
    names = list(
        dict.fromkeys(each.name for validators in memberships for each in validators.members)
    )
    longest = 2 * max(parameters.switching.dwell_seconds, parameters.balanced.block_seconds)
    drawn = {name: np.clip(2 * rng.random((SLOTS, 4)) - 0.5, 0, 1).tolist() for name in names}

    def measure(validator: str, height: int, round_: int) -> Statistics:
        load, online, participation, seconds = drawn[validator][(7 * height + round_) % SLOTS]
        authorities = memberships[min(height, len(memberships) - 1)].total.authorities
        return Statistics(
            load, round(online * authorities), authorities, participation, longest * seconds
        )

    return measure
