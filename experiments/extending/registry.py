"""What there is of a kind by name: ours, and after it what other packages add."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from .plugin import Plugin, plugins

Thing = TypeVar("Thing")


class Registry(Mapping[str, Thing]):
    """A table of ours that others can add to: each addition is imported when it is asked for.

    Parameters
    ----------
    kind
        Such as `strategies`: the end of the group's name.
    ours
        Our own, by name.
    made
        Makes what the table holds from an addition, or refuses it.
    """

    def __init__(
        self, kind: str, ours: Mapping[str, Thing], made: Callable[[Plugin], Thing]
    ) -> None:
        self.kind, self.ours, self.made = kind, ours, made

    def __iter__(self) -> Iterator[str]:
        yield from self.ours
        yield from self.added()

    def __len__(self) -> int:
        return len(self.ours) + len(self.added())

    def __contains__(self, name: object) -> bool:
        return name in self.added() or name in self.ours

    def __getitem__(self, name: str) -> Thing:
        added = self.added()
        return self.made(added[name]) if name in added else self.ours[name]

    def added(self) -> dict[str, Plugin]:
        """Additions by name; none is imported.

        Raises
        ------
        InvalidParameter
            In one line, if a name is taken or cannot be one: so does every look into the table.
        """
        return plugins(self.kind, self.ours)
