"""From a running Proof-of-Authority chain to all modes, in stages of which each is safe beside the next.

A stage says which certificates decide a height. The next stage begins with a height that a block of this
one names, but a validator that is behind may not know it yet, and may go on in the stage before. So two
certificates must share an honest validator whenever they are of one stage or of two in a row; of stages
further apart they need not, since each stage decides a height by itself before the next is named.

The running chain's threshold, two thirds of its authorities, bears Fast's and Balanced's beside it, but
not Secure's oversight. So Fast's threshold comes first, then stake beside authorities, and the oversight
of Secure last.
"""

from collections.abc import Iterator
from fractions import Fraction

from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode
from ...models.protocol.quorums import Quorum
from ..quorums.intersection import bounds_in_words
from ..quorums.premises import (
    FIRST,
    SECOND,
    SHARED_HONEST,
    SIGNED_TWICE,
    certificate,
    fault_bounds,
)
from ..quorums.regions import Population
from ..quorums.setting import Regions
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise

RUNNING = Quorum(Fraction(2, 3), None, strict=True)
"""What a block of the running chain asks for: more than two thirds of the authorities, as in Istanbul
BFT (Moniz, "The Istanbul BFT Consensus Algorithm", 2020)."""

Kind = Mode | None
"""A certificate of a mode, or of the running chain."""
STAGES: tuple[tuple[Kind, ...], ...] = (
    (None,),
    (Mode.FAST,),
    (Mode.FAST, Mode.BALANCED),
    (Mode.FAST, Mode.BALANCED, Mode.SECURE),
)
"""Certificates that decide, stage by stage."""


def migration(protocol: str, parameters: Parameters) -> Claim:
    """Every stage is safe, and beside the next.

    Parameters
    ----------
    protocol
        What the claim is named after.
    parameters
        Its thresholds and assumptions.
    """
    name = f"{protocol}.migration"
    return Claim(
        name=name,
        statement=(
            "From a running chain of more than 2/3 of the authorities, to Fast alone, to Fast and "
            "Balanced, to all modes: any two certificates of one stage, or of two in a row, share an "
            f"honest validator, if {bounds_in_words(parameters)}."
        ),
        protocol=protocol,
        conditions=tuple(
            shared(name, parameters, first, second) for first, second in certificates_that_meet()
        ),
        twins=(shared(f"{name}, at once", parameters, None, Mode.SECURE),),
    )


def certificates_that_meet() -> Iterator[tuple[Kind, Kind]]:
    """Pairs of certificates that can decide one height, each pair once."""
    seen: set[frozenset[Kind]] = set()
    for place, stage in enumerate(STAGES):
        for first in stage:
            for second in (*stage, *STAGES[min(place + 1, len(STAGES) - 1)]):
                pair = frozenset((first, second))
                if pair not in seen:
                    seen.add(pair)
                    yield first, second


def shared(name: str, parameters: Parameters, first: Kind, second: Kind) -> Condition:
    """Two certificates share an honest validator."""
    return Condition(
        f"{name}: {label(first)}-{label(second)}",
        (
            signed(FIRST, parameters, first),
            signed(SECOND, parameters, second),
            *fault_bounds(parameters),
        ),
        SHARED_HONEST,
        Regions(SIGNED_TWICE),
    )


def signed(signers: str, parameters: Parameters, kind: Kind) -> Premise:
    """The signers are a certificate of a mode, or of the running chain."""
    if kind is not None:
        return certificate(signers, parameters, kind)

    def is_met(each: Population) -> object:
        weights = (each.authorities(signers), each.authorities(), each.stake(signers), each.stake())
        return RUNNING.is_met(*weights)

    return Premise(f"{signers} is a certificate of the running chain", is_met)


def label(kind: Kind) -> str:
    """Name of a certificate's kind."""
    return "running" if kind is None else kind.label
