"""The registry of axioms: what proofs assume of the world and do not prove, and which claims do.

A theorem that says "if" proves the "then" and needs no axiom for the "if". What is listed is what
remains when such theorems are applied to a protocol: what rounds, validators and contracts are by
definition, what other claims settle, and what has to be true of the network, of people and of
cryptography. Who uses an axiom is read off the claims, from the names of their premises and the rules of
the worlds they are asked in; nothing of it is typed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..solving.apart import with_theorems
from ..solving.claim import Claim
from .axiom import Axiom
from .contracts import CONTRACTS
from .network import TIMING
from .numbers import MODES, NUMBERED
from .validators import SETS, STEPS

AXIOMS: tuple[Axiom, ...] = (*NUMBERED, *MODES, *SETS, *STEPS, *TIMING, *CONTRACTS)
"""All of them, in the order in which a reader needs them."""


@dataclass(frozen=True, slots=True)
class Use:
    """An axiom, and the claims that use it."""

    axiom: Axiom
    used_by: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """The axiom as `hybridstake prove --json` prints it."""
        return {
            "name": self.axiom.name,
            "sentence": self.axiom.sentence,
            "justification": self.axiom.justification,
            "used_by": list(self.used_by),
        }


def uses(claims: Iterable[Claim]) -> list[Use]:
    """Axioms that some claims use, or the theorems under them, in the order of the registry.

    Parameters
    ----------
    claims
        Whose conditions are read; a claim counts as using what its own conditions say.
    """
    named = {each.name: each for each in with_theorems(claims)}
    found = [
        Use(axiom, tuple(name for name, each in named.items() if uses_axiom(each, axiom)))
        for axiom in AXIOMS
    ]
    return [use for use in found if use.used_by]


def uses_axiom(claim: Claim, axiom: Axiom) -> bool:
    """Whether a condition of a claim says an axiom."""
    return any(axiom.is_used_by(condition) for condition in claim.conditions)
