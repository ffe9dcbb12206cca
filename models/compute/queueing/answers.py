"""What an operator says of its copy, and the commitment by which nobody can copy it."""

from dataclasses import dataclass

from ...cryptography.commitments import commit, opens
from ...cryptography.derivation import encoded


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of a copy, and the work that it took: copies agree if they agree on both."""

    result: str
    """Its hash."""
    fuel: int = 0
    """As the machine metered it [fuel]."""


def committed(number: int, operator: str, answer: Answer, blinding: bytes) -> bytes:
    """Commitment of one operator to its answer to one job: another's, repeated, opens nothing.

    Parameters
    ----------
    number
        Of the job.
    operator
        Whose copy it is.
    answer
        What the copy gave.
    blinding
        At least 16 random bytes.

    Notes
    -----
    Source: ours.
    """
    return commit(said(number, operator, answer), blinding)


def matches(commitment: bytes, number: int, operator: str, answer: Answer, blinding: bytes) -> bool:
    """Whether an answer is the one that an operator has committed to."""
    return opens(commitment, said(number, operator, answer), blinding)


def said(number: int, operator: str, answer: Answer) -> bytes:
    """Who says what of which job."""
    return encoded(number, operator, answer.result, answer.fuel)
