"""What must hold of every parameter file, with the field at fault where it does not."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..models.parameters.exact import as_written
from ..models.parameters.parameters import Parameters
from ..models.protocol.checkpoints import checkpoint_is_in_time, evidence_is_in_time
from ..models.protocol.finality import finality_floor
from ..models.protocol.modes import Mode, mode_parameters
from ..models.protocol.quorums import quorum
from .quorums.availability import availability_claims
from .quorums.intersection import PAIRS, intersection_claims, least_overlap
from .quorums.premises import Resource
from .solving.claim import Claim, Proof, Verdict
from .solving.settling import settle_claim

SUBJECT = "file"
"""What the claims of a parameter file are about, in their names."""


@dataclass(frozen=True, slots=True)
class Invariant:
    """One invariant of a parameter file, settled."""

    name: str
    verdict: Verdict
    field: str
    """Where to look in the file if it fails."""
    message: str
    """The rule, and how it fails; the rule alone where it holds."""
    counterexample: dict[str, Any] | None
    """The story as JSON, with its plain text under `text`."""


def invariants_of(parameters: Parameters) -> list[Invariant]:
    """Every invariant of a parameter file, proved for any number of validators and any stake.

    Parameters
    ----------
    parameters
        The parameter file's contents.
    """
    return [*quorum_invariants(parameters), *plain_invariants(parameters)]


def quorum_invariants(parameters: Parameters) -> Iterator[Invariant]:
    """Invariants that are settled by the solver: certificates meet, and can be formed."""
    claims = {claim.name: claim for claim in intersection_claims(SUBJECT, parameters)}
    for first, second in PAIRS:
        name = f"{first.label}-{second.label}.intersection"
        yield settled(claims[f"{SUBJECT}.{name}"], weaker_threshold(parameters, first, second))
    live = (Mode.BALANCED, Mode.SECURE)
    for mode, claim in zip(
        live, availability_claims(SUBJECT, parameters, live)[: len(live)], strict=True
    ):
        yield settled(claim, larger_threshold(parameters, mode))


def settled(claim: Claim, field: str) -> Invariant:
    """A claim's proof, told as an invariant of a file."""
    proof = settle_claim(claim)
    return Invariant(
        name=claim.name.removeprefix(f"{SUBJECT}."),
        verdict=proof.verdict,
        field=field,
        message=message(proof),
        counterexample=story(proof),
    )


def message(proof: Proof) -> str:
    """The statement, and why it is not proved."""
    if proof.verdict == "undecided":
        return f"{proof.statement} The solver gave up: {proof.reason}"
    if proof.verdict == "refuted":
        return f"{proof.statement} This fails for the validators below."
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
    thresholds = {
        mode: getattr(quorum(parameters, mode), resource.value) for mode in (first, second)
    }
    weaker = min(
        (mode for mode in thresholds if thresholds[mode] is not None),
        key=lambda mode: thresholds[mode],
        default=first,
    )
    return fields[resource](weaker)


def larger_threshold(parameters: Parameters, mode: Mode) -> str:
    """Field of the threshold of a mode that is hardest to reach."""
    needed = quorum(parameters, mode)
    authorities, stake = needed.authorities or 0, needed.stake or 0
    return stake_field(mode) if stake >= authorities else authority_field(mode)


def authority_field(mode: Mode) -> str:
    """Field of a mode's authority threshold."""
    name = "oversight_threshold" if mode is Mode.SECURE else "authority_threshold"
    return f"{mode.label}.{name}"


def stake_field(mode: Mode) -> str:
    """Field of a mode's stake threshold."""
    return f"{mode.label}.stake_threshold"


def plain_invariants(parameters: Parameters) -> Iterator[Invariant]:
    """Invariants that are one comparison or one rule."""
    staking, checkpoints = parameters.staking, parameters.checkpoints
    network = parameters.network
    floor = finality_floor(network.message_delays, as_written(network.delay_seconds))
    for mode in Mode:
        promised = mode_parameters(parameters, mode).finality_seconds
        yield plain(
            f"{mode.label}.finality-floor",
            as_written(promised) >= floor,
            f"{mode.label}.finality_seconds",
            f"finality must take at least network.message_delays * network.delay_seconds "
            f"({seconds(float(floor))}), got {seconds(promised)}",
        )
    yield plain(
        "evidence-in-time",
        evidence_is_in_time(staking.evidence_window_seconds, staking.unbonding_seconds),
        "staking.evidence_window_seconds",
        f"the evidence window must be shorter than staking.unbonding_seconds "
        f"({seconds(staking.unbonding_seconds)}), got {seconds(staking.evidence_window_seconds)}",
    )
    yield plain(
        "checkpoint-in-time",
        checkpoint_is_in_time(
            as_written(checkpoints.period_seconds),
            as_written(checkpoints.evidence_delay_seconds),
            as_written(staking.unbonding_seconds),
        ),
        "checkpoints.period_seconds",
        f"the period and checkpoints.evidence_delay_seconds together must be shorter than "
        f"staking.unbonding_seconds ({seconds(staking.unbonding_seconds)}), got "
        f"{seconds(checkpoints.period_seconds)} + {seconds(checkpoints.evidence_delay_seconds)}",
    )
    yield plain(
        "every-reward-paid",
        parameters.rewards.empty_class_to_other or parameters.rewards.authority_share == 1,
        "rewards.empty_class_to_other",
        "the share of a class with nobody to pay must go to the other class, got false",
    )
    yield plain(
        "everybody-proposes",
        parameters.selection.independent_draws
        and 0 < parameters.selection.authority_probability < 1,
        "selection.independent_draws",
        "class and member must be drawn independently and each class with a positive probability, "
        f"or some can never propose, got {str(parameters.selection.independent_draws).lower()} and "
        f"{parameters.selection.authority_probability!r} for authorities",
    )


def seconds(value: float) -> str:
    """A time as a person reads it, to fifteen digits."""
    return f"{value:,.15g} s"


def plain(name: str, holds: bool, field: str, rule: str) -> Invariant:
    """An invariant without a story; where it holds, the rule without the value."""
    verdict: Verdict = "proved" if holds else "refuted"
    return Invariant(name, verdict, field, rule.rpartition(", got")[0] if holds else rule, None)
