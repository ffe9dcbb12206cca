"""What a page of the documentation takes from the package instead of typing it."""

import re
from importlib import import_module
from pathlib import Path

from ...models.errors import InvalidParameter
from ..evaluating.variation import as_toml_value
from ..parameter_files import PRESETS, read_layers
from .formula_page import displayed
from .markdown import plain, table
from .parameter_page import meanings_of

PLACE = re.compile(r"\{\{ (file|formula|members|readme|value) ([\w./-]+) \}\}")


def substituted(text: str, depth: int, root: Path) -> str:
    """A page with what it names filled in.

    Parameters
    ----------
    text
        Markdown, in which `{{ KIND NAME }}` stands for

        - `formula issuance.annual_yield`: a formula, and the way to its entry in the reference;
        - `value plan.rewards.authority_share`: a value of a preset, as a file has it;
        - `members agents.economy.shocks.ShockKind`: the values of an enumeration, and what each means;
        - `file tests/example_plugin/pyproject.toml`: a file of the repository;
        - `readme .pre-commit-config.yaml`: the file of this name that the README shows.
    depth
        Folders between the page and the top of the site.
    root
        Folder of the package.

    Raises
    ------
    InvalidParameter
        If there is nothing of such a name.

    Examples
    --------
    >>> substituted("Authorities get {{ value plan.rewards.authority_share }}.", 0, Path())
    'Authorities get 0.6.'
    """

    def filled(place: re.Match[str]) -> str:
        kind, name = place.groups()
        if kind == "formula":
            target = f"{'../' * depth}reference/formulas.md#{name}"
            return f"{displayed(name)}\n\n[`{name}`]({target}){{ .source }}"
        if kind == "file":
            return text_of(root / name).strip("\n")
        if kind == "readme":
            return shown_in(text_of(root / "README.md"), name)
        return value(name) if kind == "value" else members(name)

    return PLACE.sub(filled, text)


def value(name: str) -> str:
    """A field of a preset as a file has it, quotes left out.

    Parameters
    ----------
    name
        Preset, table and field, joined by dots.

    Raises
    ------
    InvalidParameter
        If the preset has no such field.
    """
    preset, _, rest = name.partition(".")
    table_name, _, field = rest.partition(".")
    layers = read_layers(preset) if preset in PRESETS else {}
    if field not in layers.get(table_name, {}):
        raise InvalidParameter(f"a value must be PRESET.TABLE.FIELD of a preset, got {name!r}")
    return as_toml_value(layers[table_name][field]).strip('"')


def members(name: str) -> str:
    """The values of an enumeration as a table.

    Parameters
    ----------
    name
        Of the class, below `hybridstake`.

    Examples
    --------
    >>> print(members("agents.economy.shocks.ShockKind").splitlines()[3])
    | `load` | The mean of the load becomes the size. |
    """
    module, _, kind = name.rpartition(".")
    found = getattr(import_module(f"hybridstake.{module}"), kind)
    meanings = meanings_of(found)
    rows = [(f"`{each.value}`", plain(meanings[each.name])) for each in found]
    return table(("", "meaning"), rows)


def text_of(path: Path) -> str:
    """A file of the repository.

    Raises
    ------
    InvalidParameter
        If there is none.
    """
    if not path.is_file():
        raise InvalidParameter(f"a file must be one of the repository, got {str(path)!r}")
    return path.read_text(encoding="utf-8")


def shown_in(readme: str, name: str) -> str:
    """The file of a name that a README shows, its first line the name.

    Raises
    ------
    InvalidParameter
        If it shows none.
    """
    found = re.search(
        rf"^```\w+\n(# {re.escape(name)}\n.*?)\n```$", readme, re.MULTILINE | re.DOTALL
    )
    if found is None:
        raise InvalidParameter(f"a file must be one that README.md shows, got {name!r}")
    return found[1]
