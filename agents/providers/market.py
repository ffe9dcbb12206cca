"""A market for computation in arrays: jobs are handed out, compared or trusted, and records kept.

In every round each provider who is there is given a job. Whether others run it too depends on its valid
record; then copies are asked for until two answers agree, by the rule of the models. All look at the
records as they were before the round.
"""

from dataclasses import dataclass, field, fields

import numpy as np
from numpy.typing import NDArray

from ...models.compute.redundancy.adaptive import chance_replicated
from ...models.compute.redundancy.rules import progressive
from .settings import (
    MOST_COPIES,
    Behaviour,
    Market,
    Policy,
    RoundDraws,
    begins_to_cheat,
    draw_round,
)

RULE = progressive(3)
"""Copies until two agree."""
NONE, RIGHT, JOINT, OWN = -1, 0, 1, 2
"""No answer, the right one, that of all colluders, and those of each cheat from there on."""

Integers = NDArray[np.int64]
Truths = NDArray[np.bool_]


@dataclass(slots=True)
class Tally:
    """What has happened so far, by provider."""

    jobs: Integers
    """(n,) Accepted results of jobs that it was given [1]."""
    wrong: Integers
    """(n,) Of them, wrong ones [1]."""
    copies: Integers
    """(n,) Run of its jobs by anybody [1]."""
    undecided: Integers
    """(n,) Of its jobs given up [1]."""
    names: Integers
    """(n,) That it has had [1]."""
    run: Integers
    """(n,) Copies that it ran honestly, of any job [1]."""
    forged: Integers
    """(n,) Copies that it answered without running them [1]."""
    paid: Integers
    """(n,) Copies that were paid, for they agree with the result [1]."""
    caught: Integers
    """(n,) Copies of which it was found wrong [1]."""
    bonds: Integers
    """(n,) Bonds that it lost [1]."""

    def profit(self, market: Market) -> NDArray[np.float64]:
        """(n,) Fees, less work and bonds lost [token]."""
        return market.fee * self.paid - market.work * self.run - market.bond * self.bonds

    def error(self) -> float:
        """Part of the accepted results that is wrong [1]."""
        return float(self.wrong.sum() / self.jobs.sum())

    def cost(self) -> float:
        """Copies per accepted result [1]."""
        return float(self.copies.sum() / self.jobs.sum())

    def detection(self, who: Truths) -> float:
        """Part of the forged answers of some providers that was found [1]."""
        return float(self.caught[who].sum() / self.forged[who].sum())


def no_tally(providers: int) -> Tally:
    """Before the first round."""
    counts = {each.name: np.zeros(providers, dtype=np.int64) for each in fields(Tally)}
    return Tally(**counts | {"names": np.ones(providers, dtype=np.int64)})


@dataclass(slots=True)
class MarketRun:
    """Providers and their records as they stand."""

    market: Market
    tally: Tally = field(init=False)
    behaviours: Integers = field(init=False)
    """(n,) By number."""
    records: Integers = field(init=False)
    """(n,) Valid results in a row that were compared [1]."""
    excluded: Truths = field(init=False)
    """(n,) Who may not come back."""

    def __post_init__(self) -> None:
        providers = self.market.providers
        self.tally = no_tally(providers)
        self.behaviours = np.array(self.market.behaviours, dtype=np.int64)
        self.records = np.zeros(providers, dtype=np.int64)
        self.excluded = np.zeros(providers, dtype=np.bool_)

    def run(self, rounds: int, rng: np.random.Generator) -> Tally:
        """So many rounds."""
        for _ in range(rounds):
            self.step(draw_round(self.market.providers, rng))
        return self.tally

    def step(self, draws: RoundDraws) -> None:
        """One round."""
        here = self.here(draws)
        votes = np.full((self.market.providers, MOST_COPIES), NONE)
        everybody = np.arange(self.market.providers)
        votes[here, 0] = self.answers(everybody[here], draws.joint[here], draws.own[here, 0], 0)
        compared = here & (draws.trust < self.chance_compared())
        missing = self.missing(votes)
        for copy in range(1, MOST_COPIES):
            asked = draws.partners[:, copy - 1]
            runs = compared & (missing > 0) & here[asked]
            if not (compared & (missing > 0)).any():
                break
            rows = everybody[runs]
            votes[rows, copy] = self.answers(
                asked[rows], draws.joint[rows], draws.own[rows, copy], copy
            )
            missing = self.missing(votes)
        self.settle(draws, here, compared, votes)

    def here(self, draws: RoundDraws) -> Truths:
        """(n,) Who takes part."""
        absent = (self.behaviours == Behaviour.ABSENT) & (draws.presence >= self.market.presence)
        return ~(absent | self.excluded)

    def chance_compared(self) -> NDArray[np.float64]:
        """(n,) Chance that the next job is run by others too [1]."""
        if self.market.policy is Policy.ALWAYS:
            return np.ones(len(self.records))
        return np.asarray(chance_replicated(self.records))

    def answers(
        self, who: Integers, joint: NDArray[np.float64], own: NDArray[np.float64], copy: int
    ) -> Integers:
        """Answers of some providers to jobs with these draws, as this copy of them."""
        kind, sabotage = self.behaviours[who], self.market.sabotage
        cheats = (kind == Behaviour.CHEAT) & (own < sabotage)
        later = (kind == Behaviour.PATIENT) | (kind == Behaviour.SPLITTER)
        cheats |= later & np.asarray(begins_to_cheat(self.records[who]))
        found = np.where(cheats, OWN + copy, RIGHT)
        return np.where((kind == Behaviour.COLLUDER) & (joint < sabotage), JOINT, found)

    def missing(self, votes: Integers) -> Integers:
        """(n,) Copies that the rule still asks for [1]."""
        right, joint = (votes == RIGHT).sum(axis=1), (votes == JOINT).sum(axis=1)
        single = (votes >= OWN).any(axis=1)
        counts = np.sort(np.stack([right, joint, single]), axis=0)
        return RULE.missing(counts[2], counts[1], (votes != NONE).sum(axis=1))

    def settle(self, draws: RoundDraws, here: Truths, compared: Truths, votes: Integers) -> None:
        """Results, fees and records."""
        tally = self.tally
        decided = here & (~compared | (self.missing(votes) <= 0))
        right, joint = (votes == RIGHT).sum(axis=1), (votes == JOINT).sum(axis=1)
        accepted = np.where(compared, np.where(joint > right, JOINT, RIGHT), votes[:, 0])
        tally.jobs += decided
        tally.wrong += decided & (accepted != RIGHT)
        tally.undecided += here & ~decided
        tally.copies += (votes != NONE).sum(axis=1)
        runners = np.column_stack([np.arange(len(votes)), draws.partners])
        ran = votes != NONE
        agrees = ran & (votes == accepted[:, None]) & decided[:, None]
        tally.paid += self.counted(runners[agrees])
        tally.run += self.counted(runners[votes == RIGHT])
        tally.forged += self.counted(runners[votes > RIGHT])
        judged = (compared & decided)[:, None] & ran
        self.keep(self.counted(runners[judged & agrees]), self.counted(runners[judged & ~agrees]))

    def keep(self, valid: Integers, wrong: Integers) -> None:
        """Records after a round: longer, or begun anew."""
        self.records += valid
        self.records[wrong > 0] = 0
        self.tally.caught += wrong
        if self.market.policy is Policy.EXCLUSION:
            back = self.behaviours == Behaviour.SPLITTER
            self.excluded |= (wrong > 0) & ~back
            self.tally.bonds += wrong > 0
            self.tally.names += (wrong > 0) & back

    def counted(self, who: Integers) -> Integers:
        """(n,) How often each provider is among some [1]."""
        return np.bincount(who, minlength=len(self.records))
