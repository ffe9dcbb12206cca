"""Bisection, for any number of segments: how soon it ends, what it keeps, and whom it blames.

States are numbered: equal numbers are equal states. The rounds are counted by induction: what is left
fits into a power of two, and every round halves the power.
"""

from typing import Any

from ...models.compute.verification.bisection import halves, is_blamed
from ..economics.setting import Amounts, asked, sentence
from ..solving.claim import ANY, Claim
from ..solving.truth import Truth, implies, negated

ROUNDS, BLAME = "any.bisection.rounds", "any.bisection.blame"
RANGE = Amounts((), whole=("agreed", "point", "disputed", "half"), natural=("agreed",))
CLAIMS = Amounts(
    (),
    whole=(
        "one_agreed", "other_agreed", "one_point", "other_point", "one_disputed", "other_disputed",
        "one_low", "other_low", "one_high", "other_high",
    ),
)  # fmt: skip
TRUTH = Amounts(
    (), whole=("start", "true_start", "honest", "liar", "true_end", "found", "honest_start")
)

OPEN = sentence(
    "more than one segment is left", lambda each: each["disputed"] - each["agreed"] >= 2
)
HALVED = sentence(
    "the point halves what is left",
    lambda each: halves(each["agreed"], each["point"], each["disputed"]),
)
FITS = sentence(
    "what is left fits into twice the half",
    lambda each: each["disputed"] - each["agreed"] <= 2 * each["half"],
)
INSIDE = sentence(
    "the point is between",
    lambda each: (each["agreed"] < each["point"]) & (each["point"] < each["disputed"]),
)
EITHER_FITS = sentence(
    "either side fits into the half",
    lambda each: (
        (each["point"] - each["agreed"] <= each["half"])
        & (each["disputed"] - each["point"] <= each["half"])
    ),
)


def rounds() -> Claim:
    """Every round halves, and none is without progress."""
    return Claim(
        name=ROUNDS,
        statement=(
            "A dispute over any number S of segments is down to a single one after at most the binary "
            "logarithm of S, rounded up, rounds."
        ),
        protocol=ANY,
        conditions=(
            asked(ROUNDS, "progress", (OPEN, HALVED), INSIDE, RANGE),
            asked(ROUNDS, "half of it", (HALVED, FITS), EITHER_FITS, RANGE),
        ),
        twins=(
            asked(ROUNDS, "any point between", (INSIDE, FITS), EITHER_FITS, RANGE),
            asked(ROUNDS, "one segment left", (HALVED,), INSIDE, RANGE),
        ),
    )


def kept(each: Any) -> Truth:
    """Ends of what is left after a round, by whether both claim the same at its point."""
    same = each["one_point"] == each["other_point"]
    moved_up = (
        (each["one_low"] == each["one_point"])
        & (each["other_low"] == each["other_point"])
        & (each["one_high"] == each["one_disputed"])
        & (each["other_high"] == each["other_disputed"])
    )
    moved_down = (
        (each["one_low"] == each["one_agreed"])
        & (each["other_low"] == each["other_agreed"])
        & (each["one_high"] == each["one_point"])
        & (each["other_high"] == each["other_point"])
    )
    return implies(same, moved_up) & implies(negated(same), moved_down)


def blame() -> Claim:
    """The invariant, and what the last segment shows."""
    agree = sentence(
        "both agree where it begins", lambda each: each["one_agreed"] == each["other_agreed"]
    )
    differ = sentence(
        "they differ where it ends", lambda each: each["one_disputed"] != each["other_disputed"]
    )
    a_round = sentence("a round", kept)
    still = sentence(
        "both agree where what is left begins, and differ where it ends",
        lambda each: (
            (each["one_low"] == each["other_low"]) & (each["one_high"] != each["other_high"])
        ),
    )
    honest = sentence(
        "one party tells what is true",
        lambda each: (
            (each["honest_start"] == each["true_start"]) & (each["honest"] == each["true_end"])
        ),
    )
    from_there = sentence(
        "the segment is run from where both agreed",
        lambda each: each["start"] == each["honest_start"],
    )
    same_again = sentence(
        "the same start gives the same end",
        lambda each: implies(
            each["start"] == each["true_start"], each["found"] == each["true_end"]
        ),
    )
    they_differ = sentence(
        "they differ where the segment ends", lambda each: each["honest"] != each["liar"]
    )
    exactly = sentence(
        "the liar is blamed, and the honest is not",
        lambda each: (
            is_blamed(each["liar"], each["found"])
            & negated(is_blamed(each["honest"], each["found"]))
        ),
    )
    somebody = sentence(
        "one of them is blamed",
        lambda each: (
            is_blamed(each["liar"], each["found"]) | is_blamed(each["honest"], each["found"])
        ),
    )
    return Claim(
        name=BLAME,
        statement=(
            "Whatever the number of segments, a dispute ends at one that both begin alike and end "
            "differently; run again on a deterministic machine it blames exactly the liar if the other "
            "is honest, and at least one of them if neither is."
        ),
        protocol=ANY,
        conditions=(
            asked(BLAME, "each round keeps it", (agree, differ, a_round), still, CLAIMS),
            asked(BLAME, "the liar", (honest, from_there, same_again, they_differ), exactly, TRUTH),
            asked(BLAME, "somebody", (they_differ,), somebody, TRUTH),
        ),
        twins=(
            asked(
                BLAME,
                "a machine that is not deterministic",
                (honest, from_there, they_differ),
                exactly,
                TRUTH,
            ),
        ),
    )
