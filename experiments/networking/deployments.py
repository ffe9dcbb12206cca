"""Deployments: how many validators sit in which region, from files or from an option."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...models.errors import InvalidParameter
from ...models.network.links import Links
from ..extending.deployments import file_of
from ..extending.registry import Registry
from ..parameter_files import read_toml, shorten, unknown
from .latencies import MEASURED, load_links, shipped
from .settings import RULES, settings_of

KEYS = ("title", "latencies", "validators", *RULES)
MOST_VALIDATORS = 2_000
"""Whose votes are looked at one by one [1]."""


@dataclass(frozen=True, eq=False, slots=True)
class Deployment:
    """Validators by region, and the links between these."""

    title: str
    links: Links
    validators: dict[str, int]
    """By region, in the order in which they are numbered [1]."""
    settings: dict[str, Any] = field(default_factory=dict[str, Any])
    """What its file says of nodes and protocol, by option of `hybridstake network`, which reads it."""

    def __post_init__(self) -> None:
        for region in self.validators:
            self.links.place(region)
        if not 1 <= sum(self.validators.values()) <= MOST_VALIDATORS:
            raise InvalidParameter(
                f"validators must be 1 to {MOST_VALIDATORS:,}, got {sum(self.validators.values()):,}"
            )

    @property
    def places(self) -> NDArray[np.int64]:
        """(n,) Number of the region of each validator."""
        regions = [self.links.place(region) for region in self.validators]
        return np.repeat(np.array(regions), list(self.validators.values()))

    def without_jitter(self) -> "Deployment":
        """The same with the median delay for every message."""
        medians = self.links.median_ms
        return replace(self, links=Links(self.links.regions, medians, medians))


FILES = Registry(
    "deployments", {path.stem: path for path in sorted(shipped("").glob("*.toml"))}, file_of
)
"""Files of deployments by name: those that ship with the package, and those that others add."""


def deployment_names() -> list[str]:
    """Deployments that have a name."""
    return list(FILES)


def load_deployment(name_or_path: str) -> Deployment:
    """A deployment of the package or of one that adds to it, or of a user's TOML file.

    Parameters
    ----------
    name_or_path
        One of `deployment_names()`, or the path of a file with `latencies` (a name, or a CSV file
        beside it), a table `[validators]` of counts by region, and any of the keys of `settings.py`:
        `mode`, `phases`, `jitter`, `bandwidth`, `dissemination`, `transaction_bytes`, `block_size`,
        `cores`, `workload` and `workers`.

    Raises
    ------
    InvalidParameter
        In one line: the key, the rule and the value.
    """
    path = FILES[name_or_path] if name_or_path in FILES else Path(name_or_path)
    if not path.is_file():
        raise InvalidParameter(
            f"deployment must be {', '.join(deployment_names())} or a readable TOML file, "
            f"got {shorten(name_or_path)}"
        )
    document = read_toml(str(path))
    for key in document:
        if key not in KEYS:
            raise InvalidParameter(unknown("key of a deployment", key, list(KEYS)))
    latencies = document.get("latencies", MEASURED)
    if not isinstance(latencies, str):
        raise InvalidParameter(f"latencies must be a name or a path, got {shorten(latencies)}")
    return Deployment(
        title=str(document.get("title", path.stem)),
        links=load_links(latencies, path.parent),
        validators=counts_of(document.get("validators", {})),
        settings=settings_of(document, path.name),
    )


def of_regions(text: str) -> Deployment:
    """A deployment as an option says it, such as `eu-west-1:7,us-east-1:7`."""
    entries = [entry.partition(":") for entry in text.split(",")]
    counts: dict[str, Any] = {}
    for region, colon, count in entries:
        if region in counts or not colon or not count.isascii() or not count.isdigit():
            raise InvalidParameter(
                f"regions must be REGION:COUNT, each once, with commas between, got {shorten(text)}"
            )
        counts[region] = int(count) if len(count) < len(str(2**63)) else 2**63
    return Deployment("as asked", load_links(MEASURED), counts_of(counts))


def counts_of(table: Any) -> dict[str, int]:
    """Validators by region, checked."""
    if not isinstance(table, Mapping) or not table:
        raise InvalidParameter(
            f"validators must be a table of counts by region, got {shorten(table)}"
        )
    for region, count in table.items():
        if isinstance(count, bool) or not isinstance(count, int) or count < 1:
            raise InvalidParameter(
                f"validators.{shorten(region)} must be a whole number of at least 1, "
                f"got {shorten(count)}"
            )
    return dict(table)
