"""What a verdict rests on, in words: one clause for all parts of a claim that rest on the same."""

from dataclasses import replace

from ..solving.claim import Claim, Proof
from ..solving.condition import Condition
from ..solving.counterexample import Counterexample
from ..solving.settling import proof_from
from .premises import BYZANTINE
from .validators import ValidatorSet


def grounds(claim: Claim, proof: Proof) -> str:
    """What each part of a claim rests on.

    Parameters
    ----------
    claim
        Its conditions are the parts.
    proof
        What came of it.

    Returns
    -------
    str
        Such as `proved from Byzantine stake < 1/3`; of several parts each with its name before it.
    """
    if len(claim.conditions) == 1:
        return clause(proof)
    named: dict[str, list[str]] = {}
    for condition, settled in zip(claim.conditions, proof.settled, strict=True):
        part = proof_from(replace(claim, conditions=(condition,)), [settled], leant_on=[])
        named.setdefault(clause(part), []).append(part_name(claim, condition))
    return "; ".join(f"{listed(names)}: {found}" for found, names in named.items())


def clause(proof: Proof) -> str:
    """What one part rests on: the bounds that its proof uses, or its counterexample."""
    if proof.verdict == "undecided":
        return proof.reason
    if proof.counterexample is not None:
        return in_short(proof.counterexample)
    bounds = [name for name in proof.assumptions_used if name.startswith(BYZANTINE)]
    return f"proved from {listed(bounds)}" if bounds else "proved without a bound on the Byzantine"


def in_short(found: Counterexample) -> str:
    """A counterexample by its size and by what each of its sets holds."""
    if not isinstance(found.story, ValidatorSet):
        return f"fails at {listed(found.story.as_table().splitlines())}"
    tallies = [line for line in found.story.as_table().splitlines() if ": " in line]
    return (
        f"fails with {found.story.validators()} validators "
        f"({'; '.join(line.replace(': ', ' ') for line in tallies)})"
    )


def part_name(claim: Claim, condition: Condition) -> str:
    """What tells a condition from the others of its claim, such as `fast` or `stake alone`."""
    return condition.name.removeprefix(f"{claim.name}: ").removeprefix(f"{claim.protocol}.")


def listed(names: list[str]) -> str:
    """Names as one subject of a sentence."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
