"""Beacons of real outputs: of one key, or of as many share holders as a threshold asks for.

A public beacon names the proposer to everybody at the moment in which it is known, and to its holders
before. The plan evaluates a function of the slot's number alone: then that moment is the launch.
"""

from collections.abc import Callable
from functools import cache

from ...cryptography.bls import verify
from ...cryptography.derivation import encoded
from ...cryptography.ecvrf import proof_to_hash, prove
from ...cryptography.threshold import Shares, combine, is_partial, partial_signature

Beacon = Callable[[int], bytes]
"""Output of a height that everybody comes to know."""


def key_beacon(secret: bytes, chain: str) -> Beacon:
    """Outputs of one key at the heights' numbers: whoever holds the key knows all of them at launch.

    Parameters
    ----------
    secret
        Of the verifiable random function.
    chain
        Name of the chain.

    Notes
    -----
    Source: research plan, "Validator Selection Algorithm": a VRF evaluated at the slot.
    """

    def output(height: int) -> bytes:
        found = proof_to_hash(prove(secret, encoded(chain, "beacon", height)))
        assert found is not None
        return found

    return cache(output)


def threshold_beacon(shares: Shares, chain: str) -> Beacon:
    """Threshold signatures under the heights' numbers: as many holders as the threshold make each.

    Parameters
    ----------
    shares
        Of all holders; the first as many as are needed sign.
    chain
        Name of the chain.

    Notes
    -----
    Source: the beacon of DFINITY (Hanke, Movahedi and Williams 2018), not chained.
    """

    def output(height: int) -> bytes:
        said = encoded(chain, "beacon", height)
        parts = {
            holder: partial_signature(shares.secrets[holder], said)
            for holder in sorted(shares.secrets)[: shares.threshold]
        }
        assert all(is_partial(shares, holder, said, part) for holder, part in parts.items())
        whole = combine(parts, shares.threshold)
        assert verify(shares.public, said, whole)
        return whole

    return cache(output)
