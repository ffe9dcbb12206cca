"""A mode that stays, whatever the load: what a question about one mode asks for."""

# pyright: reportUnknownMemberType=false
# NumPy's newer annotations leave some of its own functions partly unknown.

import numpy as np

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


def every_round_by_lot(validators: int, rng: np.random.Generator) -> Proposers:
    """Everybody proposes once in so many rounds, in an order that is drawn anew each time.

    Validators are numbered region by region, so that in the order of their numbers a proposer and the
    next one would sit together, and chained rounds be quicker than they are.

    Parameters
    ----------
    validators
        How many [1].
    rng
        Where chance comes from; of nobody else.

    Examples
    --------
    >>> proposer = every_round_by_lot(3, np.random.default_rng(1))
    >>> sorted(proposer(height, 0, Mode.FAST) for height in range(3))
    ['v0', 'v1', 'v2']
    """
    order: list[int] = []

    def proposer(height: int, round_: int, mode: Mode) -> str:
        while len(order) <= height + round_:
            order.extend(rng.permutation(validators).tolist())
        return f"v{order[height + round_]}"

    return proposer
