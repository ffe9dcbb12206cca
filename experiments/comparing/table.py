"""A table in words, for any medium."""

from dataclasses import dataclass, field

from ..evaluating.metrics import SAMPLED
from .comparison import Comparison
from .quantities import Quantity
from .verdict import Verdict


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table."""

    cells: tuple[str, ...]
    verdict: Verdict | None = None
    """Of two files; none where there is nothing to judge."""
    quantity: Quantity | None = None
    """Whose difference it tells."""

    @property
    def is_drawn(self) -> bool:
        """Whether its difference has an interval to draw."""
        return (
            self.verdict is not None
            and self.quantity is not None
            and self.quantity.metric.kind in SAMPLED
        )


@dataclass(frozen=True, slots=True)
class Note:
    """What is said below a table."""

    words: str
    story: str = ""
    """A counterexample in lines of its own."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a heading, with what is to be said before and below."""

    key: str
    """Without spaces, as in an address."""
    title: str
    heading: tuple[str, ...]
    rows: list[Row]
    before: str = ""
    below: list[Note] = field(default_factory=list[Note])
    otherwise: str = ""
    """What is said where there is no row."""

    @property
    def is_judged(self) -> bool:
        """Whether some row has a verdict."""
        return any(each.verdict is not None for each in self.rows)


def sides(found: Comparison, one: str) -> tuple[str, ...]:
    """Headings of what files are worth: of one, what it is."""
    return found.letters if found.is_pair else (one,)
