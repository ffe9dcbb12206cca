"""The market provider by provider: Mesa agents, the oracle of the arrays."""

from collections.abc import Hashable

import mesa
import numpy as np

from ...models.compute.redundancy.adaptive import chance_replicated
from ...models.compute.redundancy.rules import Accept
from .market import JOINT, OWN, RIGHT, RULE, Tally, no_tally
from .settings import (
    MOST_COPIES,
    Behaviour,
    Market,
    Policy,
    RoundDraws,
    begins_to_cheat,
    draw_round,
)


class Provider(mesa.Agent):
    """One who runs jobs, or does not."""

    def __init__(self, model: "ProviderModel", row: int, behaviour: Behaviour) -> None:
        super().__init__(model)
        self.row, self.behaviour = row, behaviour
        self.market, self.tally = model.market, model.tally
        self.record = 0
        self.excluded = False

    def is_here(self, draw: float) -> bool:
        """Whether it takes part in a round."""
        absent = self.behaviour is Behaviour.ABSENT and draw >= self.market.presence
        return not (absent or self.excluded)

    def answer(self, joint: float, own: float, copy: int) -> int:
        """Its answer to a job with these draws, as this copy of it."""
        sabotage = self.market.sabotage
        match self.behaviour:
            case Behaviour.CHEAT if own < sabotage:
                return OWN + copy
            case Behaviour.COLLUDER if joint < sabotage:
                return JOINT
            case Behaviour.PATIENT | Behaviour.SPLITTER if begins_to_cheat(self.record):
                return OWN + copy
            case _:
                return RIGHT

    def judge(self, valid: int, wrong: int) -> None:
        """The record after so many compared results."""
        tally = self.tally
        self.record = 0 if wrong else self.record + valid
        tally.caught[self.row] += wrong
        if wrong and self.market.policy is Policy.EXCLUSION:
            tally.bonds[self.row] += 1
            self.excluded = self.behaviour is not Behaviour.SPLITTER
            tally.names[self.row] += not self.excluded


class ProviderModel(mesa.Model):
    """A market for computation.

    Parameters
    ----------
    market
        Providers, and how they are treated.
    rng
        Where chance comes from.

    Notes
    -----
    Call `release` when done: Mesa up to 3.3 keeps every model alive through a dictionary of its class.
    """

    def __init__(self, market: Market, rng: np.random.Generator) -> None:
        super().__init__(rng=np.random.default_rng(0))  # Mesa's own draws are not used
        self.market, self.chance = market, rng
        self.tally = no_tally(market.providers)
        self.providers = [
            Provider(self, row, behaviour) for row, behaviour in enumerate(market.behaviours)
        ]

    def step(self) -> None:
        """One round: every job in turn, and then the records."""
        draws = draw_round(self.market.providers, self.chance)
        here = [each.is_here(draws.presence[each.row]) for each in self.providers]
        valid, wrong = ([0] * len(self.providers) for _ in range(2))
        for provider in self.providers:
            if here[provider.row]:
                self.job(provider, draws, here, valid, wrong)
        for provider in self.providers:
            provider.judge(valid[provider.row], wrong[provider.row])

    def job(
        self,
        first: Provider,
        draws: RoundDraws,
        here: list[bool],
        valid: list[int],
        wrong: list[int],
    ) -> None:
        """One job: its copies, its result, and whom that shows to be right or wrong."""
        row = first.row
        joint, own = float(draws.joint[row]), draws.own[row]
        votes = {0: (first, first.answer(joint, float(own[0]), 0))}
        always = self.market.policy is Policy.ALWAYS
        compared = always or draws.trust[row] < chance_replicated(first.record)
        result: Hashable | None = None if compared else votes[0][1]
        for copy in range(1, MOST_COPIES):
            partner = self.providers[draws.partners[row, copy - 1]]
            if result is None and here[partner.row]:
                votes[copy] = partner, partner.answer(joint, float(own[copy]), copy)
                decision = RULE.next([answer for _, answer in votes.values()])
                result = decision.answer if isinstance(decision, Accept) else None
        self.count(row, list(votes.values()), result)
        if compared and result is not None:
            for voter, answer in votes.values():
                (valid if answer == result else wrong)[voter.row] += 1

    def count(self, row: int, votes: list[tuple[Provider, int]], result: Hashable | None) -> None:
        """What happened, for the tally."""
        tally = self.tally
        tally.jobs[row] += result is not None
        tally.undecided[row] += result is None
        tally.wrong[row] += result not in (None, RIGHT)
        tally.copies[row] += len(votes)
        for voter, answer in votes:
            tally.run[voter.row] += answer == RIGHT
            tally.forged[voter.row] += answer != RIGHT
            tally.paid[voter.row] += answer == result

    def run_rounds(self, rounds: int) -> Tally:
        """So many rounds."""
        for _ in range(rounds):
            self.step()
        return self.tally

    def release(self) -> None:
        """Mesa's own hold on the model dropped, so that it can be freed."""
        getattr(mesa.Agent, "_ids", {}).pop(self, None)
