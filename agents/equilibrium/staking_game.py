"""The economy at one moment as a game: everybody's position or seat, and what it pays in a year.

Every person and every authority is a type of its own; they meet in five sums. Pay-offs are the worths
of `choices`, the same lines by which agents decide, over what each of them owns: a gain is a gain of
yearly return. Time on the way out does not count here, and expectations are those of the moment.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..choices.picking import taken
from ..choices.positions import (
    DELEGATE,
    GRIEF,
    IDLE,
    POSITIONS,
    Position,
    StakeOffer,
    is_validating,
    options,
)
from ..choices.seats import Seat, SeatOffer, seat_worths
from ..economy.chain import Chain
from ..economy.terms import Terms
from ..population.people import NEVER, Population
from ..trajectory import Certified
from .certificate import certify
from .game import TypeGame

STRATEGIES = (*(position.label for position in Position), *(f"seat {seat.label}" for seat in Seat))
"""The explicit set of strategies: positions of people, then seats of authorities."""

VALIDATING, DELEGATED, GRIEFING, SERVING = range(4)
"""Aggregates: stake that signs, that stands behind others, of those who grief [base unit]; authorities
that serve."""

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


@dataclass(frozen=True, slots=True)
class Players:
    """Who is free to decide in one run at one moment: people first, then authorities."""

    terms: Terms
    chain: Chain
    rows: NDArray[np.int64]
    """(people,) Rows of those people [1]."""
    seats: NDArray[np.int64]
    """(authorities,) Rows of those authorities [1]."""
    owned: NDArray[np.float64]
    """(players,) What a person can stake, and an authority's bond [base unit]."""
    rates: NDArray[np.float64]
    """(players,) What it would earn elsewhere [1/year]."""
    spite: NDArray[np.float64]
    """(players,) What it would give for a token that others lose [1]."""
    cost: NDArray[np.float64]
    """(players,) Of operating an authority, at launch prices [base unit/year]."""

    @property
    def wealth(self) -> NDArray[np.float64]:
        """(people,) What people can stake [base unit]."""
        return self.owned[: self.rows.size]

    def payoffs(
        self, kinds: NDArray[np.int64], plays: NDArray[np.int64], sums: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Worth of what each plays, over what it owns [1/year]; see `game.Payoffs`."""
        own = self.owned[kinds]
        position = np.minimum(plays, POSITIONS - 1)
        staked = own * (position != IDLE)
        found = options(
            self.stake_offer(sums), own, staked, position, self.rates[kinds], self.spite[kinds]
        )
        has_validators = (position != DELEGATE) | (sums[:, VALIDATING] > 0)
        seat = np.maximum(plays - POSITIONS, 0)
        of_seats = seat_worths(self.seat_offer(sums), seat, self.cost[kinds], self.rates[kinds])
        of_people = taken(found.worths, position) * has_validators
        return np.where(plays < POSITIONS, of_people, taken(of_seats, seat)) / own

    def stake_offer(self, sums: NDArray[np.float64]) -> StakeOffer:
        """What people would know after a change, had it lasted."""
        terms, chain, settings = self.terms, self.chain, self.terms.settings
        return StakeOffer(
            pool=chain.expected_stakers / terms.epoch_years,
            validating=sums[:, VALIDATING],
            delegated=sums[:, DELEGATED],
            griefing=sums[:, GRIEFING],
            minimum=terms.minimum_stakes[chain.mode],
            commission=settings.commission,
            cost=terms.validator_cost / chain.price,
            silence_loss=terms.silence_loss,
            griefing_loss=settings.griefing_loss,
            griefing_factor=settings.griefing_factor,
            exit_share=0.0,
        )

    def seat_offer(self, sums: NDArray[np.float64]) -> SeatOffer:
        """What authorities would know after a change, had it lasted."""
        return SeatOffer(
            pool=self.chain.expected_authorities / self.terms.epoch_years,
            serving=sums[:, SERVING],
            free=0,
            bond=self.terms.bond,
            price=self.chain.price,
            silence_loss=self.terms.silence_loss,
            exit_share=0.0,
        )


def players_of(terms: Terms, chain: Chain, population: Population, run: int) -> Players:
    """People whose money is not on its way out, and authorities that hold a seat or could take one."""
    stakers, authorities = population.stakers, population.authorities
    wealth = stakers.liquid[run] + stakers.staked[run]
    rows = np.flatnonzero((stakers.unbonding[run] == 0) & (wealth > 0))
    ready = (authorities.matures[run] == NEVER) & (authorities.excluded_until[run] <= chain.epoch)
    ready &= authorities.liquid[run] >= terms.bond
    seats = np.flatnonzero((authorities.seat[run] != Seat.OUT) | ready)
    outside = authorities.outside_rate[run][seats]
    return Players(
        terms=terms,
        chain=chain,
        rows=rows,
        seats=seats,
        owned=np.concatenate((wealth[rows], np.full(seats.size, terms.bond))).astype(np.float64),
        rates=np.concatenate((stakers.hurdle_rate[run][rows] * chain.taste, outside)),
        spite=np.concatenate((stakers.spite[run][rows], np.zeros(seats.size))),
        cost=np.concatenate((np.zeros(rows.size), authorities.cost[run][seats])),
    )


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
    seat = population.authorities.seat[run]
    profile = np.zeros((types, len(STRATEGIES)), dtype=np.int64)
    profile[np.arange(people), population.stakers.position[run][players.rows]] = 1
    profile[np.arange(people, types), POSITIONS + seat[players.seats]] = 1
    taken_seats = int(np.count_nonzero(seat != Seat.OUT))
    has_room = taken_seats < terms.parameters.fast.validators
    game = TypeGame(
        members=np.ones(types, dtype=np.int64),
        # Whoever fell below the minimum when the mode changed may stay where it is.
        allowed=open_to(players, seat[players.seats] != Seat.OUT, has_room) | (profile > 0),
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


def open_to(players: Players, holds: NDArray[np.bool_], has_room: bool) -> NDArray[np.bool_]:
    """Whether each may play each strategy, (players, strategies).

    Parameters
    ----------
    players
        Who plays.
    holds, has_room
        (authorities,) Who holds a seat, and whether one is free.
    """
    wealth, people = players.wealth, players.rows.size
    minimum = players.terms.minimum_stakes[players.chain.mode]
    allowed = np.zeros((players.owned.size, len(STRATEGIES)), dtype=np.bool_)
    allowed[:people, (IDLE, DELEGATE)] = True
    for position in (Position.VALIDATE, Position.OFFLINE, Position.GRIEF):
        allowed[:people, position] = wealth >= minimum
    allowed[:people, Position.SPLIT] = wealth >= 2 * minimum
    allowed[people:, POSITIONS + Seat.OUT] = True
    allowed[people:, POSITIONS + Seat.SERVE] = holds | has_room
    allowed[people:, POSITIONS + Seat.OFFLINE] = holds | has_room
    return allowed


def contributions_of(players: Players) -> NDArray[np.float64]:
    """What each adds to the sums by each strategy, (players, strategies, sums)."""
    wealth, people = players.wealth, players.rows.size
    found = np.zeros((players.owned.size, len(STRATEGIES), 4))
    for position in map(int, Position):
        found[:people, position, VALIDATING] = wealth * is_validating(position)
        found[:people, position, DELEGATED] = wealth * (position == DELEGATE)
        found[:people, position, GRIEFING] = wealth * (position == GRIEF)
    found[people:, POSITIONS + Seat.SERVE, SERVING] = 1.0
    return found
