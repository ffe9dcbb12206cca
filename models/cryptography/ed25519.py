"""Ed25519: the signatures of transactions, by libsodium."""

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from ..errors import InvalidParameter

SECRET_BYTES = 32
PUBLIC_BYTES = 32
SIGNATURE_BYTES = 64


def public_key(secret: bytes) -> bytes:
    """Public key of a secret.

    Parameters
    ----------
    secret
        32 bytes.

    Raises
    ------
    InvalidParameter
        If it has another length.

    Notes
    -----
    Source: RFC 8032, 5.1.5.
    """
    check_length("secret", secret, SECRET_BYTES)
    return bytes(SigningKey(secret).verify_key)


def sign(secret: bytes, message: bytes) -> bytes:
    """Signature of a message, the same every time.

    Parameters
    ----------
    secret
        32 bytes.
    message
        Of any length.

    Returns
    -------
    bytes
        64 of them.

    Raises
    ------
    InvalidParameter
        If the secret has another length.

    Notes
    -----
    Source: RFC 8032, 5.1.6.
    """
    check_length("secret", secret, SECRET_BYTES)
    return SigningKey(secret).sign(message).signature


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether a signature is the key's under the message; bytes of another length are none.

    Parameters
    ----------
    public, message, signature
        From anybody.

    Notes
    -----
    Source: RFC 8032, 5.1.7, and libsodium's own refusal of keys of small order.
    """
    if (len(public), len(signature)) != (PUBLIC_BYTES, SIGNATURE_BYTES):
        return False
    try:
        VerifyKey(public).verify(message, signature)
    except BadSignatureError:
        return False
    return True


def check_length(name: str, given: bytes, length: int) -> None:
    """Refuse bytes of another length."""
    if len(given) != length:
        raise InvalidParameter(f"{name} must have {length} bytes, got {len(given)}")
