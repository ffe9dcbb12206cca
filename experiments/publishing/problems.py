"""What is wrong with a paper, told all at once."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches


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
        Starts with a semicolon; empty when nothing is known.

    Examples
    --------
    >>> nearest("fig-yeild", ["fig-yield", "fig-stake"])
    '; nearest: fig-yield'
    """
    ordered = sorted(set(known))
    close = get_close_matches(name, ordered, n=3, cutoff=0.6)
    if close:
        return f"; nearest: {', '.join(close)}"
    return f"; known: {', '.join(ordered)}" if ordered else ""
