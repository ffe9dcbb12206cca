"""Proposers drawn by the protocol's own rule at a beacon's outputs."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

from functools import cache

import numpy as np

from ...cryptography.derivation import uniform
from ...parameters.parameters import Parameters
from ..machine.setting import Proposers
from ..machine.validators import ValidatorSet
from ..modes import Mode
from ..selection import proposers_at
from .beacons import Beacon


def drawn_by(
    beacon: Beacon, parameters: Parameters, memberships: tuple[ValidatorSet, ...]
) -> Proposers:
    """Proposers by the protocol's own rule at a beacon's outputs.

    Authorities in Fast, stakers in Secure, either between; every round has draws of its own.

    Parameters
    ----------
    beacon
        Of heights.
    parameters
        The protocol: whether one draw decides class and member, or one draw each.
    memberships
        Validators by height; the last stay.
    """
    shares = {Mode.FAST: 1.0, Mode.BALANCED: parameters.selection.authority_probability}
    independent = parameters.selection.independent_draws

    @cache
    def order(number: int) -> tuple[list[str], list[tuple[int, str]]]:
        members = memberships[number].members
        stakers = sorted((each.stake, each.name) for each in members if each.stake)
        return [each.name for each in members if each.authority], stakers

    def proposer(height: int, round_: int, mode: Mode) -> str:
        authorities, stakers = order(min(height, len(memberships) - 1))
        of_class, of_member = (
            np.array([uniform(beacon(height), round_, mode.value, each)])
            for each in ("class", "member" if independent else "class")
        )
        stakes = np.array([stake for stake, _ in stakers], dtype=np.float64)
        chosen = proposers_at(shares.get(mode, 0.0), len(authorities), stakes, of_class, of_member)
        return [*authorities, *(name for _, name in stakers)][int(chosen[0])]

    return cache(proposer)
