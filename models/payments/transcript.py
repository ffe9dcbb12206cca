"""Challenges that nobody chooses: a hash of all that was said before (Fiat and Shamir 1986)."""

from collections.abc import Iterable
from hashlib import sha256, sha512

from py_arkworks_bls12381 import G1Point, Scalar

from .group import DOMAIN, generator


class Transcript:
    """All that prover and verifier know in common, in order; each part under its label.

    Notes
    -----
    Every part is hashed with its label and both lengths, so that no two conversations hash alike. What
    the transcript starts with names the construction, its purpose and its two bases.

    Source: Fiat, Shamir, "How to Prove Yourself", CRYPTO 1986; all public data is bound, as Bernhard,
    Pereira, Warinschi, "How Not to Prove Yourself", ASIACRYPT 2012, ask.

    Examples
    --------
    >>> first, again, other = (Transcript(each).challenge("c") for each in ("vote", "vote", "pay"))
    >>> first == again, first == other
    (True, False)
    """

    def __init__(self, purpose: str) -> None:
        self._state = sha256(DOMAIN).digest()
        self.absorb("purpose", purpose.encode())
        self.absorb_points("bases", (generator("value"), generator("blinding")))

    @property
    def state(self) -> bytes:
        """Digest of everything so far: 32 bytes."""
        return self._state

    def absorb(self, label: str, data: bytes) -> None:
        """Take in public data."""
        name = label.encode()
        lengths = len(name).to_bytes(8, "big") + len(data).to_bytes(8, "big")
        self._state = sha256(self._state + lengths + name + data).digest()

    def absorb_number(self, label: str, number: int) -> None:
        """Take in a whole number, of any size and sign."""
        self.absorb(label, str(number).encode())

    def absorb_points(self, label: str, points: Iterable[G1Point]) -> None:
        """Take in elements of the group."""
        self.absorb(label, b"".join(point.to_compressed_bytes() for point in points))

    def absorb_scalars(self, label: str, scalars: Iterable[Scalar]) -> None:
        """Take in numbers below the order of the group."""
        self.absorb(label, b"".join(number.to_be_bytes() for number in scalars))

    def challenge(self, label: str) -> Scalar:
        """A number that depends on everything so far, and on which what follows depends."""
        self.absorb("challenge", label.encode())
        return Scalar.from_be_bytes_mod_order(sha512(self._state).digest())
