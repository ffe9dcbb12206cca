"""How many rounds may pass before a good one, and how long they take."""

from ...models.protocol.timing import (
    hears_every_lock,
    is_long_enough,
    listening_seconds,
    silent_round_seconds,
    silent_rounds_seconds,
    wait_seconds,
)
from ..solving.claim import ANY, Claim
from ..solving.condition import Condition, Premise
from ..solving.quantities import Quantities, Values, not_negative
from ..solving.truth import Truth

TIMES = Quantities(
    reals=("delay", "skew", "timeout", "spent", "rounds"), positive=("delay", "skew", "timeout")
)
"""Rounds count as real numbers here, which claims more, and both solvers find it easier."""
PROPOSERS = Quantities(
    whole=("byzantine", "rounds", "byzantine proposers", "honest proposers"),
    positive=("byzantine", "byzantine proposers"),
)


def waits_outgrow_delays() -> Claim:
    """Waits that grow pass any delay and any skew."""
    name = "any.waits-outgrow-delays"

    def late(times: Values) -> Truth:
        return times["timeout"] * times["rounds"] >= 2 * (times["skew"] + times["delay"])

    def suffices(times: Values) -> Truth:
        wait = wait_seconds(times["timeout"], times["rounds"])
        listening = listening_seconds(wait)
        return is_long_enough(wait, listening, times["skew"], times["delay"]) & hears_every_lock(
            listening, times["skew"], times["delay"]
        )

    return Claim(
        name=name,
        statement=(
            "Whatever the delay and the skew, waits and the proposer's half of one are long enough from "
            "the first round on whose number times the first wait reaches twice the skew and the delay."
        ),
        protocol=ANY,
        conditions=(
            Condition(
                f"{name}: long enough",
                (
                    not_negative("skew", "delay", "rounds"),
                    Premise("0 < timeout", lambda times: times["timeout"] > 0),
                    Premise("the round is late enough", late),
                ),
                Premise("the wait is long enough, and half of it to listen", suffices),
                TIMES,
            ),
        ),
    )


def rotation() -> Claim:
    """More proposers than Byzantine validators, all different, have an honest one among them."""
    name = "any.rotation"
    all_different = Premise(
        "no validator proposes twice",
        lambda each: each["byzantine proposers"] <= each["byzantine"],
    )
    more_rounds = Premise(
        "more rounds than Byzantine validators", lambda each: each["rounds"] > each["byzantine"]
    )

    def condition(*premises: Premise) -> Condition:
        return Condition(
            f"{name}: {premises[-1].name}",
            (
                Premise(
                    "every round has one proposer",
                    lambda each: (
                        each["byzantine proposers"] + each["honest proposers"] == each["rounds"]
                    ),
                ),
                *premises,
            ),
            Premise("an honest validator proposes", lambda each: each["honest proposers"] > 0),
            PROPOSERS,
        )

    as_many = Premise(
        "as many rounds as Byzantine validators", lambda each: each["rounds"] == each["byzantine"]
    )
    return Claim(
        name=name,
        statement=(
            "Where proposers take turns in the rounds of a mode, among any of these in a row that are "
            "more than the Byzantine validators, and no more than all, one has an honest proposer."
        ),
        protocol=ANY,
        conditions=(condition(all_different, more_rounds),),
        twins=(condition(all_different, as_many),),
    )


def silent_rounds() -> Claim:
    """The closed form is the sum over the rounds, for any number of them."""
    name = "any.silent-rounds"

    def told(times: Values) -> Truth:
        return times["spent"] == silent_rounds_seconds(
            times["rounds"], times["timeout"], times["delay"]
        )

    def told_of_one_more(times: Values) -> Truth:
        wait = wait_seconds(times["timeout"], times["rounds"])
        after = times["spent"] + silent_round_seconds(wait, times["delay"])
        return after == silent_rounds_seconds(times["rounds"] + 1, times["timeout"], times["delay"])

    formula = Premise("the formula tells the time of the rounds so far", told)
    return Claim(
        name=name,
        statement=(
            "Silent proposers in a row, any number k from the first round on, cost k (k + 1) / 2 first "
            "waits and 2 k delays."
        ),
        protocol=ANY,
        conditions=(
            Condition(
                f"{name}: no round",
                (
                    Premise("no round yet", lambda times: times["rounds"] == 0),
                    Premise("no time yet", lambda times: times["spent"] == 0),
                ),
                formula,
                TIMES,
            ),
            Condition(
                f"{name}: one round more",
                (formula,),
                Premise("the formula tells the time with one more", told_of_one_more),
                TIMES,
            ),
        ),
    )
