"""Who provides computation, how they behave, and how their results are trusted."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

import numpy as np

from ...models.compute.redundancy.adaptive import TRUSTED_FROM
from ...models.errors import InvalidParameter
from ...models.parameters.checks import check_count, check_not_negative, check_share

MOST_COPIES = 12
"""Copies of a job after which it is given up [1]. Source: ours."""


class Behaviour(IntEnum):
    """What a provider does with a job."""

    HONEST = 0
    """Runs it."""
    CHEAT = 1
    """Invents an answer of its own in part of its jobs."""
    COLLUDER = 2
    """Gives the same wrong answer as all other colluders, in the same part of all jobs."""
    PATIENT = 3
    """Works until it is trusted, and cheats from then on; once excluded it is gone."""
    SPLITTER = 4
    """The same, but it comes back under a new name whenever it is excluded."""
    ABSENT = 5
    """Runs it, if it is there."""


class Policy(StrEnum):
    """How much of a provider's work is compared, and what follows from a wrong result."""

    ALWAYS = "always"
    """Every job is run by two at the least; who is wrong stays."""
    REPUTATION = "reputation"
    """Less with a longer valid record; who is wrong begins a new one."""
    EXCLUSION = "exclusion"
    """Less with a longer valid record; who is wrong is excluded, and loses its bond."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Market:
    """Providers, and how they are treated."""

    honest: int = 160
    """Providers who work [1]. Source: ours, as all counts here."""
    cheats: int = 0
    """Who cheat by themselves [1]."""
    colluders: int = 0
    """Who cheat together [1]."""
    patient: int = 0
    """Who cheat once they are trusted [1]."""
    splitters: int = 0
    """Who come back under new names [1]."""
    absent: int = 0
    """Who are there at times [1]."""
    sabotage: float = 0.5
    """Part of the jobs on which cheats, and those who collude, cheat [1]. Source: ours."""
    presence: float = 0.5
    """Part of the rounds in which who is absent at times is there [1]. Source: ours."""
    policy: Policy = Policy.REPUTATION
    """How results are trusted."""
    fee: float = 1.0
    """Paid for each copy that agrees with the accepted result [token]."""
    work: float = 0.8
    """Cost of running a job honestly, which a cheat saves [token]. Source: ours."""
    bond: float = 10.0
    """Lost where a provider is excluded, and paid in again under a new name [token]. Source: ours."""

    def __post_init__(self) -> None:
        for name in ("honest", "cheats", "colluders", "patient", "splitters", "absent"):
            check_count(name, getattr(self, name))
        for name in ("sabotage", "presence"):
            check_share(name, getattr(self, name))
        for name in ("fee", "work", "bond"):
            check_not_negative(name, getattr(self, name))
        if self.providers < 3:
            raise InvalidParameter(f"providers must be at least 3, got {self.providers}")

    @property
    def counts(self) -> tuple[int, ...]:
        """Providers by behaviour, in its order [1]."""
        return (
            self.honest, self.cheats, self.colluders, self.patient, self.splitters, self.absent
        )  # fmt: skip

    @property
    def providers(self) -> int:
        """All of them [1]."""
        return sum(self.counts)

    @property
    def behaviours(self) -> list[Behaviour]:
        """Of each provider, in the order of the behaviours."""
        return [
            kind for kind, count in zip(Behaviour, self.counts, strict=True) for _ in range(count)
        ]


@dataclass(frozen=True, slots=True)
class RoundDraws:
    """Draws of one round, whatever providers do; n providers, each with a job of its own."""

    presence: np.ndarray
    """(n,) Uniform on [0, 1) [1]."""
    trust: np.ndarray
    """(n,) Uniform on [0, 1): the job is run by others too below its chance [1]."""
    joint: np.ndarray
    """(n,) Uniform on [0, 1), of the job: colluders cheat on it below their sabotage [1]."""
    partners: np.ndarray
    """(n, MOST_COPIES - 1) Who is asked next, never the provider itself [1]."""
    own: np.ndarray
    """(n, MOST_COPIES) Uniform on [0, 1), of each copy: a cheat cheats below its sabotage [1]."""


def draw_round(providers: int, rng: np.random.Generator) -> RoundDraws:
    """Draws of a round among so many providers."""
    presence, trust, joint = rng.random((3, providers))
    others = rng.integers(providers - 1, size=(providers, MOST_COPIES - 1))
    partners = others + (others >= np.arange(providers)[:, None])
    return RoundDraws(presence, trust, joint, partners, rng.random((providers, MOST_COPIES)))


def begins_to_cheat(record: int | np.ndarray) -> bool | np.ndarray:
    """Whether a patient provider cheats: as soon as it may be trusted."""
    return record >= TRUSTED_FROM
