"""The reference of parameter files: every field with what it means and what the presets say of it."""

import ast
import inspect
import textwrap
from dataclasses import fields

from ..evaluating.variation import as_toml_value
from ..parameter_files import PRESETS, read_layers, read_text, table_types
from .markdown import page, plain, table

INTRODUCTION = """\
A parameter file is TOML. It names a base, and holds only what differs from it:

```toml
base = "reference"

[rewards]
authority_share = 0.3
```

Thresholds and shares that must be exact are fractions in quotes, such as `"2/3"`. What is not set
keeps the value of the base; an unknown table or key is refused, and the refusal names the nearest
known one. A unit stands in brackets: `[1]` is a pure number. `reference` shows a value only where
it differs from `plan`.
"""

REASONS = """\
## The reference, line by line { #reference }

Each line says why it departs from the plan.
"""


def parameter_page() -> str:
    """Page of all tables and fields of a parameter file.

    Returns
    -------
    str
        Markdown; the heading of a table has its name as an anchor.
    """
    tables = table_types()
    return page(
        "# Parameters",
        INTRODUCTION,
        *(section(name, kind) for name, kind in tables.items()),
        REASONS,
        f"```toml\n{read_text('reference').strip()}\n```",
    )


def section(name: str, kind: type) -> str:
    """One table of a parameter file."""
    plan, reference = (read_layers(preset)[name] for preset in PRESETS)
    meanings = meanings_of(kind)
    rows: list[tuple[str, ...]] = []
    for field in fields(kind):
        before, after = (
            f"`{as_toml_value(values[field.name])}`" if field.name in values else "not set"
            for values in (plan, reference)
        )
        rows.append(
            (
                f"`{field.name}`",
                before,
                "" if after == before else after,
                plain(meanings[field.name]),
            )
        )
    return page(
        f"## {name} {{ #{name} }}",
        plain(inspect.getdoc(kind) or ""),
        table(("field", "plan", "reference", "meaning"), rows),
    )


def meanings_of(kind: type) -> dict[str, str]:
    """The text under each field of a dataclass, or value of an enumeration, of ours.

    Parameters
    ----------
    kind
        The class; what it inherits from classes of ours counts as well.

    Examples
    --------
    >>> from hybridstake.models.parameters.economy import TokenParameters
    >>> meanings_of(TokenParameters)["supply"]
    'Tokens at launch [token].'
    """
    found: dict[str, str] = {}
    for each in reversed(
        [each for each in kind.__mro__ if each.__module__.startswith("hybridstake.")]
    ):
        [body] = ast.parse(textwrap.dedent(inspect.getsource(each))).body
        assert isinstance(body, ast.ClassDef)
        for field, text in zip(body.body, body.body[1:], strict=False):
            if isinstance(field, ast.AnnAssign | ast.Assign) and isinstance(text, ast.Expr):
                target = field.target if isinstance(field, ast.AnnAssign) else field.targets[0]
                found[ast.unparse(target)] = ast.literal_eval(text.value)
    return found
