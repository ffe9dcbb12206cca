"""What a number of message delays allows, for any delay, any pace and any number of validators."""

from collections.abc import Iterator
from typing import Any

from ...models.network.latency import (
    CHAINED_DELAYS,
    finality_bound,
    keeps_pace,
    largest_delay,
    paced_finality,
    three_delays_suffice,
    two_delays_suffice,
)
from ...models.protocol.finality import finality_after, finality_floor
from ...models.protocol.timing import is_long_enough
from ..solving.claim import ANY, Claim
from ..solving.condition import Condition, Premise
from ..solving.quantities import Quantities, Values
from ..solving.truth import Truth, negated

FORMS = (2, 3, 5, 7)
"""Message delays of the forms of rounds that there are [1]."""
CHAINS = (2, 3)
"""Certificates in a row with which a block of a chain is final [1]."""
PARTS = Quantities(reals=("target", "sending", "checking", "delay"))
COMMITTEE = Quantities(whole=("validators", "byzantine"))
PACE = Quantities(reals=("interval", "delay"))
WAITING = Quantities(reals=("wait", "skew", "delay"))
LONGER_THAN_THE_FLOOR = 3
"""Times the floor that finality takes after one silent proposer, at the least [1]."""

MESSAGES_TAKE_TIME = Premise("messages take time", lambda times: times["delay"] > 0)


def largest_delay_is_exact() -> Claim:
    """The condition under which a promise of finality can be kept."""
    name = "any.network.largest-delay"
    return Claim(
        name=name,
        statement=(
            "Where all messages take equally long, finality keeps its promise exactly if a message "
            "takes no longer than the promise, less what takes time beside messages, divided by the "
            "message delays, be these two, three, five or seven."
        ),
        protocol=ANY,
        conditions=tuple(exactly_up_to_it(name)),
        twins=(
            Condition(
                f"{name}: with nothing beside messages left out of account",
                (
                    Premise(
                        "the delay is a third of the promise",
                        lambda times: times["delay"] == largest_delay(times["target"], 0, 3),
                    ),
                    Premise("checking takes time", lambda times: times["checking"] > 0),
                    Premise("the block is sent at once", lambda times: times["sending"] == 0),
                ),
                in_time(3),
                PARTS,
            ),
        ),
    )


def exactly_up_to_it(name: str) -> Iterator[Condition]:
    """In time up to the largest delay, and too late beyond it."""
    for delays in FORMS:
        kept = in_time(delays)
        short = Premise(
            "the delay is at most the largest", lambda times, n=delays: is_short(times, n)
        )
        yield Condition(f"{name}: {delays} delays, if", (short,), kept, PARTS)
        yield Condition(
            f"{name}: {delays} delays, only if",
            (
                Premise(
                    f"not that {short.name}", lambda times, n=delays: negated(is_short(times, n))
                ),
            ),
            Premise(f"not {kept.name}", lambda times, kept=kept: negated(kept.holds(times))),
            PARTS,
        )


def is_short(times: Values, delays: int) -> Truth:
    """Whether a message takes no longer than the formula allows."""
    beside = finality_bound(times["sending"], delays, 0, times["checking"])
    return times["delay"] <= largest_delay(times["target"], beside, delays)


def in_time(delays: int) -> Premise:
    """Finality keeps its promise."""

    def kept(times: Values) -> Truth:
        taken = finality_bound(times["sending"], delays, times["delay"], times["checking"])
        return taken <= times["target"]

    return Premise(f"finality in time with {delays} delays", kept)


def two_delays_cost_faults() -> Claim:
    """Whoever bears what three delays bear cannot be final in two."""
    name = "any.network.two-delays"
    return Claim(
        name=name,
        statement=(
            "From ten validators on, those who stand as many Byzantine ones as three message delays "
            "permit can never be final in two."
        ),
        protocol=ANY,
        conditions=(too_many_for_two(name, 10),),
        twins=(too_many_for_two(f"{name}, from nine on", 9),),
    )


def too_many_for_two(name: str, least: int) -> Condition:
    """The most for three delays are too many for two."""
    return Condition(
        name,
        (
            Premise(
                "one Byzantine validator more is too many for three delays",
                lambda each: negated(
                    three_delays_suffice(each["validators"], each["byzantine"] + 1)
                ),
            ),
            Premise(f"validators >= {least}", lambda each: each["validators"] >= least),
        ),
        Premise(
            "two delays do not suffice",
            lambda each: negated(two_delays_suffice(each["validators"], each["byzantine"])),
        ),
        COMMITTEE,
    )


def paced_chains() -> Claim:
    """Blocks of a chain that come at a pace."""
    name = "any.network.paced-chain"
    instant = Premise("messages take no time or more", lambda times: times["delay"] >= 0)
    return Claim(
        name=name,
        statement=(
            "A block that is final with two certificates in a row, or three, is never final within as "
            "many block intervals, as messages take time. Where blocks can keep their pace it is final "
            "within one interval more, and no sooner than in five message delays, or seven."
        ),
        protocol=ANY,
        conditions=tuple(
            condition
            for certificates in CHAINS
            for condition in (
                later_than_its_blocks(name, certificates, MESSAGES_TAKE_TIME),
                within_one_more(name, certificates),
                no_sooner_than_its_messages(name, certificates),
            )
        ),
        twins=(later_than_its_blocks(f"{name}, at once", 2, instant),),
    )


def later_than_its_blocks(name: str, certificates: int, delay: Premise) -> Condition:
    """Two blocks are not enough for two certificates."""
    return Condition(
        f"{name}: {certificates} certificates",
        (delay,),
        Premise(
            f"finality takes more than {certificates} intervals",
            lambda times: paced(times, certificates) > certificates * times["interval"],
        ),
        PACE,
    )


def within_one_more(name: str, certificates: int) -> Condition:
    """One block more is."""
    return Condition(
        f"{name}: {certificates} certificates, one interval more",
        (KEEPS_PACE, MESSAGES_TAKE_TIME),
        Premise(
            f"finality takes less than {certificates + 1} intervals",
            lambda times: paced(times, certificates) < (certificates + 1) * times["interval"],
        ),
        PACE,
    )


def no_sooner_than_its_messages(name: str, certificates: int) -> Condition:
    """However fast blocks follow each other."""
    delays = 2 * certificates + 1
    return Condition(
        f"{name}: {certificates} certificates, in messages",
        (KEEPS_PACE,),
        Premise(
            f"finality takes at least {delays} delays",
            lambda times: paced(times, certificates) >= finality_floor(delays, times["delay"]),
        ),
        PACE,
    )


def paced(times: Values, certificates: int) -> Any:
    """Time to finality at the pace of the blocks."""
    return paced_finality(certificates, times["interval"], times["delay"])


KEEPS_PACE = Premise(
    "blocks can follow each other at their pace",
    lambda times: keeps_pace(times["interval"], CHAINED_DELAYS, times["delay"]),
)


def silent_proposer() -> Claim:
    """What one dead proposer costs at the least."""
    name = "any.network.silent-proposer"
    long_enough = Premise(
        "the first wait is long enough for any skew",
        lambda times: is_long_enough(times["wait"], 0, times["skew"], times["delay"]),
    )
    just = Premise(
        "the first wait is two delays", lambda times: times["wait"] == 2 * times["delay"]
    )
    return Claim(
        name=name,
        statement=(
            "Where waits are long enough and messages take their whole delay, finality after one silent "
            "proposer takes more than nine message delays, three times the floor: whoever promises less "
            "breaks the promise whenever a proposer is silent."
        ),
        protocol=ANY,
        conditions=(after_one(name, long_enough),),
        twins=(after_one(f"{name}, too short a wait", just),),
    )


def after_one(name: str, wait: Premise) -> Condition:
    """Finality after one silent proposer takes a multiple of the floor."""
    return Condition(
        name,
        (wait,),
        Premise(
            f"finality takes more than {LONGER_THAN_THE_FLOOR} times the floor",
            lambda times: (
                finality_after(1, times["wait"], times["delay"], 3)
                > LONGER_THAN_THE_FLOOR * finality_floor(3, times["delay"])
            ),
        ),
        WAITING,
    )
