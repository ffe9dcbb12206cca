"""Disputes about a result: the first segment that two parties tell apart, and who of them lied.

Both have committed to a chain of checkpoints and, as its last link, to the result that they returned.
They agree on the job, so on what stands before the first checkpoint; they differ at the end. Halving
finds neighbours of which the first is agreed and the second is not. That one segment is run again from
the agreed checkpoint, and who committed to anything else lied. Who did not cut the job as agreed, or
cannot show what it committed to, is taken to have lied.
"""

from collections.abc import Callable
from dataclasses import dataclass

from ...errors import InvalidParameter
from ..merkle_tree import HASH_BYTES
from ..verification.bisection import is_blamed, middle
from .agreement import AgreementBroken
from .catalogue import Order
from .execution import started
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
    result: bytes
    """Hash of the result that it returned."""

    @property
    def commitment(self) -> bytes:
        """What it gives with its result: the last link, to all checkpoints and to the result."""
        return link(self.chain[-1], self.result)


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a dispute ended."""

    segment: int | None
    """The one that was run again, from 0; -1 where the start was; the number of segments where the
    result was read off the last checkpoint; nothing where nothing could be run."""
    queries: int
    """Commitments asked of both parties [1]."""
    fuel: int
    """Work run again [fuel]."""
    blamed: tuple[str, ...]
    """Parties that lied, or could not show what they committed to."""


def honest(name: str, trace: Trace) -> Party:
    """A party that tells what it computed."""
    return Party(name, trace.chain, trace.states, trace.outcome.digest)


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


def judged(order: Order, segments: int, one: Party, other: Party) -> Judgement:
    """Who of two parties lied about a job.

    Parameters
    ----------
    order
        What was to be computed.
    segments
        Into how many the job was to be cut [1].
    one, other
        The parties; their commitments differ.

    Returns
    -------
    Judgement
        Both are blamed if both lied in the disputed segment, if neither can show the checkpoint on which
        they agree, and if the job cannot go on from it. Who committed to another number of segments, or
        to what are no hashes, is blamed at once.

    Raises
    ------
    InvalidParameter
        If the parties do not differ.
    """
    parties = (one, other)
    forfeiting = tuple(party.name for party in parties if not _is_formed(party, segments))
    if forfeiting:
        return Judgement(None, 0, 0, forfeiting)
    if one.commitment == other.commitment:
        raise InvalidParameter("commitments must differ, got the same of both parties")
    if one.chain[0] != other.chain[0]:
        execution = started(order)
        truth = link(genesis(order), execution.state().digest)
        return Judgement(START, 0, execution.fuel, _liars(parties, START, truth))
    place, queries = segments, 0
    if one.chain[-1] != other.chain[-1]:
        place, queries = first_difference(one.chain.__getitem__, other.chain.__getitem__, segments)
    state = _agreed_state(order, parties, place)
    if state is None:
        return Judgement(None, queries, 0, (one.name, other.name))
    try:
        truth, fuel = _run_again(order, segments, place, state, one.chain[place])
    except AgreementBroken as broken:
        return Judgement(None, queries, broken.fuel, (one.name, other.name))
    return Judgement(place, queries, fuel, _liars(parties, place, truth))


def _is_formed(party: Party, segments: int) -> bool:
    """Whether a party committed to as many hashes as were agreed, each of its length."""
    hashes = (*party.chain, party.result)
    return len(hashes) == segments + 2 and all(len(each) == HASH_BYTES for each in hashes)


def _run_again(
    order: Order, segments: int, place: int, state: State, before: bytes
) -> tuple[bytes, int]:
    """The commitment, or the result, that follows a checkpoint, and the fuel of finding it."""
    execution = resumed(order, state)
    if place == segments:
        return execution.outcome().digest, execution.fuel
    execution.advance(cuts(order.steps, segments)[place])
    return link(before, execution.state().digest), execution.fuel


def _liars(parties: tuple[Party, Party], place: int, truth: bytes) -> tuple[str, ...]:
    """Those who told something else of what follows a checkpoint."""
    told = ((party.name, (*party.chain, party.result)[place + 1]) for party in parties)
    return tuple(name for name, claimed in told if is_blamed(claimed, truth))


def _agreed_state(order: Order, parties: tuple[Party, Party], place: int) -> State | None:
    """The checkpoint that both committed to, shown by who has it; nothing if neither does."""
    for party in parties:
        before = party.chain[place - 1] if place else genesis(order)
        for state in party.states[place : place + 1]:
            if state is not None and link(before, state.digest) == party.chain[place]:
                return state
    return None
