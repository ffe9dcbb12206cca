"""Who holds which keys: secrets of validators, and the register of public keys with their proofs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ...cryptography.bls import key_generation
from ...cryptography.bls import public_key as signing_key
from ...cryptography.derivation import derived
from ...cryptography.ecvrf import is_valid_key
from ...cryptography.ed25519 import public_key as drawing_key
from ...cryptography.possession import prove_possession, verify_possession
from ...errors import InvalidParameter


class Secrets(NamedTuple):
    """What a validator never shows."""

    signing: int
    """Of BLS."""
    drawing: bytes
    """Of the verifiable random function."""


class Identity(NamedTuple):
    """What a validator shows of itself when it joins."""

    signing: bytes
    """BLS key."""
    possession: bytes
    """Proof that its secret is known."""
    drawing: bytes
    """Key of the verifiable random function."""


@dataclass(frozen=True, slots=True)
class Register:
    """Public keys of validators by name; each has proved that it knows its secret."""

    identities: Mapping[str, Identity]

    def key(self, name: str) -> bytes | None:
        """BLS key of a validator, if it has joined."""
        found = self.identities.get(name)
        return None if found is None else found.signing

    def joined_by(self, name: str, identity: Identity) -> "Register":
        """The register with one more validator.

        Raises
        ------
        InvalidParameter
            When the name or a key is taken, the proof of possession is not that of the key, or the
            other key is none.

        Notes
        -----
        Source: ours. A proof of possession says nothing of a name, and anybody can copy it: under two
        names one signature would count twice, and one double vote convict both.
        """
        if name in self.identities:
            raise InvalidParameter(f"name must be new to the register, got {name}")
        for other, each in self.identities.items():
            if identity.signing == each.signing or identity.drawing == each.drawing:
                raise InvalidParameter(f"keys of {name} must be new to the register, got {other}'s")
        if not verify_possession(identity.signing, identity.possession):
            raise InvalidParameter(f"{name} must prove possession of its key, got another proof")
        if not is_valid_key(identity.drawing):
            raise InvalidParameter(f"{name} must have a key to draw with, got one of small order")
        return Register({**self.identities, name: identity})


def secrets_of(seed: bytes, name: str) -> Secrets:
    """Secrets of a validator, derived from a seed.

    Parameters
    ----------
    seed
        Of a test or a demonstration: whoever knows it knows every secret.
    name
        Whose.
    """
    return Secrets(
        key_generation(derived(seed, "signing", name)), derived(seed, "drawing", name)[:32]
    )


def identity_of(secrets: Secrets) -> Identity:
    """What a validator shows of its secrets."""
    return Identity(
        signing_key(secrets.signing),
        prove_possession(secrets.signing),
        drawing_key(secrets.drawing),
    )


def registered(secrets: Mapping[str, Secrets]) -> Register:
    """A register of several validators, each checked as it joins."""
    register = Register({})
    for name, each in secrets.items():
        register = register.joined_by(name, identity_of(each))
    return register
