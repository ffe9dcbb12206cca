"""What the protocol with real keys costs by the round, and whether it decides as it does without."""

import time
from dataclasses import dataclass
from typing import Any

from ...models.cryptography.derivation import digest
from ...models.parameters.parameters import Parameters
from ...models.protocol.machine.execution import random_execution
from ...models.protocol.machine.network import Network
from ...models.protocol.modes import Mode
from ...models.protocol.signed.run import (
    decisions_of,
    fingerprint,
    signed_execution,
    steady_setting,
    wire_of,
)
from ..running.seeds import Stream, generator

CHAIN = "measured"
STEPS_PER_VOTER = 40
"""Steps of one validator with one other in one round, by far enough [1]."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was found."""

    validators: int
    decided: int
    """Heights that everybody decided [1]."""
    seconds: float
    """Processor time with real keys, of all validators together, each signature checked once; without
    the registration of keys [s]."""
    plain_seconds: float
    """Without [s]."""
    certificate_bytes: int
    """Of one certificate, bits and aggregate [B]."""
    separate_bytes: int
    """Of the same signatures one by one [B]."""
    signatures_made: int
    signatures_checked: int
    """By all validators: what each would have to check itself [1]."""
    signatures_sent: int
    """With repetition, as what was heard is passed on [1]."""
    certificates_hold: bool
    agrees: bool
    """Whether the run without keys decides the same."""
    decisions: str
    """Hash."""

    def as_dict(self, rounds: int) -> dict[str, Any]:
        """The contract with machines."""
        return {
            "validators": self.validators,
            "rounds": rounds,
            "decided": self.decided,
            "ms_per_round": 1_000 * self.seconds / rounds,
            "plain_ms_per_round": 1_000 * self.plain_seconds / rounds,
            "certificate_bytes": self.certificate_bytes,
            "separate_bytes": self.separate_bytes,
            "signatures_made": self.signatures_made,
            "signatures_checked": self.signatures_checked,
            "signatures_sent": self.signatures_sent,
            "certificates_hold": self.certificates_hold,
            "agrees_with_unsigned": self.agrees,
            "decisions": self.decisions,
        }


def measured_rounds(
    parameters: Parameters, mode: Mode, validators: int, rounds: int, seed: int
) -> Measured:
    """Cost of some rounds in one mode on a steady network.

    Parameters
    ----------
    parameters
        The protocol.
    mode
        In which every height starts, and on a steady network ends.
    validators
        Each an authority with the same stake [1].
    rounds
        Heights that are decided, one round each [1].
    seed
        Of keys, beacon and network.
    """
    keys = digest("measured protocol", seed)
    place = steady_setting(parameters, mode, validators, CHAIN, keys)
    steps = STEPS_PER_VOTER * rounds * validators * validators
    wire = wire_of(place, CHAIN, keys)
    began = time.process_time()
    signed = signed_execution(
        place,
        generator(seed, "measure", 0, Stream.SAMPLING),
        Network(),
        chain=CHAIN,
        seed=keys,
        heights=rounds,
        steps=steps,
        wire=wire,
    )
    between = time.process_time()
    rng = generator(seed, "measure", 0, Stream.SAMPLING)
    plain = random_execution(place, rng, Network(), heights=rounds, steps=steps)
    ended = time.process_time()
    decisions, certificates = signed.decisions(), signed.certificates()
    pairs = zip(decisions, certificates, strict=True)
    tally = signed.wire.tally
    return Measured(
        validators=validators,
        decided=len(decisions) // validators,
        seconds=between - began,
        plain_seconds=ended - between,
        certificate_bytes=certificates[0].size,
        separate_bytes=len(certificates[0].signature) * len(decisions[0][1].signers),
        signatures_made=tally.signed,
        signatures_checked=tally.checked,
        signatures_sent=tally.sent_signatures,
        certificates_hold=all(signed.is_certified(name, shown) for (name, _), shown in pairs),
        agrees=decisions_of(plain) == decisions,
        decisions=fingerprint(decisions),
    )
