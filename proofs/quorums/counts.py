"""The dilemma for a given number of authorities: thresholds as counts, with their ceilings."""

from typing import Any

from ...models.protocol.fallback import counts_intersect, least_oversight_count
from ...models.protocol.quorums import certificates_intersect
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from ..solving.quantities import Quantities, Values
from ..solving.truth import conjunction, negated
from .overlaps import larger

COUNTS = ("first", "second", "byzantine", "authorities")
SIGNERS = ("signed_first", "signed_second", "signed_both", "faulty_both")


def counted(each: Values) -> Any:
    """The bound in whole authorities."""
    return counts_intersect(*(each[name] for name in COUNTS))


BOUND = Premise("first + second - byzantine > authorities", counted)
IN_ALL = Premise(
    "signers of either are authorities",
    lambda each: (
        each["signed_first"] + each["signed_second"] - each["signed_both"] <= each["authorities"]
    ),
)
FAULTY = Premise(
    "at most byzantine of them are", lambda each: each["faulty_both"] <= each["byzantine"]
)
SIGNED = tuple(
    Premise(
        f"at least {name} signed it",
        lambda each, name=name: each[f"signed_{name}"] >= each[name],
    )
    for name in ("first", "second")
)


def counts() -> Claim:
    """In whole authorities, and that fractions ask for no less."""
    name = "any.fallback.counts"
    return Claim(
        name=name,
        statement=(
            "Among a given number of authorities, two certificates with at least the counts first and "
            "second share an honest one exactly when first + second - byzantine > authorities; the "
            "fewest for a fallback beside Fast are authorities + byzantine - fast + 1. Thresholds that "
            "are safe as fractions are safe as counts, for every number."
        ),
        protocol="any",
        conditions=(
            shared(name, BOUND),
            apart(name),
            Condition(
                f"{name}: fewest",
                (Premise("0 < authorities", lambda each: each["authorities"] > 0),),
                Premise("the bound holds exactly from the fewest on", fewest_is_exact),
                Quantities(whole=COUNTS),
            ),
            of_fractions(name, inclusive=False),
        ),
        twins=(
            shared(
                f"{name}, one fewer",
                Premise(
                    "first + second - byzantine >= authorities",
                    lambda each: (
                        each["first"] + each["second"] - each["byzantine"] >= each["authorities"]
                    ),
                ),
            ),
            of_fractions(f"{name}, at most byzantine", inclusive=True),
        ),
    )


def shared(name: str, bound: Premise) -> Condition:
    """Whoever signs: an honest authority signed both."""
    return Condition(
        f"{name}: shared",
        (*SIGNED, IN_ALL, FAULTY, bound),
        Premise(
            "an honest authority signed both",
            lambda each: each["signed_both"] - each["faulty_both"] > 0,
        ),
        Quantities(whole=(*COUNTS, *SIGNERS)),
    )


def apart(name: str) -> Condition:
    """Wherever the bound fails, these signers have nobody honest in common."""

    def conflict(each: Values) -> Any:
        first, second = each["first"], each["second"]
        both = larger(first * 0, first + second - each["authorities"])
        made = Values(
            {
                **each.numbers,
                "signed_first": first,
                "signed_second": second,
                "signed_both": both,
                "faulty_both": both,
            }
        )
        return conjunction(
            [
                *(premise.holds(made) for premise in (*SIGNED, IN_ALL, FAULTY)),
                (both >= 0) & (both <= first) & (both <= second),
            ]
        )

    return Condition(
        f"{name}: apart",
        (
            Premise("not first + second - byzantine > authorities", lambda e: negated(counted(e))),
            *(
                Premise(
                    f"0 < {each} <= authorities",
                    lambda values, each=each: (
                        (values[each] > 0) & (values[each] <= values["authorities"])
                    ),
                )
                for each in ("first", "second")
            ),
            Premise("0 <= byzantine", lambda each: each["byzantine"] >= 0),
        ),
        Premise("whoever signed both is Byzantine, and permitted", conflict),
        Quantities(whole=COUNTS),
    )


def fewest_is_exact(each: Values) -> Any:
    """Whether the second count is enough exactly when it is no less than the fewest."""
    fewest = least_oversight_count(each["first"], each["byzantine"], each["authorities"])
    return counted(each) == (each["second"] >= fewest)


def of_fractions(name: str, inclusive: bool) -> Condition:
    """Counts over their number are parts: where thresholds are safe, so are the parts above them."""
    parts = ("first", "second", "byzantine")
    return Condition(
        f"{name}: safe as fractions",
        (
            *(
                Premise(
                    f"at least {name} in counts",
                    lambda each, name=name: each[f"counted_{name}"] >= each[name],
                )
                for name in parts[:2]
            ),
            Premise(
                f"{'at most' if inclusive else 'fewer than'} byzantine in counts",
                lambda each: (
                    each["counted_byzantine"] <= each["byzantine"]
                    if inclusive
                    else each["counted_byzantine"] < each["byzantine"]
                ),
            ),
            Premise(
                "first + second - byzantine >= 1",
                lambda each: certificates_intersect(*(each[name] for name in parts)),
            ),
        ),
        Premise(
            "so do the counts, of one",
            lambda each: counts_intersect(
                each["counted_first"], each["counted_second"], each["counted_byzantine"], 1
            ),
        ),
        Quantities((*parts, *(f"counted_{name}" for name in parts))),
    )
