"""The explicit set of strategies of the economy as a game, and the sums in which players meet."""

import numpy as np

from ..choices.positions import IDLE, POSITIONS, VALIDATE, Position
from ..choices.seats import OUT, SERVE, Seat

SEATS = POSITIONS
"""Place of the first seat among the strategies."""

EQUIVOCATE, MEMBER, CHEAT, DENOUNCE, CORRUPT = range(
    POSITIONS + len(Seat), POSITIONS + len(Seat) + 5
)
"""A validator that takes a bribe; an authority that serves as a member of a cartel, cheats on it,
denounces it, or takes a bribe."""

STRATEGIES = (
    *(position.label for position in Position),
    *(f"seat {seat.label}" for seat in Seat),
    "equivocate",
    "seat member",
    "seat cheat",
    "seat denounce",
    "seat equivocate",
)
"""The explicit set of strategies: positions of people, seats of authorities, and what they do beside."""

POSITION_OF = np.full(len(STRATEGIES), IDLE)
"""Position that somebody holds by each strategy; of authorities none."""
POSITION_OF[:POSITIONS] = range(POSITIONS)
POSITION_OF[EQUIVOCATE] = VALIDATE

SEAT_OF = np.full(len(STRATEGIES), OUT)
"""Seat that somebody holds by each strategy; of people none."""
SEAT_OF[SEATS : SEATS + len(Seat)] = [int(seat) for seat in Seat]
SEAT_OF[MEMBER : CORRUPT + 1] = SERVE

IS_OF_PEOPLE = np.array([not name.startswith("seat") for name in STRATEGIES])
"""Whether each strategy is one of people; all others are of authorities."""

(
    VALIDATING, DELEGATED, GRIEFING, SERVING,
    MEMBERS, CHEATS, INFORMANTS,
    BRIBED, BRIBED_STAKE, BRIBED_SEATS, TAKEN,
) = range(11)  # fmt: skip
"""Aggregates: stake that signs, that stands behind others, of those who grief [base unit]; authorities
that serve, are in the cartel, cheat on it, denounce it; those who are bribed, stake of stakers among
them [base unit], and authorities; seats that people take, counted where seats are scarce."""

AGGREGATES = 11
"""How many there are [1]."""
