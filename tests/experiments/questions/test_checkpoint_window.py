"""The windows of a protocol, and the verdicts that follow from them."""

from collections.abc import Callable
from typing import Any

import pytest
from hybridstake.experiments.claims.wording import duration

DAY = 86_400

PERIOD = duration(50_000)

REPAIR = (
    f"evidence takes {duration(DAY)}, counts for {duration(14 * DAY)}, "
    f"and stake is released after {duration(21 * DAY)}"
)


@pytest.fixture
def settled(answers_to: Callable[..., Any]) -> Callable[..., Any]:
    """Findings for changes to the plan's and the reference's windows."""

    def settle(
        staking: dict[str, float] | None = None,
        checkpoints: dict[str, float] | None = None,
        reference: dict[str, float] | None = None,
    ) -> Any:
        plan = {"staking": staking or {}, "checkpoints": checkpoints or {}}
        return answers_to("checkpoint_window", plan, {"staking": reference or {}})[1]

    return settle


def test_a_checkpoint_leaves_what_is_left_of_unbonding_for_the_evidence(
    settled: Callable[..., Any],
) -> None:
    """1,814,400 - 50,000 - 5 - 0.1 s, and evidence is assumed to take 86,400 of them."""
    found = settled()["C58"]
    assert (found.verdict, found.repair) == ("holds if", "")
    assert found.condition == (
        f"evidence is on the chain in less than 1,764,394.9 s: checkpoints come every {PERIOD} and "
        f"reach everybody in 5.1 s, evidence counts for {duration(21 * DAY)}, and stake is released "
        f"after 21 days; {duration(DAY)} assumed"
    )


@pytest.mark.parametrize(
    ("checkpoints", "verdict"),
    [
        ({"period_seconds": 20 * DAY - 5.2}, "holds if"),
        ({"period_seconds": 20 * DAY - 5.1}, "refuted"),
        ({"evidence_delay_seconds": 21 * DAY - 50_005.2}, "holds if"),
        ({"evidence_delay_seconds": 21 * DAY - 50_005.1}, "refuted"),
        ({"period_seconds": 22 * DAY, "evidence_delay_seconds": 0}, "refuted"),
    ],
)
def test_a_checkpoint_that_comes_with_the_exit_comes_too_late(
    settled: Callable[..., Any], checkpoints: dict[str, float], verdict: str
) -> None:
    """Period, receipt (5 s and 0.1 s) and delay must stay below 21 days together, not reach them."""
    assert settled(checkpoints=checkpoints)["C58"].verdict == verdict


def test_too_rare_checkpoints_are_repaired_where_the_reference_has_more_of_them(
    answers_to: Callable[..., Any],
) -> None:
    rare = {"checkpoints": {"period_seconds": 30 * DAY}}
    _, found = answers_to("checkpoint_window", rare)
    assert found["C58"].condition == (
        f"checkpoints come every 30 days and reach everybody in 5.1 s, evidence takes {duration(DAY)} "
        "and counts for 21 days, and stake is released after 21 days"
    )
    assert found["C58"].repair == f"checkpoints every {PERIOD}"
    _, found = answers_to("checkpoint_window", rare, rare)
    assert found["C58"].repair == ""


def test_windows_are_compared_as_they_are_written(settled: Callable[..., Any]) -> None:
    """0.1 + 0.7 is 0.8, which the sum of the floats falls short of."""
    found = settled(
        {"unbonding_seconds": 0.8}, {"period_seconds": 0.1, "evidence_delay_seconds": 0.7}
    )
    assert found["C58"].verdict == "refuted"


def test_evidence_counts_for_as_long_as_stake_is_bonded_and_so_a_block_too_long(
    settled: Callable[..., Any],
) -> None:
    found = settled()["C60"]
    assert (found.verdict, found.repair) == ("holds if", REPAIR)
    assert found.condition == (
        "evidence is on the chain in less than 21 days, when stake is released, though it counts "
        f"for 21 days; {duration(DAY)} assumed"
    )


@pytest.mark.parametrize(
    ("staking", "delay", "verdict", "repair"),
    [
        ({"evidence_window_seconds": 21 * DAY - 1}, DAY, "holds if", ""),
        ({"evidence_window_seconds": 22 * DAY}, DAY, "holds if", REPAIR),
        ({"evidence_window_seconds": DAY}, DAY, "holds if", ""),
        ({"evidence_window_seconds": DAY - 1}, DAY, "refuted", REPAIR),
        ({}, 21 * DAY - 1, "holds if", REPAIR),
        ({}, 21 * DAY, "refuted", REPAIR),
        ({"unbonding_seconds": 0}, 0, "refuted", REPAIR),
    ],
)
def test_evidence_must_count_and_must_find_the_stake(
    settled: Callable[..., Any],
    staking: dict[str, float],
    delay: float,
    verdict: str,
    repair: str,
) -> None:
    """The reference's windows are a repair where there is something to mend."""
    found = settled(staking, {"evidence_delay_seconds": delay})["C60"]
    assert (found.verdict, found.repair) == (verdict, repair)


def test_evidence_that_counts_for_less_than_unbonding_must_come_while_it_counts(
    settled: Callable[..., Any],
) -> None:
    found = settled({"evidence_window_seconds": 14 * DAY})["C60"]
    assert found.condition == (
        f"evidence is on the chain within 14 days, while it counts; {duration(DAY)} assumed"
    )


def test_the_repair_goes_when_the_reference_does_not_make_it(
    settled: Callable[..., Any],
) -> None:
    found = settled(reference={"evidence_window_seconds": 21 * DAY})["C60"]
    assert (found.verdict, found.repair) == ("holds if", "")
