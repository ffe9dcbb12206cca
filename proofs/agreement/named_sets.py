"""Sets of validators by name at a moment of the protocol, as quorum proofs ask for them.

Arithmetic counts validators; the protocol's relations only know who there is. So what is read here is
whether somebody is there, and a sentence that asks for a number, or for stake, cannot be said.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..solving.truth import Truth, conjunction, negated
from .relations import Sort
from .state import Member, State


@dataclass(frozen=True, eq=False, slots=True)
class NamedSets:
    """Sets of validators, each by its members."""

    state: State
    sets: Mapping[str, Member]

    def validators(self, *inside: str, outside: tuple[str, ...] = ()) -> "Presence":
        """Validators in all the sets `inside` and in none of `outside`."""

        def is_there(each: Any) -> Truth:
            within = [self.sets[name](each) for name in inside]
            without = [negated(self.sets[name](each)) for name in outside]
            return conjunction([*within, *without])

        return Presence(self.state.some((Sort.VALIDATOR,), is_there))


@dataclass(frozen=True, eq=False, slots=True)
class Presence:
    """A number of validators of which only this is known: whether it is positive."""

    somebody: Truth

    def __gt__(self, number: int) -> Truth:
        """Whether there is anybody.

        Raises
        ------
        ValueError
            When more is asked.
        """
        if number != 0:
            raise ValueError(f"the protocol's relations do not count to {number}")
        return self.somebody
