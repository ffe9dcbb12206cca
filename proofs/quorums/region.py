"""The region of thresholds in which certificates intersect: derived by elimination, then proved.

Every weight of every region of validators is eliminated from "two certificates have no honest signer in
common". What is left is about thresholds alone: where it fails they are safe, as long as certificates
can be formed at all. That is printed, and proved to be the formula that the protocol's code computes: so
nobody had to guess the bound.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import z3

from ...models.ledger.steps.governance import are_safe
from ...models.protocol.quorums import certificates_intersect
from ..ledger.safe_thresholds import ASKED
from ..ledger.safe_thresholds import NUMBERS as GOVERNED
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from ..solving.truth import Truth
from .elimination import Inequality, eliminated
from .intersection import PAIRS
from .premises import BYZANTINE, FIRST, SECOND, SIGNED_TWICE, Resource
from .regions import Universe, symbolic
from .setting import Regions
from .thresholds import NUMBERS, READINGS, Names, Reading, ranges, reachable_threshold
from .two_resources import names_of

PREFIX = "number_"
"""Before the names of numbers, in a universe of unknowns."""
ONE = ((Resource.AUTHORITIES, *NUMBERS),)
BOTH = tuple((resource, *names_of(resource)) for resource in Resource)


@dataclass(frozen=True, slots=True)
class ThresholdRegion:
    """Thresholds that are safe: of each line, at least one inequality holds."""

    lines: tuple[tuple[Inequality, ...], ...]

    def holds(self, numbers: Mapping[str, Any]) -> Truth:
        """Whether some thresholds lie in the region; read alike by fractions, SymPy and Z3."""
        return every(some(each.holds(numbers) for each in line) for line in self.lines)

    def __str__(self) -> str:
        lines = [" or ".join(map(str, line)) for line in self.lines]
        return " and ".join(f"({line})" if len(lines) > 1 else line for line in lines)

    def in_latex(self, symbols: Mapping[str, str]) -> str:
        """The region as the paper prints it, a line below another, with a symbol for each name."""
        return r" \\ ".join(
            r" \text{ or } ".join(each.in_latex(symbols) for each in line) for line in self.lines
        )


def every(truths: Iterable[Truth]) -> Truth:
    """All of them, joined as the models join theirs, so that SymPy reads it too."""
    first, *others = truths
    for each in others:
        first = first & each
    return first


def some(truths: Iterable[Truth]) -> Truth:
    """At least one of them, joined likewise."""
    first, *others = truths
    for each in others:
        first = first | each
    return first


@cache
def derived_region(
    reading: Reading, asked: tuple[tuple[Resource, str | None, str | None, str], ...]
) -> ThresholdRegion:
    """Safe thresholds of two certificates, by eliminating every validator.

    Parameters
    ----------
    reading
        How thresholds and the Byzantine parts are read.
    asked
        For each resource the names of the two thresholds, none where a certificate does not ask for
        it, and of the part that may be Byzantine.

    Raises
    ------
    ProofUndecided
        When Z3 cannot eliminate, or when what is left is no conjunction of inequalities.

    Notes
    -----
    Source: ours, paper section "The condition, exactly".
    """
    names = tuple(dict.fromkeys(name for _, *each in asked for name in each if name))
    unknown = symbolic(z3.Context(), SIGNED_TWICE, names)
    weights = [weight for each in unknown.weights.values() for weight in each.values()]
    sentences = [
        *unknown.rules(),
        *(truth for each in asked for truth in certified(unknown, reading, *each)),
        unknown.validators(FIRST, SECOND, outside=(BYZANTINE,)) == 0,
    ]
    known = [
        each.holds(unknown)
        for _, first, second, byzantine in asked
        for each in where_certificates_are(reading, first, second, byzantine)
    ]
    conflict = eliminated(weights, sentences, known)
    return ThresholdRegion((tuple(sorted((safe(each) for each in conflict), key=str)),))


def certified(
    each: Universe,
    reading: Reading,
    resource: Resource,
    first: str | None,
    second: str | None,
    byzantine: str,
) -> list[Truth]:
    """What two certificates hold of one resource, and the Byzantine within their bound."""
    thresholds = ((FIRST, first), (SECOND, second))
    return [
        resource.held(each) == 1,
        reading.permits(resource.held(each, BYZANTINE), each.number(byzantine)),
        *(
            reading.signs(resource.held(each, signers), each.number(name))
            for signers, name in thresholds
            if name
        ),
    ]


def where_certificates_are(
    reading: Reading, first: str | None, second: str | None, byzantine: str
) -> list[Premise]:
    """Thresholds that can be reached, and a Byzantine part that can be met."""
    *_, permitted = ranges(reading, (first or "", second or "", byzantine))
    return [reachable_threshold(name, reading.strict) for name in (first, second) if name] + [
        permitted
    ]


def safe(conflict: Inequality) -> Inequality:
    """The opposite of one inequality of a conflict, with the names that premises use."""
    turned = conflict.opposite
    terms = tuple((name.removeprefix(PREFIX), each) for name, each in turned.coefficients)
    return Inequality(terms, turned.least, turned.strict)


@cache
def region_of_modes(reading: Reading) -> ThresholdRegion:
    """Safe thresholds of all modes together: of every two modes, by all that each asks for.

    Raises
    ------
    ProofUndecided
        As `derived_region`.
    """
    lines = [
        line
        for first, second in PAIRS
        for line in derived_region(
            reading,
            tuple(
                (
                    resource,
                    ASKED[first].get(resource),
                    ASKED[second].get(resource),
                    f"byzantine_{resource}",
                )
                for resource in Resource
            ),
        ).lines
    ]
    return ThresholdRegion(tuple(dict.fromkeys(lines)))


def region_claims() -> list[Claim]:
    """What elimination derives is the bound of the models: one resource, both, and all modes."""
    fewer = [reading for reading in READINGS if not reading.inclusive]
    return [
        *(one_resource(reading) for reading in READINGS),
        *(two_resources(reading) for reading in READINGS),
        *(all_modes(reading) for reading in fewer),
    ]


def one_resource(reading: Reading) -> Claim:
    """The bound of a single resource."""
    name = f"any.region.one-resource.{reading.label}"
    return equivalence(
        name,
        f"Quantifier elimination leaves exactly {reading.bound}, where {in_words(reading)}: the region "
        "of thresholds of one resource in which two certificates share an honest validator.",
        Premise(
            "the thresholds lie in the derived region",
            lambda each: derived_region(reading, ONE).holds(each.numbers),
        ),
        Premise(
            reading.bound, lambda each: reading.intersects(*(each.number(name) for name in NUMBERS))
        ),
        Premise(
            "first + second >= 1",
            lambda each: certificates_intersect(each.number("first"), each.number("second"), 0),
        ),
        NUMBERS,
    )


def two_resources(reading: Reading) -> Claim:
    """The bounds of authorities and of stake, of which one suffices."""
    name = f"any.region.two-resources.{reading.label}"
    authorities, stake = (names_of(resource) for resource in Resource)

    def met(each: Universe, names: Names) -> Truth:
        return reading.intersects(*(each.number(name) for name in names))

    return equivalence(
        name,
        f"Quantifier elimination leaves exactly {reading.bound} in authorities or in stake, where "
        f"{in_words(reading)}: the region of thresholds of both in which two certificates share an "
        "honest validator.",
        Premise(
            "the thresholds lie in the derived region",
            lambda each: derived_region(reading, BOTH).holds(each.numbers),
        ),
        Premise(
            f"{reading.bound} in authorities or in stake",
            lambda each: met(each, authorities) | met(each, stake),
        ),
        Premise(
            f"{reading.bound} in authorities with the Byzantine part of the stake",
            lambda each: met(each, (*authorities[:2], stake[2])),
        ),
        (*authorities, *stake),
    )


def all_modes(reading: Reading) -> Claim:
    """The guard of governance, derived."""
    name = f"any.region.all-modes.{reading.label}"
    return equivalence(
        name,
        f"Quantifier elimination, of every two modes, leaves exactly the thresholds that governance "
        f"accepts, where {in_words(reading)}.",
        Premise(
            "the thresholds lie in the derived region of every two modes",
            lambda each: region_of_modes(reading).holds(each.numbers),
        ),
        Premise("governance accepts the thresholds", lambda each: accepted(each.numbers)),
        Premise(
            "governance would accept them with oversight as high as Fast",
            lambda each: accepted(
                {**each.numbers, "oversight": each.number("fast_authorities")},
            ),
        ),
        GOVERNED,
    )


def accepted(numbers: Mapping[str, Any]) -> Truth:
    """The guard's own line."""
    return are_safe(**{name: numbers[name] for name in GOVERNED})


def equivalence(
    name: str,
    statement: str,
    derived: Premise,
    formula: Premise,
    near_miss: Premise,
    numbers: tuple[str, ...],
) -> Claim:
    """Two sentences about thresholds say the same; a third, which is nearly the second, does not."""
    setting = Regions((), numbers)
    return Claim(
        name=name,
        statement=statement,
        protocol="any",
        conditions=(
            Condition(f"{name}: derived, so formula", (derived,), formula, setting),
            Condition(f"{name}: formula, so derived", (formula,), derived, setting),
        ),
        twins=(Condition(f"{name}: near miss", (near_miss,), derived, setting),),
    )


def in_words(reading: Reading) -> str:
    """A reading as a clause."""
    return (
        f"{'more than' if reading.strict else 'at least'} the thresholds sign and "
        f"{'at most' if reading.inclusive else 'fewer than'} their part is Byzantine"
    )
