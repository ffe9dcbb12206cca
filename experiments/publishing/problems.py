"""What is wrong with a paper, told all at once."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

MOST_NAMED = 3
"""A line of refusal names no more [1]."""


class PaperError(ValueError):
    """A paper that cannot be built; each of its problems fits on one line.

    Parameters
    ----------
    problems
        One sentence each, at least one, in the order of the source.
    """

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def nearest(name: str, known: Iterable[str]) -> str:
    """Ending of a message that names what the author may have meant.

    Parameters
    ----------
    name
        What was written.
    known
        Every name that would have been right.

    Returns
    -------
    str
        Starts with a semicolon, and names three at the most: those that are alike, or else those
        that are least unlike; empty when nothing is known.

    Examples
    --------
    >>> nearest("fig-yeild", ["fig-yield", "fig-stake"])
    '; nearest: fig-yield'
    >>> nearest("mine", ["a", "line-one", "b", "c", "mean"])
    '; nearest: mean, line-one, c'
    """
    ordered = sorted(set(known))
    alike = get_close_matches(name, ordered, n=MOST_NAMED)
    found = alike or get_close_matches(name, ordered, n=MOST_NAMED, cutoff=0.0)
    return f"; nearest: {', '.join(found)}" if found else ""
