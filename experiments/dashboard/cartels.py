"""A cartel under parameters that a page sets: whether it pays, whether it holds, and what ends it."""

from dataclasses import dataclass
from math import isfinite

import numpy as np
import pandas as pd

from ...models.economics.collusion.boundary import (
    holding_detection,
    holding_loss,
    paying_detection,
    paying_slashed_part,
)
from ...models.economics.collusion.denouncing import bounty, least_breaking_bounty
from ...models.economics.collusion.trigger import (
    cartel_pays,
    critical_discount_factor,
    holds_together,
)
from ...models.errors import InvalidParameter
from ...models.parameters.parameters import Parameters
from ..questions.cartel_boundary import DETECTIONS, LOSSES, Cartel, cartel_of, finite

POINTS = 121
"""Of a boundary."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ends:
    """A cartel at one detection and loss, and what would end it."""

    cartel: Cartel
    loss: float
    """Of a member that is found out [token]."""
    detection: float
    """Probability of being found out on a day [1]."""
    pays: bool
    """Whether a member gets more than an honest authority."""
    holds: bool
    """Whether nobody gains by cheating on the others."""
    paying_detection: float | None
    """From which on it does not pay; none where nothing is lost [1]."""
    holding_detection: float | None
    """Above which somebody cheats; none where nothing is lost and cheating does not pay [1]."""
    slashed_part: float | None
    """Of a stake, from which on it does not pay though the seat is kept; none if unwatched [1]."""
    holding_loss: float | None
    """Above which somebody cheats; none if unwatched [token]."""
    patience: float | None
    """Least discount factor of a day with which it holds, if unwatched [1]."""
    bounty: float | None
    """Above which somebody denounces it and is pardoned [token]."""
    bounty_rate: float | None
    """The same as a part of what all others are slashed [1]."""


def ends_of(parameters: Parameters, kind: str, detection: float, *, loses_seat: bool) -> Ends:
    """What a cartel is worth and what ends it.

    Parameters
    ----------
    parameters
        Of one protocol.
    kind
        One of `cartel_boundary.KINDS`.
    detection
        Probability of being found out on a day [1].
    loses_seat
        Whether who is found out also loses the rewards of the unbonding time.

    Raises
    ------
    InvalidParameter
        For a probability outside [0, 1], or pay that is no finite number.
    """
    if not 0 <= detection <= 1:
        raise InvalidParameter(f"detection must lie in [0, 1], got {detection!r}")
    cartel = cartel_of(parameters, kind)
    stage, loss = cartel.stage, cartel.slash + cartel.rent * loses_seat
    if not all(isfinite(each) for each in (stage.member, stage.deviator, stage.honest, loss)):
        raise InvalidParameter(f"pay of a day must be finite, got {stage.member!r}")
    reward = finite(
        least_breaking_bounty, cartel.discount, stage.member, stage.honest, detection, loss, 0.0
    )
    others = bounty(1.0, cartel.members - 1, cartel.slash)
    return Ends(
        cartel=cartel,
        loss=loss,
        detection=detection,
        pays=bool(cartel_pays(stage.member, stage.honest, detection, loss, 0.0)),
        holds=bool(
            holds_together(
                cartel.discount, stage.member, stage.deviator, stage.honest, detection, loss
            )
        ),
        paying_detection=finite(paying_detection, stage.member, stage.honest, loss),
        holding_detection=holding(cartel, loss),
        slashed_part=finite(
            paying_slashed_part,
            stage.member,
            stage.honest,
            detection,
            parameters.staking.authority_minimum,
        ),
        holding_loss=finite(
            holding_loss, cartel.discount, stage.member, stage.deviator, stage.honest, detection
        ),
        patience=finite(critical_discount_factor, stage.member, stage.deviator, stage.honest),
        bounty=reward,
        bounty_rate=None if reward is None else finite(lambda: reward / others),
    )


def holding(cartel: Cartel, loss: float) -> float | None:
    """Detection on a day above which a member cheats [1]."""
    stage = cartel.stage
    return finite(
        holding_detection, cartel.discount, stage.member, stage.deviator, stage.honest, loss
    )


def boundaries(cartel: Cartel) -> pd.DataFrame:
    """Both ends of a cartel against what is lost.

    Parameters
    ----------
    cartel
        Whose honest members are paid something.

    Returns
    -------
    DataFrame
        Columns `loss_days` in days of honest pay, `line` and `detection` [1]; without what is zero,
        below or above one.
    """
    rows = [
        (float(days), line, detection)
        for days in np.geomspace(*LOSSES, POINTS)
        for line, detection in (
            ("somebody cheats above", holding(cartel, float(days) * cartel.days)),
            (
                "it does not pay above",
                finite(
                    paying_detection,
                    cartel.stage.member,
                    cartel.stage.honest,
                    float(days) * cartel.days,
                ),
            ),
        )
        if detection is not None and DETECTIONS[0] <= detection <= DETECTIONS[1]
    ]
    return pd.DataFrame(rows, columns=["loss_days", "line", "detection"])
