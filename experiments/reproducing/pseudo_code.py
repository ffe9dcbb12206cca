"""Functions as pseudo-code: from the source that runs, with the signs of mathematics."""

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from typing import Any

WIDTH = 58
"""Characters of a line that fit into one column [1]."""
INDENT = "  "

SIGNS = (
    (r" is not None\b", " ≠ none"),
    (r" is None\b", " = none"),
    (r" is not ", " ≠ "),
    (r" is (?!not)", " = "),
    (r"\bnot in\b", "∉"),
    (r"\band\b|&", "∧"),
    (r"\bor\b|(?<=\s)\|(?=\s)", "∨"),
    (r"\bnot ", "¬"),
    (r" in ", " ∈ "),
    ("==", "="),
    ("!=", "≠"),
    ("<=", "≤"),
    (">=", "≥"),
    (r" \* ", " · "),
    (r"\bNone\b", "none"),
    (r"\bTrue\b", "true"),
    (r"\bFalse\b", "false"),
    (r"\b[A-Z][A-Za-z]*\.([A-Z][A-Z_]+)\b", r"\1"),
)
"""Signs of the program and of the paper, the longer before the shorter."""


def pseudo_code(function: Callable[..., Any]) -> str:
    """A function without its docstring and types, in lines that fit into a column.

    Parameters
    ----------
    function
        Of a module whose source is there.

    Raises
    ------
    TypeError
        For a statement that is not printed: a loop without end, an exception, a class.

    Notes
    -----
    Source: ours. Asserts are left out: they say what cannot happen.
    """
    tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    if not isinstance(tree, ast.FunctionDef):
        raise TypeError(f"{function!r} must be a function with a name")
    named = (*tree.args.posonlyargs, *tree.args.args, *tree.args.kwonlyargs)
    arguments = ", ".join(each.arg.rstrip("_") for each in named)
    body = tree.body[1:] if ast.get_docstring(tree) else tree.body
    return "\n".join([*folded(f"{tree.name}({arguments}):"), *block(body, 1)])


def block(statements: Sequence[ast.stmt], depth: int) -> Iterator[str]:
    """Lines of some statements."""
    for statement in statements:
        for line in lines(statement, depth):
            yield from folded(line)


def lines(statement: ast.stmt, depth: int) -> Iterator[str]:
    """Lines of one statement, not yet folded."""
    before = INDENT * depth
    match statement:
        case ast.Return(value=ast.BoolOp(op=op, values=[first, *rest])):
            yield f"{before}return {said(first)}"
            sign = "∧" if isinstance(op, ast.And) else "∨"
            yield from (f"{before}{INDENT}{sign} {grouped(each)}" for each in rest)
        case ast.Return(value=ast.expr() as value):
            yield f"{before}return {said(value)}"
        case ast.Return():
            yield f"{before}return"
        case ast.Assign(targets=[target], value=value):
            yield f"{before}{said(target)} ← {said(value)}"
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            yield f"{before}{said(target)} ← {said(value)}"
        case ast.Expr(value=ast.Yield(value=ast.expr() as value)):
            yield f"{before}yield {said(value)}"
        case ast.Expr(value=ast.YieldFrom(value=value)):
            yield f"{before}yield all of {said(value)}"
        case ast.Expr(value=value):
            yield f"{before}{said(value)}"
        case ast.If():
            yield from branches(statement, depth)
        case ast.For(target=target, iter=values, body=body):
            yield f"{before}for {said(target)} in {said(values)}:"
            yield from block(body, depth + 1)
        case ast.Assert() | ast.Pass():
            return
        case _:
            raise TypeError(f"{type(statement).__name__} has no form in pseudo-code")


def branches(statement: ast.If, depth: int) -> Iterator[str]:
    """A condition, what follows from it, and what else."""
    before = INDENT * depth
    yield f"{before}if {said(statement.test)}:"
    yield from block(statement.body, depth + 1)
    match statement.orelse:
        case []:
            return
        case [ast.If() as other]:
            first, *rest = branches(other, depth)
            yield f"{before}else {first.lstrip()}"
            yield from rest
        case _:
            yield f"{before}else:"
            yield from block(statement.orelse, depth + 1)


def said(expression: ast.expr) -> str:
    """An expression with the signs of mathematics."""
    text = ast.unparse(expression)
    for programmed, sign in SIGNS:
        text = re.sub(programmed, sign, text)
    return re.sub(r"(?<=\w)_(?!\w)", "", text)


def grouped(expression: ast.expr) -> str:
    """One of several parts, in brackets where it has parts of its own."""
    text = said(expression)
    return f"({text})" if isinstance(expression, ast.BoolOp) else text


def folded(line: str) -> Iterator[str]:
    """A line in as many as it needs, what follows further in."""
    margin = len(line) - len(line.lstrip())
    yield from textwrap.wrap(
        line,
        WIDTH,
        subsequent_indent=" " * margin + 2 * INDENT,
        break_long_words=False,
        break_on_hyphens=False,
    )
