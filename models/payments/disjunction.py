"""One of two statements is true, and nobody learns which (Cramer, Damgård, Schoenmakers 1994)."""

from collections.abc import Sequence
from dataclasses import dataclass

from py_arkworks_bls12381 import G1Point, Scalar

from ..errors import InvalidParameter
from .randomness import Draw
from .sigma import Answer, Statement, check_shape, equations, respond, simulated
from .statements import hides
from .sums import Sum
from .transcript import Transcript


@dataclass(frozen=True, slots=True)
class Either:
    """A proof that one of two statements is true."""

    answers: tuple[Answer, Answer]
    challenge: Scalar
    """That of the first; both add up to the transcript's."""


def announced(
    statements: tuple[Statement, Statement],
    true: int,
    nonces: Sequence[Scalar],
    challenge: Scalar,
    responses: Sequence[Scalar],
) -> tuple[list[G1Point], list[G1Point]]:
    """First move: real announcements of the true statement, simulated ones of the other.

    Parameters
    ----------
    statements
        Of which one is true.
    true
        Which: 0 or 1.
    nonces
        Of the true one.
    challenge, responses
        Chosen beforehand for the other.
    """
    real = statements[true].images(nonces)
    made_up = simulated(statements[1 - true], challenge, responses)
    return (real, made_up) if true == 0 else (made_up, real)


def proved_either(
    statements: tuple[Statement, Statement],
    true: int,
    secrets: Sequence[Scalar],
    transcript: Transcript,
    draw: Draw,
) -> Either:
    """A proof of one of two statements.

    Parameters
    ----------
    statements
        Of which one is true.
    true
        Which: 0 or 1.
    secrets
        Of the true one.
    transcript
        All that was said before; the proof is added.
    draw
        Gives nonces, and what is made up for the other statement.
    """
    for each in statements:
        each.absorbed(transcript)
    nonces = [draw() for _ in range(statements[true].secrets)]
    made_up = [draw() for _ in range(statements[1 - true].secrets)]
    other = draw()
    announcements = announced(statements, true, nonces, other, made_up)
    for points in announcements:
        transcript.absorb_points("announcements", points)
    own = transcript.challenge("either") - other
    real = respond(nonces, secrets, own)
    responses = (real, made_up) if true == 0 else (made_up, real)
    first, second = (
        Answer(tuple(points), tuple(numbers))
        for points, numbers in zip(announcements, responses, strict=True)
    )
    found = Either((first, second), own if true == 0 else other)
    _absorb_responses(found, transcript)
    return found


def checked_either(
    statements: tuple[Statement, Statement], proof: Either, transcript: Transcript
) -> list[Sum]:
    """Sums that must vanish for a proof to be accepted.

    Raises
    ------
    InvalidParameter
        If the proof is about other numbers of statements, equations or secrets.
    """
    if len(proof.answers) != len(statements):
        raise InvalidParameter(f"answers must be {len(statements)}, got {len(proof.answers)}")
    for each, answer in zip(statements, proof.answers, strict=True):
        check_shape(each, answer)
        each.absorbed(transcript)
    for answer in proof.answers:
        transcript.absorb_points("announcements", answer.announcements)
    challenges = (proof.challenge, transcript.challenge("either") - proof.challenge)
    _absorb_responses(proof, transcript)
    return [
        equation
        for statement, answer, challenge in zip(statements, proof.answers, challenges, strict=True)
        for equation in equations(statement, answer.announcements, challenge, answer.responses)
    ]


def zero_or_one(commitment: Sum) -> tuple[Statement, Statement]:
    """A commitment hides 0, or it hides 1."""
    return hides(commitment, 0), hides(commitment, 1)


def _absorb_responses(proof: Either, transcript: Transcript) -> None:
    """What was answered, so that whatever is drawn later depends on it."""
    transcript.absorb_scalars("first challenge", (proof.challenge,))
    for answer in proof.answers:
        transcript.absorb_scalars("responses", answer.responses)
