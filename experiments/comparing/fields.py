"""Fields of parameter files, and those in which two of them differ."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

from ...models.parameters.parameters import Parameters
from ..evaluating.variation import as_toml_value
from ..parameter_files import load, table_types
from .subject import Subject


@dataclass(frozen=True, slots=True)
class Field:
    """One field of all files."""

    name: str
    """`table.key`."""
    values: tuple[Any, ...]
    """Of each file."""
    of_plan: Any
    """That of the plan."""

    @property
    def differs(self) -> bool:
        """Whether not all files say the same."""
        return any(value != self.values[0] for value in self.values)

    @property
    def departs(self) -> bool:
        """Whether a file says something else than the plan."""
        return any(value != self.of_plan for value in self.values)

    @property
    def words(self) -> tuple[str, ...]:
        """Values as a parameter file has them."""
        return tuple(as_toml_value(value) for value in self.values)

    @property
    def of_plan_words(self) -> str:
        """Value of the plan as a parameter file has it."""
        return as_toml_value(self.of_plan)

    def as_dict(self) -> dict[str, str]:
        """The contract with machines: values as a parameter file has them."""
        if len(self.values) == 1:
            return {"field": self.name, "value": self.words[0]}
        return {"field": self.name, "old": self.words[0], "new": self.words[1]}


def all_fields(subjects: Sequence[Subject]) -> list[Field]:
    """Every field, in the order of a parameter file."""
    plan = load("plan")
    return [
        Field(
            name, tuple(value_of(each.parameters, name) for each in subjects), value_of(plan, name)
        )
        for name in field_names()
    ]


def field_names() -> Iterator[str]:
    """Names of all fields, each after its table's."""
    for table, table_type in table_types().items():
        for field in fields(table_type):
            yield f"{table}.{field.name}"


def value_of(parameters: Parameters, name: str) -> Any:
    """Value of a field."""
    table, key = name.split(".")
    return getattr(getattr(parameters, table), key)
