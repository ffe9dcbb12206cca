"""The same story told in fewer days, or in epochs of another length."""

import math
from dataclasses import replace

from ...agents.settings import EconomySettings


def shortened(settings: EconomySettings, by: int) -> EconomySettings:
    """A story of fewer epochs: its length and the times of its shocks divided.

    Parameters
    ----------
    settings
        The whole story.
    by
        By what times are divided, whole and positive [1].
    """
    return replace(
        settings,
        epochs=settings.epochs // by,
        shocks=tuple(replace(each, epoch=(each.epoch - 1) // by + 1) for each in settings.shocks),
    )


def paced(settings: EconomySettings, steps: float) -> EconomySettings:
    """A story of the same length in shorter or longer epochs, with the same pace of thought.

    Parameters
    ----------
    settings
        The story.
    steps
        New epochs in an old one, positive [1].

    Notes
    -----
    People review as often, and expectations fade as fast, as before. One temptation comes in an epoch,
    however long it is.
    """
    return replace(
        settings,
        epoch_seconds=settings.epoch_seconds / steps,
        epochs=math.ceil(settings.epochs * steps),
        review_probability=1 - (1 - settings.review_probability) ** (1 / steps),
        expectation_memory=settings.expectation_memory ** (1 / steps),
        exclusion_epochs=math.ceil(settings.exclusion_epochs * steps),
        shocks=tuple(
            replace(each, epoch=math.floor((each.epoch - 1) * steps) + 1)
            for each in settings.shocks
        ),
    )
