"""Stories in other epochs, with the numbers by hand."""

from dataclasses import replace

import pytest
from hybridstake.agents.economy.shocks import Shock, ShockKind
from hybridstake.agents.settings import EconomySettings
from hybridstake.experiments.simulating.pace import paced, shortened

DAYS = EconomySettings(
    epochs=1_095,
    shocks=(
        Shock(epoch=365, kind=ShockKind.LOAD, size=0.9),
        Shock(epoch=547, kind=ShockKind.LOAD, size=0.4),
    ),
)


@pytest.mark.parametrize("steps", [2, 4, 1 / 7])
def test_a_story_takes_as_long_in_other_epochs(steps: float) -> None:
    """364 and 546 days pass before the shocks, and as many think again within a year."""
    other = paced(DAYS, steps)
    assert other.epochs * other.epoch_seconds == pytest.approx(1_095 * 86_400, rel=0.01)
    assert [(each.epoch - 1) / steps for each in other.shocks] == pytest.approx(
        [364, 546], rel=1e-9
    )
    unmoved = (1 - other.review_probability) ** steps
    assert unmoved == pytest.approx(1 - DAYS.review_probability, rel=1e-12, abs=0)
    kept = other.expectation_memory**steps
    assert kept == pytest.approx(DAYS.expectation_memory, rel=1e-12, abs=0)
    out = other.exclusion_epochs * other.epoch_seconds
    assert 365 <= out / 86_400 < 365 + max(1 / steps, 1)


def test_the_same_epochs_change_nothing() -> None:
    """But for the last bit of what is raised to a power."""
    same = paced(DAYS, 1)
    assert replace(same, review_probability=DAYS.review_probability) == DAYS


def test_a_shorter_story_has_everything_sooner() -> None:
    """Of 1,095 days 91 are left; 11 before the first shock become none, 364 become 30, 546 become 45."""
    early = Shock(epoch=12, kind=ShockKind.LOAD, size=0.1)
    short = shortened(replace(DAYS, shocks=(early, *DAYS.shocks)), 12)
    assert short.epochs == 91
    assert [each.epoch for each in short.shocks] == [1, 31, 46]
    assert short.epoch_seconds == DAYS.epoch_seconds
