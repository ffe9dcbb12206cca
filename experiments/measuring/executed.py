"""What real keys do, executed: forgeries, shares, runs beside those without keys, a client abroad."""

from fractions import Fraction
from itertools import combinations
from typing import Any

from ...models.cryptography.bls import (
    fast_aggregate_verify,
    key_generation,
    public_key,
    verify,
)
from ...models.cryptography.derivation import derived
from ...models.cryptography.possession import verify_possession
from ...models.cryptography.rogue_key import forge
from ...models.cryptography.threshold import combine, deal, partial_signature
from ...models.parameters.parameters import Parameters
from ...models.protocol.light_client import Refused, Trust
from ...models.protocol.machine.adversary import Adversary
from ...models.protocol.machine.drawing import drawn_setting
from ...models.protocol.machine.execution import random_execution
from ...models.protocol.machine.network import Network
from ...models.protocol.machine.validators import Validator, ValidatorSet
from ...models.protocol.modes import Mode
from ...models.protocol.signed.evidence import Equivocation, evidence_held, is_proof
from ...models.protocol.signed.headers import followed, reasons_against
from ...models.protocol.signed.relaying import Chain, forgeries
from ...models.protocol.signed.run import decisions_of, signed_execution, steady_setting
from ..running.seeds import Generators, Stream

CHAIN = "real keys"
ROUGH = Network(stabilises_seconds=2.0, loss=0.05, slowest_seconds=3.0, crash=0.1)
LIES = Adversary(activity=0.9, loudness=0.5, secrecy=0.1, latest_seconds=0.5)
COMMITTEE = ValidatorSet(
    (
        *(Validator(f"a{number}", authority=True, stake=1) for number in range(1, 4)),
        Validator("s1", stake=2),
        Validator("liar", authority=True, stake=1, byzantine=True),
    )
)
"""One of five lies: less than a third of the authorities, and of the stake."""
CLIENT = Fraction(1, 3)
"""Part of what a client trusts that is enough to skip heights [1]."""


def forged(victims: int, seed: bytes) -> dict[str, int]:
    """A forgery in some names, against a verifier that asks for no possession and one that does."""
    keys = [public_key(key_generation(derived(seed, each))) for each in range(victims)]
    message = b"a block that nobody proposed"
    found = forge(key_generation(derived(seed, "rogue")), keys, message)
    holds = fast_aggregate_verify([*keys, found.public], message, found.signature)
    proved = verify_possession(found.public, found.possession)
    return {"forged": 1, "held unproved": int(holds), "held proved": int(holds and proved)}


def shared(threshold: int, holders: int, seed: bytes) -> dict[str, int]:
    """Signatures of every choice of as many holders as are needed, and of every choice of one fewer."""
    shares = deal(key_generation(derived(seed, "shared")), threshold, holders, seed)
    message = b"seed of an epoch"
    parts = {holder: partial_signature(share, message) for holder, share in shares.secrets.items()}
    enough = [
        combine({each: parts[each] for each in chosen}, threshold)
        for chosen in combinations(parts, threshold)
    ]
    fewer = [
        combine({each: parts[each] for each in chosen}, threshold - 1)
        for chosen in combinations(parts, threshold - 1)
    ]
    return {
        "choices": len(enough),
        "signatures": len(set(enough)),
        "hold": sum(verify(shares.public, message, each) for each in enough),
        "too few": len(fewer),
        "too few hold": sum(verify(shares.public, message, each) for each in fewer),
    }


def run_in(
    parameters: Parameters,
    mode: Mode,
    heights: int,
    seats: int,
    seed: bytes,
    generators: Generators,
) -> dict[str, int]:
    """A run without faults in a mode, on signed messages and on plain ones."""
    place = steady_setting(parameters, mode, seats, CHAIN, seed)
    steps = 100 * heights * seats * seats
    signed = signed_execution(
        place,
        generators(Stream.ORDER),
        Network(),
        chain=CHAIN,
        seed=seed,
        heights=heights,
        steps=steps,
    )
    plain = random_execution(
        place, generators(Stream.ORDER), Network(), heights=heights, steps=steps
    )
    decisions, tally = signed.decisions(), signed.wire.tally
    shown = zip(decisions, signed.certificates(), strict=True)
    return {
        "validators": seats,
        "heights": heights,
        "decisions": len(decisions),
        "agreeing": sum(
            one == other for one, other in zip(decisions, decisions_of(plain), strict=False)
        ),
        "certified": sum(signed.is_certified(name, each) for (name, _), each in shown),
        "made": tally.signed,
        "checked": tally.checked,
        "sent": tally.sent_signatures,
    }


def run_with_liar(parameters: Parameters, seed: bytes, generators: Generators) -> dict[str, int]:
    """A rough run with a liar: steps that agree with the run without keys, and what is proved of it."""
    rng, again = generators(Stream.ORDER), generators(Stream.ORDER)
    members = (COMMITTEE,)
    place = drawn_setting(parameters, members, rng, shared=True)
    twin = drawn_setting(parameters, members, again, shared=True)
    signed = signed_execution(
        place,
        rng,
        ROUGH,
        chain=CHAIN,
        seed=seed,
        heights=2,
        steps=4_000,
        adversary=LIES,
    )
    plain = random_execution(twin, again, ROUGH, heights=2, steps=4_000, adversary=LIES)
    wire = signed.wire
    evidence = evidence_held(wire, signed.execution.end.nodes)
    tampered = [
        changed
        for each in evidence
        for changed in (
            Equivocation(each.first, each.first),
            Equivocation(each.first, each.second._replace(signature=each.first.signature)),
            Equivocation(
                each.first._replace(vote=each.first.vote._replace(voter="a1")),
                each.second._replace(vote=each.second.vote._replace(voter="a1")),
            ),
        )
    ]
    return {
        "runs": 1,
        "same runs": int(signed.execution.steps == plain.steps),
        "decisions": len(signed.decisions()),
        "double votes": len(evidence),
        "proved": sum(is_proof(each, wire.register, CHAIN) for each in evidence),
        "honest accused": sum(each.accused != "liar" for each in evidence),
        "tampered": len(tampered),
        "tampered hold": sum(is_proof(each, wire.register, CHAIN) for each in tampered),
    }


def followed_chain(parameters: Parameters, length: int, seed: bytes) -> dict[str, int]:
    """A client that follows every header of a chain, one that skips, and what relayers forge."""
    chain, trust = Chain(CHAIN, seed, 6), Trust(parameters, Fraction(1_000), CLIENT, CLIENT)
    clock = Fraction(length)
    trusted = first = chain.header(0)
    accepted = tried = held = 0
    for height in range(1, length + 1):
        shown = chain.header(height)
        accepted += not reasons_against(trusted, shown, clock, trust, chain.name)
        tried += len(lies := forgeries(chain, trusted))
        held += sum(
            not reasons_against(trusted, each, clock, trust, chain.name) for each in lies.values()
        )
        trusted = shown
    asked: list[int] = []

    def ask(height: int) -> Any:
        asked.append(height)
        return chain.header(height)

    try:
        reached = followed(first, length, ask, clock, trust, chain.name) == trusted
    except Refused:
        reached = False
    return {
        "headers": length,
        "accepted": accepted,
        "forged": tried,
        "forged accepted": held,
        "asked": len(asked),
        "reached": int(reached),
    }
