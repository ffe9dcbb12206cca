"""What all payments of a chain have in common, and what one of them consists of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from py_arkworks_bls12381 import G1Point

from .encoding import answer_bytes, joined, range_bytes
from .limbs import Layout, Limb
from .notes import Note
from .range_proofs import RangeProof
from .sigma import Answer
from .sums import Sum
from .transcript import Transcript

REFERENCE_BYTES = 32
NUMBER_BYTES = 8


@dataclass(frozen=True, slots=True)
class Rules:
    """The chain, who reads amounts, and how they are cut."""

    chain: str
    """So that a payment of one chain is none of another."""
    auditor: G1Point
    """Key under which every amount can be read."""
    layout: Layout = field(default_factory=Layout)


@dataclass(frozen=True, slots=True)
class Output:
    """An amount and its owner, as all see them."""

    owner: G1Point
    limbs: tuple[Limb, ...]
    note: Note

    def whole(self, layout: Layout) -> Sum:
        """Commitment to the amount."""
        return layout.whole(self.limbs)

    def encoded(self) -> bytes:
        """All of it as bytes."""
        pieces = (point for each in self.limbs for point in (each.commitment, each.handle))
        return joined((self.owner, *pieces, self.note.key)) + self.note.sealed


@dataclass(frozen=True, slots=True)
class Payment:
    """What is spent, what is made of it, and the proofs that no money was made."""

    inputs: tuple[bytes, ...]
    """References of the outputs that are spent."""
    outputs: tuple[Output, ...]
    """A power of two of them."""
    fee: int
    issued: int
    """New money, in the open: only the issuer's payments have any."""
    range_proof: RangeProof
    answer: Answer
    """Balance, auditor's handles, and the owners' consent."""

    @property
    def identity(self) -> bytes:
        """Digest of all but the proofs."""
        return sha256(statement_bytes(self.inputs, self.outputs, self.fee, self.issued)).digest()

    def references(self) -> list[bytes]:
        """Names under which its outputs can be spent: no two outputs of a chain have the same."""
        numbers = range(len(self.outputs))
        return [
            sha256(self.identity + each.to_bytes(NUMBER_BYTES, "big")).digest() for each in numbers
        ]

    def encoded(self) -> bytes:
        """All of it as bytes."""
        statement = statement_bytes(self.inputs, self.outputs, self.fee, self.issued)
        return statement + range_bytes(self.range_proof) + answer_bytes(self.answer)


def statement_bytes(
    inputs: Sequence[bytes], outputs: Sequence[Output], fee: int, issued: int
) -> bytes:
    """What a payment says, without its proofs."""
    numbers = (len(inputs), len(outputs), fee, issued)
    return b"".join(
        (
            *(number.to_bytes(NUMBER_BYTES, "big") for number in numbers),
            *inputs,
            *(output.encoded() for output in outputs),
        )
    )


def opening_transcript(rules: Rules, spent: Sequence[Output], statement: bytes) -> Transcript:
    """The conversation's start: rules, what is spent, and all that a payment says."""
    transcript = Transcript("payment")
    transcript.absorb("chain", rules.chain.encode())
    transcript.absorb_points("auditor", (rules.auditor,))
    transcript.absorb_number("limbs", rules.layout.limbs)
    transcript.absorb_number("bits", rules.layout.bits)
    transcript.absorb("spent", b"".join(each.encoded() for each in spent))
    transcript.absorb("statement", statement)
    return transcript
