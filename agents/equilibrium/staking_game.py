"""The economy at one moment as a game: what everybody does, and what it pays in a year.

Every person and every authority is a type of its own; they meet in eleven sums. Pay-offs are the worths
of `choices` and of `cartels`, the same lines by which agents decide, over what each of them owns: a gain
is a gain of yearly return. Time on the way out does not count here, and expectations are those of the
moment; so is the stake that gets a seat: who is below it cannot validate, and is paid nothing if it
does.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..cartels.acting import is_enough
from ..choices.entry import has_entry
from ..choices.positions import DELEGATE, GRIEF, IDLE, SPLIT, Position, is_validating
from ..choices.seats import Seat
from ..economy.chain import Chain
from ..economy.terms import Terms
from ..population.people import Population
from ..trajectory import Certified
from .certificate import certify
from .collusion import is_taken_in
from .game import TypeGame
from .players import Players, players_of
from .plays import (
    AGGREGATES,
    BRIBED,
    BRIBED_SEATS,
    BRIBED_STAKE,
    CHEAT,
    CHEATS,
    CORRUPT,
    DELEGATED,
    DENOUNCE,
    EQUIVOCATE,
    GRIEFING,
    INFORMANTS,
    MEMBER,
    MEMBERS,
    POSITION_OF,
    SEAT_OF,
    SEATS,
    SERVING,
    STRATEGIES,
    TAKEN,
    VALIDATING,
)

PEOPLE, AUTHORITIES = 0, 1
"""Classes."""


@dataclass(frozen=True, slots=True)
class StakingGame:
    """A game, who plays what in it, and what the players are called."""

    game: TypeGame
    """Of all who are free to decide; the stake of the others stands still."""
    profile: NDArray[np.int64]
    """(types, strategies) One where a player plays it [1]."""
    classes: NDArray[np.int64]
    """(types,) `PEOPLE` or `AUTHORITIES`."""
    names: tuple[str, ...]
    """Of the types."""


def certified(terms: Terms, chain: Chain, population: Population, run: int) -> Certified:
    """What anybody, a few together, or a whole class could still gain at one moment of one run.

    Parameters
    ----------
    terms, chain
        The run, and the state of the protocol.
    population, run
        Who owns what, and which row of it.
    """
    asked = staking_game(terms, chain, population, run)
    found = certify(asked.game, asked.profile, asked.classes.tolist())
    deviator = found.deviator
    return Certified(
        epsilon=found.epsilon,
        coalition_epsilon=found.coalition_epsilon,
        class_epsilon=found.class_epsilon,
        deviator=None if deviator is None else deviator.described(asked.names, STRATEGIES),
        exhaustive=found.exhaustive,
    )


def staking_game(terms: Terms, chain: Chain, population: Population, run: int) -> StakingGame:
    """The game of one run at one moment.

    Parameters
    ----------
    terms, chain
        The run, and the state of the protocol.
    population, run
        Who owns what, and which row of it.

    Notes
    -----
    Source: ours, paper section "The economy of agents". People and authorities whose money is on its
    way out do not play, nor do authorities that are excluded; their stake stands still.
    """
    players = players_of(terms, chain, population, run)
    people, types = players.rows.size, players.owned.size
    seat, member = population.authorities.seat[run], population.authorities.member[run]
    plays = np.concatenate(
        (
            population.stakers.position[run][players.rows],
            np.where(member & (seat == Seat.SERVE), MEMBER, SEATS + seat)[players.seats],
        )
    )
    profile = np.zeros((types, len(STRATEGIES)), dtype=np.int64)
    profile[np.arange(types), plays] = 1
    has_room = int(np.count_nonzero(seat != Seat.OUT)) < terms.parameters.fast.validators
    allowed = np.concatenate(
        (open_to_people(players), open_to_authorities(players, plays[people:], has_room))
    )
    game = TypeGame(
        members=np.ones(types, dtype=np.int64),
        # Whoever fell below the minimum when the mode changed may stay where it is.
        allowed=allowed | (profile > 0),
        contributions=contributions_of(players),
        payoffs=players.payoffs,
    )
    return StakingGame(
        game=game,
        profile=profile,
        classes=np.repeat([PEOPLE, AUTHORITIES], [people, types - people]),
        names=(
            *(f"staker {row}" for row in players.rows),
            *(f"authority {row}" for row in players.seats),
        ),
    )


def open_to_people(players: Players) -> NDArray[np.bool_]:
    """Whether each person may play each strategy, (people, strategies)."""
    wealth = players.wealth
    minimum = np.maximum(players.terms.minimum_stakes[players.chain.mode], players.entry)
    allowed = np.zeros((wealth.size, len(STRATEGIES)), dtype=np.bool_)
    allowed[:, (IDLE, DELEGATE)] = True
    for position in (Position.VALIDATE, Position.OFFLINE, Position.GRIEF):
        allowed[:, position] = wealth >= minimum
    allowed[:, Position.SPLIT] = wealth >= 2 * minimum
    # Without a bribe it is to validate, and lose.
    allowed[:, EQUIVOCATE] = players.is_bribed & (wealth >= minimum)
    return allowed


def open_to_authorities(
    players: Players, plays: NDArray[np.int64], has_room: bool
) -> NDArray[np.bool_]:
    """Whether each authority may play each strategy, (authorities, strategies).

    Parameters
    ----------
    players
        Who plays.
    plays, has_room
        (authorities,) What each plays now, and whether a seat is free.
    """
    holds, serves = SEAT_OF[plays] != Seat.OUT, SEAT_OF[plays] == Seat.SERVE
    member = plays == MEMBER
    terms, chain = players.terms, players.chain
    crowd = int(serves.sum()), int(member.sum())
    allowed = np.zeros((plays.size, len(STRATEGIES)), dtype=np.bool_)
    allowed[:, SEATS + Seat.OUT] = True
    allowed[:, SEATS + Seat.SERVE] = holds | has_room
    allowed[:, SEATS + Seat.OFFLINE] = holds | has_room
    rates = players.rates[players.rows.size :]
    allowed[:, MEMBER] = serves & (member | is_taken_in(terms, chain, rates, *crowd))
    for ending in (CHEAT, DENOUNCE):
        allowed[:, ending] = member & is_enough(terms, chain, *crowd)
    allowed[:, CORRUPT] = players.is_bribed & serves
    return allowed


def contributions_of(players: Players) -> NDArray[np.float64]:
    """What each adds to the sums by each strategy, (players, strategies, sums)."""
    wealth, people = players.wealth, players.rows.size
    found = np.zeros((players.owned.size, len(STRATEGIES), AGGREGATES))
    for play in (*map(int, Position), EQUIVOCATE):
        position = int(POSITION_OF[play])
        identities = 1 + (position == SPLIT)
        signs = is_validating(position) & has_entry(wealth, identities, players.entry)
        found[:people, play, VALIDATING] = wealth * signs
        found[:people, play, DELEGATED] = wealth * (position == DELEGATE)
        found[:people, play, GRIEFING] = wealth * (signs & (position == GRIEF))
        found[:people, play, TAKEN] = identities * signs * players.is_scarce
    found[:people, EQUIVOCATE, BRIBED_STAKE] = wealth
    found[:people, EQUIVOCATE, BRIBED] = 1.0
    for play in (SEATS + Seat.SERVE, MEMBER, CHEAT, DENOUNCE, CORRUPT):
        found[people:, play, SERVING] = 1.0
    for play in (MEMBER, CHEAT, DENOUNCE):
        found[people:, play, MEMBERS] = 1.0
    found[people:, CHEAT, CHEATS] = 1.0
    found[people:, DENOUNCE, INFORMANTS] = 1.0
    found[people:, CORRUPT, BRIBED_SEATS] = 1.0
    found[people:, CORRUPT, BRIBED] = 1.0
    return found
