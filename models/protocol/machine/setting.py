"""What does not change while the protocol runs: parameters, who takes part, who proposes, which mode."""

from collections.abc import Callable
from dataclasses import dataclass

from ...errors import InvalidParameter
from ...parameters.parameters import Parameters
from ..modes import Mode
from ..quorums import Quorum, quorum
from .node import Node
from .schedule import Measure, Schedule
from .validators import Validator, ValidatorSet
from .votes import Ballot, is_certificate

Proposers = Callable[[int, int, Mode], str]
"""Proposer of a height's round in a mode."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A deployment of the protocol."""

    parameters: Parameters
    memberships: tuple[ValidatorSet, ...]
    """Validators by height, as the staking contract names them; the last stay."""
    schedule: Schedule
    proposers: Proposers
    measure: Measure
    """What a proposer writes into its block."""
    start: Mode
    """Mode of the first height."""
    quorums: tuple[Quorum, ...]
    """By mode."""

    def validators(self, height: int) -> ValidatorSet:
        """Validators of a height."""
        return self.memberships[min(height, len(self.memberships) - 1)]

    def everybody(self) -> tuple[Validator, ...]:
        """Every validator of any height, in order of appearance."""
        found = {each.name: each for some in self.memberships for each in some.members}
        return tuple(found.values())

    def mode(self, node: Node, round_: int) -> Mode:
        """Mode of a round of the validator's height, as that validator sees it."""
        return self.schedule.mode(node.name, node.standing, node.height, round_)

    def certified(self, node: Node, ballot: Ballot) -> bool:
        """Whether what a validator has heard is, in its eyes, a certificate."""
        return ballot.height == node.height and is_certificate(
            node.certificate(ballot),
            self.quorums[self.mode(node, ballot.round)],
            self.validators(ballot.height),
        )


def setting(
    parameters: Parameters,
    memberships: tuple[ValidatorSet, ...],
    schedule: Schedule,
    proposers: Proposers,
    measure: Measure,
    start: Mode = Mode.BALANCED,
) -> Setting:
    """A deployment, with the quorums that its parameters ask for.

    Raises
    ------
    InvalidParameter
        When a validator is honest in one height and Byzantine in another, or there is no height.
    """
    if not memberships:
        raise InvalidParameter("memberships must name the validators of a height, got none")
    character: dict[str, bool] = {}
    for each in (each for some in memberships for each in some.members):
        if character.setdefault(each.name, each.byzantine) != each.byzantine:
            raise InvalidParameter(
                f"{each.name} must be honest in all heights or in none, got both"
            )
    quorums = tuple(quorum(parameters, mode) for mode in Mode)
    return Setting(parameters, memberships, schedule, proposers, measure, start, quorums)
