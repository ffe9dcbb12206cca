"""A step of a contract: when it may be taken, and what it leaves."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Step:
    """A guard and an effect over one slice of the state, given as numbers by name.

    Numbers may be integers, arrays, or the symbols of SymPy and Z3.
    """

    name: str
    """What is done, as an imperative."""
    may: Callable[..., Any]
    """The guard: reads numbers of the slice, returns a truth value."""
    effect: Callable[..., tuple[Any, ...]]
    """Reads numbers of the slice, returns the new ones."""
    writes: tuple[str, ...]
    """Names of what the effect returns, in order; everything else stays as it is."""
    rule: str
    """What the guard asks for, in words."""
    purses: tuple[str, str] | None = None
    """Source and target of what moves, if anything does; both are among `writes`."""

    @property
    def reads(self) -> tuple[str, ...]:
        """Names of the numbers that guard and effect read."""
        return tuple(dict.fromkeys([*names_of(self.may), *names_of(self.effect)]))

    def allows(self, **slice_of_state: Any) -> Any:
        """The guard's answer."""
        return self.may(**{name: slice_of_state[name] for name in names_of(self.may)})

    def after(self, **slice_of_state: Any) -> dict[str, Any]:
        """What the step writes, by name."""
        written = self.effect(**{name: slice_of_state[name] for name in names_of(self.effect)})
        return dict(zip(self.writes, written, strict=True))


def names_of(function: Callable[..., Any]) -> list[str]:
    """Names of a function's parameters, in order."""
    return list(inspect.signature(function).parameters)
