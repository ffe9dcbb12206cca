"""A mode that stays, whatever the load: what a question about one mode asks for."""

from ...protocol.machine.schedule import Standing
from ...protocol.machine.setting import Proposers
from ...protocol.machine.votes import Block
from ...protocol.modes import Mode


class Steady:
    """Every round of every height in the mode of the first."""

    def after(self, validator: str, standing: Standing, height: int, block: Block) -> Standing:
        """The mode in which all began, for so much longer."""
        return Standing(standing.mode, standing.seconds + block.statistics.seconds)

    def mode(self, validator: str, standing: Standing, height: int, round_: int) -> Mode:
        """The same in all rounds."""
        return standing.mode


def every_round(validators: int) -> Proposers:
    """Everybody proposes in turn, round by round; each height begins one further.

    On the walk through the modes a mode returns only every other round or later, and
    `models/protocol/machine/rotation.py` counts those; here every round is in it.

    Examples
    --------
    >>> proposer = every_round(4)
    >>> [proposer(3, round_, Mode.FAST) for round_ in range(3)]
    ['v3', 'v0', 'v1']
    """

    def proposer(height: int, round_: int, mode: Mode) -> str:
        return f"v{(height + round_) % validators}"

    return proposer
