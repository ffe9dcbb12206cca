"""Conditions as SMT-LIB 2.6, one text each, for any solver to read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import z3

from .claim import Claim, Proof
from .condition import Condition
from .solver import Outcome

Status = Literal["unsat", "sat", "unknown"]

FIRST_LINE = "; Written by hybridstake prove --export."
"""By which our own files are known."""
EXPECTED: dict[Outcome, Status] = {"holds": "unsat", "refuted": "sat", "undecided": "unknown"}
"""What a solver answers about the premises together with the opposite of the conclusion."""
MEANING: dict[Status, str] = {
    "unsat": "nothing meets the premises and not the conclusion, so the condition holds",
    "sat": "what meets the premises and not the conclusion is a counterexample",
    "unknown": "no solver has decided whether the condition holds",
}
LONGEST_NAME = 80
"""Characters of a condition's name in the name of its file [1]."""


@dataclass(frozen=True, slots=True)
class Exported:
    """One condition as a file."""

    file: str
    claim: str
    condition: str
    expected: Status
    text: str

    def as_dict(self) -> dict[str, Any]:
        """The file's entry in the index."""
        return {
            "file": self.file,
            "claim": self.claim,
            "condition": self.condition,
            "expected": self.expected,
        }


def exported(claim: Claim, proof: Proof) -> Iterator[Exported]:
    """Every condition of a claim, with the answer that its proof rests on."""
    names = file_names(claim)
    for name, condition, settled in zip(names, claim.conditions, proof.settled, strict=True):
        expected = EXPECTED[settled.outcome]
        text = script(claim, condition, expected)
        yield Exported(name, claim.name, condition.name, expected, text)


def file_names(claim: Claim) -> list[str]:
    """Names that every file system takes: the claim, the condition's number, and what it is about."""
    return [
        f"{safe(claim.name)}.{position:03d}-{about(claim, condition)}.smt2"
        for position, condition in enumerate(claim.conditions)
    ]


def about(claim: Claim, condition: Condition) -> str:
    """The name of a condition without that of its claim, not too long."""
    short = condition.name.removeprefix(f"{claim.name}: ")
    return safe(short)[:LONGEST_NAME].strip("-.")


def safe(name: str) -> str:
    """A name of lower-case letters, digits, dots and hyphens.

    Examples
    --------
    >>> safe("any.agreement: decide keeps decisions alike")
    'any.agreement-decide-keeps-decisions-alike'
    """
    return re.sub(r"[^a-z0-9.]+", "-", name.lower()).strip("-.")


def script(claim: Claim, condition: Condition, expected: Status) -> str:
    """The text of one file: what is asked, in words and in SMT-LIB, and the answer."""
    words = [
        f"claim: {claim.name}",
        f"statement: {claim.statement}",
        f"condition: {condition.name}",
        *(f"premise: {premise.name}" for premise in condition.premises),
        f"conclusion: {condition.conclusion.name}",
        f"{expected}: {MEANING[expected]}",
    ]
    lines = [
        FIRST_LINE,
        *(f"; {' '.join(each.split())}" for each in words),
        "(set-info :smt-lib-version 2.6)",
        "(set-logic ALL)",
        f"(set-info :status {expected})",
        *question(condition),
    ]
    return "\n".join([*lines, ""])


def question(condition: Condition) -> list[str]:
    """Lines of Z3's own text: declarations, assertions and the question."""
    unknowns = condition.setting.unknowns(z3.Context())
    assertions = condition.assertions(unknowns)
    solver = z3.Solver(ctx=assertions[0].ctx)
    solver.add(*assertions)
    lines = solver.to_smt2().splitlines()
    return [line for line in lines if not line.startswith((";", "(set-info"))]
