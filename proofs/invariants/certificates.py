"""Invariants that the solver settles, for any number of validators and any stake.

Agreement and liveness at a height are theorems about any protocol whose certificates meet and can be
formed; they are not proved again for every file, and these invariants are what they ask of it.
"""

from collections.abc import Callable, Iterator
from typing import Any

from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode
from ...models.protocol.quorums import quorum
from ..quorums.availability import availability_claims
from ..quorums.intersection import PAIRS, intersection_claims, least_overlap
from ..quorums.premises import Resource
from ..solving.claim import Claim, Proof
from ..solving.settling import settle_claim
from .invariant import Invariant

SUBJECT = "file"
"""What the claims of a parameter file are about, in their names."""

LIVE = (Mode.BALANCED, Mode.SECURE)
"""Modes that must make progress: a chain whose Fast authorities are silent goes on in these."""

BOUNDS = ("assumptions.byzantine_authorities", "assumptions.byzantine_stake", "quorums.strict")
"""What every one of these claims reads beside its thresholds."""


def quorum_invariants(parameters: Parameters) -> Iterator[Invariant]:
    """The claims of the list below, settled.

    Parameters
    ----------
    parameters
        The parameter file's contents; only modes, quorums and assumptions are read.
    """
    for claim, field, others in claims_with_fields(parameters):
        yield settled(claim, field, others)


def claims_with_fields(parameters: Parameters) -> Iterator[tuple[Claim, str, tuple[str, ...]]]:
    """What is claimed of a file, the field to look at where it fails, and the others it reads.

    Any claim about one protocol can be asked of a file: one more `yield`.
    """
    claims = {claim.name: claim for claim in intersection_claims(SUBJECT, parameters)}
    for first, second in PAIRS:
        claim = claims[f"{SUBJECT}.{first.label}-{second.label}.intersection"]
        field = weaker_threshold(parameters, first, second)
        yield claim, field, beside(field, *thresholds(first), *thresholds(second), *BOUNDS)
    available = availability_claims(SUBJECT, parameters, LIVE)
    for mode, claim in zip(LIVE, available[: len(LIVE)], strict=True):
        field = larger_threshold(parameters, mode)
        yield claim, field, beside(field, *thresholds(mode), *BOUNDS)


def settled(
    claim: Claim,
    field: str,
    others: tuple[str, ...] = (),
    where: str = "for the validators",
    tell: Callable[[Proof], dict[str, Any] | None] | None = None,
) -> Invariant:
    """A claim's proof, told as an invariant of a file.

    Parameters
    ----------
    claim
        What is asked of the file.
    field, others
        Where to look if it fails, and what else it reads.
    where
        What a counterexample is: it stands below the message.
    tell
        How a counterexample is told; by default as `story` does.
    """
    proof = settle_claim(claim)
    return Invariant(
        name=claim.name.removeprefix(f"{SUBJECT}."),
        verdict=proof.verdict,
        field=field,
        message=message(proof, where),
        counterexample=(tell or story)(proof),
        others=others,
    )


def message(proof: Proof, where: str) -> str:
    """The statement, and why it is not proved."""
    if proof.verdict == "undecided":
        return f"{proof.statement} The solver gave up: {proof.reason}"
    if proof.verdict == "refuted":
        return f"{proof.statement} This fails {where} below."
    return proof.statement


def story(proof: Proof) -> dict[str, Any] | None:
    """A counterexample as JSON with its plain text."""
    if proof.counterexample is None:
        return None
    return {**proof.counterexample.as_dict(), "text": proof.counterexample.as_table()}


def weaker_threshold(parameters: Parameters, first: Mode, second: Mode) -> str:
    """Field of the least threshold in the resource where two modes overlap most."""
    fields = {Resource.AUTHORITIES: authority_field, Resource.STAKE: stake_field}
    resource = max(fields, key=lambda each: least_overlap(parameters, first, second, each))
    asked = {mode: getattr(quorum(parameters, mode), resource.value) for mode in (first, second)}
    weaker = min(
        (mode for mode in asked if asked[mode] is not None),
        key=lambda mode: asked[mode],
        default=first,
    )
    return fields[resource](weaker)


def larger_threshold(parameters: Parameters, mode: Mode) -> str:
    """Field of the threshold of a mode that is hardest to reach."""
    needed = quorum(parameters, mode)
    authorities, stake = needed.authorities or 0, needed.stake or 0
    return stake_field(mode) if stake >= authorities else authority_field(mode)


def thresholds(mode: Mode) -> tuple[str, ...]:
    """Fields of all thresholds of a mode."""
    if mode is Mode.FAST:
        return (authority_field(mode),)
    return authority_field(mode), stake_field(mode)


def authority_field(mode: Mode) -> str:
    """Field of a mode's authority threshold."""
    name = "oversight_threshold" if mode is Mode.SECURE else "authority_threshold"
    return f"{mode.label}.{name}"


def stake_field(mode: Mode) -> str:
    """Field of a mode's stake threshold."""
    return f"{mode.label}.stake_threshold"


def beside(field: str, *others: str) -> tuple[str, ...]:
    """The other fields, each once, in order."""
    return tuple(other for other in dict.fromkeys(others) if other != field)
