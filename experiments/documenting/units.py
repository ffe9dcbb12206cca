"""Docstrings as the reader of docstrings should take them: a unit in brackets is no link."""

from typing import Any

import griffe

from .markdown import CODE


class Units(griffe.Extension):
    """Brackets of units and intervals kept as they are, wherever a docstring is not code."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Rewrite the docstring of one module, class, function or attribute."""
        if obj.docstring is not None:
            obj.docstring.value = with_brackets(obj.docstring.value)


def with_brackets(docstring: str) -> str:
    """A docstring whose brackets Markdown leaves alone; its examples stay as they are.

    Parameters
    ----------
    docstring
        In the style of numpydoc, the examples at its end.

    Examples
    --------
    >>> print(with_brackets("Part of `a[0]` in [0, 1] [1]."))
    Part of `a[0]` in &#91;0, 1] &#91;1].
    """
    text, heading, examples = docstring.partition("Examples\n--------\n")
    pieces = CODE.split(text)
    pieces[::2] = [piece.replace("[", "&#91;") for piece in pieces[::2]]
    return "".join(pieces) + heading + examples
