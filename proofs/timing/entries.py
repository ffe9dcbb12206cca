"""Honest validators leave a round together: whoever is first has told the others, and they follow.

A validator leaves a round, and so enters the next one, in two ways: on a certificate of precommits for
nothing, or when its last wait is over. That wait begins once it has heard precommits of the round from
so many that one is honest, whatever it has done in the round itself. A Byzantine validator may show
this, or the certificate, to one alone; so whoever acts on it passes on all that it has heard. The
others have it a delay later, and do the same: those in an earlier round first jump to this one, since
an honest validator has voted in it. To jump to the next round is no third way of being first: it takes
an honest vote there. A decision is passed on too, so the next height is entered together as well.

Messages from before stabilisation may be lost, those that told of a decision among them, so the others
may be at an earlier height and can do nothing with votes of this one. Therefore the decisions that the
other may lack are passed on with them (`models/protocol/machine/passing_on.py`): whoever hears goes on
from height to height at once, and then acts. To take what it hears for the certificate that it is, it
has to know the mode of a round as the others do.

Tendermint has all messages passed on, and the same wait on more precommits (Buchman, Kwon and Milosevic
2018, section II and lines 47, 48, 55, 56 and 65 to 67).

Each condition names the first validator to leave, and one or two others; as these may be any honest
ones, it holds for any number.
"""

from collections.abc import Callable, Iterator

from ...models.protocol.machine.passing_on import is_passed_on
from ..solving.claim import ANY, Claim
from ..solving.condition import Condition, Premise
from ..solving.quantities import Quantities, Values
from ..solving.truth import Truth, implies

NAME = "any.entries-together"
OTHERS = ("one", "another")
SETTING = Quantities(
    reals=(
        *("delay", "wait", "closing first", "left first"),
        *("heard one", "closing one", "left one", "left another"),
    ),
    whole=("height first", "height one", "voted one", "reached one", "certificates one"),
    positive=(
        *("delay", "wait", "closing first", "left first"),
        *("heard one", "closing one", "left one", "left another", "height first"),
    ),
)
"""`certificates one` are those that one has heard of the height that it has reached by what it heard."""

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
VOTES_WHERE_IT_IS = Premise(
    "one has voted at no height later than its own",
    lambda each: each["voted one"] <= each["height one"],
)
GOES_ON = Premise(
    "one stays at no height of which it has heard the certificate",
    lambda each: (each["reached one"] >= each["height one"]) & (each["certificates one"] <= 0),
)


def told_since(height: str) -> Callable[[Values], Truth]:
    """What the first passes on holds the certificates of its finished heights from one of them on."""

    def holds(each: Values) -> Truth:
        told = is_passed_on(each["reached one"], each[height], each["height first"])
        return implies(told, each["certificates one"] >= 1)

    return holds


DECISIONS = Premise(
    "the first passes on every decision since one has last voted", told_since("voted one")
)
NO_DECISIONS = Premise("the first passes on no decision", told_since("height first"))


IS_THERE = Premise(
    "one has reached the height of the first by what it has heard",
    lambda each: each["reached one"] >= each["height first"],
)


def there(acts: Callable[[Values], Truth]) -> Callable[[Values], Truth]:
    """What one does once it has reached the height of the first."""
    return lambda times: implies(IS_THERE.holds(times), acts(times))


BEGINS = Premise(
    "at the height, one jumps to the round, and begins its last wait when it has heard as much",
    there(lambda times: times["closing one"] <= times["heard one"]),
)
LEAVES = Premise(
    "one leaves when its last wait is over, at the latest",
    lambda times: times["left one"] <= times["closing one"] + times["wait"],
)
FOLLOWS = Premise(
    "at the height, one leaves when it has heard the certificate, at the latest",
    there(lambda times: times["left one"] <= times["heard one"]),
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
            "If honest validators know the mode of a round alike and pass on what they have heard, with "
            "the decisions that the other may lack, as they enter a round or a height and as they begin "
            "a last wait, which they do on precommits of so many that one is honest, they enter a "
            "round after one that began after stabilisation within one delay of each other, whatever "
            "Byzantine validators send and to whom, and at whatever heights the honest were."
        ),
        protocol=ANY,
        conditions=tuple(conditions()),
        twins=(told_too_late(), told_of_the_last_height()),
    )


def conditions() -> Iterator[Condition]:
    """Reaching the height, the two ways of leaving, and the skew."""
    yield reaches_the_height(DECISIONS)
    yield leaves_after_its_wait(PASSES_ON)
    yield Condition(
        f"{NAME}: on a certificate",
        (PASSES_ON_AS_IT_ENTERS, IS_THERE, FOLLOWS),
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


def reaches_the_height(told: Premise) -> Condition:
    """Whoever hears the first is at its height: had it stayed before, it would lack a certificate."""
    return Condition(
        f"{NAME}: one reaches the height, as {told.name}",
        (VOTES_WHERE_IT_IS, told, GOES_ON),
        IS_THERE,
        SETTING,
    )


def leaves_after_its_wait(told: Premise) -> Condition:
    """The first has waited, and so do the others."""
    return Condition(
        f"{NAME}: after the last wait, as {told.name}",
        (FIRST_LEAVES, told, IS_THERE, BEGINS, LEAVES),
        WITHIN_A_DELAY["one"],
        SETTING,
    )


def told_too_late() -> Condition:
    """Who passes on what it has heard only as it enters the next round is a wait ahead of the others."""
    return leaves_after_its_wait(PASSES_ON_AS_IT_ENTERS)


def told_of_the_last_height() -> Condition:
    """Who passes on nothing but what it has heard of its own height leaves others behind."""
    return reaches_the_height(NO_DECISIONS)
