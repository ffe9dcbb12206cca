"""An example of a noun: steps that lead from the start to where it is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ...models.ledger.refusals import Refused
from ...models.parameters.parameters import Parameters
from ...models.protocol.light_client import Refused as RefusedHeader
from ...models.protocol.machine.world import RefusedStep

UNDECIDED = "undecided"
"""How a fault begins that is the solver's."""


class NotReached(RuntimeError):
    """Steps that do not lead to what they are an example of."""


@dataclass(frozen=True, slots=True)
class Told:
    """Steps in words, and the worlds at the start and after each step that counts."""

    steps: tuple[str, ...]
    worlds: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Noun:
    """Something that claims speak of, how it comes about, and how to see that it is there."""

    name: str
    tell: Callable[[Parameters], Told]
    is_there: Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Example:
    """What came of looking for one."""

    noun: str
    steps: tuple[str, ...]
    fault: str = ""
    """Such as `never enabled`; empty where there is an example."""

    @property
    def is_undecided(self) -> bool:
        """Whether the solver gave up looking."""
        return self.fault.startswith(UNDECIDED)

    def as_dict(self) -> dict[str, Any]:
        """The example as `hybridstake prove --audit --json` prints it; no steps where there is none."""
        return {"noun": self.noun, "steps": list(self.steps)}


def reach(noun: Noun, parameters: Parameters) -> Told:
    """The steps to a noun, which is not there at the start and is there at the end.

    Parameters
    ----------
    noun
        What is looked for.
    parameters
        Of the protocol that is executed.

    Raises
    ------
    NotReached
        When a step is refused, or it is there without a step, or not there after the last.
    """
    try:
        told = noun.tell(parameters)
    except (Refused, RefusedStep, RefusedHeader) as error:
        raise NotReached(str(error)) from error
    first, *_, last = told.worlds
    if noun.is_there(first):
        raise NotReached(f"{noun.name} is there before anything has happened")
    if not noun.is_there(last):
        raise NotReached(f"{noun.name} is not there after {len(told.steps)} steps")
    return told
