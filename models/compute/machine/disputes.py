"""Disputes about a result: the first segment that two parties tell apart, and who of them lied.

Both have committed to a chain of checkpoints. They agree on the job, so on what stands before the first
one; they differ at the end. Halving finds neighbours of which the first is agreed and the second is not.
That one segment is run again from the agreed checkpoint, and who committed to anything else lied.
"""

from collections.abc import Callable
from dataclasses import dataclass

from ...errors import InvalidParameter
from ..verification.bisection import is_blamed, middle
from .catalogue import Order
from .execution import Execution, started
from .segments import Trace, cuts, genesis, link, resumed
from .state import State

START = -1
"""Stands for what is before the first segment: the memory that a job finds."""


@dataclass(frozen=True, slots=True)
class Party:
    """Who asserts a result, with all that it can be asked."""

    name: str
    chain: tuple[bytes, ...]
    """(segments + 1,) Commitments; of a liar, whatever it answers."""
    states: tuple[State | None, ...]
    """(segments + 1,) Checkpoints that it can show."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a dispute ended."""

    segment: int
    """The one that was run again, from 0; -1 where the start was."""
    queries: int
    """Commitments asked of both parties [1]."""
    fuel: int
    """Work run again [fuel]."""
    blamed: tuple[str, ...]
    """Parties that lied."""


def honest(name: str, trace: Trace) -> Party:
    """A party that tells what it computed."""
    return Party(name, trace.chain, trace.states)


def first_difference(
    one: Callable[[int], bytes], other: Callable[[int], bytes], last: int
) -> tuple[int, int]:
    """Place after which two lists differ, found by halving.

    Parameters
    ----------
    one, other
        Answers of the two parties, by place.
    last
        Place at which they are known to differ; at place 0 they are known to agree [1].

    Returns
    -------
    tuple[int, int]
        A place whose answers agree though those of the next do not, and how often both were asked [1].
        It is the first such place if, as in a chain of hashes, parties that have parted stay apart.

    Notes
    -----
    Source: Canetti, Riva & Rothblum 2011, doi:10.1145/2046707.2046759.

    Examples
    --------
    >>> first_difference(lambda place: b"a", lambda place: b"a" if place < 6 else b"b", 10)
    (5, 3)
    """
    agreed, disputed, queries = 0, last, 0
    while disputed - agreed > 1:
        point = middle(agreed, disputed)
        queries += 1
        if one(point) == other(point):
            agreed = point
        else:
            disputed = point
    return agreed, queries


def most_queries(segments: int) -> int:
    """Commitments that halving asks for at the most.

    Parameters
    ----------
    segments
        Of the job, at least 1 [1].

    Returns
    -------
    int
        The binary logarithm, rounded up [1].

    Notes
    -----
    Source: ours, each query halves what is left.

    Examples
    --------
    >>> most_queries(1), most_queries(64), most_queries(65)
    (0, 6, 7)
    """
    return (segments - 1).bit_length()


def judged(order: Order, one: Party, other: Party) -> Judgement:
    """Who of two parties lied about a job.

    Parameters
    ----------
    order
        What was to be computed.
    one, other
        The parties; their last commitments differ.

    Returns
    -------
    Judgement
        Both are blamed if both lied in the disputed segment.

    Raises
    ------
    InvalidParameter
        If the parties do not differ, did not cut the job alike, or cannot show where they agree.
    """
    segments = len(one.chain) - 1
    if len(other.chain) != len(one.chain):
        raise InvalidParameter(
            f"segments must be the same of both parties, got {segments} and {len(other.chain) - 1}"
        )
    if one.chain[-1] == other.chain[-1]:
        raise InvalidParameter("last commitments must differ, got the same of both parties")
    if one.chain[0] != other.chain[0]:
        execution, before = started(order), genesis(order)
        return _judgement(one, other, START, 0, execution, before)
    segment, queries = first_difference(one.chain.__getitem__, other.chain.__getitem__, segments)
    execution = resumed(order, _agreed_state(order, one, other, segment))
    execution.advance(cuts(order.steps, segments)[segment])
    return _judgement(one, other, segment, queries, execution, one.chain[segment])


def _judgement(
    one: Party, other: Party, segment: int, queries: int, execution: Execution, before: bytes
) -> Judgement:
    """What was run again, held against what both committed to."""
    truth = link(before, execution.state().digest)
    parties = (one, other)
    blamed = tuple(party.name for party in parties if is_blamed(party.chain[segment + 1], truth))
    return Judgement(segment, queries, execution.fuel, blamed)


def _agreed_state(order: Order, one: Party, other: Party, place: int) -> State:
    """The checkpoint that both committed to, shown by who has it."""
    for party in (one, other):
        state = party.states[place]
        before = party.chain[place - 1] if place else genesis(order)
        if state is not None and link(before, state.digest) == party.chain[place]:
            return state
    raise InvalidParameter(f"checkpoint {place} must be shown by one of the parties, got none")
