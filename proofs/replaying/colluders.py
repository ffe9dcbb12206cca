"""Providers who all lie alike, before the rule that judges executed jobs: it accepts their answer."""

from collections.abc import Mapping

from ...models.compute.redundancy.rules import Accept, iterative
from ...models.parameters.parameters import Parameters
from ..solving.claim import Proof
from .numbers import numbers_of
from .replay import NotReplayed, Replay, Replayer

RIGHT, WRONG = "right", "wrong"


def accepted_lie(proof: Proof, parameters: Parameters) -> Replay:
    """The counterexample's votes, wave by wave, as the rule asks for copies.

    Parameters
    ----------
    proof
        Of a claim that what is accepted is right.
    parameters
        Not looked at: jobs are outside the protocol.

    Raises
    ------
    NotReplayed
        When the rule asks for more copies than there are votes, or accepts what is right.
    """
    numbers = {name: int(number) for name, number in numbers_of(proof).items()}
    scheme = iterative(numbers["needed"])
    waiting = [RIGHT] * numbers["right"] + [WRONG] * numbers["wrong"]
    votes: list[str] = []
    steps: list[str] = []
    while not isinstance(decision := scheme.next(votes), Accept):
        if decision.copies > len(waiting):
            raise NotReplayed(f"{proof.name}: {decision.copies} more copies, {len(waiting)} votes")
        wave, waiting = waiting[: decision.copies], waiting[decision.copies :]
        votes += wave
        steps.append(f"{decision.copies} copies answer: {', '.join(wave)}")
    if decision.answer != WRONG:
        raise NotReplayed(f"{proof.name}: {decision.answer} is accepted")
    return Replay(
        proof.name,
        (*steps, f"{decision.answer} is accepted"),
        f"{votes.count(WRONG)} of {len(votes)} providers give the same wrong answer, and a lead of "
        f"{scheme.size} accepts it",
    )


REPLAYS: Mapping[str, Replayer] = {"redundancy.results-valid": accepted_lie}
"""What the plan's third document says of copies."""
