"""Chances that random corruption breaks a mode, for all files at the same corruption."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from ...models.attacks.assess import Assessment, Method, assess
from ...models.attacks.stopping import Precision
from ...models.attacks.votes.choices import Failure
from ...models.attacks.votes.hybrid_quorum import HybridQuorum
from ...models.errors import InvalidParameter
from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode
from ..running.seeds import Stream, generator
from .subject import Conditions, Shares, Subject
from .verdict import Verdict

WHAT_FAILS = {
    Failure.SAFETY: "two conflicting certificates",
    Failure.LIVENESS: "no certificate",
}
"""In words."""


@dataclass(frozen=True, slots=True)
class Risk:
    """The chance that one mode fails in one way, at one corruption."""

    mode: Mode
    failure: Failure
    shares: Shares
    found: tuple[Assessment | None, ...]
    """Of each file; none where it cannot be had."""

    @property
    def title(self) -> str:
        """What is asked, in words."""
        return f"{self.mode.label.capitalize()}, {WHAT_FAILS[self.failure]}"

    @property
    def verdict(self) -> Verdict | None:
        """What became of it: exact chances differ, or are the same to rounding."""
        first, last = self.found[0], self.found[-1]
        if first is None or last is None:
            return None
        old, new = first.estimate, last.estimate
        if old.agrees_with(new):
            return Verdict.SAME
        is_less = new.log10_probability < old.log10_probability
        return Verdict.BETTER if is_less else Verdict.WORSE

    def as_dict(self, letters: Sequence[str]) -> dict[str, Any]:
        """The contract with machines."""
        told = {
            letter: None if each is None else as_answer(each)
            for letter, each in zip(letters, self.found, strict=True)
        }
        return {
            "mode": self.mode.label,
            "failure": str(self.failure),
            "authority_corruption": self.shares.authorities,
            "stake_corruption": self.shares.stake,
            **told,
        }


def as_answer(found: Assessment) -> dict[str, Any]:
    """A chance, its logarithm where it has one, and whether the second exact way agrees."""
    log10 = found.estimate.log10_probability
    return {
        "probability": found.estimate.probability,
        "log10_probability": log10 if math.isfinite(log10) else None,
        "agrees": found.agrees,
    }


def question_of(
    parameters: Parameters, mode: Mode, failure: Failure, shares: Shares
) -> HybridQuorum:
    """What `hybridstake attack quorum` asks."""
    return HybridQuorum(
        parameters=parameters,
        mode=mode,
        failure=failure,
        authority_corruption=shares.authorities,
        stake_corruption=shares.stake,
    )


def risks_of(subjects: Sequence[Subject], conditions: Conditions) -> tuple[list[Risk], list[str]]:
    """Every mode's failures at every corruption, and a line for each file and mode without an answer.

    Parameters
    ----------
    subjects
        Whose certificates are attacked.
    conditions
        Which corruptions, and the seed of what second witnesses draw.
    """
    refusals: dict[str, None] = {}

    def assessed(
        subject: Subject, mode: Mode, failure: Failure, shares: Shares
    ) -> Assessment | None:
        try:
            question = question_of(subject.parameters, mode, failure, shares)
            chunks = partial(generator, conditions.seed, question.kind, 0, Stream.SAMPLING)
            return assess(question, Method.EXACT, chunks, Precision())
        except InvalidParameter as error:
            refusals[f"{subject.letter} cannot be attacked in {mode.label} mode: {error}"] = None
            return None

    found = [
        Risk(
            mode, failure, shares, tuple(assessed(each, mode, failure, shares) for each in subjects)
        )
        for mode in Mode
        for failure in Failure
        for shares in conditions.shares
    ]
    return found, list(refusals)
