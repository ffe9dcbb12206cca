"""What every question about proofs has in common: claims of some topics, settled one by one.

Every claim is settled by Z3 and, where it is installed, by cvc5. So is every promise of the plan that
the reference does not make, asked of the reference's parameters: what a repair costs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from ...models.parameters.parameters import Parameters
from ...proofs.registry import PLAN, TOPICS, general_claims, not_claimed, promise
from ...proofs.solving.claim import ANY, Claim, Proof
from ...proofs.solving.settling import settle_claim
from .topics import ASKED_BY


@dataclass(frozen=True, slots=True)
class Case:
    """One claim by name, since its conditions do not travel between processes."""

    protocol: str
    parameters: Parameters
    topics: tuple[str, ...]
    claim: str


@dataclass(frozen=True, slots=True)
class GeneralCase:
    """One claim about all protocols by name."""

    protocol: str
    claim: str


def general_cases(claims: Sequence[Claim]) -> list[GeneralCase]:
    """Claims that need no parameters."""
    return [GeneralCase(ANY, claim.name) for claim in claims]


def general_answer(case: GeneralCase, claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """The proof of the one that a case names."""
    claim = next(each for each in claims if each.name == case.claim)
    return [proof_row(case, claim, proof_of(claim))]


def cases_of(question: str, protocol: str, parameters: Parameters) -> list[Case]:
    """All promises, kept or not; the general theorems come with the plan, where they are read first."""
    topics = ASKED_BY[question]
    return [
        Case(protocol, parameters, topics, claim.name)
        for claim in asked(protocol, parameters, topics)
    ]


def asked(protocol: str, parameters: Parameters, topics: Sequence[str]) -> list[Claim]:
    """The plan's promises as questions about a protocol, and with the plan what goes with it alone."""
    chosen = [topic for topic in TOPICS if topic.name in topics]
    promised = [claim for topic in chosen for claim in topic.promises(protocol, parameters)]
    if protocol != PLAN:
        return promised
    variants = [claim for topic in chosen for claim in topic.variants()]
    return [*promised, *variants, *(claim for topic in chosen for claim in topic.theorems())]


def claims(protocol: str, parameters: Parameters, topics: Sequence[str]) -> list[Claim]:
    """Claims of a protocol, and with the plan the general ones."""
    missing = not_claimed(protocol)
    return [claim for claim in asked(protocol, parameters, topics) if promise(claim) not in missing]


@cache
def theorems() -> dict[str, Claim]:
    """Theorems about all protocols by name, written down once per process."""
    return {claim.name: claim for claim in general_claims()}


def the_claim(case: Case) -> Claim:
    """The claim that a case names."""
    if case.protocol == ANY:
        return theorems()[case.claim]
    named = {claim.name: claim for claim in asked(case.protocol, case.parameters, case.topics)}
    return named[case.claim]


def proof_of(claim: Claim) -> Proof:
    """What came of a claim, theorems being proved once per process."""
    return settle_claim(claim, theorems=theorems_proved_here())


def proof_row(case: Case | GeneralCase, claim: Claim, proof: Proof) -> dict[str, Any]:
    """The proof, without the seconds it took, which differ from run to run."""
    return {
        "protocol": proof.protocol,
        "name": proof.name,
        "promise": promise(claim),
        "claimed": promise(claim) not in not_claimed(case.protocol),
        "statement": proof.statement,
        "verdict": proof.verdict,
        "conditions": proof.conditions,
        "second_solver": proof.second_solver,
        "assumptions": "; ".join(proof.assumptions),
        "assumptions_used": "; ".join(proof.assumptions_used),
        "counterexample": proof.counterexample.as_table() if proof.counterexample else "",
    }


@cache
def theorems_proved_here() -> dict[str, Proof]:
    """Theorems that this process has proved, once for all claims that rest on them."""
    return {}
