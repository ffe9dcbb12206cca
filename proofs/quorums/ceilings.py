"""The dilemma for a given number of authorities, with thresholds as fractions: the form with ceilings.

A threshold of n authorities is written as one weight, the fraction times n, so that n may be any number
and no product of symbols occurs. Ceilings are not written at all: a count is the least that passes.
"""

from collections.abc import Iterator
from typing import Any

from ...models.protocol.fallback import counts_intersect, least_oversight_count
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from ..solving.quantities import Quantities, Values
from ..solving.truth import conjunction, negated
from .counts import counts
from .thresholds import READINGS, Reading

ENDS = ("first", "second")
WEIGHTS = (*ENDS, "byzantine")
"""Thresholds and the Byzantine part, each times the number of authorities."""
COUNTS = ("first_count", "second_count", "most_byzantine")
LOST_IN_ROUNDING = 2
"""By so much, in authorities, safe counts can fall short of safe fractions [1]."""


def ceilings() -> Claim:
    """Thresholds as fractions of a given number: exactly when safe, and how far from the fractions."""
    name = "any.fallback.ceilings"
    return Claim(
        name=name,
        statement=(
            "Among any given number n of authorities, let first_count and second_count be the least "
            "counts that pass two thresholds, and most_byzantine the most that may be Byzantine. Two "
            "certificates share an honest authority exactly when first_count + second_count - "
            "most_byzantine > n, that is when the second threshold is above (n + most_byzantine - "
            "first_count) / n, or no less than it if it must be exceeded. Thresholds that are safe as "
            "fractions are safe for every n; those that are safe for one n fall short of that by at "
            "most 2 / n. Where fewer than their part are Byzantine, and most_byzantine < first_count "
            "<= n, some second threshold is enough for n though it is unsafe as a fraction."
        ),
        protocol="any",
        conditions=tuple(
            condition for reading in READINGS for condition in conditions_of(name, reading)
        ),
        twins=(
            within_rounding(f"{name}, less", READINGS[0], LOST_IN_ROUNDING - 1),
            in_every_number(f"{name}, back", READINGS[0], back=True),
        ),
        rests_on=(counts(),),
    )


def conditions_of(name: str, reading: Reading) -> Iterator[Condition]:
    """What is claimed of one reading of thresholds and of the Byzantine part."""
    name = f"{name}: {reading.label}"
    yield passing(name, reading)
    yield permitting(name, reading)
    yield least_second(name, reading)
    yield in_every_number(name, reading)
    yield within_rounding(name, reading, LOST_IN_ROUNDING)
    if not reading.inclusive:
        yield smaller_second(name, reading)


def rounded(reading: Reading, *counts: str) -> tuple[Premise, ...]:
    """Some counts are what the thresholds and the Byzantine part come to in whole authorities."""
    found = {
        count: Premise(
            f"{count} is the least that passes {end}",
            lambda each, end=end, count=count: is_least(reading, each[count], each[end]),
        )
        for end, count in zip(ENDS, COUNTS[:2], strict=True)
    }
    found["most_byzantine"] = Premise(
        "most_byzantine is the most that byzantine permits",
        lambda each: is_most(reading, each["most_byzantine"], each["byzantine"]),
    )
    return tuple(found[count] for count in counts or COUNTS)


def is_least(reading: Reading, count: Any, threshold: Any) -> Any:
    """Whether a count of signers is the least that passes a threshold, both in authorities."""
    return reading.signs(count, threshold) & negated(reading.signs(count - 1, threshold))


def is_most(reading: Reading, count: Any, byzantine: Any) -> Any:
    """Whether a count is the most that may be Byzantine, both in authorities."""
    return reading.permits(count, byzantine) & negated(reading.permits(count + 1, byzantine))


def safe(each: Values) -> Any:
    """The bound in whole authorities."""
    return counts_intersect(*(each[name] for name in (*COUNTS, "authorities")))


def safe_as_fractions(reading: Reading) -> Premise:
    """The exact bound on fractions, all times the number of authorities."""

    def holds(each: Values) -> Any:
        first, second, byzantine = (each[name] for name in WEIGHTS)
        # The formula compares with one, so all authorities but one are taken off both sides.
        return reading.intersects(first - (each["authorities"] - 1), second, byzantine)

    return Premise(reading.bound.replace("1", "authorities"), holds)


def passing(name: str, reading: Reading) -> Condition:
    """Signers pass a threshold exactly from its count on."""
    return Condition(
        f"{name}: passing",
        rounded(reading, "first_count"),
        Premise(
            "signers pass first exactly if they are at least first_count",
            lambda each: (
                reading.signs(each["signers"], each["first"])
                == (each["signers"] >= each["first_count"])
            ),
        ),
        Quantities(("first",), ("first_count", "signers")),
    )


def permitting(name: str, reading: Reading) -> Condition:
    """So many may be Byzantine exactly up to the count."""
    return Condition(
        f"{name}: permitting",
        rounded(reading, "most_byzantine"),
        Premise(
            "faulty are permitted exactly if they are at most most_byzantine",
            lambda each: (
                reading.permits(each["faulty"], each["byzantine"])
                == (each["faulty"] <= each["most_byzantine"])
            ),
        ),
        Quantities(("byzantine",), ("most_byzantine", "faulty")),
    )


def least_second(name: str, reading: Reading) -> Condition:
    """The second thresholds that are enough, by their fraction."""
    return Condition(
        f"{name}: least second",
        rounded(reading, "second_count"),
        Premise(
            "the bound holds exactly where the second threshold is enough",
            lambda each: safe(each) == is_enough(reading, each),
        ),
        Quantities(("second",), (*COUNTS, "authorities")),
    )


def is_enough(reading: Reading, each: Values) -> Any:
    """Whether the second threshold lies above one fewer than the fewest, or is no less than that."""
    one_fewer = needed(each)
    return each["second"] >= one_fewer if reading.strict else each["second"] > one_fewer


def needed(each: Values) -> Any:
    """One fewer than the fewest signers that are enough for the second certificate."""
    fewest = least_oversight_count(each["first_count"], each["most_byzantine"], each["authorities"])
    return fewest - 1


def in_every_number(name: str, reading: Reading, back: bool = False) -> Condition:
    """Safe as fractions, so safe as counts; or back, which is not so."""
    fractions, whole = safe_as_fractions(reading), Premise("safe as counts", safe)
    premise, conclusion = (whole, fractions) if back else (fractions, whole)
    return Condition(
        f"{name}: from fractions",
        (*rounded(reading), premise),
        conclusion,
        Quantities(WEIGHTS, (*COUNTS, "authorities")),
    )


def within_rounding(name: str, reading: Reading, most: int) -> Condition:
    """Safe as counts, so nearly safe as fractions: what is lost shrinks with the number."""
    return Condition(
        f"{name}: short of fractions",
        (*rounded(reading), Premise("safe as counts", safe)),
        Premise(
            f"first + second - byzantine >= authorities - {most}",
            lambda each: (
                each["first"] + each["second"] - each["byzantine"] >= each["authorities"] - most
            ),
        ),
        Quantities(WEIGHTS, (*COUNTS, "authorities")),
    )


def smaller_second(name: str, reading: Reading) -> Condition:
    """What a second threshold must exceed is below the frontier of fractions, and can be exceeded."""

    def below(each: Values) -> Any:
        made = Values({**each.numbers, "second": needed(each)})
        return conjunction(
            [
                needed(each) >= 0,
                needed(each) < each["authorities"],
                negated(safe_as_fractions(reading).holds(made)),
            ]
        )

    return Condition(
        f"{name}: smaller second",
        (
            Premise(
                "all authorities pass first",
                lambda each: reading.signs(each["authorities"], each["first"]),
            ),
            Premise(
                "nobody Byzantine is permitted",
                lambda each: reading.permits(0, each["byzantine"]),
            ),
            *rounded(reading, "first_count", "most_byzantine"),
            Premise(
                "first_count > most_byzantine",
                lambda each: each["first_count"] > each["most_byzantine"],
            ),
        ),
        Premise("one fewer than the fewest is unsafe as a fraction, and fewer than all", below),
        Quantities(("first", "byzantine"), ("first_count", "most_byzantine", "authorities")),
    )
