"""The exact bound: certificates share an honest holder of a resource if, and only if, it is met.

Thresholds and the Byzantine part are symbols here, so each theorem is about every protocol of this
family. All weights are parts of one total, which is why no product of symbols occurs.
"""

from dataclasses import dataclass
from typing import Any

from ...models.protocol.quorums import at_least, certificates_intersect, more_than
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from ..solving.truth import conjunction, negated
from .overlaps import excess, least_overlap_of, population
from .premises import BYZANTINE, FIRST, SECOND, SIGNED_TWICE, Resource
from .regions import Population, Region, Universe
from .setting import Regions

Names = tuple[str, str, str]
NUMBERS = ("first", "second", "byzantine")


@dataclass(frozen=True, slots=True)
class Reading:
    """How thresholds and the Byzantine bound are read."""

    strict: bool
    """More than the thresholds sign, or at least."""
    inclusive: bool
    """At most the Byzantine part is Byzantine, or fewer."""

    @property
    def label(self) -> str:
        """Both readings, as in a claim's name."""
        thresholds = "more-than" if self.strict else "at-least"
        return f"{thresholds}.{'at-most' if self.inclusive else 'fewer-than'}"

    @property
    def bound(self) -> str:
        """The exact bound, as printed."""
        comparison = "> 1" if self.inclusive and not self.strict else ">= 1"
        return f"first + second - byzantine {comparison}"

    def signs(self, part: Any, threshold: Any) -> Any:
        """Whether signers with this part of the total are a certificate."""
        return (more_than if self.strict else at_least)(part, 1, threshold, 1)

    def permits(self, part: Any, byzantine: Any) -> Any:
        """Whether this part of the total may be Byzantine."""
        return part <= byzantine if self.inclusive else part < byzantine

    def intersects(self, first: Any, second: Any, byzantine: Any) -> Any:
        """The exact bound: weak, but strict where both ends can be reached."""
        if self.inclusive and not self.strict:
            return first + second - byzantine > 1
        return certificates_intersect(first, second, byzantine)


READINGS = tuple(Reading(strict, most) for strict in (False, True) for most in (False, True))


def threshold_claims() -> list[Claim]:
    """The exact bound under each of the four readings."""
    return [
        Claim(
            name=f"any.thresholds.{reading.label}",
            statement=(
                f"With {'more than' if reading.strict else 'at least'} the thresholds signing and "
                f"{'at most' if reading.inclusive else 'fewer than'} the part byzantine faulty, two "
                f"certificates of one resource always share an honest holder of it exactly when "
                f"{reading.bound}."
            ),
            protocol="any",
            conditions=(sufficient(reading), necessary(reading)),
        )
        for reading in READINGS
    ]


def sufficient(
    reading: Reading, resource: Resource = Resource.AUTHORITIES, names: Names = NUMBERS
) -> Condition:
    """Whatever the weights: the bound on one resource forces a common honest holder of it."""
    first, second, byzantine = names
    signed = tuple(
        Premise(
            f"{signers} passes its threshold of the {resource}",
            lambda each, signers=signers, threshold=threshold: reading.signs(
                resource.held(each, signers), each.number(threshold)
            ),
        )
        for signers, threshold in ((FIRST, first), (SECOND, second))
    )
    return Condition(
        f"any.thresholds.{reading.label}: sufficient in {resource}",
        (
            Premise(f"{resource}: parts of one", lambda each: resource.held(each) == 1),
            *signed,
            Premise(
                f"Byzantine {resource} as permitted",
                lambda each: reading.permits(
                    resource.held(each, BYZANTINE), each.number(byzantine)
                ),
            ),
            Premise(
                f"{reading.bound} in {resource}",
                lambda each: reading.intersects(*(each.number(name) for name in names)),
            ),
        ),
        Premise(
            f"an honest holder of {resource} signed both",
            lambda each: resource.held(each, FIRST, SECOND, outside=(BYZANTINE,)) > 0,
        ),
        Regions(SIGNED_TWICE, names),
    )


def necessary(reading: Reading) -> Condition:
    """Wherever the bound fails, these weights are certificates without a common honest holder."""

    def conflict(each: Population) -> Any:
        numbers = [each.number(name) for name in NUMBERS]
        shares = split(reading, *numbers)
        return is_split(reading, population(shares, shares), Resource.AUTHORITIES, *numbers)

    return Condition(
        f"any.thresholds.{reading.label}: necessary",
        (*ranges(reading, NUMBERS), bound_fails(reading, NUMBERS)),
        Premise("the least overlap is all Byzantine, and permitted", conflict),
        Regions((), NUMBERS),
    )


def bound_fails(reading: Reading, names: Names) -> Premise:
    """The opposite of the exact bound."""
    return Premise(
        f"not {reading.bound} in {', '.join(names)}",
        lambda each: negated(reading.intersects(*(each.number(name) for name in names))),
    )


def ranges(reading: Reading, names: Names) -> tuple[Premise, ...]:
    """Where thresholds and the Byzantine part can lie: so that certificates and bounds can be met."""
    first, second, byzantine = names
    least = "0 <=" if reading.inclusive else "0 <"
    permitted = Premise(
        f"{least} {byzantine}",
        lambda each: (
            each.number(byzantine) >= 0 if reading.inclusive else each.number(byzantine) > 0
        ),
    )
    return (
        reachable_threshold(first, reading.strict),
        reachable_threshold(second, reading.strict),
        permitted,
    )


def reachable_threshold(name: str, strict: bool) -> Premise:
    """A threshold that some signers can pass."""
    return Premise(
        f"0 < {name} {'<' if strict else '<='} 1",
        lambda each: (
            (each.number(name) > 0) & (each.number(name) < 1 if strict else each.number(name) <= 1)
        ),
    )


def split(reading: Reading, first: Any, second: Any, byzantine: Any) -> dict[Region, Any]:
    """Parts of one resource per region, in certificates that just pass these thresholds."""
    more = excess(first, second, byzantine) if reading.strict else first * 0
    return least_overlap_of(first + more, second + more)


def is_split(
    reading: Reading, made: Universe, resource: Resource, first: Any, second: Any, byzantine: Any
) -> Any:
    """Whether a population made in this way is two certificates, with the Byzantine permitted."""
    return conjunction(
        [
            *made.rules(),
            resource.held(made) == 1,
            reading.signs(resource.held(made, FIRST), first),
            reading.signs(resource.held(made, SECOND), second),
            reading.permits(resource.held(made, BYZANTINE), byzantine),
            made.validators(FIRST, SECOND, outside=(BYZANTINE,)) == 0,
        ]
    )
