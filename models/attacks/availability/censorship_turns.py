"""Whose turn it is to propose, mode by mode, and whether censoring voters can stop a block."""

from dataclasses import dataclass
from fractions import Fraction

from ...parameters.exact import as_written
from ...parameters.parameters import Parameters
from ...parameters.protocol import SwitchingRule
from ...protocol.machine.schedule import WALK
from ...protocol.modes import Mode, mode_parameters
from ...protocol.quorums import quorum
from ...protocol.timing import wait_seconds

WAITS = 3
"""Waits of a round that decides nothing: for the proposal, the prevotes and the precommits [1].

Source: `models/protocol/timing.py`.
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """One kind of slot."""

    censoring: Fraction
    """Chance that the proposer censors [1]."""
    rotates: bool
    """Whether authorities propose in turn, each once before any does again; else each slot is drawn."""
    blocked: bool
    """Whether censoring voters can deny an honest proposer's block its certificate."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Turns:
    """Slots as they follow one another while a transaction waits."""

    walk: tuple[Turn, ...]
    """Kinds of slot, one step further with each round that decides nothing, over and over."""
    authorities: int
    """All that take turns, 0 where none do [1]."""
    censors: int
    """Those of them that censor [1]."""
    silent: bool
    """Whether censors propose nothing, so that the round fails, or a block without the transaction,
    which is decided, so that the walk begins again."""

    @property
    def first(self) -> Turn:
        """Kind of the first slot."""
        return self.walk[0]

    @property
    def stays(self) -> bool:
        """Whether every slot before the transaction's is of the first kind."""
        moves = self.first.blocked or self.silent
        return len(self.walk) == 1 or not moves

    def after_censor(self, place: int) -> int:
        """Place on the walk after a censor's slot."""
        return self.after_failure(place) if self.silent else 0

    def after_failure(self, place: int) -> int:
        """Place on the walk after a round that decides nothing."""
        return (place + 1) % len(self.walk)

    @property
    def reached(self) -> tuple[int, ...]:
        """Places on the walk that the transaction may wait at."""
        found = [0]
        for place in found:
            turn = self.walk[place]
            following = [self.after_censor(place)] if turn.censoring > 0 else []
            following += [self.after_failure(place)] if turn.blocked and turn.censoring < 1 else []
            found += [each for each in following if each not in found]
        return tuple(sorted(found))

    @property
    def is_permanent(self) -> bool:
        """Whether no slot ever includes the transaction."""
        turns = [self.walk[place] for place in self.reached]
        return all(turn.blocked or turn.censoring == 1 for turn in turns)


def independent_turns(share: float) -> Turns:
    """Proposers drawn slot by slot, and voters who do not censor: any chain with a lottery.

    Parameters
    ----------
    share
        Chance that a proposer censors [1].

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> independent_turns(0.25).first.censoring
    Fraction(1, 4)
    """
    turn = Turn(censoring=as_written(share), rotates=False, blocked=False)
    return Turns(walk=(turn,), authorities=0, censors=0, silent=False)


def turns_of(parameters: Parameters, mode: Mode, share: float, *, silent: bool = False) -> Turns:
    """Slots of a mode, and of those that follow where it cannot decide.

    Parameters
    ----------
    parameters
        The protocol.
    mode
        In which every height begins.
    share
        Part of the authorities, rounded down to whole ones, and of the stake that censors [1].
    silent
        Whether censors propose nothing, or a block without the transaction.

    Returns
    -------
    Turns
        Fast rotates over the authorities. Balanced draws an authority or a staker, Secure a staker by
        stake. A mode is blocked where the honest are too few for its certificate. With the rule
        `authority-shortage` rounds that decide nothing walk through the modes; with the plan's rule
        they stay, since the censors are online and load does not change.

    Notes
    -----
    Source: ours, over `models/protocol/quorums.py` and `models/protocol/machine/schedule.py`. With one
    draw for class and member, `share` is the part of those who ever propose.
    """
    walks = parameters.switching.rule is SwitchingRule.AUTHORITY_SHORTAGE
    modes = [WALK[(mode + step) % len(WALK)] for step in range(len(WALK) if walks else 1)]
    authorities = parameters.fast.validators
    return Turns(
        walk=tuple(_turn(parameters, each, as_written(share)) for each in modes),
        authorities=authorities,
        censors=int(as_written(share) * authorities),
        silent=silent,
    )


def _turn(parameters: Parameters, mode: Mode, share: Fraction) -> Turn:
    """Kind of a mode's slots."""
    authorities = parameters.fast.validators
    censors = int(share * authorities)
    of_authorities = {
        Mode.FAST: Fraction(1),
        Mode.BALANCED: as_written(parameters.selection.authority_probability),
        Mode.SECURE: Fraction(0),
    }[mode]
    passes = quorum(parameters, mode).is_met(authorities - censors, authorities, 1 - share, 1)
    return Turn(
        censoring=of_authorities * Fraction(censors, authorities) + (1 - of_authorities) * share,
        rotates=mode is Mode.FAST,
        blocked=not passes,
    )


def slot_seconds(parameters: Parameters, mode: Mode, turns: Turns) -> float:
    """Longest time that a slot takes while the transaction waits and censors are not silent.

    Parameters
    ----------
    parameters
        The protocol.
    mode
        In which every height begins.
    turns
        Its slots.

    Returns
    -------
    float
        The mode's block time, or, where honest proposals fail, all waits of a round if that is longer;
        rounds that fail are as many in a row as places are reached [s].

    Notes
    -----
    Source: ours, after `models/protocol/timing.py`.
    """
    times: list[float] = []
    for place in turns.reached:
        at = WALK[(mode + place) % len(WALK)]
        times.append(mode_parameters(parameters, at).block_seconds)
        if turns.walk[place].blocked:
            times.append(WAITS * wait_seconds(parameters.network.timeout_seconds, place))
    return max(times)
