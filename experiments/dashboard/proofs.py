"""Claims settled for a page: one at a time, within bounds, and each once."""

from dataclasses import dataclass
from functools import cache
from threading import Lock

from ...proofs.replaying.replay import NotReplayed, Replay
from ...proofs.solving.apart import settle_apart
from ...proofs.solving.claim import Claim, Proof
from ...proofs.solving.processes import Limits
from ..commands.prove import all_claims
from ..proving.replays import runs_of

LIMITS = Limits(seconds=60.0)
"""What one condition may use; of one that uses more nothing is said."""
WORKERS = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a claim, and the run of its counterexample."""

    proof: Proof
    run: Replay | NotReplayed | None


@cache
def claims() -> dict[str, Claim]:
    """All claims by name, those of the presets before theorems about all protocols."""
    return {claim.name: claim for claim in all_claims()}


def names_of(protocol: str) -> list[str]:
    """Claims about a preset, or about `any` protocol."""
    return [name for name, claim in claims().items() if claim.protocol == protocol]


answers: dict[str, Answer] = {}
solver_lock = Lock()
"""Two open pages are two threads; they need not ask the solvers at the same time."""


def answer(name: str) -> Answer:
    """A claim settled in other processes, by both solvers where there are two.

    Parameters
    ----------
    name
        Of a claim.
    """
    with solver_lock:
        if name not in answers:
            claim = claims()[name]
            (proof,) = settle_apart(all_claims, [claim], WORKERS, limits=LIMITS)
            answers[name] = Answer(proof, runs_of([proof]).get(name))
        return answers[name]


def words(name: str) -> str:
    """A claim's name as people read it, without its protocol.

    Examples
    --------
    >>> words("plan.fast-secure.intersection")
    'fast-secure: intersection'
    """
    return name.partition(".")[2].replace(".", ": ")
