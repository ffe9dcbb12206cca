"""A job in segments: a checkpoint after each, and one chain of hashes that commits to all of them."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import pairwise

from ...errors import InvalidParameter
from .agreement import Limits
from .catalogue import Order
from .execution import Execution, Outcome, started
from .state import State


@dataclass(frozen=True)
class Trace:
    """What a provider keeps of a job until nobody may doubt its result any more."""

    order: Order
    """What was computed."""
    states: tuple[State, ...]
    """(segments + 1,) Checkpoints, the one before the first step among them."""
    outcome: Outcome
    """The result, and the fuel of all segments."""
    segment_fuel: tuple[int, ...]
    """(segments,) Work of each [fuel]."""

    @cached_property
    def digests(self) -> tuple[bytes, ...]:
        """(segments + 1,) Hashes of the checkpoints."""
        return tuple(state.digest for state in self.states)

    @cached_property
    def chain(self) -> tuple[bytes, ...]:
        """(segments + 1,) Commitments, each to all checkpoints up to its own."""
        return chained(genesis(self.order), self.digests)

    @property
    def segments(self) -> int:
        """How many [1]."""
        return len(self.segment_fuel)


def genesis(order: Order) -> bytes:
    """Hash of a job's text and input: where every chain of its checkpoints begins."""
    head = sha256(order.job.text.encode()).digest()
    return sha256(
        head + order.seed.to_bytes(8, "little") + order.steps.to_bytes(8, "little")
    ).digest()


def link(before: bytes, digest: bytes) -> bytes:
    """Commitment to a checkpoint and to all before it."""
    return sha256(before + digest).digest()


def chained(start: bytes, digests: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """Commitments to growing parts of a list of checkpoints."""
    found: list[bytes] = []
    for digest in digests:
        start = link(start, digest)
        found.append(start)
    return tuple(found)


def cuts(steps: int, segments: int) -> list[int]:
    """Steps of each segment, as even as they can be, the longer ones first.

    Parameters
    ----------
    steps
        Of the job [1].
    segments
        From 1 to `steps` [1].

    Raises
    ------
    InvalidParameter
        If there are more segments than steps, or none.

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> cuts(10, 4)
    [3, 3, 2, 2]
    """
    if not 1 <= segments <= steps:
        raise InvalidParameter(f"segments must lie in [1, size ({steps})], got {segments!r}")
    short, longer = divmod(steps, segments)
    return [short + 1] * longer + [short] * (segments - longer)


def run_in_segments(order: Order, segments: int, limits: Limits | None = None) -> Outcome:
    """A job from its start to its end with a pause after each segment, and nothing kept.

    Parameters
    ----------
    order
        What is computed from what.
    segments
        How many, at most the job's steps [1].
    limits
        Agreed; generous ones if not given.

    Raises
    ------
    AgreementBroken
        If the machine stops it.
    """
    execution = started(order, limits)
    for steps in cuts(order.steps, segments):
        execution.advance(steps)
    return execution.outcome()


def traced(order: Order, segments: int, limits: Limits | None = None) -> Trace:
    """A job run in segments by an honest provider.

    Parameters
    ----------
    order
        What is computed from what.
    segments
        How many, at most the job's steps [1].
    limits
        Agreed; generous ones if not given.

    Raises
    ------
    AgreementBroken
        If the machine stops it.
    """
    execution = started(order, limits)
    states, burnt = [execution.state()], [execution.fuel]
    for steps in cuts(order.steps, segments):
        execution.advance(steps)
        states.append(execution.state())
        burnt.append(execution.fuel)
    used = tuple(after - before for before, after in pairwise(burnt))
    return Trace(order, tuple(states), execution.outcome(), used)


def resumed(order: Order, state: State, limits: Limits | None = None) -> Execution:
    """A job that stands at a checkpoint, in a machine of its own."""
    execution = Execution(order.job.text, limits or Limits())
    execution.resume(state)
    return execution


def finished(order: Order, state: State, segments: int, passed: int) -> Outcome:
    """What a job ends in that goes on from a checkpoint.

    Parameters
    ----------
    order
        What is computed from what.
    state
        The checkpoint.
    segments
        Into how many the job was cut [1].
    passed
        Segments before the checkpoint [1].

    Returns
    -------
    Outcome
        The result of the whole job, and the fuel burnt since the checkpoint.
    """
    execution = resumed(order, state)
    for steps in cuts(order.steps, segments)[passed:]:
        execution.advance(steps)
    return execution.outcome()
