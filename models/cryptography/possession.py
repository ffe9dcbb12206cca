"""Proof that the holder of a BLS key knows its secret: what makes aggregates safe."""

from .bls import POSSESSION, key_point, pairs, public_key, sign


def prove_possession(secret: int) -> bytes:
    """Proof of possession of a key: a signature under the key itself, in a domain of its own.

    Parameters
    ----------
    secret
        From one to the order.

    Returns
    -------
    bytes
        96 of them.

    Notes
    -----
    Source: draft-irtf-cfrg-bls-signature-05, 3.3.2.
    """
    return sign(secret, public_key(secret), POSSESSION)


def verify_possession(public: bytes, proof: bytes) -> bool:
    """Whether a proof of possession is that of the key.

    Parameters
    ----------
    public, proof
        From anybody.

    Notes
    -----
    Source: draft-irtf-cfrg-bls-signature-05, 3.3.3.
    """
    key = key_point(public)
    return key is not None and pairs(key, public, proof, POSSESSION)
