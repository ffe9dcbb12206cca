"""Commit and reveal: a value is fixed before it is known."""

from hmac import compare_digest

from ..errors import InvalidParameter
from .derivation import digest

LEAST_BLINDING = 16
"""Random bytes that hide a value which others could guess."""


def commit(value: bytes, blinding: bytes) -> bytes:
    """Commitment to a value: it binds whoever made it, and hides the value.

    Parameters
    ----------
    value
        Of any length.
    blinding
        At least 16 random bytes, secret until the reveal.

    Returns
    -------
    bytes
        32 of them.

    Raises
    ------
    InvalidParameter
        If the blinding is shorter.

    Notes
    -----
    Source: ours; binding because SHA-256 resists collisions, hiding as a random oracle.
    """
    if len(blinding) < LEAST_BLINDING:
        raise InvalidParameter(
            f"blinding must have at least {LEAST_BLINDING} bytes, got {len(blinding)}"
        )
    return digest("commitment", blinding, value)


def opens(commitment: bytes, value: bytes, blinding: bytes) -> bool:
    """Whether a revealed value is the one that was committed to.

    Parameters
    ----------
    commitment, value, blinding
        From anybody.
    """
    if len(blinding) < LEAST_BLINDING:
        return False
    return compare_digest(commit(value, blinding), commitment)


def combined(values: list[bytes]) -> bytes:
    """A common random value of what all have revealed.

    Notes
    -----
    Source: ours. Whoever reveals last may still withhold: `models/attacks/beacons/` counts what that is
    worth.
    """
    return digest("combined", *values)
