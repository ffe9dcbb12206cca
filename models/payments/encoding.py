"""Proofs as bytes, and back: every byte counts, and what is read is checked."""

from collections.abc import Iterable

from py_arkworks_bls12381 import G1Point, Scalar

from ..errors import InvalidParameter
from .group import POINT_BYTES, SCALAR_BYTES, decoded_point, decoded_scalar
from .inner_product import InnerProduct
from .range_proofs import RangeProof
from .sigma import Answer


def joined(parts: Iterable[G1Point | Scalar]) -> bytes:
    """Points and numbers one after the other."""
    return b"".join(
        part.to_compressed_bytes() if isinstance(part, G1Point) else part.to_be_bytes()
        for part in parts
    )


class Reader:
    """Bytes that are read from the front."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def raw(self, length: int) -> bytes:
        """So many bytes.

        Raises
        ------
        InvalidParameter
            If there are fewer.
        """
        end = self._at + length
        if end > len(self._data):
            raise InvalidParameter(f"payment must be {end} bytes or longer, got {len(self._data)}")
        found = self._data[self._at : end]
        self._at = end
        return found

    def number(self, length: int) -> int:
        """A whole number of so many bytes."""
        return int.from_bytes(self.raw(length), "big")

    def point(self) -> G1Point:
        """An element of the group."""
        return decoded_point(self.raw(POINT_BYTES))

    def points(self, number: int) -> tuple[G1Point, ...]:
        """Several elements of the group."""
        return tuple(self.point() for _ in range(number))

    def scalar(self) -> Scalar:
        """A number below the order of the group."""
        return decoded_scalar(self.raw(SCALAR_BYTES))

    def scalars(self, number: int) -> tuple[Scalar, ...]:
        """Several numbers below the order of the group."""
        return tuple(self.scalar() for _ in range(number))

    def finish(self) -> None:
        """Nothing may be left.

        Raises
        ------
        InvalidParameter
            If there is.
        """
        if self._at != len(self._data):
            raise InvalidParameter(f"payment must be {self._at} bytes, got {len(self._data)}")


def answer_bytes(answer: Answer) -> bytes:
    """A sigma proof as bytes."""
    return joined((*answer.announcements, *answer.responses))


def read_answer(reader: Reader, rows: int, secrets: int) -> Answer:
    """A sigma proof about so many equations and secrets."""
    return Answer(reader.points(rows), reader.scalars(secrets))


def range_bytes(proof: RangeProof) -> bytes:
    """A range proof as bytes."""
    product = proof.product
    rounds = zip(product.lefts, product.rights, strict=True)
    return joined(
        (
            *(proof.digits, proof.masks, proof.linear, proof.quadratic),
            *(proof.blinding_of_value, proof.blinding_of_digits, proof.value),
            *(point for pair in rounds for point in pair),
            *(product.one, product.other),
        )
    )


def read_range(reader: Reader, digits: int) -> RangeProof:
    """A range proof about so many digits in all."""
    digits_point, masks, linear, quadratic = reader.points(4)
    of_value, of_digits, value = reader.scalars(3)
    rounds = [reader.points(2) for _ in range(digits.bit_length() - 1)]
    one, other = reader.scalars(2)
    product = InnerProduct(
        tuple(left for left, _ in rounds), tuple(right for _, right in rounds), one, other
    )
    return RangeProof(digits_point, masks, linear, quadratic, of_value, of_digits, value, product)
