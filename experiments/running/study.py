"""What a run of questions is asked of: the protocols, the seed, the precision, and where results go."""

import hashlib
import json
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from ...models.parameters.parameters import Parameters
from ..extending.origins import ingredients_of
from . import question, sources
from .files import file_digest, read_json
from .precision import Precision
from .revision import is_committed

RUNNER = "hybridstake.experiments.running.runner"
"""What asks the questions and writes their answers: results stand on it as on the question."""

LIBRARIES = ("cvc5", "mesa", "numpy", "pandas", "pyarrow", "scipy", "sympy", "z3-solver")


@dataclass(frozen=True, kw_only=True, slots=True)
class Study:
    """Everything that a result depends on, beside the code."""

    protocols: Mapping[str, Parameters]
    """Parameters by the protocol's name."""
    seed: int
    """All randomness comes from it, by address."""
    precision: Precision
    """How much is computed."""
    out: Path
    """Folder of `results/`, `numbers/`, `tables/`, `listings/` and `figures/`."""

    def results_path(self, name: str) -> Path:
        """Table of a question's answers."""
        return self.out / "results" / f"{name}.parquet"

    def manifest_path(self, name: str) -> Path:
        """What a question's results were made from."""
        return self.out / "results" / f"{name}.json"

    def numbers_path(self, name: str) -> Path:
        """Numbers that the prose quotes."""
        return self.out / "numbers" / f"{name}.json"

    def table_path(self, name: str) -> Path:
        """A table of the paper."""
        return self.out / "tables" / f"{name}.csv"

    def listing_path(self, name: str) -> Path:
        """A listing of the paper."""
        return self.out / "listings" / f"{name}.txt"

    def key(self, name: str) -> str:
        """Hash of all that a question's answers depend on: equal keys, equal results."""
        return key_of(self.ingredients(name))

    def ingredients(self, name: str) -> dict[str, Any]:
        """All that a question's answers depend on, as JSON."""
        declared = question.declared(question.reads(name))
        return {
            "question": question.title(name),
            "parameters": {
                protocol: values(parameters, declared)
                for protocol, parameters in self.protocols.items()
            },
            "seed": self.seed,
            "precision": str(self.precision),
            "sources_sha256": sources.digest(*modules(name)),
            "versions": library_versions(),
            **ingredients_of((question.module_name(name),) if question.is_added(name) else ()),
        }

    def is_fresh(self, name: str) -> bool:
        """Whether a question's outputs are there, whole, and made from what there is now."""
        manifest = read_json(self.manifest_path(name))
        if not isinstance(manifest, dict) or not isinstance(manifest.get("outputs"), dict):
            return False
        ingredients = self.ingredients(name)
        made_from = {"key": key_of(ingredients), **ingredients}
        return (
            manifest | made_from == manifest
            and all(
                file_digest(self.out / path) == digest
                for path, digest in manifest["outputs"].items()
            )
            and not (manifest.get("dirty") and is_committed(self.out, modules(name)))
        )


def key_of(ingredients: Any) -> str:
    """Hash of all that some answers depend on, as JSON; what is not finite is refused."""
    content = json.dumps(ingredients, sort_keys=True, allow_nan=False)
    return hashlib.sha256(content.encode()).hexdigest()


def modules(name: str) -> tuple[str, str]:
    """Modules that a question's results stand on, with all that these import."""
    return question.module_name(name), RUNNER


@cache
def library_versions() -> dict[str, str | None]:
    """Versions that may change a result's bytes."""
    return {"python": platform.python_version()} | {
        name: installed_version(name) for name in LIBRARIES
    }


def installed_version(library: str) -> str | None:
    """Version of a library, or `None` where it is an extra that is not installed."""
    try:
        return version(library)
    except PackageNotFoundError:
        return None


def whole(parameters: Parameters) -> dict[str, dict[str, Any]]:
    """All fields of a protocol as JSON values."""
    return values(parameters, question.FIELDS)


def values(
    parameters: Parameters, chosen: Mapping[str, tuple[str, ...]]
) -> dict[str, dict[str, Any]]:
    """Some fields of a protocol, by table, as JSON values."""
    return {
        table: {name: plain(getattr(getattr(parameters, table), name)) for name in names}
        for table, names in chosen.items()
    }


def plain(value: Any) -> Any:
    """A parameter as a JSON value; exact fractions as text."""
    return value if value is None or isinstance(value, bool | int | float) else str(value)
