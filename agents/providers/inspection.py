"""Providers and verifiers who learn the verification game: everybody answers the public record.

The rule is smooth fictitious play with a memory that fades: everybody takes what the other side has
done, in a mean that weighs recent rounds more, for what it will do next, and chooses by the logit rule.
The only point of rest is the logit equilibrium, near the mixed one where the noise is small; it is
reached where the memory is long enough for the noise, and circled for ever where it is not.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...models.compute.verification.game import (
    chance_of_choosing,
    logit_rest,
    provider_gain,
    verifier_gain,
)
from ...models.errors import InvalidParameter
from ...models.parameters.checks import check_count, check_not_negative, check_positive


@dataclass(frozen=True, kw_only=True, slots=True)
class Inspection:
    """The game, and how it is played.

    Examples
    --------
    >>> Inspection(penalty=3, gain=1, bounty=4, cost=1).people
    (200, 200)
    """

    penalty: float
    """Stake slashed where a cheat is found [token]."""
    gain: float
    """Work that a cheat saves [token]."""
    bounty: float
    """Paid for a cheat that is found [token]."""
    cost: float
    """Of a verification [token]."""
    rent: float = 0.0
    """Future pay lost with the place [token]."""
    noise: float = 0.05
    """Scale of what chooses beside the gain [token]. Source: ours."""
    providers: int = 200
    """How many [1]. Source: ours."""
    verifiers: int = 200
    """How many [1]. Source: ours."""
    weight: float = 0.004
    """Of the last round in the record, the rounds before keeping the rest [1]. Source: ours."""

    def __post_init__(self) -> None:
        for name in ("penalty", "gain", "bounty", "cost", "noise"):
            check_positive(name, getattr(self, name))
        check_not_negative("rent", self.rent)
        if not 0 < self.weight <= 1:
            raise InvalidParameter(f"weight must lie in (0, 1], got {self.weight!r}")
        check_count("providers", self.providers, least=1)
        check_count("verifiers", self.verifiers, least=1)

    @property
    def people(self) -> tuple[int, int]:
        """Providers and verifiers [1]."""
        return self.providers, self.verifiers

    def chance_of_cheating(self, checked: float) -> float:
        """Of a provider who expects so many checks [1]."""
        gain = provider_gain(checked, self.penalty, self.rent, self.gain)
        return float(chance_of_choosing(gain, self.noise))

    def chance_of_checking(self, cheating: float) -> float:
        """Of a verifier who expects so much cheating [1]."""
        return float(
            chance_of_choosing(verifier_gain(cheating, self.bounty, self.cost), self.noise)
        )

    @property
    def rest(self) -> tuple[float, float]:
        """Cheating and checks in the logit equilibrium [1]."""
        checked, cheating = logit_rest(
            self.penalty, self.rent, self.gain, self.bounty, self.cost, self.noise
        )
        return cheating, checked

    @property
    def largest_weight(self) -> float:
        """Weight of the last round up to which play comes to rest [1].

        Near the rest, one round turns and stretches what is away from it by 1 - w ± i w sqrt(K), where
        K is the product of how strongly either side answers the other.
        """
        cheating, checked = self.rest
        provider = cheating * (1 - cheating) * (self.penalty + self.rent + self.gain) / self.noise
        verifier = checked * (1 - checked) * self.bounty / self.noise
        return 2 / (1 + provider * verifier)


@dataclass(frozen=True, slots=True)
class Played:
    """What was done, round by round."""

    cheating: NDArray[np.float64]
    """(rounds,) Part of the providers that cheats [1]."""
    checked: NDArray[np.float64]
    """(rounds,) Part of the verifiers that verifies, and so of the jobs verified [1]."""


class Record:
    """What both sides have done, in a mean that weighs recent rounds more."""

    def __init__(self, cheating: float, checked: float, weight: float) -> None:
        self.cheating, self.checked, self.weight = cheating, checked, weight

    def add(self, cheating: float, checked: float) -> None:
        """One round more."""
        self.cheating += self.weight * (cheating - self.cheating)
        self.checked += self.weight * (checked - self.checked)


def picks_of_round(
    game: Inspection, rng: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Draws of one round, uniform on [0, 1): of each provider, and of each verifier [1]."""
    return rng.random(game.providers), rng.random(game.verifiers)


def play(
    game: Inspection, rounds: int, rng: np.random.Generator, start: tuple[float, float] = (0.5, 0.5)
) -> Played:
    """So many rounds, everybody in arrays.

    Parameters
    ----------
    game
        The game and its people.
    rounds
        How many [1].
    rng
        Where chance comes from.
    start
        Cheating and checks on the record before the first round [1].

    Returns
    -------
    Played
        What was done; not what was on the record.
    """
    record = Record(*start, game.weight)
    played = np.empty((rounds, 2))
    for row in played:
        providers, verifiers = picks_of_round(game, rng)
        cheats = providers < game.chance_of_cheating(record.checked)
        checks = verifiers < game.chance_of_checking(record.cheating)
        row[:] = cheats.mean(), checks.mean()
        record.add(*row.tolist())
    return Played(played[:, 0], played[:, 1])
