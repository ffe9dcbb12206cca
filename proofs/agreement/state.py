"""A moment of the protocol, read alike by the solver and by plain Python.

Axioms, invariants and transitions are written once, as functions of a `State`. `symbols.py` gives
them Z3's symbols, for any number of validators; `observed.py` gives them a run of the state machine
in `models/protocol/machine/`, which is finite and can be evaluated.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from ..solving.truth import Truth, implies, negated
from .relations import Relation, Sort

Member = Callable[[Any], Truth]
"""Whether a validator is in a set."""


class State(ABC):
    """What may be asked of a moment of the protocol."""

    nil: Any
    """The vote for no block."""

    @abstractmethod
    def every(self, sorts: tuple[Sort, ...], holds: Callable[..., Truth]) -> Truth:
        """Whether something holds of all members of some sorts."""

    @abstractmethod
    def some(self, sorts: tuple[Sort, ...], holds: Callable[..., Truth]) -> Truth:
        """Whether something holds of at least one choice of members of some sorts."""

    @abstractmethod
    def holds(self, relation: Relation, *at: Any) -> Truth:
        """Whether a relation holds of its arguments at this moment."""

    @abstractmethod
    def honest(self, validator: Any) -> Truth:
        """Whether a validator follows the protocol."""

    @abstractmethod
    def before(self, first: Any, second: Any) -> Truth:
        """Whether a round comes before another."""

    @abstractmethod
    def quorum(self, round_: Any, signed: Callable[[Any], Truth]) -> Truth:
        """Whether all members of some set that may certify a round satisfy `signed`."""

    @abstractmethod
    def any_two_quorums(self, holds: Callable[[Member, Member], Truth]) -> Truth:
        """Whether something holds of any two sets that may certify any two rounds, by their members."""

    def certified(self, round_: Any, signed: Callable[[Any], Truth]) -> Truth:
        """Whether the honest members of some set that may certify a round satisfy `signed`.

        The Byzantine members may have signed whatever is needed: what the honest cannot exclude.
        """
        return self.quorum(round_, lambda each: implies(self.honest(each), signed(each)))

    def left(self, validator: Any, round_: Any) -> Truth:
        """A validator is in a later round."""
        return self.holds(Relation.LEFT, validator, round_)

    def prevoted(self, validator: Any, round_: Any, block: Any) -> Truth:
        """A validator signed a prevote."""
        return self.holds(Relation.PREVOTED, validator, round_, block)

    def precommitted(self, validator: Any, round_: Any, block: Any) -> Truth:
        """A validator signed a precommit."""
        return self.holds(Relation.PRECOMMITTED, validator, round_, block)

    def locked(self, validator: Any, round_: Any, block: Any) -> Truth:
        """A validator's lock is on this block, and of this round or a later one."""
        return self.holds(Relation.LOCKED, validator, round_, block)

    def decided(self, validator: Any, round_: Any, block: Any) -> Truth:
        """A validator decided a block by a certificate of a round."""
        return self.holds(Relation.DECIDED, validator, round_, block)

    def prevotes_seen(self, round_: Any, block: Any) -> Truth:
        """An honest validator has acted on a certificate of prevotes."""
        return self.holds(Relation.PREVOTES_SEEN, round_, block)

    def precommits_seen(self, round_: Any, block: Any) -> Truth:
        """An honest validator has decided by a certificate of precommits."""
        return self.holds(Relation.PRECOMMITS_SEEN, round_, block)

    def prevote_certificate(self, round_: Any, block: Any) -> Truth:
        """The honest votes allow a certificate of prevotes."""
        return self.certified(round_, lambda each: self.prevoted(each, round_, block))

    def precommit_certificate(self, round_: Any, block: Any) -> Truth:
        """The honest votes allow a certificate of precommits."""
        return self.certified(round_, lambda each: self.precommitted(each, round_, block))

    def choosable(self, round_: Any, block: Any) -> Truth:
        """A round may yet certify a block: a quorum's honest members have precommitted, or still can."""
        return self.certified(
            round_,
            lambda each: negated(self.left(each, round_)) | self.precommitted(each, round_, block),
        )


Sentence = Callable[[State], Truth]
"""Something that is said of one moment."""
