"""The plan's variants of a quorum: at least two thirds, 14 of 21, and stakers counted by head.

Each is the reading of one public document, asked as it stands, and its repair beside it. Nobody is
Byzantine beyond what the plan permits.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from ...models.protocol.quorums import at_least, more_than
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from .premises import (
    BYZANTINE,
    FIRST,
    SECOND,
    SHARED_HONEST,
    SIGNED_TWICE,
    Resource,
    at_most_byzantine,
    both,
    fewer_byzantine,
)
from .regions import Population
from .setting import Regions

TWO_THIRDS, THIRD = Fraction(2, 3), Fraction(1, 3)
AUTHORITIES, SEATS, FEWER_SEATS = 21, 14, 13
"""The prototype's authorities, how many of them sign, and one fewer."""
STAKERS, HEADS = 100, 33
"""Its stakers in Balanced, and how many of them sign, whatever they hold."""

OF_21 = Premise(
    f"there are {AUTHORITIES} authorities", lambda each: each.authorities() == AUTHORITIES
)
OF_100 = Premise(f"there are {STAKERS} stakers", lambda each: stakers(each) == STAKERS)


def variant_claims() -> list[Claim]:
    """What the plan and its prototype say of their quorums, each with its repair."""
    return [
        at_least_two_thirds(),
        more_than_two_thirds(),
        fourteen_of_twenty_one(),
        fifteen_of_twenty_one(),
        by_head_intersect(),
        by_head_hold_stake(),
        by_head_in_balanced(),
    ]


def at_least_two_thirds() -> Claim:
    """The boundary: a third is Byzantine, and no more."""
    return variant(
        "at-least-two-thirds",
        "Two sets of at least 2/3 of the authorities share an honest one, if at most 1/3 are Byzantine.",
        signed(at_least, TWO_THIRDS),
        at_most_byzantine(Resource.AUTHORITIES, THIRD),
    )


def more_than_two_thirds() -> Claim:
    """Its repair: the strict threshold bears a whole third."""
    return variant(
        "more-than-two-thirds",
        "Two sets of more than 2/3 of the authorities share an honest one, if at most 1/3 are "
        "Byzantine.",
        signed(more_than, TWO_THIRDS),
        at_most_byzantine(Resource.AUTHORITIES, THIRD),
        twin=signed(at_least, TWO_THIRDS),
    )


def fourteen_of_twenty_one() -> Claim:
    """As the prototype counts: 14 + 14 - 7 is not above 21."""
    return variant(
        "14-of-21",
        "Two sets of 14 of 21 authorities share an honest one, if at most 7 are Byzantine.",
        counted(SEATS),
        at_most_byzantine_of(7),
        OF_21,
    )


def fifteen_of_twenty_one() -> Claim:
    """Its two repairs: one more seat, or one Byzantine fewer."""
    name = "plan.variants.15-of-21"
    return Claim(
        name=name,
        statement=(
            "Two sets of 15 of 21 authorities share an honest one, if at most 7 are Byzantine, and two "
            "of 14 if at most 6 are."
        ),
        protocol="plan",
        conditions=(
            shared(f"{name}: at most 7", counted(SEATS + 1), at_most_byzantine_of(7), OF_21),
            shared(f"{name}: at most 6", counted(SEATS), at_most_byzantine_of(6), OF_21),
        ),
        twins=(
            shared(f"{name}: at most 9", counted(SEATS + 1), at_most_byzantine_of(9), OF_21),
            shared(f"{name}: 13 of them", counted(FEWER_SEATS), at_most_byzantine_of(6), OF_21),
        ),
    )


def by_head_intersect() -> Claim:
    """A third of the heads: two of them need not meet."""
    return variant(
        "33-of-100",
        "Two sets of 33 of 100 stakers share an honest validator, if less than 1/3 of the stake is "
        "Byzantine.",
        by_head(),
        fewer_byzantine(Resource.STAKE, THIRD),
        OF_100,
    )


def by_head_hold_stake() -> Claim:
    """What heads are worth: as little stake as there is."""
    name = "plan.variants.heads-hold-stake"

    def condition(part: Fraction) -> Condition:
        return Condition(
            name if part == THIRD else f"{name}: as little as {part}",
            (head_count(FIRST), OF_100),
            Premise(
                f"{FIRST} holds at least {part} of the stake",
                lambda each: at_least(
                    each.stake(FIRST), each.stake(), part.numerator, part.denominator
                ),
            ),
            Regions((FIRST,)),
        )

    return Claim(
        name=name,
        statement="33 of 100 stakers hold at least 1/3 of the stake.",
        protocol="plan",
        conditions=(condition(THIRD),),
        twins=(condition(Fraction(1, 1000)),),
    )


def by_head_in_balanced() -> Claim:
    """Beside the authorities, heads add nothing: Balanced would not be safe by its stake."""
    name = "plan.variants.heads-protect-balanced"
    certificates = tuple(both(count(each, SEATS), head_count(each)) for each in (FIRST, SECOND))
    return Claim(
        name=name,
        statement=(
            "Two Balanced certificates of 14 of 21 authorities and 33 of 100 stakers share an honest "
            "validator, if no stake is Byzantine, however many authorities are."
        ),
        protocol="plan",
        conditions=(
            shared(
                name, certificates, at_most_byzantine(Resource.STAKE, Fraction(0)), OF_21, OF_100
            ),
        ),
    )


def variant(
    name: str,
    statement: str,
    certificates: tuple[Premise, ...],
    *bounds: Premise,
    twin: tuple[Premise, ...] = (),
) -> Claim:
    """A claim of one condition, and where it is to hold a near miss."""
    name = f"plan.variants.{name}"
    return Claim(
        name=name,
        statement=statement,
        protocol="plan",
        conditions=(shared(name, certificates, *bounds),),
        twins=(shared(f"{name}: near miss", twin, *bounds),) if twin else (),
    )


def shared(name: str, certificates: tuple[Premise, ...], *bounds: Premise) -> Condition:
    """Two certificates share an honest validator under some bounds."""
    return Condition(name, (*certificates, *bounds), SHARED_HONEST, Regions(SIGNED_TWICE))


def signed(reaches: Callable[..., Any], part: Fraction) -> tuple[Premise, ...]:
    """Two sets of signers with a part of the authorities each."""
    words = "more than" if reaches is more_than else "at least"
    return tuple(
        Premise(
            f"{signers} is {words} {part} of the authorities",
            lambda each, signers=signers: reaches(
                each.authorities(signers), each.authorities(), part.numerator, part.denominator
            ),
        )
        for signers in (FIRST, SECOND)
    )


def counted(seats: int) -> tuple[Premise, ...]:
    """Two sets of signers with so many authorities each."""
    return tuple(count(signers, seats) for signers in (FIRST, SECOND))


def count(signers: str, seats: int) -> Premise:
    """So many authorities signed."""
    return Premise(
        f"{signers} has {seats} authorities", lambda each: each.authorities(signers) >= seats
    )


def at_most_byzantine_of(seats: int) -> Premise:
    """At most so many authorities are Byzantine."""
    return Premise(
        f"{BYZANTINE} authorities <= {seats}", lambda each: each.authorities(BYZANTINE) <= seats
    )


def by_head() -> tuple[Premise, ...]:
    """Two sets of signers with as many stakers as the prototype asks for."""
    return tuple(head_count(signers) for signers in (FIRST, SECOND))


def head_count(signers: str) -> Premise:
    """So many stakers signed, whatever they hold."""
    return Premise(f"{signers} has {HEADS} stakers", lambda each: stakers(each, signers) >= HEADS)


def stakers(each: Population, *inside: str) -> Any:
    """Validators that are no authorities [1]."""
    return each.validators(*inside) - each.authorities(*inside)
