"""A good round in seconds: nobody honest gives up before the messages are there, and all decide.

`proofs/agreement/good_round.py` says which votes may be cast; here is when. Each condition names the
proposer, one validator and another, and times of theirs: as these may be any honest three, it holds for
any number. A validator prevotes when it is in the round and has the proposal, precommits when it has
the honest prevotes at the latest (sooner where Byzantine ones help), and so decides.
"""

from collections.abc import Iterator
from typing import Any

from ...models.parameters.exact import as_written
from ...models.parameters.parameters import Parameters
from ...models.protocol.finality import finality_floor
from ...models.protocol.timing import is_long_enough, wait_seconds
from ..solving.claim import ANY, Claim
from ..solving.condition import Condition, Premise
from ..solving.quantities import Quantities, Values, equal_to
from ..solving.truth import Truth, conjunction

NAME = "any.good-round-times"
MESSAGE_DELAYS = 3
"""From a proposal to the decisions: the proposal, the prevotes and the precommits [1]."""
NOBODY_ELSE = ("one", "another", "last")
"""Validators that a condition names beside the proposer; `last` is the last of all to vote."""
SETTING = Quantities(
    reals=(
        *("delay", "skew", "wait", "entered proposer"),
        *(f"entered {each}" for each in NOBODY_ELSE),
        *(f"prevoted {each}" for each in NOBODY_ELSE),
        *(f"precommitted {each}" for each in NOBODY_ELSE),
        "decided one",
    )
)


def within_skew(times: Values) -> Truth:
    """No two honest validators enter the round further apart than the skew."""
    entries = [times[f"entered {each}"] for each in ("proposer", *NOBODY_ELSE)]
    return conjunction([first - second <= times["skew"] for first in entries for second in entries])


def prevotes(times: Values, validator: str) -> Truth:
    """A validator prevotes as soon as it has entered and the proposal, sent on entry, has arrived."""
    entered, sent = times[f"entered {validator}"], times["entered proposer"]
    prevoted = times[f"prevoted {validator}"]
    in_time = (prevoted <= entered) | (prevoted <= sent + times["delay"])
    return (prevoted >= entered) & (prevoted >= sent) & in_time


def precommits(times: Values, validator: str) -> Truth:
    """A validator precommits after its prevote, and at the latest when the last prevote arrives."""
    precommitted = times[f"precommitted {validator}"]
    latest = times["prevoted last"] + times["delay"]
    return (precommitted >= times[f"prevoted {validator}"]) & (precommitted <= latest)


def is_last(times: Values) -> Truth:
    """Nobody prevotes after the last."""
    return conjunction(
        [times[f"prevoted {each}"] <= times["prevoted last"] for each in ("one", "another")]
    )


MESSAGES_TAKE_TIME = Premise("0 < delay", lambda times: times["delay"] > 0)
WITHIN_SKEW = Premise("entries within the skew", within_skew)
LONG_ENOUGH = Premise(
    "the wait is long enough",
    lambda times: is_long_enough(times["wait"], times["skew"], times["delay"]),
)
PREVOTES = tuple(
    Premise(f"{each} prevotes in time", lambda times, each=each: prevotes(times, each))
    for each in NOBODY_ELSE
)
PRECOMMITS = tuple(
    Premise(f"{each} precommits in time", lambda times, each=each: precommits(times, each))
    for each in NOBODY_ELSE
)
IS_LAST = Premise("nobody prevotes after the last", is_last)
DECIDES = Premise(
    "one decides when the last precommit arrives, at the latest",
    lambda times: times["decided one"] <= times["precommitted last"] + times["delay"],
)
TOGETHER = Premise("the skew is at most a delay", lambda times: times["skew"] <= times["delay"])


def good_round_times() -> Claim:
    """Waits that are long enough, and the three delays of a decision."""
    return Claim(
        name=NAME,
        statement=(
            "If every wait of a round is longer than the skew plus a delay and than two delays, "
            "nobody honest gives up in it before all honest votes are there; and if the skew is at "
            "most a delay, all decide within three delays of the proposal."
        ),
        protocol=ANY,
        conditions=tuple(conditions()),
        twins=(too_short(), two_delays()),
    )


def conditions() -> Iterator[Condition]:
    """The two waits that matter, and the decision."""
    yield waits_for_the_proposal(LONG_ENOUGH)
    yield waits_for_the_prevotes(LONG_ENOUGH)
    yield decided_within(MESSAGE_DELAYS)


def waits_for_the_proposal(long_enough: Premise) -> Condition:
    """The proposal arrives before one gives up waiting for it."""
    return Condition(
        f"{NAME}: the proposal arrives in time, as {long_enough.name}",
        (WITHIN_SKEW, long_enough),
        Premise(
            "the proposal is there before one gives up",
            lambda times: (
                times["entered proposer"] + times["delay"] < times["entered one"] + times["wait"]
            ),
        ),
        SETTING,
    )


def waits_for_the_prevotes(long_enough: Premise) -> Condition:
    """Another's prevote arrives before one gives up waiting for it."""
    return Condition(
        f"{NAME}: the prevotes arrive in time, as {long_enough.name}",
        (WITHIN_SKEW, *PREVOTES[:2], long_enough),
        Premise(
            "another's prevote is there before one gives up",
            lambda times: (
                times["prevoted another"] + times["delay"] < times["prevoted one"] + times["wait"]
            ),
        ),
        SETTING,
    )


def decided_within(delays: int) -> Condition:
    """One decides within some delays of the proposal."""

    def in_time(times: Values) -> Any:
        return times["decided one"] <= times["entered proposer"] + finality_floor(
            delays, times["delay"]
        )

    return Condition(
        f"{NAME}: decided within {delays} delays",
        (WITHIN_SKEW, TOGETHER, PREVOTES[2], PRECOMMITS[2], DECIDES),
        Premise(f"one decides within {delays} delays of the proposal", in_time),
        SETTING,
    )


def too_short() -> Condition:
    """A wait of just the skew and a delay is not enough."""
    just = Premise(
        "the wait is the skew and a delay",
        lambda times: times["wait"] == times["skew"] + times["delay"],
    )
    return waits_for_the_proposal(just)


def two_delays() -> Condition:
    """Two delays are not enough to decide."""
    return decided_within(MESSAGE_DELAYS - 1)


def first_wait_is_long_enough(protocol: str, parameters: Parameters) -> Claim:
    """In the first round already, if validators enter it within one delay of each other.

    Parameters
    ----------
    protocol
        What the claim is named after.
    parameters
        Its network.
    """
    name = f"{protocol}.waits"
    network = parameters.network
    timeout, delay = as_written(network.timeout_seconds), as_written(network.delay_seconds)
    return Claim(
        name=name,
        statement=(
            f"With waits of {network.timeout_seconds:,.15g} s and messages of at most "
            f"{network.delay_seconds:,.15g} s, no good round is given up, if its honest validators "
            "enter it within one delay of each other."
        ),
        protocol=protocol,
        conditions=(
            Condition(
                f"{name}: the first wait is long enough",
                (
                    TOGETHER,
                    equal_to("delay", delay),
                    Premise(
                        f"the first wait is {timeout} s",
                        lambda times: times["wait"] == wait_seconds(timeout, 0),
                    ),
                ),
                LONG_ENOUGH,
                Quantities(reals=("delay", "skew", "wait")),
            ),
        ),
        rests_on=(good_round_times(),),
    )
