"""Sentences that are tied to results: left alone while they follow, marked when they do not.

``[A sentence.]{holds="C37 = refuted"}``, or a block between ``::: {holds="…"}`` and ``:::``.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from .conditions import Facts, failures
from .problems import PaperError

_CARRIERS = {"Span": "inline", "Div": "block"}
_MOST_LETTERS = 70
# Where a line may break and nothing is printed.
_BREAK = "\N{ZERO WIDTH SPACE}"
_ATTRIBUTE_PLACES = {"Header": 1, "Figure": 0, "Table": 0, "Image": 0, "Link": 0, "CodeBlock": 0}


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """A tied sentence, and how it stands."""

    line: int
    """Where it ends or, a block, begins in the source, from 1; 0 if it was not found [1]."""
    holds: str
    """What it rests on."""
    text: str
    """How it begins."""
    reasons: tuple[str, ...]
    """Why it does not follow any more; none if it does."""


def settle_sentences(tree: Any, source: str, facts: Facts) -> tuple[Any, list[Sentence]]:
    """The tree without ties: what follows as if it had none, what does not visibly marked.

    Parameters
    ----------
    tree
        Pandoc's JSON.
    source
        The Markdown that it came from, for the line numbers.
    facts
        What the experiments found.

    Returns
    -------
    tuple[Any, list[Sentence]]
        The tree, and every tied sentence in its order.

    Raises
    ------
    PaperError
        With one problem per tie that cannot be read or names something unknown.
    """
    settler = _Settler(source=source, facts=facts)
    settled = {part: settler.part(tree[part]) for part in ("meta", "blocks")}
    if settler.problems:
        raise PaperError(list(dict.fromkeys(settler.problems)))
    return {**tree, **settled}, settler.sentences


@dataclass(kw_only=True, slots=True)
class _Settler:
    """One walk through a tree."""

    source: str
    facts: Facts
    sentences: list[Sentence] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)

    def part(self, part: Any) -> Any:
        """A part of the tree, settled."""
        if isinstance(part, list):
            return [new for child in part for new in self.element(child)]
        if isinstance(part, dict):
            self.refuse_stray(part)
            return {name: self.part(child) for name, child in part.items()}
        return part

    def element(self, child: Any) -> list[Any]:
        """What stands in the place of an element of a list."""
        kind = child.get("t") if isinstance(child, dict) else None
        if kind not in _CARRIERS:
            return [self.part(child)]
        (name, classes, pairs), content = child["c"]
        holds = dict(pairs).get("holds")
        rest = [name, classes, [pair for pair in pairs if pair[0] != "holds"]]
        if holds is None:
            return [{"t": kind, "c": [rest, self.part(content)]}]
        reasons = self.judged(holds, content)
        content = self.part(content)
        if reasons:
            content = marked(content, reasons, _CARRIERS[kind])
        return content if rest == ["", [], []] else [{"t": kind, "c": [rest, content]}]

    def judged(self, holds: str, content: Any) -> list[str]:
        """Reasons against a sentence, which is written down."""
        line = self.line(holds)
        try:
            reasons = failures(holds, self.facts)
        except ValueError as error:
            self.problems.append(f"line {line}: holds: {error}")
            return []
        self.sentences.append(
            Sentence(line=line, holds=holds, text=beginning(content), reasons=tuple(reasons))
        )
        return reasons

    def line(self, holds: str) -> int:
        """Line of the next tie with these conditions."""
        found = list(re.finditer(re.escape(f'holds="{holds}"'), self.source))
        number = self.seen[holds]
        self.seen[holds] += 1
        return self.source.count("\n", 0, found[number].start()) + 1 if number < len(found) else 0

    def refuse_stray(self, node: dict[str, Any]) -> None:
        """A tie that ties nothing would be printed, or be lost."""
        kind = node.get("t")
        if kind == "Str" and "{holds=" in node["c"]:
            self.problems.append(f"{node['c']} ties nothing: it must follow a ] at once")
        elif isinstance(kind, str) and kind in _ATTRIBUTE_PLACES:
            attributes = node["c"][_ATTRIBUTE_PLACES[kind]]
            if "holds" in dict(attributes[2]):
                told = (
                    f"holds stands on a {kind.lower()}, and must stand on a [sentence] or a block"
                )
                self.problems.append(told)


def marked(content: list[Any], reasons: list[str], level: str) -> list[Any]:
    """Content that does not follow any more, and why, in the terms of the filters and styles."""
    note = f"[no longer supported: {'; '.join(reasons)}]"
    words = [{"t": "Str", "c": word} for word in readable(note).split()]
    spaced = [part for word in words for part in ({"t": "Space"}, word)][1:]
    reason = {"t": "Span", "c": [["", ["reason"], []], spaced]}
    if level == "inline":
        return [{"t": "Span", "c": [["", ["unsupported"], []], content]}, {"t": "Space"}, reason]
    faint = {"t": "Div", "c": [["", ["unsupported"], []], content]}
    return [faint, {"t": "Para", "c": [reason]}]


def readable(note: str) -> str:
    """A note in the paper's own signs, in which a line can break: addresses are long words."""
    note = note.replace("<=", "≤").replace(">=", "≥")
    breakable = rf"\g<0>{_BREAK}"
    return re.sub(r"\b[a-z]\w*\.\w+", lambda name: re.sub(r"[._]", breakable, name[0]), note)


def beginning(content: Any) -> str:
    """How a sentence begins, as plain text on one line."""
    text = " ".join(_text(content).split())
    return text if len(text) <= _MOST_LETTERS else f"{text[:_MOST_LETTERS].rstrip()}…"


def _text(part: Any) -> str:
    """Words of a part of a tree."""
    if isinstance(part, list):
        return "".join(map(_text, part))
    if not isinstance(part, dict):
        return ""
    if part.get("t") in ("Space", "SoftBreak"):
        return " "
    if part.get("t") == "Math":
        return str(part["c"][1])
    if part.get("t") == "Span" and (target := dict(part["c"][0][2]).get("target")):
        return f"@{target}"
    content = part.get("c", "")
    return content if isinstance(content, str) else _text(content)
