"""A light client accepts only what honest full nodes finalise, by one step from a header that is final.

The step is that of an induction: the trusted header is on the chain of the honest full nodes, so the
set that it names for the next height is the true one. Of validators whose stake is locked as small a
part is Byzantine as assumed; of those who were paid out, all may be. An honest validator signs nothing
that does not build on what is final, so a header that one of them signed states the true set of its
height. With every pair of certificates sharing an honest validator, agreement does the rest.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from ...models.parameters.parameters import Parameters
from ...models.protocol.checkpoints import is_fresh, trust_period_is_safe
from ...models.protocol.light_client import overlaps_enough
from ...models.protocol.modes import Mode
from ...models.protocol.quorums import quorum
from ..agreement.theorems import agreement
from ..quorums.premises import BYZANTINE, Resource
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from .dated import DatedRegions

TRUSTED, STATED, TRUE = "trusted", "stated", "true"
"""Validators that the trusted header names for its next height, that the shown header states, and that
the height has on the chain of the honest full nodes."""
SHOWN, FULL = "shown", "full"
"""Signers of the header that the client is shown, and of a certificate that full nodes have."""
SETS = (TRUSTED, STATED, TRUE, SHOWN, FULL, BYZANTINE)
NEXT_SETS = (TRUE, SHOWN, FULL, BYZANTINE)
LENGTHS = ("skew", "unbonding", "trust period")
MOMENTS = ("stated time", "clock", "accepted")
LESS = Fraction(1, 2)
"""A twin's trust threshold, as a part of the safe one [1]."""

FRESH = Premise(
    "the trusted header has not expired",
    lambda each: is_fresh(
        each.number("stated time"), each.number("clock"), each.number("trust period")
    ),
)
SAFE_PERIOD = Premise(
    "the trust period is safe",
    lambda each: trust_period_is_safe(
        each.number("trust period"), each.number("skew"), 0, each.number("unbonding")
    ),
)
SKEWED = Premise(
    "the clock is slow by at most the skew",
    lambda each: each.number("accepted") - each.number("clock") <= each.number("skew"),
)
IN_TIME = (FRESH, SAFE_PERIOD, SKEWED)
HONEST_BUILD = Premise(
    "an honest signer of the header makes the stated validators the true ones",
    lambda each: (
        (each.validators(SHOWN, outside=(BYZANTINE,)) == 0)
        | (
            (each.validators(STATED, outside=(TRUE,)) == 0)
            & (each.validators(TRUE, outside=(STATED,)) == 0)
        )
    ),
)
AGREES = Premise(
    "an honest validator signed both what the client is shown and what full nodes have",
    lambda each: each.validators(SHOWN, FULL, outside=(BYZANTINE,)) > 0,
)


def light_client_claims_of(protocol: str, parameters: Parameters) -> list[Claim]:
    """The step to the next height, and the step that skips heights."""
    return [next_height(protocol, parameters), skipping(protocol, parameters)]


def next_height(protocol: str, parameters: Parameters) -> Claim:
    """A header whose validators are those that the trusted one names."""
    name = f"{protocol}.light-client.next-height"
    return Claim(
        name=name,
        statement=(
            "A light client that goes from a final header to the next height by a certificate of the "
            "validators that it names accepts only what honest full nodes finalise, if these "
            "validators are Byzantine in no larger part than assumed while their stake is locked, and "
            "the header has not expired."
        ),
        protocol=protocol,
        conditions=tuple(
            step_to_next(f"{name}: {shown.label} beside {full.label}", parameters, shown, full)
            for shown, full in ordered_pairs()
        ),
        twins=(expired(step_to_next(name, parameters, Mode.BALANCED, Mode.BALANCED)),),
        rests_on=(agreement(),),
    )


def skipping(protocol: str, parameters: Parameters) -> Claim:
    """A header that enough of the validators that the trusted one names have signed."""
    name = f"{protocol}.light-client.skipping"
    assumed = parameters.assumptions
    trust = assumed.byzantine_authorities, assumed.byzantine_stake

    def step(label: str, shown: Mode, full: Mode, parts: tuple[Fraction, Fraction]) -> Condition:
        return step_over_heights(f"{name}: {label}", parameters, shown, full, parts)

    lower = (trust[0] * LESS, trust[1]), (trust[0], trust[1] * LESS)
    return Claim(
        name=name,
        statement=(
            f"A light client that skips from a final header to a later one, of whose signers "
            f"{trust[0]} of the authorities or {trust[1]} of the stake are validators that the first "
            "names, accepts only what honest full nodes finalise, if validators are Byzantine in no "
            "larger part than assumed while their stake is locked, and the header has not expired."
        ),
        protocol=protocol,
        conditions=tuple(
            step(f"{shown.label} beside {full.label}", shown, full, trust)
            for shown, full in ordered_pairs()
        ),
        twins=(
            expired(step("skips", Mode.BALANCED, Mode.BALANCED, trust)),
            *(
                step(
                    f"trusts {authorities} or {stake}",
                    Mode.BALANCED,
                    Mode.BALANCED,
                    (authorities, stake),
                )
                for authorities, stake in lower
            ),
        ),
        rests_on=(agreement(),),
    )


def ordered_pairs() -> Iterator[tuple[Mode, Mode]]:
    """The mode of the shown header, and that of the full nodes' certificate."""
    return ((shown, full) for shown in Mode for full in Mode)


def step_to_next(name: str, parameters: Parameters, shown: Mode, full: Mode) -> Condition:
    """To the next height: trusted, stated and true validators are the same."""
    return Condition(
        name,
        (
            *IN_TIME,
            *few_while_locked(parameters, TRUE),
            certifies(SHOWN, TRUE, parameters, shown),
            certifies(FULL, TRUE, parameters, full),
        ),
        AGREES,
        DatedRegions(NEXT_SETS, (TRUE,), LENGTHS, MOMENTS),
    )


def step_over_heights(
    name: str, parameters: Parameters, shown: Mode, full: Mode, trust: tuple[Fraction, Fraction]
) -> Condition:
    """To a later height, whose stated validators the client has not heard of."""
    return Condition(
        name,
        (
            *IN_TIME,
            *few_while_locked(parameters, TRUSTED),
            *few_while_locked(parameters, TRUE),
            HONEST_BUILD,
            vouched_for(*trust),
            certifies(SHOWN, STATED, parameters, shown),
            certifies(FULL, TRUE, parameters, full),
        ),
        AGREES,
        DatedRegions(SETS, (TRUSTED, STATED, TRUE), LENGTHS, MOMENTS),
    )


def expired(condition: Condition) -> Condition:
    """The same step from a header of any age: a long-range attack."""
    without = condition.without(FRESH.name)
    return Condition(
        f"{condition.name}, expired", without.premises, without.conclusion, without.setting
    )


def certifies(signers: str, members: str, parameters: Parameters, mode: Mode) -> Premise:
    """Signers among the members are a certificate of a mode."""
    required = quorum(parameters, mode)
    return Premise(
        f"{signers} is a {mode.label.capitalize()} certificate of the {members} validators",
        lambda each: required.is_met(
            each.authorities(signers, members),
            each.authorities(members),
            each.stake(signers, members),
            each.stake(members),
        ),
    )


def vouched_for(authorities: Fraction, stake: Fraction) -> Premise:
    """Enough trusted validators are among the signers, by the client's own predicate."""
    return Premise(
        f"{authorities} of the trusted authorities or {stake} of the trusted stake signed",
        lambda each: overlaps_enough(
            each.authorities(TRUSTED, SHOWN),
            each.authorities(TRUSTED),
            each.stake(TRUSTED, SHOWN),
            each.stake(TRUSTED),
            authorities,
            stake,
        ),
    )


def few_while_locked(parameters: Parameters, members: str) -> Iterable[Premise]:
    """Few of a set are Byzantine in either resource, until the stake behind it may be paid out."""
    assumed = parameters.assumptions
    for resource, part in zip(
        Resource, (assumed.byzantine_authorities, assumed.byzantine_stake), strict=True
    ):
        yield Premise(
            f"Byzantine {resource} of the {members} validators < {part} while stake is locked",
            lambda each, resource=resource, part=part: (
                (each.number("accepted") >= each.number("stated time") + each.number("unbonding"))
                | (
                    resource.held(each, members, BYZANTINE) * part.denominator
                    < resource.held(each, members) * part.numerator
                )
            ),
        )
