"""The rogue-key forgery: one signer makes an aggregate that names others, who never signed.

Its key is chosen as what is left when all others' are taken away from one that it knows. It cannot know
the secret of what is left, so it cannot prove possession; and where nobody asks for that, it need not.
"""

from collections.abc import Sequence
from functools import reduce
from operator import add
from typing import NamedTuple

from ..errors import InvalidParameter
from .bls import BASE, key_point, scalar, sign
from .possession import prove_possession


class Forgery(NamedTuple):
    """What the forger shows."""

    public: bytes
    """Its key."""
    signature: bytes
    """Under the message, in the name of its key and of all the others."""
    possession: bytes
    """The best that it can offer: a proof for the key whose secret it does know."""


def forge(secret: int, victims: Sequence[bytes], message: bytes) -> Forgery:
    """A forgery in the name of some keys.

    Parameters
    ----------
    secret
        That the forger knows, from one to the order.
    victims
        Keys of others, one or more.
    message
        That they are to have signed.

    Raises
    ------
    InvalidParameter
        If there is no victim, or one has no key.

    Notes
    -----
    Source: Boldyreva 2003, section 4; Ristenpart and Yilek 2007 for the remedy.
    """
    points = [point for each in victims if (point := key_point(each)) is not None]
    if not points or len(points) < len(victims):
        raise InvalidParameter(
            f"victims must be one or more keys, got {len(victims)} with {len(points)} that are"
        )
    left = BASE * scalar(secret) - reduce(add, points)
    return Forgery(left.to_compressed_bytes(), sign(secret, message), prove_possession(secret))
