"""The numbers of a counterexample, by name, as a replay starts from them."""

from collections.abc import Mapping
from fractions import Fraction
from typing import cast

from ..history.timeline import Timeline
from ..solving.claim import Proof
from ..solving.counterexample import Counterexample
from ..solving.quantities import Values
from .replay import NotReplayed

Numbers = Mapping[str, int | Fraction]


def counterexample_of(proof: Proof) -> Counterexample:
    """The counterexample of a refuted claim.

    Raises
    ------
    NotReplayed
        When the claim has none.
    """
    if proof.counterexample is None:
        raise NotReplayed(f"{proof.name} is {proof.verdict}: there is nothing to replay")
    return proof.counterexample


def numbers_of(proof: Proof) -> Numbers:
    """Exact numbers of a story that is plain arithmetic.

    Raises
    ------
    NotReplayed
        When the claim is not refuted, or by something else than numbers.
    """
    story = counterexample_of(proof).story
    if not isinstance(story, Values):
        raise NotReplayed(f"{proof.name} is not refuted by numbers")
    return cast(Numbers, story.numbers)


def times_of(proof: Proof) -> Mapping[str, Fraction]:
    """Exact times of a story about when things happen [s].

    Raises
    ------
    NotReplayed
        When the claim is not refuted, or by something else than times.
    """
    story = counterexample_of(proof).story
    if not isinstance(story, Timeline):
        raise NotReplayed(f"{proof.name} is not refuted by times")
    return cast(Mapping[str, Fraction], story.times)


def seconds(time: int | Fraction) -> int:
    """A whole number of seconds, as the contracts count them.

    Raises
    ------
    NotReplayed
        When it is not whole.
    """
    if Fraction(time).denominator != 1:
        raise NotReplayed(f"the contracts count whole seconds, got {time}")
    return int(time)
