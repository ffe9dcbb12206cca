"""A run of the protocol with real keys: the machine on a wire of signatures, and what it can show."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from ...cryptography.bls import key_generation
from ...cryptography.derivation import derived, digest
from ...cryptography.threshold import deal
from ...parameters.parameters import Parameters
from ..machine.adversary import Adversary
from ..machine.execution import Execution, random_execution
from ..machine.network import Network
from ..machine.rules import HONEST, Rules
from ..machine.schedule import SharedSchedule
from ..machine.setting import Setting, setting
from ..machine.stories import CALM, CROWDED
from ..machine.validators import Validator, ValidatorSet
from ..machine.votes import Certificate, Statistics
from ..modes import Mode
from .beacons import threshold_beacon
from .certificates import SignedCertificate, is_certified
from .drawing import drawn_by
from .keys import registered, secrets_of
from .wire import SignedWire


@dataclass(frozen=True, slots=True)
class SignedExecution:
    """What happened, and what its validators can show."""

    setting: Setting
    execution: Execution
    wire: SignedWire

    def decisions(self) -> tuple[tuple[str, Certificate], ...]:
        """Who decided what, by height and name."""
        return decisions_of(self.execution)

    def certificates(self) -> tuple[SignedCertificate, ...]:
        """Every decision as a certificate of real signatures, as its validator can show it."""
        return tuple(
            self.wire.certificate(name, found, self.setting.validators(found.ballot.height))
            for name, found in self.decisions()
        )

    def is_certified(self, name: str, certificate: SignedCertificate) -> bool:
        """Whether a certificate is enough in the mode in which its validator saw the round."""
        ballot = certificate.ballot
        node = self.execution.end.node(name, ballot.height)
        return node is not None and is_certified(
            certificate,
            self.setting.quorums[self.setting.mode(node, ballot.round)],
            self.setting.validators(ballot.height),
            self.wire.register,
            self.wire.chain,
        )


def decisions_of(execution: Execution) -> tuple[tuple[str, Certificate], ...]:
    """Who decided what, by height and name."""
    end = execution.end
    nodes = (*end.nodes.values(), *end.finished.values())
    found = [(node.name, node.decision) for node in nodes if node.decision is not None]
    return tuple(sorted(found, key=lambda each: (each[1].ballot.height, each[0])))


def fingerprint(decisions: Iterable[tuple[str, Certificate]]) -> str:
    """A hash of decisions: of who decided which block in which round, with whose votes.

    Parameters
    ----------
    decisions
        In order.
    """
    return digest(
        *(
            digest(
                name,
                found.ballot.height,
                found.ballot.round,
                "" if found.ballot.block is None else found.ballot.block.name,
                *sorted(found.signers),
            )
            for name, found in decisions
        )
    ).hex()


def wire_of(place: Setting, chain: str, seed: bytes) -> SignedWire:
    """A wire for which everybody has registered, with a proof of possession.

    Parameters
    ----------
    place
        The deployment.
    chain
        Name of the chain.
    seed
        Of all secret keys.
    """
    secrets = {each.name: secrets_of(seed, each.name) for each in place.everybody()}
    return SignedWire(chain, secrets, registered(secrets))


def signed_execution(
    place: Setting,
    rng: np.random.Generator,
    network: Network,
    *,
    chain: str,
    seed: bytes,
    heights: int,
    steps: int,
    adversary: Adversary | None = None,
    rules: Rules = HONEST,
    wire: SignedWire | None = None,
) -> SignedExecution:
    """A run on signed messages: step by step the same as without, for the wire draws no chance.

    Parameters
    ----------
    place
        The deployment.
    rng, network, heights, steps, adversary, rules
        As for `random_execution`.
    chain
        Name of the chain.
    seed
        Of all secret keys.
    wire
        With everybody registered; made of the seed if not said.
    """
    wire = wire or wire_of(place, chain, seed)
    execution = random_execution(
        place,
        rng,
        network,
        heights=heights,
        steps=steps,
        adversary=adversary,
        rules=rules,
        wire=wire,
    )
    return SignedExecution(place, execution, wire)


def steady_setting(
    parameters: Parameters, mode: Mode, validators: int, chain: str, seed: bytes
) -> Setting:
    """A deployment that stays in one mode, its proposers drawn by a threshold beacon of all.

    Parameters
    ----------
    parameters
        The protocol.
    mode
        Of every height's first round, as far as the switching rule lets it stay.
    validators
        Each an authority with the same stake [1].
    chain
        Name of the chain.
    seed
        Of the shared secret of the beacon.

    Notes
    -----
    Source: ours. What the validators measure asks for the mode itself: calm for Fast, crowded for
    Secure, and for Balanced a load between the two.
    """
    names = tuple(f"v{number}" for number in range(1, validators + 1))
    members = ValidatorSet(tuple(Validator(name, authority=True, stake=1) for name in names))
    shares = deal(key_generation(derived(seed, "beacon")), validators // 2 + 1, validators, seed)
    measured = measured_in(parameters, mode, validators)

    def measure(validator: str, height: int, round_: int) -> Statistics:
        return measured

    proposers = drawn_by(threshold_beacon(shares, chain), parameters, (members,))
    return setting(parameters, (members,), SharedSchedule(parameters), proposers, measure, mode)


def measured_in(parameters: Parameters, mode: Mode, authorities: int) -> Statistics:
    """What asks for a mode, of all authorities that there are."""
    switching = parameters.switching
    load = (switching.fast_max_load + switching.secure_min_load) / 2
    asked = {
        Mode.FAST: CALM._replace(online=authorities, authorities=authorities),
        Mode.BALANCED: CALM._replace(load=load, online=authorities, authorities=authorities),
        Mode.SECURE: CROWDED._replace(authorities=authorities),
    }
    return asked[mode]
