"""The best rule for withholding blocks: a decision process that is cut off from below and from above.

A state is the length of the two branches since they parted: `attacker` and `honest` blocks, their
difference the lead. All states with the same sum are one row; a row needs only the next one and
the few states that the chain comes back to.
"""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# NumPy 2.5 leaves parts of its overloads unknown.

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_NORMAL = 1e-250
"""Added to all that is come back to, so that no count becomes subnormal, which is slow [1]."""


class Choice(IntEnum):
    """What a miner may do before the next block is found."""

    ADOPT = 0
    """Give up the own branch."""
    OVERRIDE = 1
    """Publish just enough to be longer, where there is enough."""
    WAIT = 2
    """Keep all to oneself, or leave the two published branches to compete."""
    MATCH = 3
    """Publish as much as the honest branch has: right after its newest block, or at any time."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mining:
    """Who mines, and how far branches are followed."""

    share: float
    """Part of the mining power that is the attacker's, in (0, 1/2) [1]."""
    tie: float
    """Part of the honest power that mines on the attacker's branch of two equal ones [1]."""
    longest: int
    """Blocks of both branches together from which on they are not followed [block]."""
    ahead: int
    """Lead from which on they are not followed, at most `longest` [block]."""
    behind: int
    """Deficit from which on they are not followed, at most `longest` [block]."""
    any_time: bool = False
    """Whether branches may be matched at any time, not only right after an honest block."""

    @property
    def leads(self) -> NDArray[np.int64]:
        """Leads that are followed, and one at either end, (behind + ahead + 1,) [block]."""
        return np.arange(-self.behind, self.ahead + 1)

    @property
    def unknowns(self) -> int:
        """States that the chain comes back to: after an override, after a match that was won [1]."""
        return (self.ahead + 1) * (2 if self.tie > 0 else 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Returns:
    """What is earned from the states that the chain comes back to until the branches next meet.

    Entry c is the state after an override that leaves a lead of c; entry `ahead + 1 + c` the
    same after a match that was won, with one honest block, if any is. The first of all is the start.
    """

    attacker: Floats
    """Attacker's blocks in the chain, (unknowns,) [block]."""
    honest: Floats
    """Honest blocks in the chain, (unknowns,) [block]."""

    @property
    def share(self) -> float:
        """Long-run part of the chain's blocks that is the attacker's [1]."""
        return float(self.attacker[0] / (self.attacker[0] + self.honest[0]))

    def worth(self, share: float) -> Floats:
        """What they are worth where every block in the chain costs `share`, (unknowns,) [1]."""
        return (1 - share) * self.attacker - share * self.honest


def promised(share: float, attacker: Floats, honest: Floats) -> tuple[Floats, Floats]:
    """Blocks that no rule can do better than to be given, wherever a branch is not followed.

    Parameters
    ----------
    share
        Part of the mining power that is the attacker's, in (0, 1/2) [1].
    attacker, honest
        Lengths of the two branches, (n,) [block].

    Returns
    -------
    tuple[NDArray[np.float64], NDArray[np.float64]]
        Attacker's blocks, and honest ones, which may be negative, (n,) each [block].

    Notes
    -----
    Source: ours, in the place of what Sapirshtein, Sompolinsky & Zohar 2016 pay at the edge
    (arXiv:1507.06183). With p + q = 1, q the share, r = q / p and any value v of a block:
    U(a, h) = (1 - v) (p a - q h) / (p - q) + k where a >= h, and else
    U(a, h) = -v h + r^(h - a) ((p h - q a) / (p - q) + k), with
    k = p (q (2 - v) / (p - q) - v) / (p - q). Each choice in each state is worth at most U:
    to wait above a tie and an override leave U where it is, a match that is won leaves it at most
    there; adopting is worth -v h, less than U; below a tie each part of U is harmonic or falls;
    at a tie k is what waiting needs if the tie is won for certain.
    """
    gap = 1 - 2 * share
    lead = attacker - honest
    ratio = np.power(share / (1 - share), np.maximum(0, -lead))
    earned = (1 - share) * 2 * share / gap**2
    spent = (1 - share) * (share / gap - 1) / gap
    ahead = ((1 - share) * attacker - share * honest) / gap
    later = ratio * ((1 - share) * honest - share * attacker) / gap
    return (
        np.where(lead >= 0, ahead + earned, later + ratio * earned),
        np.where(lead >= 0, -spent, honest - later - ratio * spent),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """All states of one length, by lead and by what the branches are.

    The last axis holds how often each of the states is come back to, both kinds of blocks, and the
    worth of it all.
    """

    private: Floats
    """The attacker's block is the newest, (leads, unknowns + 3)."""
    answered: Floats
    """The honest block is the newest, so that it may be matched, (leads, unknowns + 3)."""
    matched: Floats
    """Both branches are published, and honest miners divided, (leads, unknowns + 3)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """What to do in every state, by length of both branches and lead: (longest + 1, leads) each."""

    private: NDArray[np.int8]
    """Where the attacker's block is the newest."""
    answered: NDArray[np.int8]
    """Where the honest block is the newest."""
    matched: NDArray[np.int8]
    """Where both branches are published."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Round:
    """One round of improvement."""

    mining: Mining
    """Who mines, and how far branches are followed."""
    prices: Floats
    """Worth of what is come back to, of the attacker's and of an honest block, (unknowns + 2,) [1]."""
    generous: bool
    """Whether more than can be earned is paid where branches are not followed, or less."""
    rule: Rule
    """What is found best."""

    def stop(self, row: Floats, places: NDArray[np.int64], length: int) -> None:
        """Write into a row what an override earns at some places, or adopting without a lead."""
        leads = places - self.mining.behind
        honest = (length - leads) / 2
        wins = leads >= 1
        row[places] = 0.0
        row[places, -3] = np.where(wins, honest + 1, 0.0)
        row[places, -2] = np.where(wins, 0.0, honest)
        row[places[leads >= 2], leads[leads >= 2] - 1] = 1.0
        row[places, -1] = self.stop_worth(leads, honest)

    def stop_worth(self, leads: NDArray[np.int64], honest: Floats) -> Floats:
        """Worth of an override, or of adopting without a lead, (n,) [1]."""
        back = self.prices[np.maximum(0, leads - 1)]
        return np.where(leads >= 1, self.prices[-2] * (honest + 1) + back, self.prices[-1] * honest)

    def end(self, row: Floats, places: NDArray[np.int64], length: int) -> None:
        """Write into a row what is earned at places that are not followed."""
        if not self.generous:
            self.stop(row, places, length)
            return
        leads = places - self.mining.behind
        attacker, honest = promised(self.mining.share, (length + leads) / 2, (length - leads) / 2)
        row[places] = 0.0
        row[places, -3], row[places, -2] = attacker, honest
        row[places, -1] = self.prices[-2] * attacker + self.prices[-1] * honest

    def last_row(self) -> Row:
        """The longest states, none of which is followed."""
        row = np.zeros((self.mining.leads.size, self.mining.unknowns + 3))
        self.end(row, np.arange(row.shape[0]), self.mining.longest)
        return Row(private=row, answered=row, matched=row)

    def row_before(self, after: Row, length: int) -> Row:
        """States that are one block shorter than a row, with the best choice in each."""
        share, behind = self.mining.share, self.mining.behind
        first = max(1 - behind, -length)
        first += (first - length) % 2
        leads = np.arange(first, min(self.mining.ahead - 1, length) + 1, 2)
        start, stop = int(leads[0]) + behind, int(leads[-1]) + behind + 1
        here, up, down = (slice(start + by, stop + by, 2) for by in (0, 1, -1))
        honest = (length - leads) / 2
        private, answered, matched = (np.empty_like(after.private) for _ in range(3))
        parted = (1 - share) * after.answered[down]
        np.add(share * after.private[up], parted, out=private[here])
        private[here] += _NORMAL
        stops = self.stop_worth(leads, honest) >= private[here, -1]
        places = leads + behind
        self.stop(private, places[stops], length)
        self.rule.private[length, places] = np.where(
            stops, np.where(leads >= 1, Choice.OVERRIDE, Choice.ADOPT), Choice.WAIT
        )
        answered[here] = private[here]
        self.rule.answered[length] = self.rule.private[length]
        ties = (leads >= 0) & (honest >= 1)
        self._compete(matched, after, parted[ties], places[ties], length)
        chosen = places[ties]
        better = chosen[matched[chosen, -1] > private[chosen, -1]]
        answered[better] = matched[better]
        self.rule.answered[length, better] = self.rule.matched[length, better]
        if self.mining.any_time:
            private[better] = matched[better]
            self.rule.private[length, better] = self.rule.matched[length, better]
        ends = np.array([0, private.shape[0] - 1])
        for row in (private, answered, matched):
            self.end(row, ends, length)
        return Row(private=private, answered=answered, matched=matched)

    def _compete(
        self, matched: Floats, after: Row, parted: Floats, places: NDArray[np.int64], length: int
    ) -> None:
        """Write the best choice where two published branches compete; they are equal or better."""
        if not places.size:
            return
        mining = self.mining
        leads = places - mining.behind
        honest = (length - leads) / 2
        compete = mining.share * after.matched[places + 1]
        compete += (1 - mining.tie) * parted + _NORMAL
        if mining.tie > 0:
            won = (1 - mining.share) * mining.tie
            back = mining.ahead + 1 + leads
            compete[:, -3] += won * honest
            compete[np.arange(places.size), back] += won
            compete[:, -1] += won * (self.prices[-2] * honest + self.prices[back])
        matched[places] = compete
        stops = self.stop_worth(leads, honest) >= compete[:, -1]
        self.stop(matched, places[stops], length)
        self.rule.matched[length, places] = np.where(
            stops, np.where(leads >= 1, Choice.OVERRIDE, Choice.ADOPT), Choice.MATCH
        )


def improved(
    mining: Mining, known: Returns, share: float, *, generous: bool
) -> tuple[Returns, Rule]:
    """The best rule if what is come back to is worth what is known, and what that rule earns.

    Parameters
    ----------
    mining
        Who mines, and how far branches are followed.
    known
        What another rule earns from the states that the chain comes back to.
    share
        Cost of every block in the chain: the share that is to be beaten [1].
    generous
        Whether more than can be earned is paid where branches are not followed, or less.

    Returns
    -------
    tuple[Returns, Rule]
        Earnings of the new rule, and the rule.

    Notes
    -----
    Source: Sapirshtein, Sompolinsky & Zohar 2016, arXiv:1507.06183, for the process; policy
    iteration (Howard 1960) on the states that the chain comes back to.
    """
    worth = known.worth(share)
    worth[0] = 0.0
    prices = np.concatenate((worth, [1 - share, -share]))
    shape = (mining.longest + 1, mining.leads.size)
    rule = Rule(
        private=np.zeros(shape, dtype=np.int8),
        answered=np.zeros(shape, dtype=np.int8),
        matched=np.zeros(shape, dtype=np.int8),
    )
    turn = Round(mining=mining, prices=prices, generous=generous, rule=rule)
    row = turn.last_row()
    system = np.zeros((mining.unknowns, mining.unknowns + 2))
    for length in range(mining.longest - 1, 0, -1):
        row = turn.row_before(row, length)
        left = length - 1
        if left <= mining.ahead:
            won = row.answered[left - 1 + mining.behind, :-1]
            if mining.tie > 0:
                system[mining.ahead + 1 + left] = won
            if left < mining.ahead:
                mined = row.private[left + 1 + mining.behind, :-1]
                system[left] = mining.share * mined + (1 - mining.share) * won
    back = system[:, :-2]
    back[:, 0] = 0.0
    earned: Floats = np.linalg.solve(np.eye(mining.unknowns) - back, system[:, -2:]).astype(float)
    return Returns(attacker=earned[:, 0], honest=earned[:, 1]), rule
