"""Honest validators leave a round together: whoever is first has told the others, and they follow.

A validator leaves a round, and so enters the next one, in two ways: on a certificate of precommits for
nothing, or when its last wait is over. That wait begins once it has heard precommits of the round from
so many that one is honest, whatever it has done in the round itself. A Byzantine validator may show
this, or the certificate, to one alone; so whoever acts on it passes on all that it has heard. The
others have it a delay later, and do the same: those in an earlier round first jump to this one, since
an honest validator has voted in it. To jump to the next round is no third way of being first: it takes
an honest vote there. A decision is passed on too, so the next height is entered together as well.

Tendermint has all messages passed on, and the same wait on more precommits (Buchman, Kwon and Milosevic
2018, section II and lines 47, 48, 55, 56 and 65 to 67).

Each condition names the first validator to leave, and one or two others; as these may be any honest
ones, it holds for any number.
"""

from collections.abc import Iterator

from ..solving.claim import ANY, Claim
from ..solving.condition import Condition, Premise
from ..solving.quantities import Quantities

NAME = "any.entries-together"
OTHERS = ("one", "another")
SETTING = Quantities(
    reals=(
        *("delay", "wait", "closing first", "left first"),
        *("heard one", "closing one", "left one", "left another"),
    )
)

FIRST_LEAVES = Premise(
    "the first leaves when its last wait is over",
    lambda times: times["left first"] == times["closing first"] + times["wait"],
)
PASSES_ON = Premise(
    "the first passes on what it has heard as its wait begins, and this arrives in time",
    lambda times: times["heard one"] <= times["closing first"] + times["delay"],
)
PASSES_ON_AS_IT_ENTERS = Premise(
    "the first passes on what it has heard as it enters, and this arrives in time",
    lambda times: times["heard one"] <= times["left first"] + times["delay"],
)
BEGINS = Premise(
    "one is in the round and begins its last wait when it has heard as much, at the latest",
    lambda times: times["closing one"] <= times["heard one"],
)
LEAVES = Premise(
    "one leaves when its last wait is over, at the latest",
    lambda times: times["left one"] <= times["closing one"] + times["wait"],
)
FOLLOWS = Premise(
    "one leaves when it has heard the certificate, at the latest",
    lambda times: times["left one"] <= times["heard one"],
)
NOBODY_BEFORE = Premise(
    "nobody leaves before the first", lambda times: times["left first"] <= times["left one"]
)
WITHIN_A_DELAY = {
    each: Premise(
        f"{each} leaves within a delay of the first",
        lambda times, each=each: times[f"left {each}"] <= times["left first"] + times["delay"],
    )
    for each in OTHERS
}


def entries_together() -> Claim:
    """The skew is at most a delay."""
    return Claim(
        name=NAME,
        statement=(
            "If honest validators pass on what they have heard as they enter a round and as they begin "
            "its last wait, which they do on precommits of so many that one is honest, they enter a "
            "round after one that began after stabilisation within one delay of each other, whatever "
            "Byzantine validators send and to whom."
        ),
        protocol=ANY,
        conditions=tuple(conditions()),
        twins=(told_too_late(),),
    )


def conditions() -> Iterator[Condition]:
    """The two ways of leaving, and the skew."""
    yield leaves_after_its_wait(PASSES_ON)
    yield Condition(
        f"{NAME}: on a certificate of nothing",
        (PASSES_ON_AS_IT_ENTERS, FOLLOWS),
        WITHIN_A_DELAY["one"],
        SETTING,
    )
    yield Condition(
        f"{NAME}: the skew",
        (NOBODY_BEFORE, WITHIN_A_DELAY["another"]),
        Premise(
            "another leaves within a delay of one",
            lambda times: times["left another"] <= times["left one"] + times["delay"],
        ),
        SETTING,
    )


def leaves_after_its_wait(told: Premise) -> Condition:
    """The first has waited, and so do the others."""
    return Condition(
        f"{NAME}: after the last wait, as {told.name}",
        (FIRST_LEAVES, told, BEGINS, LEAVES),
        WITHIN_A_DELAY["one"],
        SETTING,
    )


def told_too_late() -> Condition:
    """Who passes on what it has heard only as it enters the next round is a wait ahead of the others."""
    return leaves_after_its_wait(PASSES_ON_AS_IT_ENTERS)
