"""What governance checks is what safety needs: `are_safe` says exactly that certificates intersect.

It is asked of any number of validators, as in `proofs/quorums/`: where the guard says yes, certificates
of any two modes share an honest validator; where it says no, some two modes miss the exact bound in
every resource that both ask for, and then two certificates in conflict exist.
"""

from dataclasses import replace
from typing import Any

from ...models.ledger.steps.governance import are_safe, is_threshold
from ...models.protocol.modes import Mode
from ..quorums.intersection import PAIRS
from ..quorums.overlaps import population
from ..quorums.premises import BYZANTINE, FIRST, SECOND, SHARED_HONEST, SIGNED_TWICE, Resource
from ..quorums.regions import Population
from ..quorums.setting import Regions
from ..quorums.thresholds import Reading, split
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from ..solving.truth import Truth, conjunction, negated
from .setting import BYZANTINE_PARTS, THRESHOLDS

NAME = "any.ledger.safe-thresholds-exact"
ASKED = {
    Mode.FAST: {Resource.AUTHORITIES: "fast_authorities"},
    Mode.BALANCED: {
        Resource.AUTHORITIES: "balanced_authorities",
        Resource.STAKE: "balanced_stake",
    },
    Mode.SECURE: {Resource.AUTHORITIES: "oversight", Resource.STAKE: "secure_stake"},
}
"""Which threshold a mode asks of which resource."""
READINGS = tuple(Reading(strict, inclusive=False) for strict in (False, True))
READING = READINGS[0]
"""At least the threshold signs: whoever passes it by more, passes it so too."""
NUMBERS = (*THRESHOLDS, *BYZANTINE_PARTS)


def safe(each: Population) -> Truth:
    """The guard's own line, of named numbers."""
    return are_safe(**{name: each.number(name) for name in NUMBERS})


IS_SAFE = Premise("the thresholds are safe", safe)


def safe_thresholds() -> Claim:
    """The guard suffices for each pair of modes, and asks no more than the pairs do."""
    return Claim(
        name=NAME,
        statement=(
            "The thresholds that governance accepts are exactly those with which certificates of any "
            "two modes share an honest validator, whatever the validators."
        ),
        protocol="any",
        conditions=(
            *(guarded(first, second) for first, second in PAIRS),
            no_more_than_needed(),
            *(conflict(first, second, reading) for reading in READINGS for first, second in PAIRS),
        ),
        twins=(guarded(Mode.FAST, Mode.SECURE, BLIND),),
    )


def guarded(first: Mode, second: Mode, guard: Premise = IS_SAFE) -> Condition:
    """Safe thresholds force a common honest validator upon certificates of two modes."""
    return Condition(
        f"{NAME}: {first.label}-{second.label}, {guard.name}",
        (
            guard,
            signed(FIRST, first),
            signed(SECOND, second),
            *(permitted(resource) for resource in Resource),
            *(parts_of_one(resource) for resource in Resource),
        ),
        SHARED_HONEST,
        Regions(SIGNED_TWICE, NUMBERS),
    )


def signed(signers: str, mode: Mode, reading: Reading = READING) -> Premise:
    """Signers pass the thresholds of a mode."""
    return Premise(
        f"{signers} is a {mode.label.capitalize()} certificate",
        lambda each: conjunction(
            [
                reading.signs(resource.held(each, signers), each.number(name))
                for resource, name in ASKED[mode].items()
            ]
        ),
    )


def permitted(resource: Resource) -> Premise:
    """The Byzantine hold fewer than their part of a resource."""
    return Premise(
        f"Byzantine {resource} as permitted",
        lambda each: READING.permits(
            resource.held(each, BYZANTINE), each.number(f"byzantine_{resource}")
        ),
    )


def parts_of_one(resource: Resource) -> Premise:
    """Weights are parts of the whole, which keeps products of unknowns away."""
    return Premise(f"{resource}: parts of one", lambda each: resource.held(each) == 1)


def no_more_than_needed() -> Condition:
    """Where each pair of modes meets the exact bound in a resource of both, the guard says yes."""
    return Condition(
        f"{NAME}: nothing safe is refused",
        tuple(
            Premise(
                f"{first.label} and {second.label} meet the bound in one resource",
                lambda each, first=first, second=second: meets(each, first, second),
            )
            for first, second in PAIRS
        ),
        IS_SAFE,
        Regions((), NUMBERS),
    )


def meets(each: Population, first: Mode, second: Mode) -> Any:
    """Whether two modes meet the exact bound in a resource that both ask for."""
    bounds = [
        READING.intersects(
            each.number(ASKED[first][resource]),
            each.number(ASKED[second][resource]),
            each.number(f"byzantine_{resource}"),
        )
        for resource in ASKED[first]
        if resource in ASKED[second]
    ]
    return bounds[0] if len(bounds) == 1 else bounds[0] | bounds[1]


def conflict(first: Mode, second: Mode, reading: Reading) -> Condition:
    """Where two modes miss the bound in every resource of both, two certificates are in conflict.

    They overlap as little as they can; a mode that does not ask for a resource needs none of it.
    """
    sentences = (
        signed(FIRST, first, reading),
        signed(SECOND, second, reading),
        *(permitted(resource) for resource in Resource),
        *(parts_of_one(resource) for resource in Resource),
    )

    def in_conflict(each: Population) -> Truth:
        numbers = {name: each.number(name) for name in NUMBERS}
        weights = []
        for resource in Resource:
            byzantine = numbers[f"byzantine_{resource}"]
            one, other = (
                numbers[ASKED[mode][resource]] if resource in ASKED[mode] else byzantine * 0
                for mode in (first, second)
            )
            weights.append(split(reading, one, other, byzantine))
        made = replace(population(*weights), numbers=numbers)
        return conjunction(
            [
                *made.rules(),
                *(sentence.holds(made) for sentence in sentences),
                negated(SHARED_HONEST.holds(made)),
            ]
        )

    return Condition(
        f"{NAME}: {first.label}-{second.label}, {reading.label} in conflict",
        (
            *(between_zero_and_one(name) for name in NUMBERS),
            Premise(
                f"{first.label} and {second.label} miss the bound in every resource of both",
                lambda each: negated(meets(each, first, second)),
            ),
        ),
        Premise("the certificates that overlap least are in conflict", in_conflict),
        Regions((), NUMBERS),
    )


def between_zero_and_one(name: str) -> Premise:
    """A part of which there is more and less."""
    return Premise(f"0 < {name} < 1", lambda each: is_threshold(each.number(name)))


def without_oversight(each: Population) -> Truth:
    """The guard, asked as if oversight were as strong as Fast."""
    numbers = {name: each.number(name) for name in NUMBERS}
    return are_safe(**{**numbers, "oversight": numbers["fast_authorities"]})


BLIND = Premise("the thresholds are safe but for oversight", without_oversight)
