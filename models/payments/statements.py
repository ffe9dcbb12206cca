"""What is proved of commitments and keys: an opening, an amount, equality, a shared secret."""

from py_arkworks_bls12381 import G1Point

from .group import scalar
from .pedersen import BLINDING, VALUE
from .sigma import Row, Statement
from .sums import Sum, added

ON_VALUE, ON_BLINDING = Sum.of(VALUE), Sum.of(BLINDING)


def knows_opening(commitment: Sum) -> Statement:
    """I know number and blinding of a commitment; the secrets in this order.

    Notes
    -----
    Source: Okamoto, "Provably Secure and Practical Identification Schemes", CRYPTO 1992.
    """
    return Statement(2, (Row({0: ON_VALUE, 1: ON_BLINDING}, commitment),))


def hides(commitment: Sum, value: int) -> Statement:
    """I know the blinding with which a commitment hides a number that all know.

    Notes
    -----
    With the number 0 and a difference of commitments this is the balance of a payment. Source: Schnorr
    1989, over the commitment less its number.
    """
    rest = added((commitment, Sum.of(VALUE, factor=scalar(-value))))
    return Statement(1, (Row({0: ON_BLINDING}, rest),))


def hide_the_same(one: Sum, other: Sum) -> Statement:
    """I know openings of two commitments, and their number is the same; it is the first secret.

    Notes
    -----
    Source: Chaum, Pedersen, "Wallet Databases with Observers", CRYPTO 1992, for two blindings.
    """
    return Statement(
        3,
        (
            Row({0: ON_VALUE, 1: ON_BLINDING}, one),
            Row({0: ON_VALUE, 2: ON_BLINDING}, other),
        ),
    )


def owns(key: G1Point) -> Statement:
    """I know the secret of a public key; if the transcript holds what is signed, a signature."""
    return Statement(1, (Row({0: ON_BLINDING}, Sum.point(key)),))


def readable_by(commitment: Sum, handle: Sum, reader: G1Point) -> Statement:
    """I know an opening, and the handle is its blinding times the reader's key; secrets as above.

    Notes
    -----
    Source: twisted ElGamal, Chen, Ma, Tang, Au, "PGC", ESORICS 2020, section 4.1.
    """
    return Statement(
        2,
        (
            Row({0: ON_VALUE, 1: ON_BLINDING}, commitment),
            Row({1: Sum.point(reader)}, handle),
        ),
    )


def reads_blinding(commitment: Sum, handle: Sum, reader: G1Point, value: int) -> Statement:
    """I know the blinding with which a commitment hides a known number, and it is the handle's."""
    (row,) = hides(commitment, value).rows
    return Statement(1, (row, Row({0: Sum.point(reader)}, handle)))


def decrypts(commitment: Sum, handle: Sum, reader: G1Point, value: int) -> Statement:
    """I hold the reader's secret, and by it commitment and handle hide a number that all know.

    Notes
    -----
    Source: Chaum, Pedersen 1992: one secret to two bases, the key's and the rest's.
    """
    rest = added((commitment, Sum.of(VALUE, factor=scalar(-value))))
    return Statement(1, (Row({0: ON_BLINDING}, Sum.point(reader)), Row({0: rest}, handle)))
