"""What an experiment is: a module with a question, its cases, an answer for each, and what follows.

A module in `questions/` has

- a docstring whose first line is the question;
- `READS`: the parameters it may look at, as whole tables (`"rewards"`) or single fields
  (`"fast.validators"`); any use of another raises; a question that reads nothing is asked once;
- `cases(protocol, parameters, precision)`: independent, picklable cases for one protocol;
- `answer(case, generators)`: rows of plain values for one case, randomness from `generators` alone;
- `numbers(table)`: every number that the prose quotes, by name;
- optionally `tables(table)`: tables of the paper, by name;
- optionally `findings(table, parameters)`: verdicts on claims of the ledger, by claim.

Other packages add modules of the same kind; see `extending/experiments.py`.
"""

import ast
import pkgutil
from collections.abc import Mapping, Sequence
from dataclasses import fields
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn, Protocol, cast, get_type_hints

from ...experiments import questions
from ...models.parameters.parameters import Parameters
from ..extending.experiments import module_of
from ..extending.plugin import Plugin, plugins
from .precision import Precision
from .sources import found_path, syntax_tree

if TYPE_CHECKING:
    import pandas as pd

    from ..claims.finding import Finding
    from .seeds import Generators

FIELDS = {
    table: tuple(field.name for field in fields(kind))
    for table, kind in get_type_hints(Parameters).items()
}
"""Fields of every parameter table, both in the order of a parameter file."""

OTHER_STEPS = (
    "claims", "figure", "formulas", "listings", "paper", "proofs", "text", "validation",
)  # fmt: skip
"""What `reproduce` does beside asking questions: no question bears these names."""

NO_PROTOCOL = "any"
"""Stands for the protocol in the rows of a question that reads no parameters."""

ARITHMETIC = (
    "add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "divmod", "pow", "and", "or", "xor",
    "lshift", "rshift",
)  # fmt: skip
USES = (
    "bool", "hash", "eq", "ne", "lt", "le", "gt", "ge", "str", "repr", "format", "bytes", "int",
    "float", "complex", "index", "round", "trunc", "floor", "ceil", "neg", "pos", "abs", "invert",
    "len", "iter", "contains", "getitem", "call", "array", *ARITHMETIC,
    *(f"r{operation}" for operation in ARITHMETIC),
)  # fmt: skip
"""What Python asks of a value by its type, so that `__getattr__` would not hear of it."""


class Question(Protocol):
    """The functions of a question's module."""

    def cases(self, protocol: str, parameters: Parameters, precision: Precision) -> Sequence[Any]:
        """Independent, picklable cases of one protocol."""
        ...

    def answer(self, case: Any, generators: "Generators") -> list[dict[str, Any]]:
        """Rows of one case."""
        ...

    def numbers(self, table: "pd.DataFrame") -> dict[str, Any]:
        """Every number that the prose quotes."""
        ...

    def tables(self, table: "pd.DataFrame") -> dict[str, "pd.DataFrame"]:
        """Tables of the paper."""
        ...

    def findings(
        self, table: "pd.DataFrame", parameters: Mapping[str, Parameters]
    ) -> dict[str, "Finding"]:
        """Verdicts on claims of the ledger."""
        ...


class Unread:
    """Stands where a field is that the question does not declare: handed on freely, and never used.

    A formula may pick it up with others and leave it alone; any use raises an `AttributeError`. `is`
    cannot be refused: fields that are told apart by it are held to their declaration by a test.
    """

    __slots__ = ("field",)

    def __init__(self, field: str) -> None:
        self.field = field

    def __reduce__(self) -> tuple[type["Unread"], tuple[str]]:
        return Unread, (self.field,)

    def __getattr__(self, name: str) -> NoReturn:
        self.refuse()

    def refuse(self, *operands: Any, **options: Any) -> NoReturn:
        """The one answer to every use; NumPy asks for an array by an option."""
        raise AttributeError(f"{self.field} is a parameter that READS does not name")


for use in USES:
    setattr(Unread, f"__{use}__", Unread.refuse)


def names() -> list[str]:
    """Names of all questions of ours, sorted."""
    return sorted(module.name for module in pkgutil.iter_modules(questions.__path__))


def added() -> dict[str, Plugin]:
    """Questions that other packages add, by name; none is imported."""
    return plugins("experiments", (*names(), *OTHER_STEPS))


def is_added(name: str) -> bool:
    """Whether a question is of another package."""
    return found_path(f"{questions.__name__}.{name}") is None and name in added()


def module_name(name: str) -> str:
    """Dotted name of a question's module; one of another package is imported, and checked."""
    if not is_added(name):
        return f"{questions.__name__}.{name}"
    plugin = added()[name]
    module = module_of(plugin)
    try:
        declared(module.READS)
    except ValueError as error:
        raise plugin.broken("declare parameters that there are", str(error)) from error
    return module.__name__


def load(name: str) -> Question:
    """A question's module, imported with all that it needs."""
    return cast("Question", import_module(module_name(name)))


def title(name: str) -> str:
    """The question, as its module states it; nothing is imported."""
    docstring = ast.get_docstring(syntax_tree(module_name(name)))
    assert docstring, name
    return docstring.splitlines()[0]


def reads(name: str) -> tuple[str, ...]:
    """Parameters that a question may look at, as it declares them; nothing of ours is imported."""
    if is_added(name):
        return import_module(module_name(name)).READS
    for node in syntax_tree(module_name(name)).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "READS":
            return tuple(ast.literal_eval(node.value))
    raise AssertionError(f"question {name} has no READS")


def declared(reads: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Fields that a declaration stands for, by table, in the order of a parameter file.

    Parameters
    ----------
    reads
        Entries such as `rewards` or `fast.validators`, in any order.

    Raises
    ------
    ValueError
        If an entry names neither a table nor a field of one.

    Examples
    --------
    >>> declared(("fast.validators", "fast.block_seconds", "quorums"))
    {'fast': ('block_seconds', 'validators'), 'quorums': ('strict',)}
    """
    single = [f"{table}.{field}" for table, names in FIELDS.items() for field in names]
    for entry in reads:
        if entry not in (*FIELDS, *single):
            raise ValueError(
                f"READS must name parameter tables or single fields of them, got {entry!r}"
            )
    chosen = {
        table: tuple(name for name in names if table in reads or f"{table}.{name}" in reads)
        for table, names in FIELDS.items()
    }
    return {table: names for table, names in chosen.items() if names}


def asked_of(reads: Sequence[str], protocols: Mapping[str, Parameters]) -> Mapping[str, Parameters]:
    """Protocols that a question is asked of: all, or one without a name where it reads nothing.

    Parameters
    ----------
    reads
        Entries as of `declared`.
    protocols
        Parameters by the protocol's name, at least one.

    Raises
    ------
    ValueError
        If an entry names neither a table nor a field of one.
    """
    return protocols if declared(reads) else {NO_PROTOCOL: next(iter(protocols.values()))}


def narrow(parameters: Parameters, reads: Sequence[str]) -> Parameters:
    """The same parameters with only the declared fields readable.

    Parameters
    ----------
    parameters
        Of one protocol.
    reads
        Entries as of `declared`.

    Raises
    ------
    ValueError
        If an entry names neither a table nor a field of one.
    """
    chosen = declared(reads)
    narrowed = object.__new__(Parameters)  # an Unread would not pass the checks of the ranges
    for table, names in FIELDS.items():
        whole = getattr(parameters, table)
        kept = object.__new__(type(whole))
        for name in names:
            readable = name in chosen.get(table, ())
            value = getattr(whole, name) if readable else Unread(f"{table}.{name}")
            object.__setattr__(kept, name, value)
        object.__setattr__(narrowed, table, kept)
    return narrowed
