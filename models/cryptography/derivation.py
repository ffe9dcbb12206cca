"""Bytes derived from a seed: of the same labels the same secret, of other labels an unrelated one."""

from hashlib import sha256, sha512


def encoded(*parts: bytes | str | int) -> bytes:
    """Several values as one string of bytes, from which no other values could come.

    Parameters
    ----------
    parts
        Bytes, text, or whole numbers of any sign.

    Returns
    -------
    bytes
        Of each part its kind, its length in eight bytes, and itself.

    Notes
    -----
    Source: ours. With lengths in front, `("a", "bc")` and `("ab", "c")` are not the same.

    Examples
    --------
    >>> encoded("ab", "c") == encoded("a", "bc"), encoded(1) == encoded("1")
    (False, False)
    """
    found = b""
    for part in parts:
        if isinstance(part, bytes):
            kind, written = b"b", part
        else:
            kind = b"t" if isinstance(part, str) else b"i"
            written = str(part).encode()
        found += kind + len(written).to_bytes(8, "big") + written
    return found


def digest(*parts: bytes | str | int) -> bytes:
    """SHA-256 of several values, each told apart from the next.

    Returns
    -------
    bytes
        32 of them.

    Notes
    -----
    Source: FIPS 180-4.
    """
    return sha256(encoded(*parts)).digest()


def derived(seed: bytes, *labels: bytes | str | int) -> bytes:
    """A secret of its own for every list of labels.

    Parameters
    ----------
    seed
        Secret, or for tests and demonstrations a known one.
    labels
        What it is for.

    Returns
    -------
    bytes
        64 of them.

    Notes
    -----
    Source: ours; SHA-512 (FIPS 180-4) as a random oracle.
    """
    return sha512(encoded("hybridstake", seed, *labels)).digest()


def uniform(output: bytes, *labels: bytes | str | int) -> float:
    """A number from 0 up to 1, from an output that nobody could choose.

    Parameters
    ----------
    output
        Of a verifiable random function, or of a beacon.
    labels
        What the draw decides: two draws of one output must never have the same.

    Returns
    -------
    float
        A multiple of 2^-53, below one [1].

    Notes
    -----
    Source: ours. The labels are the separation of domains without which one draw decides two things.

    Examples
    --------
    >>> 0 <= uniform(b"output", "class") < 1, uniform(b"o", "class") == uniform(b"o", "member")
    (True, False)
    """
    return (int.from_bytes(digest(output, *labels)[:8], "big") >> 11) * 2.0**-53
