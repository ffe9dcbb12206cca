"""The verification game person by person: Mesa agents, the oracle of the arrays."""

import mesa
import numpy as np

from .inspection import Inspection, Played, Record, picks_of_round


class Person(mesa.Agent):
    """A provider or a verifier, who does something in a round or does not."""

    acts = False

    def choose(self, pick: float, chance: float) -> None:
        """Cheat or verify, or not."""
        self.acts = pick < chance


class InspectionModel(mesa.Model):
    """Providers and verifiers who learn from the public record.

    Parameters
    ----------
    game
        The game and its people.
    rng
        Where chance comes from.
    start
        Cheating and checks on the record before the first round [1].

    Notes
    -----
    Call `release` when done: Mesa up to 3.3 keeps every model alive through a dictionary of its class.
    """

    def __init__(
        self, game: Inspection, rng: np.random.Generator, start: tuple[float, float] = (0.5, 0.5)
    ) -> None:
        super().__init__(rng=np.random.default_rng(0))  # Mesa's own draws are not used
        self.game, self.chance = game, rng
        self.providers = [Person(self) for _ in range(game.providers)]
        self.verifiers = [Person(self) for _ in range(game.verifiers)]
        self.record = Record(*start, game.weight)

    def step(self) -> None:
        """One round: both sides answer the record, and then it is written on."""
        providers, verifiers = picks_of_round(self.game, self.chance)
        cheating = self.game.chance_of_cheating(self.record.checked)
        checking = self.game.chance_of_checking(self.record.cheating)
        for person, pick in zip(self.providers, providers, strict=True):
            person.choose(pick, cheating)
        for person, pick in zip(self.verifiers, verifiers, strict=True):
            person.choose(pick, checking)
        self.record.add(*self.parts())

    def parts(self) -> tuple[float, float]:
        """Part of the providers that cheats, and part of the verifiers that verifies [1]."""
        cheating = sum(bool(each.acts) for each in self.providers) / len(self.providers)
        return cheating, sum(bool(each.acts) for each in self.verifiers) / len(self.verifiers)

    def play(self, rounds: int) -> Played:
        """So many rounds."""
        played = np.empty((rounds, 2))
        for row in played:
            self.step()
            row[:] = self.parts()
        return Played(played[:, 0], played[:, 1])

    def release(self) -> None:
        """Mesa's own hold on the model dropped, so that it can be freed."""
        getattr(mesa.Agent, "_ids", {}).pop(self, None)
