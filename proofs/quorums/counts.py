"""The dilemma for a given number of authorities, in counts of signers."""

from typing import Any

from ...models.protocol.fallback import counts_intersect, least_oversight_count
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
    """The bound in whole authorities, and the fewest that it leaves a fallback."""
    name = "any.fallback.counts"
    return Claim(
        name=name,
        statement=(
            "Among a given number of authorities, two certificates with at least the counts first and "
            "second share an honest one exactly when first + second - byzantine > authorities; the "
            "fewest for a fallback beside Fast are authorities + byzantine - fast + 1."
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
