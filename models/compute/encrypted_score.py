"""A score worked out on encrypted numbers, by somebody who never sees them (Paillier 1999).

Neither audited nor constant-time: decryption takes a time that depends on the key.
"""

# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# phe ships no types.

from collections.abc import Sequence

from phe import EncryptedNumber, PaillierPrivateKey, PaillierPublicKey

from ..errors import InvalidParameter

LEAST_KEY_BITS = 2048
"""Below it a key is for tests alone [1]. Source: NIST SP 800-57 part 1 rev. 5, table 2, 112 bits."""


def encrypted(numbers: Sequence[int], key: PaillierPublicKey) -> list[EncryptedNumber]:
    """Whole numbers, each encrypted by itself.

    Parameters
    ----------
    numbers
        Of any sign; their score must stay below a third of the key's modulus in size.
    key
        Whoever holds its other half can read them.
    """
    return [key.encrypt(number) for number in numbers]


def encrypted_score(numbers: Sequence[EncryptedNumber], weights: Sequence[int]) -> EncryptedNumber:
    """Encryption of the sum of numbers times weights.

    Parameters
    ----------
    numbers
        (n,) encrypted under one key.
    weights
        (n,) whole numbers that the scorer knows.

    Raises
    ------
    InvalidParameter
        If there is not a weight for each number.

    Notes
    -----
    Source: Paillier, "Public-Key Cryptosystems Based on Composite Degree Residuosity Classes",
    EUROCRYPT 1999: products of ciphertexts encrypt sums, powers encrypt multiples.
    """
    if not numbers or len(numbers) != len(weights):
        raise InvalidParameter(f"weights must be {len(numbers)}, at least one, got {len(weights)}")
    score = numbers[0] * weights[0]
    for number, weight in zip(numbers[1:], weights[1:], strict=True):
        score = score + number * weight
    return score


def decrypted_score(score: EncryptedNumber, key: PaillierPrivateKey) -> int:
    """The score, for the holder of the key."""
    return key.decrypt(score)


def plain_score(numbers: Sequence[int], weights: Sequence[int]) -> int:
    """The same in the open: what decryption must give, exactly.

    Examples
    --------
    >>> plain_score([2, -3], [5, 7])
    -11
    """
    return sum(number * weight for number, weight in zip(numbers, weights, strict=True))
