"""The latest lock in seconds: a proposer that listens for long enough knows every earlier one.

A validator locks in a round before it leaves it, and passes on all that it has heard as it enters
another. A Byzantine vote that reaches one validator only may make it lock at the very end of a round.
So a proposer that proposes as it enters the next round may not know of the lock, proposes another
block, and whoever is locked refuses it: a round can fail although its proposer is honest. Who listens
for longer than the skew and a delay has heard of the lock. Tendermint has a wait of its own for it,
after the precommits (Buchman, Kwon and Milosevic 2018, lines 47, 48 and 65 to 67).

The condition names the proposer, one validator that holds a lock, and times of theirs: as these may be
any honest two, and any lock, it holds for any number.
"""

from ...models.protocol.timing import hears_every_lock
from ..solving.claim import ANY, Claim
from ..solving.condition import Condition, Premise
from ..solving.quantities import Quantities, Values
from ..solving.truth import Truth, implies
from .waits import NOBODY_ELSE, PROPOSES, WITHIN_SKEW

NAME = "any.locks-arrive"
SETTING = Quantities(
    reals=(
        *("delay", "skew", "listening", "entered proposer", "proposed"),
        *(f"entered {each}" for each in NOBODY_ELSE),
        *("locked one", "lock known"),
    ),
    positive=("delay", "skew", "listening"),
)

LOCKS = Premise(
    "one locks in an earlier round before it enters this one",
    lambda times: times["locked one"] <= times["entered one"],
)


def passes_on(times: Values) -> Truth:
    """A lock that one holds as it enters is known to the proposer a delay later."""
    return implies(
        times["locked one"] <= times["entered one"],
        times["lock known"] <= times["entered one"] + times["delay"],
    )


PASSES_ON = Premise("one passes on its lock as it enters, and this arrives in time", passes_on)
LISTENS = Premise(
    "the proposer listens for longer than the skew and a delay",
    lambda times: hears_every_lock(times["listening"], times["skew"], times["delay"]),
)


def locks_arrive() -> Claim:
    """Every lock of an earlier round has arrived when the proposer proposes."""
    return Claim(
        name=NAME,
        statement=(
            "If a proposer listens for longer than the skew plus a delay once it has entered its round, "
            "every lock that an honest validator took in an earlier round has reached it when it "
            "proposes."
        ),
        protocol=ANY,
        conditions=(known_in_time(LISTENS),),
        twins=(a_moment_too_short(), at_once()),
    )


def known_in_time(listens: Premise) -> Condition:
    """A lock is known before the proposer proposes."""
    return Condition(
        f"{NAME}: the lock arrives, as {listens.name}",
        (WITHIN_SKEW, LOCKS, PASSES_ON, PROPOSES, listens),
        Premise(
            "the lock is known before the proposal",
            lambda times: times["lock known"] < times["proposed"],
        ),
        SETTING,
    )


def a_moment_too_short() -> Condition:
    """To listen for just the skew and a delay is not enough."""
    return known_in_time(
        Premise(
            "the proposer listens for the skew and a delay",
            lambda times: times["listening"] == times["skew"] + times["delay"],
        )
    )


def at_once() -> Condition:
    """A proposer that proposes as it enters need not know of a lock."""
    return known_in_time(
        Premise(
            "the proposer proposes at once, and messages take time",
            lambda times: (times["listening"] == 0) & (times["delay"] > 0),
        )
    )
