"""Proofs of knowledge in three moves: announcement, challenge, response; for any linear statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from py_arkworks_bls12381 import G1Point, Scalar

from ..errors import InvalidParameter
from .randomness import Draw
from .sums import ONE, Sum, added
from .transcript import Transcript


@dataclass(frozen=True, slots=True)
class Row:
    """One equation: secrets times their bases add up to the target."""

    bases: Mapping[int, Sum]
    """By number of the secret."""
    target: Sum

    def image(self, numbers: Sequence[Scalar]) -> Sum:
        """What some numbers in the place of the secrets add up to."""
        return added(base.times(numbers[secret]) for secret, base in self.bases.items())


@dataclass(frozen=True, slots=True)
class Statement:
    """I know secrets that satisfy these equations."""

    secrets: int
    """How many."""
    rows: tuple[Row, ...]

    def __and__(self, other: "Statement") -> "Statement":
        """Both, about secrets of their own."""
        moved = tuple(
            Row({self.secrets + secret: base for secret, base in row.bases.items()}, row.target)
            for row in other.rows
        )
        return Statement(self.secrets + other.secrets, (*self.rows, *moved))

    def images(self, numbers: Sequence[Scalar]) -> list[G1Point]:
        """What some numbers in the place of the secrets add up to, row by row."""
        assert len(numbers) == self.secrets, f"{len(numbers)} numbers for {self.secrets} secrets"
        return [row.image(numbers).value() for row in self.rows]

    def absorbed(self, transcript: Transcript) -> None:
        """Bind all that is said: bases and targets."""
        transcript.absorb_number("secrets", self.secrets)
        for row in self.rows:
            transcript.absorb_number("bases of a row", len(row.bases))
            for secret, base in row.bases.items():
                transcript.absorb_number("secret", secret)
                transcript.absorb("base", base.encoded())
            transcript.absorb("target", row.target.encoded())


@dataclass(frozen=True, slots=True)
class Answer:
    """A proof: what was announced, and the responses to the challenge."""

    announcements: tuple[G1Point, ...]
    responses: tuple[Scalar, ...]


def respond(nonces: Sequence[Scalar], secrets: Sequence[Scalar], challenge: Scalar) -> list[Scalar]:
    """Third move: each nonce and so many times its secret.

    Notes
    -----
    Source: Schnorr, "Efficient Identification and Signatures for Smart Cards", CRYPTO 1989; for linear
    maps Maurer, "Unifying Zero-Knowledge Proofs of Knowledge", AFRICACRYPT 2009.
    """
    return [nonce + challenge * secret for nonce, secret in zip(nonces, secrets, strict=True)]


def equations(
    statement: Statement,
    announcements: Sequence[G1Point],
    challenge: Scalar,
    responses: Sequence[Scalar],
) -> list[Sum]:
    """Sums that vanish exactly if the three moves are accepted."""
    return [
        added((row.image(responses), row.target.times(-challenge), Sum.point(announced, -ONE)))
        for row, announced in zip(statement.rows, announcements, strict=True)
    ]


def simulated(
    statement: Statement, challenge: Scalar, responses: Sequence[Scalar]
) -> list[G1Point]:
    """Announcements that go with a challenge and responses chosen before them, without any secret.

    Notes
    -----
    With uniform responses the three moves are distributed as those of a prover who knows the secrets:
    to each nonce belongs one response. Source: Maurer 2009, section 3.
    """
    return [
        added((row.image(responses), row.target.times(-challenge))).value()
        for row in statement.rows
    ]


def extracted(
    challenge: Scalar, responses: Sequence[Scalar], other: Scalar, others: Sequence[Scalar]
) -> list[Scalar]:
    """Secrets of a prover who answers two challenges to one announcement.

    Raises
    ------
    ZeroDivisionError
        If the challenges are the same.

    Notes
    -----
    Source: special soundness, Cramer, Damgård, Schoenmakers, CRYPTO 1994.
    """
    apart = (challenge - other).inverse()
    return [(one - two) * apart for one, two in zip(responses, others, strict=True)]


def proved(
    statement: Statement, secrets: Sequence[Scalar], transcript: Transcript, draw: Draw
) -> Answer:
    """A proof without a verifier: the challenge is the transcript's.

    Parameters
    ----------
    statement
        What is claimed.
    secrets
        (statement.secrets,) known to the prover; if they do not satisfy it, nobody accepts.
    transcript
        All that was said before; the proof is added.
    draw
        Gives the nonces.
    """
    statement.absorbed(transcript)
    nonces = [draw() for _ in range(statement.secrets)]
    announcements = statement.images(nonces)
    transcript.absorb_points("announcements", announcements)
    responses = respond(nonces, secrets, transcript.challenge("sigma"))
    transcript.absorb_scalars("responses", responses)
    return Answer(tuple(announcements), tuple(responses))


def checked(statement: Statement, answer: Answer, transcript: Transcript) -> list[Sum]:
    """Sums that must vanish for a proof to be accepted; the transcript goes on as the prover's did.

    Raises
    ------
    InvalidParameter
        If the proof is about another number of equations or secrets.
    """
    check_shape(statement, answer)
    statement.absorbed(transcript)
    transcript.absorb_points("announcements", answer.announcements)
    challenge = transcript.challenge("sigma")
    transcript.absorb_scalars("responses", answer.responses)
    return equations(statement, answer.announcements, challenge, answer.responses)


def check_shape(statement: Statement, answer: Answer) -> None:
    """Refuse a proof that has too few or too many parts.

    Raises
    ------
    InvalidParameter
        If it has not an announcement for each equation and a response for each secret.
    """
    wanted = {
        "announcements": (len(statement.rows), len(answer.announcements)),
        "responses": (statement.secrets, len(answer.responses)),
    }
    for name, (number, given) in wanted.items():
        if given != number:
            raise InvalidParameter(f"{name} must be {number}, got {given}")
