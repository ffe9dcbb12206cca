"""The second witness of every claim: another way to the same answer, and the tests that let it speak."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

NONE = "none"
"""How a claim begins to tell that it has no second witness; why follows after a colon."""


@dataclass(frozen=True, slots=True)
class Witness:
    """Another way by which an answer is reached."""

    witness: str
    """What it is, or why there is none."""
    tests: tuple[str, ...]
    """Tests of the checkout that hold it against the first, as `file::name`."""


@cache
def read_witnesses() -> Mapping[str, Mapping[str, Witness]]:
    """Witnesses by `question` and by `claim`, and there by name."""
    file = resources.files("hybridstake.experiments.claims").joinpath("witnesses.toml")
    document = tomllib.loads(file.read_text(encoding="utf-8"))
    return {
        kind: {name: Witness(each["witness"], tuple(each["tests"])) for name, each in table.items()}
        for kind, table in document.items()
    }


def witness_of(claim: str, question: str) -> Witness:
    """The witness of one claim: its own, or else that of the question which settles it.

    Parameters
    ----------
    claim
        Its id.
    question
        The question that settles it.

    Raises
    ------
    KeyError
        If neither has one.
    """
    read = read_witnesses()
    return read["claim"].get(claim) or read["question"][question]
