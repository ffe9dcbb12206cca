"""Best-response play: who moves when, and when nobody wants to any more."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from ...models.parameters.checks import check_count, check_not_negative
from .certificate import PoolCertificate, certify
from .profile import Profile, nobody_operates, play
from .prospects import Prospects
from .ranking import rank, saturated_pools
from .responses import best_responses

FEWEST_ASKED = 8
"""Holders asked at once after a move, which makes all further answers worthless [1]."""


class UpdateOrder(StrEnum):
    """Who sees whose move; results differ."""

    RANDOM_SEQUENTIAL = "random sequential"
    """One after the other, in an order drawn anew each round; each sees all moves before. Operators
    whose pools a move pushes from the k first answer it before the next one is asked."""
    IN_TURN = "in turn"
    """The same, but whoever is pushed out waits for its own turn, as in the engine of Ovezik and Kiayias
    2022 (ICAIF)."""
    SYNCHRONOUS = "synchronous"
    """All at once; each sees the round before."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaySettings:
    """How a game is played."""

    order: UpdateOrder = UpdateOrder.RANDOM_SEQUENTIAL
    """Who sees whose move."""
    most_rounds: int = 100
    """Rounds after which play stops without an equilibrium [1]. Source: ours."""
    tolerance: float = 1e-12
    """Gain up to which nobody moves, and a profile counts as an equilibrium [token]. Source: ours; far
    above the rounding of rewards of 1, far below any cost."""

    def __post_init__(self) -> None:
        check_count("most_rounds", self.most_rounds, least=1)
        check_not_negative("tolerance", self.tolerance)


@dataclass(frozen=True, slots=True)
class Played:
    """How a game ended."""

    profile: Profile
    """What is played at the end."""
    certificate: PoolCertificate
    """How far that is from an equilibrium."""
    rounds: int
    """In which somebody moved [1]."""
    moves: int
    """Of all holders together [1]."""
    is_equilibrium: bool
    """Whether nobody gains more than the tolerance."""


def play_game(game: Prospects, settings: PlaySettings, rng: np.random.Generator) -> Played:
    """Best responses from no pool at all, until the certificate says that it is over.

    Parameters
    ----------
    game
        Scheme and holders.
    settings
        Order of moves, and when to stop.
    rng
        Stream of the order of moves.

    Returns
    -------
    Played
        The end, certified either way.
    """
    profile = nobody_operates(game)
    rounds = moves = 0
    moved = 1
    while moved and rounds < settings.most_rounds:
        moved = ROUNDS[settings.order](game, profile, settings, rng)
        rounds += bool(moved)
        moves += moved
    certificate = certify(game, profile)
    over = certificate.epsilon <= settings.tolerance
    return Played(profile, certificate, rounds, moves, over)


def sequential_round(
    game: Prospects, profile: Profile, settings: PlaySettings, rng: np.random.Generator
) -> int:
    """One move of each holder in turn, and of whoever it displaces as ordered, in place; how many moved.

    Notes
    -----
    Source: ours. Several holders are asked at once, since most do not move; the answers of those behind
    the first one who does are thrown away. A round ends after as many moves as there are holders.
    """
    order = rng.permutation(len(profile.pools))
    ranking = rank(game, profile)
    position, asked, moves = 0, FEWEST_ASKED, 0
    displaced = order[:0]
    while (position < len(order) or displaced.size) and moves < len(order):
        holders = displaced if displaced.size else order[position : position + asked]
        found = best_responses(game, profile, ranking, holders, cautious=True)
        gains = found.gain > settings.tolerance
        mover = int(gains.argmax())
        if not displaced.size:
            position += mover + 1 if gains[mover] else len(holders)
        displaced = order[:0]
        if not gains[mover]:
            asked *= 2
            continue
        one = slice(mover, mover + 1)
        before = saturated_pools(game, profile, ranking)
        play(game, profile, holders[one], found.pools[one], found.offered[one])
        ranking = rank(game, profile)
        if settings.order is UpdateOrder.RANDOM_SEQUENTIAL:
            displaced = np.flatnonzero(saturated_pools(game, profile, ranking) < before)
        asked = FEWEST_ASKED
        moves += 1
    return moves


def synchronous_round(
    game: Prospects, profile: Profile, settings: PlaySettings, rng: np.random.Generator
) -> int:
    """One move of all holders at once, in place; how many moved. Nothing is drawn."""
    everybody = np.arange(len(profile.pools))
    found = best_responses(game, profile, rank(game, profile), everybody, cautious=True)
    movers = np.flatnonzero(found.gain > settings.tolerance)
    play(game, profile, movers, found.pools[movers], found.offered[movers])
    return len(movers)


Round = Callable[[Prospects, Profile, PlaySettings, np.random.Generator], int]

ROUNDS: dict[UpdateOrder, Round] = {
    UpdateOrder.RANDOM_SEQUENTIAL: sequential_round,
    UpdateOrder.IN_TURN: sequential_round,
    UpdateOrder.SYNCHRONOUS: synchronous_round,
}
