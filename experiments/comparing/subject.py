"""What is put side by side, and under which conditions it is measured."""

from dataclasses import dataclass

from ...models.errors import InvalidParameter
from ...models.parameters.checks import check_count
from ...models.parameters.parameters import Parameters
from ..parameter_files import LONGEST_SHOWN, cut

LETTERS = ("A", "B")
"""What two files are called in sentences, whatever their names are."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A parameter file."""

    letter: str
    """Of `LETTERS`."""
    name: str
    """As it was asked for: a preset, or a path."""
    parameters: Parameters

    @property
    def short(self) -> str:
        """Its name where there is little room: the end of a path says most."""
        return (
            self.name if len(self.name) <= LONGEST_SHOWN else f"…{self.name[1 - LONGEST_SHOWN :]}"
        )


@dataclass(frozen=True, slots=True)
class Shares:
    """How likely members of each class are to be corrupted."""

    authorities: float
    """[1]"""
    stake: float
    """[1]"""

    def __post_init__(self) -> None:
        for name, value in (("authorities", self.authorities), ("stake", self.stake)):
            if not 0 <= value <= 1:
                raise InvalidParameter(f"corruption of {name} must lie in [0, 1], got {value!r}")

    @property
    def words(self) -> str:
        """As people read them.

        Examples
        --------
        >>> Shares(0.1, 0.1).words, Shares(0.2, 0.05).words
        ('10 %', '20 % of authorities, 5 % of stake')
        """
        if self.authorities == self.stake:
            return f"{100 * self.stake:.4g} %"
        return f"{100 * self.authorities:.4g} % of authorities, {100 * self.stake:.4g} % of stake"


def read_shares(text: str) -> tuple[Shares, ...]:
    """Pairs of corruption, as an option says them.

    Parameters
    ----------
    text
        With commas between: a share of both classes, or `AUTHORITIES:STAKE`.

    Raises
    ------
    InvalidParameter
        If it has another form, or a share is none.

    Examples
    --------
    >>> read_shares("0.1,0.3:0.2")
    (Shares(authorities=0.1, stake=0.1), Shares(authorities=0.3, stake=0.2))
    """
    found: list[Shares] = []
    for entry in text.split(","):
        authorities, colon, stake = entry.partition(":")
        try:
            found.append(Shares(float(authorities) + 0, float(stake if colon else authorities) + 0))
        except InvalidParameter:
            raise
        except ValueError as error:
            raise InvalidParameter(
                "corruption must be shares with commas between, each for both classes or "
                f"AUTHORITIES:STAKE, got {cut(repr(text), LONGEST_SHOWN)}"
            ) from error
    if len(set(found)) < len(found):
        raise InvalidParameter(
            f"corruption must name each pair once, got {cut(repr(text), LONGEST_SHOWN)}"
        )
    return tuple(found)


@dataclass(frozen=True, kw_only=True, slots=True)
class Conditions:
    """Under which all subjects are measured alike."""

    shares: tuple[Shares, ...] = (Shares(0.1, 0.1), Shares(0.2, 0.2), Shares(0.3, 0.3))
    """Corruptions at which attacks are asked for."""
    runs: int = 16
    """Of the economy, and of the network, for each subject [1]."""
    epochs: int = 365
    """Length of a run of the economy [epoch]."""
    last_epochs: int = 30
    """Of a run, whose mean counts: a day's mode and load say little [epoch]."""
    people: int = 1_000
    """Who may stake in it [1]."""
    deployment: str = "ten-regions"
    """Where validators sit: a name of the package, or a file."""
    seed: int = 1
    confidence: float = 0.95
    """That all intervals of differences hold together [1]."""

    def __post_init__(self) -> None:
        for name in ("runs", "epochs", "last_epochs", "people"):
            check_count(name, getattr(self, name), least=1)
        if not 0 < self.confidence < 1:
            raise InvalidParameter(f"confidence must lie in (0, 1), got {self.confidence!r}")
