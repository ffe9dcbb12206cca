"""The repeated game of a cartel, played out: nothing is summed in closed form here."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .stage import Stage

NEGLIGIBLE = 1e-12
"""Weight of an epoch below which the rest of a play is left out, relative to the first [1]."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RepeatedGame:
    """A cartel, epoch after epoch."""

    stage: Stage
    """Pay of an epoch."""
    discount: float
    """Factor of an epoch, in [0, 1) [1]."""
    detection: float
    """Probability of being found out in an epoch in which all collude [1]."""
    loss: float
    """Of a member that is found out [token]."""
    punishment_epochs: int | None = None
    """Honest epochs after somebody has cheated; none: all that follow [epoch]."""


def play(
    game: RepeatedGame, paths: int, rng: np.random.Generator, *, cheats: bool
) -> NDArray[np.float64]:
    """What one member gets above honest pay, discounted, in independent plays.

    Parameters
    ----------
    game
        Of a cartel; the others collude until somebody has cheated, or all were found out.
    paths
        Independent plays [1].
    rng
        Draws who is found out.
    cheats
        Whether the member cheats in the first epoch, and keeps to the cartel from then on.

    Returns
    -------
    ndarray
        (paths,) [token]

    Notes
    -----
    Source: ours: a state machine of three states, all paths in step.
    """
    stage = game.stage
    gains = np.zeros(paths)
    over = np.zeros(paths, dtype=bool)
    punished = 0
    weight = 1.0
    epoch = 0
    while weight > NEGLIGIBLE and not over.all():
        if cheats and epoch == 0:
            gains += weight * (stage.deviator - stage.honest)
            if game.punishment_epochs is None:
                over[:] = True
            else:
                punished = game.punishment_epochs
        elif punished:
            punished -= 1
        else:
            caught = ~over & (rng.random(paths) < game.detection)
            gains += weight * (stage.member - stage.honest) * ~over
            gains -= weight * game.loss * caught
            over |= caught
        weight *= game.discount
        epoch += 1
    return gains


def staying(
    game: RepeatedGame, shape: tuple[int, ...], rng: np.random.Generator
) -> NDArray[np.float64]:
    """The same of a member who never cheats, by drawing the epoch in which the cartel is found out.

    Parameters
    ----------
    game
        Of a cartel.
    shape
        Of the independent plays.
    rng
        Draws when the cartel is found out.

    Returns
    -------
    ndarray
        Of that shape [token].

    Notes
    -----
    Source: ours. Equal in law to `play`, in one draw for a play of any length.
    """
    gain = game.stage.member - game.stage.honest
    if game.detection == 0:
        return np.full(shape, gain / (1 - game.discount))
    epochs = rng.geometric(game.detection, shape)
    last = game.discount ** (epochs - 1.0)
    return gain * (1 - last * game.discount) / (1 - game.discount) - last * game.loss
