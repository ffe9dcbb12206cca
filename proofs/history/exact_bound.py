"""The slashable bound for any thresholds: that it holds, where it is reached, and the published one."""

from fractions import Fraction
from typing import Any

from ...models.protocol.quorums import Quorum
from ...models.protocol.slashable import (
    slashable_weight,
    still_slashable,
    weight_after,
)
from ..quorums.premises import FIRST, SECOND, Resource
from ..quorums.regions import Population
from ..quorums.setting import Regions
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from ..solving.truth import conjunction
from .changing_sets import (
    ANCESTOR,
    CHEAPER,
    FIRST_SET,
    FULL,
    SECOND_SET,
    SETS,
    TERMS,
    belong,
    between,
    bound,
    change,
    rational,
)

PUBLISHED = "any.history.published-bound"
EXACT = "any.history.slashable-with-changes"
PAID = "paid"
"""Whose stake was paid out before the evidence came."""
SIGNED = ("first signed", "second signed")
TWO_THIRDS = Fraction(2, 3)


def bound_claims() -> list[Claim]:
    """The bound for any thresholds, and the published one."""
    return [slashable_with_changes(), published_bound()]


def slashable_with_changes() -> Claim:
    """The bound for any two thresholds, and numbers that reach it whenever it is not below zero."""
    return Claim(
        name=EXACT,
        statement=(
            "Of two certificates with thresholds s and t, of sets that grew out of one of weight w by "
            "exits d and e and activations a and b, the common signers that are not paid out hold at "
            "least (s + t - 1) w - s d - t e - (1 - s) a - (1 - t) b less what is paid out; and "
            "if nothing is paid out, d + e <= w, and this is not below zero, it can be all that they "
            "hold."
        ),
        protocol="any",
        conditions=(
            Condition(
                f"{EXACT}: signed both",
                (belong(FIRST, FIRST_SET), belong(SECOND, SECOND_SET)),
                Premise(
                    "what signed both and is not paid out is what signed each, less all there ever was",
                    signed_both,
                ),
                Regions((*SETS, PAID)),
            ),
            Condition(
                f"{EXACT}: slashable",
                (signed_part(FIRST), signed_part(SECOND)),
                Premise(
                    "what signed each, less all there ever was, is at least the slashable weight",
                    lambda each: common_signers(each) >= least(each),
                ),
                Regions((), (*TERMS, *SIGNED, FIRST, SECOND)),
            ),
            Condition(
                f"{EXACT}: reached",
                (
                    not_negative(*TERMS),
                    Premise(
                        "no more leaves than there is",
                        lambda each: each.number(TERMS[0]) + each.number(TERMS[1]) <= 1,
                    ),
                    thresholds_are_parts(),
                    Premise("the bound is not below zero", lambda each: least(each) >= 0),
                ),
                Premise(
                    "these weights are certificates that have just the bound in common", is_reached
                ),
                Regions((), (*TERMS, FIRST, SECOND)),
            ),
        ),
        twins=tuple(
            between(
                f"{EXACT}: {term} at {CHEAPER}",
                Quorum(None, TWO_THIRDS, strict=False),
                Quorum(None, TWO_THIRDS, strict=False),
                Resource.STAKE,
                FULL | {term: CHEAPER},
            )
            for term in TERMS
        ),
    )


def signed_both(each: Population) -> Any:
    """Whether the common signers, less those paid out, hold what any two parts of a whole must."""
    activated = [
        each.stake(FIRST_SET, outside=(ANCESTOR,)),
        each.stake(SECOND_SET, outside=(ANCESTOR,)),
    ]
    signed = each.stake(FIRST) + each.stake(SECOND)
    unpaid = each.stake(FIRST, SECOND, outside=(PAID,))
    ever = each.stake(ANCESTOR) + activated[0] + activated[1]
    return unpaid >= still_slashable(signed - ever, each.stake(PAID))


def signed_part(signers: str) -> Premise:
    """Signers hold at least the threshold of their set."""
    return Premise(
        f"{signers} signed their threshold",
        lambda each: (
            each.number(f"{signers} signed")
            >= each.number(signers)
            * weight_after(
                1, each.number(f"{signers} exits"), each.number(f"{signers} activations")
            )
        ),
    )


def common_signers(each: Population) -> Any:
    """What signed each certificate, less all there ever was, of a common set of one."""
    signed = each.number(SIGNED[0]) + each.number(SIGNED[1])
    return signed - 1 - each.number("first activations") - each.number("second activations")


def thresholds_are_parts() -> Premise:
    """Both thresholds lie between none and all."""
    return Premise(
        "0 <= thresholds <= 1",
        lambda each: conjunction(
            [(each.number(name) >= 0) & (each.number(name) <= 1) for name in (FIRST, SECOND)]
        ),
    )


def not_negative(*names: str) -> Premise:
    """Some numbers are not below zero."""
    return Premise(
        f"0 <= {', '.join(names)}",
        lambda each: conjunction([each.number(name) >= 0 for name in names]),
    )


def least(each: Population) -> Any:
    """The bound for numbers by name, of a common set of one."""
    return slashable_weight(
        1, each.number(FIRST), each.number(SECOND), *(each.number(name) for name in TERMS)
    )


def is_reached(each: Population) -> Any:
    """Whether weights written down from the numbers are certificates with just the bound in common.

    Each branch keeps who left the other; who left or came on a branch signs wherever it can. The rest
    of the common set is split into signers of both and of one.
    """
    first, second = each.number(FIRST), each.number(SECOND)
    first_exits, second_exits, first_activations, second_activations = (
        each.number(name) for name in TERMS
    )
    first_weight = weight_after(1, first_exits, first_activations)
    second_weight = weight_after(1, second_exits, second_activations)
    both = least(each)
    first_alone, second_alone = (1 - second) * second_weight, (1 - first) * first_weight
    return conjunction(
        [
            both >= 0,
            first_alone >= 0,
            second_alone >= 0,
            both + first_alone + second_alone == 1 - first_exits - second_exits,
            both + first_alone + second_exits + first_activations >= first * first_weight,
            both + second_alone + first_exits + second_activations >= second * second_weight,
        ]
    )


def published_bound() -> Claim:
    """Gasper's slashable bound is this one at thresholds of 2/3, and its maximum one number."""

    def sides(each: Population) -> tuple[Any, Any]:
        changed = change(each, Resource.AUTHORITIES)
        first, second = each.authorities(FIRST_SET), each.authorities(SECOND_SET)
        return (
            first - changed["first activations"] - changed["second exits"],
            second - changed["second activations"] - changed["first exits"],
        )

    def published(each: Population) -> Any:
        both = rational(each.authorities(FIRST_SET) + each.authorities(SECOND_SET))
        return sides(each)[0] - both * Fraction(1, 3)

    sets = (ANCESTOR, FIRST_SET, SECOND_SET)
    return Claim(
        name=PUBLISHED,
        statement=(
            "The published slashable bound for certificates of two thirds is this bound: the two "
            "numbers of which it takes the larger are always equal."
        ),
        protocol="any",
        conditions=(
            Condition(
                f"{PUBLISHED}: one number",
                (),
                Premise(
                    "both sides of the published maximum are equal",
                    lambda each: sides(each)[0] == sides(each)[1],
                ),
                Regions(sets),
            ),
            Condition(
                f"{PUBLISHED}: the slashable weight is the same",
                (),
                Premise(
                    "the published bound is the formula's",
                    lambda each: (
                        published(each)
                        == bound(each, Resource.AUTHORITIES, TWO_THIRDS, TWO_THIRDS, FULL)
                    ),
                ),
                Regions(sets),
            ),
        ),
        twins=(
            Condition(
                f"{PUBLISHED}, exits at {CHEAPER}",
                (),
                Premise(
                    "the published bound is the formula's with an exit at nine tenths",
                    lambda each: (
                        published(each)
                        == bound(
                            each,
                            Resource.AUTHORITIES,
                            TWO_THIRDS,
                            TWO_THIRDS,
                            FULL | {TERMS[0]: CHEAPER},
                        )
                    ),
                ),
                Regions(sets),
            ),
        ),
    )
