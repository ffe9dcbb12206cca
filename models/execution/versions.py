"""Memory that keeps what every transaction wrote, so that each reads what the one before it left."""

from bisect import bisect_left, insort
from dataclasses import dataclass, field

from .transactions import Effects

BEFORE_THE_BLOCK = (-1, 0)
"""Version of what no transaction below has written."""

Version = tuple[int, int]
"""Writer and its incarnation; of a sum of additions, `SUMMED` and the sum itself."""
SUMMED = -2


@dataclass(frozen=True, slots=True)
class Estimate:
    """Instead of a value: the transaction that will write it again."""

    writer: int


@dataclass(slots=True)
class VersionedMemory:
    """Versions of every location, by the transactions that wrote them.

    Notes
    -----
    Source: Gelashvili et al., "Block-STM", PPoPP 2023, algorithm 2; additions as its aggregators.
    """

    state: tuple[int, ...]
    """Before the block."""
    writers: dict[int, list[int]] = field(default_factory=dict[int, list[int]])
    """By location: who wrote there, in order."""
    written: dict[int, Effects] = field(default_factory=dict[int, Effects])
    """By transaction: its latest effects."""
    incarnations: dict[int, int] = field(default_factory=dict[int, int])
    """By transaction: of which incarnation they are."""
    estimates: set[int] = field(default_factory=set[int])
    """Transactions whose effects are to be replaced; asked for by name only."""

    def read(self, location: int, reader: int) -> tuple[int, Version] | Estimate:
        """What the last transaction below left, or who will write it again.

        Parameters
        ----------
        location
            Of the state.
        reader
            Number of the transaction that reads.
        """
        writers = self.writers.get(location, [])
        added = 0
        summed = False
        for place in range(bisect_left(writers, reader) - 1, -1, -1):
            writer = writers[place]
            if writer in self.estimates:
                return Estimate(writer)
            value = self.written[writer].values.get(location)
            if value is not None:
                version = (SUMMED, value + added) if summed else (writer, self.incarnations[writer])
                return value + added, version
            added += self.written[writer].additions[location]
            summed = True
        value = self.state[location] + added
        return value, ((SUMMED, value) if summed else BEFORE_THE_BLOCK)

    def record(self, transaction: int, incarnation: int, done: Effects) -> bool:
        """Put an execution's effects in place of its former ones.

        Returns
        -------
        bool
            Whether it wrote where its last incarnation had not.
        """
        before = self._locations(transaction)
        self.written[transaction] = done
        self.incarnations[transaction] = incarnation
        self.estimates.discard(transaction)
        now = self._locations(transaction)
        for location in before.keys() - now.keys():
            self.writers[location].remove(transaction)
        fresh = [location for location in now if location not in before]
        for location in fresh:
            insort(self.writers.setdefault(location, []), transaction)
        return bool(fresh)

    def mark(self, transaction: int) -> None:
        """Turn a transaction's effects into estimates."""
        self.estimates.add(transaction)

    def final_state(self) -> tuple[int, ...]:
        """Value of every location after all transactions [base unit]."""
        state = list(self.state)
        for location, writers in self.writers.items():
            found = self.read(location, writers[-1] + 1) if writers else (state[location], ())
            assert not isinstance(found, Estimate)
            state[location] = found[0]
        return tuple(state)

    def _locations(self, transaction: int) -> dict[int, None]:
        """Where a transaction has written, in its order."""
        done = self.written.get(transaction)
        return {} if done is None else dict.fromkeys((*done.values, *done.additions))
