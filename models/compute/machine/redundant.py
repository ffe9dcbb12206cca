"""A job run by several providers: copies in the machine, some of them lies, until a rule accepts one."""

from dataclasses import dataclass, replace

import numpy as np

from ...errors import InvalidParameter, Unreliable
from ..redundancy.rules import Accept, Scheme
from .agreement import Limits
from .catalogue import Order
from .disputes import Judgement, Party, honest, judged
from .execution import Outcome
from .lies import lying_from
from .segments import Trace, run_in_segments, traced

MOST_COPIES = 2_000
"""Of one job, before the search for an accepted result is given up [1]."""

CARTEL = "cartel"
"""From which all providers that lie together make up the same."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Providers:
    """Who may be asked for a copy: so many of them that each is asked at most once."""

    cheaters: float
    """Chance that a copy goes to one who cheats [1]."""
    colluding: bool
    """Whether all cheaters return the same wrong result; else each returns one of its own."""

    def __post_init__(self) -> None:
        if not 0 <= self.cheaters <= 1:
            raise InvalidParameter(f"cheaters must lie in [0, 1], got {self.cheaters!r}")


@dataclass(frozen=True, slots=True)
class Copy:
    """One provider's answer."""

    party: Party
    """What the provider committed to."""
    fuel: int
    """Work that it really did [fuel]."""
    is_right: bool

    @property
    def digest(self) -> bytes:
        """Hash of the result that it returned, to which it committed."""
        return self.party.result


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a job."""

    accepted: bytes
    """Hash of the result that the rule took."""
    outcome: Outcome
    """What the job really comes to."""
    copies: tuple[Copy, ...]
    """In the order in which they were asked for."""
    disputes: tuple[Judgement, ...]
    """One for each copy whose answer was not accepted, against the first whose answer was."""

    @property
    def is_right(self) -> bool:
        """Whether the accepted result is the job's."""
        return self.accepted == self.outcome.digest

    @property
    def is_overturned(self) -> bool:
        """Whether a dispute blames those whose result was accepted."""
        accepted = next(copy.party.name for copy in self.copies if copy.digest == self.accepted)
        return any(accepted in judgement.blamed for judgement in self.disputes)

    @property
    def fuel(self) -> int:
        """Work of all copies [fuel]."""
        return sum(copy.fuel for copy in self.copies)


def run_redundantly(
    order: Order,
    scheme: Scheme,
    providers: Providers,
    segments: int,
    rng: np.random.Generator,
    limits: Limits | None = None,
) -> Verdict:
    """A job given to providers until a scheme accepts a result.

    Every honest copy is executed. A cheater works up to a checkpoint, drawn by lot, and makes up the
    rest; whoever is outvoted has the dispute that the checkpoints permit.

    Parameters
    ----------
    order
        What is computed from what.
    scheme
        When a result is accepted.
    providers
        Who is asked.
    segments
        Into how many the job is cut [1].
    rng
        Draws the cheaters, and where they stop working.
    limits
        Agreed of the job.

    Returns
    -------
    Verdict
        The accepted result may be wrong: that is what the scheme's error is about.

    Raises
    ------
    AgreementBroken
        If the job itself breaks its limits.
    InvalidParameter
        If the scheme asks for more than `MOST_COPIES` from the start.
    Unreliable
        If nothing is accepted after so many.
    """
    if scheme.votes_needed > MOST_COPIES:
        raise InvalidParameter(
            f"scheme must need at most {MOST_COPIES} equal results where jobs are run, "
            f"got {scheme.votes_needed}"
        )
    trace = traced(order, segments, limits)
    place = int(rng.integers(1, segments + 1))
    copies: list[Copy] = []
    while not isinstance(step := scheme.next([copy.digest for copy in copies]), Accept):
        if len(copies) + step.copies > MOST_COPIES:
            raise Unreliable(f"no result is accepted after {len(copies)} copies")
        for cheats in rng.random(step.copies) < providers.cheaters:
            name = f"provider {len(copies)}"
            if not cheats:
                copies.append(_honest_copy(name, order, trace, limits))
            elif providers.colluding:
                copies.append(_cheating_copy(name, CARTEL, trace, place))
            else:
                alone = int(rng.integers(1, segments + 1))
                copies.append(_cheating_copy(name, name, trace, alone))
    accepted = next(copy for copy in copies if copy.digest == step.answer)
    disputes = tuple(
        judged(order, segments, accepted.party, copy.party)
        for copy in copies
        if copy.digest != accepted.digest
    )
    return Verdict(accepted.digest, trace.outcome, tuple(copies), disputes)


def _honest_copy(name: str, order: Order, trace: Trace, limits: Limits | None) -> Copy:
    """A copy that is executed from its start to its end."""
    outcome = run_in_segments(order, trace.segments, limits)
    assert outcome == trace.outcome, "a deterministic job has one result and one fuel"
    return Copy(honest(name, trace), outcome.fuel, is_right=True)


def _cheating_copy(name: str, source: str, trace: Trace, place: int) -> Copy:
    """A copy that stops before a checkpoint, from which on a source makes up what is committed to."""
    party = replace(lying_from(source, trace, place), name=name)
    return Copy(party, sum(trace.segment_fuel[: place - 1]), is_right=False)
