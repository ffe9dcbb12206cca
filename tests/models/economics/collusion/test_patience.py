"""Finite punishment: patience from below and from above, against the predicate on a fine grid."""

import numpy as np
import pytest
from hybridstake.models.economics.collusion.patience import patience_range
from hybridstake.models.economics.collusion.stage import Stage
from hybridstake.models.economics.collusion.trigger import (
    critical_discount_factor_when_watched,
    holds_with_finite_punishment,
)
from hybridstake.models.errors import InvalidParameter

STAGE = Stage(member=3.0, deviator=5.0, outsider=0.0, honest=1.0)
GRID = np.linspace(0.0, 1.0, 20_001)


@pytest.mark.parametrize("epochs", [1, 2, 5, 50])
@pytest.mark.parametrize("detection", [0.0, 0.01, 0.1, 0.4])
def test_the_range_is_where_the_predicate_holds(epochs: int, detection: float) -> None:
    loss = 0.5
    held = holds_with_finite_punishment(
        GRID, GRID**epochs, STAGE.member, STAGE.deviator, STAGE.honest, detection, loss
    )
    found = patience_range(STAGE, detection, loss, epochs)
    if found is None:
        assert not held.any()
        return
    step = GRID[1]
    assert GRID[held].min() == pytest.approx(found[0], abs=step)
    assert GRID[held].max() == pytest.approx(found[1], abs=step)
    assert held[(found[0] + step < GRID) & (found[1] - step > GRID)].all()


def test_endless_punishment_is_the_limit_of_long_punishment() -> None:
    grim = critical_discount_factor_when_watched(3.0, 5.0, 1.0, 0.1, 0.5)
    found = patience_range(STAGE, 0.1, 0.5, epochs=2_000)
    assert found is not None
    assert found[0] == pytest.approx(grim, rel=1e-9)
    assert 0.99 < found[1] < 1


def test_a_watched_cartel_of_the_very_patient_does_not_fear_a_pause() -> None:
    """At a factor of one a pause of any length costs nothing, for the cartel ends by detection."""
    found = patience_range(STAGE, 0.05, 0.0, epochs=10)
    assert found is not None
    assert found[1] < 1
    unwatched = patience_range(STAGE, 0.0, 0.0, epochs=10)
    assert unwatched is not None
    assert unwatched[1] == 1


def test_where_no_patience_is_enough_there_is_no_range() -> None:
    assert patience_range(STAGE, 0.5, 4.0, epochs=10) is None
    assert patience_range(STAGE, 0.3, 1.0, epochs=1) is None


@pytest.mark.parametrize(
    ("stage", "epochs", "message"),
    [
        (STAGE, 0, "epochs must be at least 1, got 0"),
        (Stage(1.0, 1.0, 0.0, 1.0), 1, "cheating must pay more than honesty, got 0.0 more"),
    ],
)
def test_a_game_without_punishment_or_temptation_is_refused(
    stage: Stage, epochs: int, message: str
) -> None:
    with pytest.raises(InvalidParameter) as refused:
        patience_range(stage, 0.1, 1.0, epochs)
    assert str(refused.value) == message
