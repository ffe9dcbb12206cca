"""The operations of cryptography that are timed, each ready to be done again and again."""

from collections.abc import Callable
from functools import partial
from operator import add
from typing import Any

from ...models.cryptography import bls, ecvrf, ed25519
from ...models.cryptography.commitments import commit
from ...models.cryptography.derivation import derived
from ...models.cryptography.evidence_log import appended
from ...models.cryptography.possession import prove_possession, verify_possession
from ...models.cryptography.threshold import combine, deal, partial_signature
from .timing import Cost, timed

SEED = b"measured"
MESSAGE = bytes(32)
VOTERS = (21, 100, 1000)
"""Under whose aggregates a key is added up for each [1]."""
THRESHOLDS = ((15, 21), (67, 100))
"""Who signs, of how many [1]."""

Operation = Callable[[], Any]


def operations() -> dict[str, Operation]:
    """All of them by name, with what they need made beforehand."""
    return {**of_wallets(), **of_draws(), **of_votes(), **of_many(), **of_shares(), **of_hashes()}


def of_wallets() -> dict[str, Operation]:
    """Signatures of transactions."""
    secret = derived(SEED, "wallet")[:32]
    public, signature = ed25519.public_key(secret), ed25519.sign(secret, MESSAGE)
    return {
        "ed25519_sign": partial(ed25519.sign, secret, MESSAGE),
        "ed25519_verify": partial(ed25519.verify, public, MESSAGE, signature),
    }


def of_draws() -> dict[str, Operation]:
    """The verifiable random function."""
    secret = derived(SEED, "draw")[:32]
    public, proof = ed25519.public_key(secret), ecvrf.prove(secret, MESSAGE)
    return {
        "ecvrf_prove": partial(ecvrf.prove, secret, MESSAGE),
        "ecvrf_verify": partial(ecvrf.verify, public, MESSAGE, proof),
    }


def of_votes() -> dict[str, Operation]:
    """Single BLS signatures and keys, and what one more adds to an aggregate."""
    secret = bls.key_generation(derived(SEED, "vote"))
    public, signature = bls.public_key(secret), bls.sign(secret, MESSAGE)
    key, point = bls.key_point(public), bls.signature_point(signature)
    assert key is not None
    assert point is not None
    return {
        "bls_sign": partial(bls.sign, secret, MESSAGE),
        "bls_verify": partial(bls.verify, public, MESSAGE, signature),
        "bls_possession_prove": partial(prove_possession, secret),
        "bls_possession_verify": partial(verify_possession, public, prove_possession(secret)),
        "bls_key_decoding": partial(bls.key_point.__wrapped__, public),
        "bls_key_addition": partial(add, key, key),
        "bls_signature_addition": partial(add, point, point),
    }


def of_many() -> dict[str, Operation]:
    """Aggregates under one message, keys decoded before."""
    secrets = [bls.key_generation(derived(SEED, "voter", each)) for each in range(max(VOTERS))]
    publics = [bls.public_key(secret) for secret in secrets]
    signatures = [bls.sign(secret, MESSAGE) for secret in secrets]
    return {
        f"bls_fast_aggregate_verify_{count}": partial(
            bls.fast_aggregate_verify,
            publics[:count],
            MESSAGE,
            bls.aggregate(signatures[:count]),
        )
        for count in VOTERS
    }


def of_shares() -> dict[str, Operation]:
    """Threshold signatures."""
    found: dict[str, Operation] = {}
    for threshold, holders in THRESHOLDS:
        shares = deal(bls.key_generation(derived(SEED, "shared")), threshold, holders, SEED)
        chosen = sorted(shares.secrets)[-threshold:]
        parts = {each: partial_signature(shares.secrets[each], MESSAGE) for each in chosen}
        found["threshold_partial"] = partial(partial_signature, shares.secrets[1], MESSAGE)
        found[f"threshold_combine_{threshold}_of_{holders}"] = partial(combine, parts, threshold)
    return found


def of_hashes() -> dict[str, Operation]:
    """What is only hashed."""
    return {
        "commitment": partial(commit, MESSAGE, SEED * 2),
        "log_entry": partial(appended, (), MESSAGE),
    }


def measured(repeats: int) -> dict[str, Cost]:
    """Costs of all operations on this machine.

    Parameters
    ----------
    repeats
        Of each [1].
    """
    return {name: timed(operation, repeats) for name, operation in operations().items()}
