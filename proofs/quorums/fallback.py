"""The fallback dilemma: a mode for when authorities are silent is unsafe or useless beside Fast.

Suppose a height may be finished by fewer authorities than Fast needs, because the others are silent.
The exact bound of `thresholds.py` then ties that oversight to the Fast threshold.
"""

from fractions import Fraction
from typing import Any

from ...models.protocol import fallback as formulas
from ...models.protocol.quorums import at_least, certificates_intersect, more_than
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from ..solving.truth import conjunction
from .ceilings import ceilings
from .counts import counts
from .overlaps import FIRST_ONLY, SECOND_ONLY, least_overlap_of, population
from .premises import FIRST, SECOND
from .regions import Population
from .setting import Regions
from .silence import region, silence
from .thresholds import reachable_threshold

TWO_THIRDS, THIRD = Fraction(2, 3), Fraction(1, 3)


def fallback_claims() -> list[Claim]:
    """The dilemma's two horns, the way out, how far it reaches, and all for a given number."""
    return [
        stake_alone(),
        useless_at_two_thirds(),
        useful_above(),
        tolerance(),
        silence(),
        region(),
        counts(),
        ceilings(),
    ]


def stake_alone() -> Claim:
    """Never safe: nobody need be Byzantine for it to fail."""
    name = "any.fallback.stake-alone"
    return Claim(
        name=name,
        statement=(
            "Beside Fast, a fallback that needs no authority is never safe: even with every authority "
            "and all stake signing and nobody Byzantine, no validator need be in both certificates."
        ),
        protocol="any",
        conditions=tuple(
            Condition(
                f"{name}: {label}",
                (reachable_threshold("fast", strict), reachable_threshold("stake", strict)),
                Premise("authorities without stake and stake without authorities conflict", apart),
                Regions((), ("fast", "stake")),
            )
            for label, strict, apart in (
                ("at least", False, lambda each: disjoint(each, at_least)),
                ("more than", True, lambda each: disjoint(each, more_than)),
            )
        ),
    )


def disjoint(each: Population, reaches: Any) -> Any:
    """Whether all authorities are a Fast certificate, all stake a fallback, and nobody is in both."""
    fast, stake = each.number("fast"), each.number("stake")
    one, none = Fraction(1), Fraction(0)
    authorities, stakers = least_overlap_of(one, none), least_overlap_of(none, one)
    assert authorities[FIRST_ONLY] == stakers[SECOND_ONLY] == 1
    made = population(authorities, stakers)
    return conjunction(
        [
            *made.rules(),
            reaches(made.authorities(FIRST), made.authorities(), fast, 1),
            reaches(made.stake(SECOND), made.stake(), stake, 1),
            made.validators(FIRST, SECOND) == 0,
        ]
    )


def useless_at_two_thirds() -> Claim:
    """Safe beside the plan's Fast only where Fast itself would work."""
    name = "any.fallback.useless-at-two-thirds"

    def online(each: Population, reaches: Any, threshold: str) -> Any:
        return reaches(each.number("online"), 1, each.number(threshold), 1)

    def condition(label: str, reaches: Any) -> Condition:
        return Condition(
            f"{name}: {label}",
            (
                safe(lambda each: TWO_THIRDS, lambda each: THIRD),
                Premise(
                    "the authorities online suffice for the fallback",
                    lambda each: online(each, reaches, "oversight"),
                ),
            ),
            Premise(
                "the authorities online suffice for Fast",
                lambda each: reaches(each.number("online"), 1, 2, 3),
            ),
            Regions((), ("oversight", "online")),
        )

    return Claim(
        name=name,
        statement=(
            "With Fast at 2/3 and a third Byzantine, a safe fallback works only when enough authorities "
            "are online for Fast itself."
        ),
        protocol="any",
        conditions=(condition("at least", at_least), condition("more than", more_than)),
    )


def useful_above() -> Claim:
    """Where a safe fallback needs fewer authorities than Fast."""
    name = "any.fallback.useful"
    fast_high = Premise(
        "fast > (1 + byzantine) / 2", lambda each: fast(each) > least_useful_fast(each)
    )
    lower = Premise("oversight < fast", lambda each: each.number("oversight") < fast(each))
    least = Premise(
        "oversight 1 + byzantine - fast is safe, above zero and below fast",
        lambda each: conjunction(
            [
                certificates_intersect(fast(each), least_oversight(each), byzantine(each)),
                least_oversight(each) > 0,
                least_oversight(each) < fast(each),
            ]
        ),
    )
    ranges = (
        reachable_threshold("fast", strict=False),
        Premise("0 < byzantine", lambda each: byzantine(each) > 0),
    )
    return Claim(
        name=name,
        statement=(
            "A fallback beside Fast can be safe with fewer authorities than Fast exactly when "
            "fast > (1 + byzantine) / 2; the least oversight is then 1 + byzantine - fast."
        ),
        protocol="any",
        conditions=(
            Condition(
                f"{name}: only if",
                (safe(fast, byzantine), lower),
                fast_high,
                Regions((), ("fast", "oversight", "byzantine")),
            ),
            Condition(
                f"{name}: if", (*ranges, fast_high), least, Regions((), ("fast", "byzantine"))
            ),
            Condition(
                f"{name}: least",
                (safe(fast, byzantine),),
                Premise(
                    "oversight >= 1 + byzantine - fast",
                    lambda each: each.number("oversight") >= least_oversight(each),
                ),
                Regions((), ("fast", "oversight", "byzantine")),
            ),
        ),
    )


def tolerance() -> Claim:
    """How many honest authorities may be silent as well."""
    name = "any.fallback.tolerance"
    silent = Premise(
        "silent Byzantine < byzantine", lambda each: each.number("silent") < byzantine(each)
    )
    crashed = Premise(
        "crashed honest <= fast - 2 byzantine",
        lambda each: each.number("crashed") <= formulas.most_crashed(fast(each), byzantine(each)),
    )
    return Claim(
        name=name,
        statement=(
            "With oversight 1 + byzantine - fast, the fallback works while the Byzantine authorities "
            "are silent and up to fast - 2 byzantine of the authorities, though honest, are silent too."
        ),
        protocol="any",
        conditions=(
            Condition(
                name,
                (silent, crashed),
                Premise(
                    "more than the oversight is online",
                    lambda each: more_than(
                        1 - each.number("silent") - each.number("crashed"),
                        1,
                        least_oversight(each),
                        1,
                    ),
                ),
                Regions((), ("fast", "byzantine", "silent", "crashed")),
            ),
        ),
    )


def fast(each: Population) -> Any:
    """The Fast threshold [1]."""
    return each.number("fast")


def byzantine(each: Population) -> Any:
    """Fewer than this part of the authorities are Byzantine [1]."""
    return each.number("byzantine")


def least_oversight(each: Population) -> Any:
    """Least oversight that is safe beside Fast [1]."""
    return formulas.least_oversight(fast(each), byzantine(each))


def least_useful_fast(each: Population) -> Any:
    """Fast threshold above which a safe fallback can need fewer authorities than Fast [1]."""
    return formulas.least_useful_fast(byzantine(each))


def safe(fast_threshold: Any, byzantine_part: Any) -> Premise:
    """The oversight is safe beside a Fast threshold, by the exact bound."""
    return Premise(
        "fast + oversight - byzantine >= 1",
        lambda each: certificates_intersect(
            fast_threshold(each), each.number("oversight"), byzantine_part(each)
        ),
    )
