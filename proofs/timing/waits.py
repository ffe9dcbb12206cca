"""A good round in seconds: nobody honest gives up before it has voted twice, and all decide.

`proofs/agreement/good_round.py` says which votes may be cast; here is when. Each condition names the
proposer, one validator and another, and times of theirs: as these may be any honest three, it holds for
any number. The proposer enters, listens for some time, none in the first round, and proposes. A
validator prevotes when it is in the round and has the proposal, precommits when it has the honest
prevotes at the latest (sooner where Byzantine ones help), and so decides. Who has heard an honest
precommit may begin its last wait, and when that is over leaves the round, whatever it has done there.
"""

from collections.abc import Iterator
from typing import Any

from ...models.protocol.finality import finality_floor
from ...models.protocol.timing import is_long_enough
from ..solving.claim import ANY, Claim
from ..solving.condition import Condition, Premise
from ..solving.quantities import Quantities, Values, not_negative
from ..solving.truth import Truth, conjunction

NAME = "any.good-round-times"
MESSAGE_DELAYS = 3
"""From a proposal to the decisions: the proposal, the prevotes and the precommits [1]."""
NOBODY_ELSE = ("one", "another", "last")
"""Validators that a condition names beside the proposer; `last` is the last of all to vote."""
SETTING = Quantities(
    reals=(
        *("delay", "skew", "wait", "listening", "entered proposer", "proposed"),
        *(f"entered {each}" for each in NOBODY_ELSE),
        *(f"prevoted {each}" for each in NOBODY_ELSE),
        *(f"precommitted {each}" for each in NOBODY_ELSE),
        *("closing one", "decided one"),
    ),
    positive=("delay", "skew", "wait"),
)


def within_skew(times: Values) -> Truth:
    """No two honest validators enter the round further apart than the skew."""
    entries = [times[f"entered {each}"] for each in ("proposer", *NOBODY_ELSE)]
    return conjunction([first - second <= times["skew"] for first in entries for second in entries])


def prevotes(times: Values, validator: str) -> Truth:
    """A validator prevotes as soon as it has entered and the proposal has arrived."""
    entered, sent = times[f"entered {validator}"], times["proposed"]
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


PROPOSES = Premise(
    "the proposer proposes when it has listened",
    lambda times: times["proposed"] == times["entered proposer"] + times["listening"],
)
LISTENS_OR_NOT = not_negative("listening")
WITHIN_SKEW = Premise("entries within the skew", within_skew)
LONG_ENOUGH = Premise(
    "the wait is long enough",
    lambda times: is_long_enough(times["wait"], times["listening"], times["skew"], times["delay"]),
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
CLOSES = Premise(
    "one begins its last wait once it has heard an honest precommit",
    lambda times: times["closing one"] >= times["precommitted another"],
)
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
            "If every wait of a round is longer than the proposer's listening plus the skew plus a "
            "delay, and than two delays, nobody honest gives up or leaves it before it has cast both "
            "votes; "
            "and if the skew is at most a delay, all decide within three delays of the proposal."
        ),
        protocol=ANY,
        conditions=tuple(conditions()),
        twins=(too_short(), two_delays()),
    )


def conditions() -> Iterator[Condition]:
    """The three waits, and the decision."""
    yield waits_for_the_proposal(LONG_ENOUGH)
    yield waits_for_the_prevotes(LONG_ENOUGH)
    yield waits_for_the_precommits(LONG_ENOUGH)
    yield decided_within(MESSAGE_DELAYS)


def waits_for_the_proposal(long_enough: Premise) -> Condition:
    """The proposal arrives before one gives up waiting for it."""
    return Condition(
        f"{NAME}: the proposal arrives in time, as {long_enough.name}",
        (WITHIN_SKEW, PROPOSES, long_enough),
        Premise(
            "the proposal is there before one gives up",
            lambda times: times["proposed"] + times["delay"] < times["entered one"] + times["wait"],
        ),
        SETTING,
    )


def waits_for_the_prevotes(long_enough: Premise) -> Condition:
    """Another's prevote arrives before one gives up waiting for it."""
    return Condition(
        f"{NAME}: the prevotes arrive in time, as {long_enough.name}",
        (WITHIN_SKEW, LISTENS_OR_NOT, *PREVOTES[:2], long_enough),
        Premise(
            "another's prevote is there before one gives up",
            lambda times: (
                times["prevoted another"] + times["delay"] < times["prevoted one"] + times["wait"]
            ),
        ),
        SETTING,
    )


def waits_for_the_precommits(long_enough: Premise) -> Condition:
    """One has precommitted before its last wait is over, with which it would leave the round."""
    return Condition(
        f"{NAME}: both votes are cast in time, as {long_enough.name}",
        (
            *(WITHIN_SKEW, LISTENS_OR_NOT, *PREVOTES[1:]),
            *(*PRECOMMITS[:2], CLOSES, long_enough),
        ),
        Premise(
            "one has precommitted before it leaves",
            lambda times: times["precommitted one"] < times["closing one"] + times["wait"],
        ),
        SETTING,
    )


def decided_within(delays: int) -> Condition:
    """One decides within some delays of the proposal."""

    def in_time(times: Values) -> Any:
        return times["decided one"] <= times["proposed"] + finality_floor(delays, times["delay"])

    return Condition(
        f"{NAME}: decided within {delays} delays",
        (
            *(WITHIN_SKEW, TOGETHER, LISTENS_OR_NOT, PROPOSES),
            *(PREVOTES[2], PRECOMMITS[2], DECIDES),
        ),
        Premise(f"one decides within {delays} delays of the proposal", in_time),
        SETTING,
    )


def too_short() -> Condition:
    """A wait of just the listening, the skew and a delay is not enough."""
    just = Premise(
        "the wait is the listening, the skew and a delay",
        lambda times: times["wait"] == times["listening"] + times["skew"] + times["delay"],
    )
    return waits_for_the_proposal(just)


def two_delays() -> Condition:
    """Two delays are not enough to decide."""
    return decided_within(MESSAGE_DELAYS - 1)
