"""Plain text made safe inside Markdown."""

import re
import unicodedata

# Pandoc reads a backslash before any of these as the character itself, wherever it stands.
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def escape(text: str) -> str:
    r"""Markdown that prints exactly this text, on one line.

    Parameters
    ----------
    text
        Anything: runs of white space become one space, and control characters, which no output
        can print, are dropped.

    Returns
    -------
    str
        Markdown without any active character.

    Examples
    --------
    >>> escape("5 * 3 < $x_1$")
    '5 \\* 3 \\< \\$x\\_1\\$'
    """
    one_line = " ".join(text.split())
    printable = "".join(letter for letter in one_line if unicodedata.category(letter) != "Cc")
    return _PUNCTUATION.sub(r"\\\1", printable)
