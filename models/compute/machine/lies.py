"""How providers lie about a job, so that disputes can be tried on them."""

from dataclasses import replace
from hashlib import sha256

from .disputes import Party
from .segments import Trace, chained, cuts, genesis, resumed
from .state import State


def lying_from(name: str, trace: Trace, place: int) -> Party:
    """A party that stops working at a checkpoint and makes up all that follow.

    Parameters
    ----------
    name
        Of the party; what it makes up depends on it, so two such parties differ.
    trace
        Of an honest run.
    place
        First checkpoint that is made up, from 0 to the number of segments [1].
    """
    states = trace.states[:place]
    made_up = [_made_up(name, number) for number in range(place, trace.segments + 1)]
    digests = (*trace.digests[:place], *made_up)
    chain = chained(genesis(trace.order), digests)
    return Party(name, chain, (*states, *[None] * len(made_up)), sha256(chain[-1]).digest())


def lying_once(name: str, trace: Trace, place: int) -> Party:
    """A party that makes up one checkpoint, and is right about all others and about the result.

    Its commitments differ from there on all the same, since each stands for all checkpoints before it.
    """
    digests = list(trace.digests)
    digests[place] = _made_up(name, place)
    states: list[State | None] = list(trace.states)
    states[place] = None
    chain = chained(genesis(trace.order), tuple(digests))
    return Party(name, chain, tuple(states), trace.outcome.digest)


def returning_falsely(name: str, trace: Trace) -> Party:
    """A party that computes all of the job, shows every checkpoint, and returns another result."""
    return Party(name, trace.chain, trace.states, _made_up(name, trace.segments + 1))


def computing_wrongly(name: str, trace: Trace, place: int) -> Party:
    """A party that changes its memory before a checkpoint, and then computes on without a fault.

    Every state that it can show hashes to what it committed to; one step between two of them is wrong.

    Parameters
    ----------
    name
        Of the party.
    trace
        Of an honest run.
    place
        First checkpoint that is wrong, from 0 to the number of segments [1].
    """
    right = trace.states[place]
    tampered = replace(right, memory=bytes([right.memory[0] ^ 1]) + right.memory[1:])
    states = [tampered]
    execution = resumed(trace.order, tampered)
    for steps in cuts(trace.order.steps, trace.segments)[place:]:
        execution.advance(steps)
        states.append(execution.state())
    digests = (*trace.digests[:place], *(state.digest for state in states))
    chain = chained(genesis(trace.order), digests)
    shown = (*trace.states[:place], *states)
    return Party(name, chain, shown, execution.outcome().digest)


def _made_up(name: str, place: int) -> bytes:
    """A hash of nothing that was computed."""
    return sha256(f"{name} {place}".encode()).digest()
