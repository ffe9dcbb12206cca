"""The largest of stakes beyond number: told apart, mixed over, and drawn one by one."""

import math
import tracemalloc

import numpy as np
import pytest
from hybridstake.models.attacks.assess import assess
from hybridstake.models.attacks.choices import Method
from hybridstake.models.attacks.stopping import Precision
from hybridstake.models.attacks.weights import apart as told_apart
from hybridstake.models.attacks.weights import merged as merging
from hybridstake.models.attacks.weights.apart import (
    largest_apart,
    log_bound_apart,
    log_bracket_apart,
)
from hybridstake.models.attacks.weights.groups import failed_weight, log_odds
from hybridstake.models.attacks.weights.merged import Merged, merged_stakes
from hybridstake.models.attacks.weights.merged_law import MergedLaw
from hybridstake.models.attacks.weights.resources import (
    FIRST,
    SECOND,
    OfResources,
    Resource,
    merged_members,
)
from hybridstake.models.attacks.weights.singles import weights_failed
from hybridstake.models.attacks.weights.tails import log_upper_tail


@pytest.fixture
def few_classes(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few classes that some hundred stakes are merged."""
    monkeypatch.setattr(merging, "MOST_CLASSES", 60)


class Asked(OfResources):
    """One resource of stakes beyond number."""

    kind = "outage"

    def __init__(self, resource: Resource) -> None:
        self.only = resource

    @property
    def resources(self) -> tuple[Resource, ...]:
        """The only one."""
        return (self.only,)


def stakes_with(*large: int) -> list[int]:
    """Four hundred small stakes, and large ones."""
    return [*np.random.default_rng(2).integers(20, 90, 400).tolist(), *large]


def true_log_tail(stakes: list[int], chance: float, threshold: int) -> float:
    """The tail of whole stakes, from the exact recurrence."""
    weight = failed_weight([stakes], alone=log_odds(chance), together=-math.inf)
    found = log_upper_tail(weight, threshold)
    assert found is not None
    return found


def merged(stakes: list[int]) -> Merged:
    """These stakes in classes."""
    found = merged_stakes(np.array(stakes, dtype=np.float64))
    assert not found.is_exact
    return found


@pytest.mark.parametrize("chance", [1e-9, 0.1, 0.6])
@pytest.mark.parametrize("large", [(60_000,), (60_000, 30_000, 29_000)])
def test_ends_hold_the_truth_beside_large_holders(
    few_classes: None, chance: float, large: tuple[int, ...]
) -> None:
    """Exact recurrence against classes; where one large holder is enough, both ends are its chance."""
    stakes = stakes_with(*large)
    found = merged(stakes)
    assert [int(each * found.unit * found.finer) for each in largest_apart(found)] == list(large)
    threshold = 26_000
    truth = true_log_tail(stakes, chance, threshold)
    law = MergedLaw(stakes=found, alone=log_odds(chance))
    needed = math.ceil(threshold / found.unit)
    ends = log_bracket_apart(law, needed, 1.0)
    assert ends is not None
    assert ends.lower <= truth <= ends.upper
    assert ends.lower <= ends.middle <= ends.upper
    assert ends.upper - ends.lower < 0.1
    assert truth <= log_bound_apart(law, needed) <= law.log_bound(needed)
    for way in (FIRST, SECOND):
        again = merged_members(found, log_odds(chance), needed).log_ends(way)
        assert again is not None
        assert again.lower <= truth <= again.upper < again.lower + 0.1


def test_states_beyond_their_number_are_bounded_and_still_hold_the_truth(
    few_classes: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With ends of their own for two states only, of eight."""
    monkeypatch.setattr(told_apart, "MOST_CONTOURS", 2)
    stakes = stakes_with(60_000, 30_000, 25_000)
    found = merged(stakes)
    law = MergedLaw(stakes=found, alone=log_odds(0.4))
    for threshold in (8_000, 36_000, 70_000):
        truth = true_log_tail(stakes, 0.4, threshold)
        ends = log_bracket_apart(law, math.ceil(threshold / found.unit), 1.0)
        assert ends is not None
        assert ends.lower <= truth <= ends.upper


def test_stakes_alike_are_not_told_apart(few_classes: None) -> None:
    """Nor those of whom no one outweighs the deviation of the smaller ones."""
    found = merged(stakes_with())
    assert largest_apart(found) == []
    law = MergedLaw(stakes=found, alone=0.0)
    assert log_bracket_apart(law, found.total // 2, 1.0) is None
    assert log_bound_apart(law, found.total // 2) == 0.0


def test_what_fails_is_drawn_from_the_stakes_themselves(few_classes: None) -> None:
    """Mean, deviation and tail of 20,000 trials, within five standard errors of the law of all."""
    stakes = stakes_with(9_000)
    found = merged(stakes)
    held = np.array(stakes)
    needed = math.ceil(9_500 / found.unit)
    resource = merged_members(found, log_odds(0.3), needed)
    drawn = resource.had(0.0, 20_000, np.random.default_rng(6)) / float(1 / found.unit)
    deviation = math.sqrt(0.21 * float((held**2).sum()))
    assert float(drawn.mean()) == pytest.approx(0.3 * held.sum(), abs=5 * deviation / 141)
    assert float(drawn.std()) == pytest.approx(deviation, rel=0.03, abs=0)
    assert set(np.unique(drawn % 1)) == {0.0}
    truth = math.exp(true_log_tail(stakes, 0.3, 9_500))
    hits = Asked(resource).successes(20_000, np.random.default_rng(7)) / 20_000
    assert hits == pytest.approx(truth, abs=5 * math.sqrt(truth * (1 - truth) / 20_000))


def test_a_likely_answer_has_trials_beside_it_and_an_unlikely_one_does_not_wait_for_them(
    few_classes: None,
) -> None:
    found = merged(stakes_with(9_000))
    for part, methods in ((0.4, ["other-contour", "monte-carlo", "bound"]), (0.9, None)):
        question = Asked(merged_members(found, log_odds(0.3), int(part * found.total)))
        assert question.is_sampled
        assert question.is_worth_sampling == (part < 0.5)
        answer = assess(question, Method.AUTO, np.random.default_rng, Precision())
        assert answer.agrees
        assert [each.method for each in answer.agreement] == (methods or ["other-contour", "bound"])
    question = Asked(merged_members(found, log_odds(0.3), int(0.4 * found.total)))
    sampled = assess(
        question, Method.MONTE_CARLO, np.random.default_rng, Precision(largest_trials=20_000)
    )
    assert sampled.estimate.method == "monte-carlo"
    assert sampled.agrees


def test_drawing_takes_blocks_of_memory_however_many_stakes_there_are() -> None:
    """Three hundred thousand stakes a hundred times would be 240 MB at once."""
    held = np.arange(1, 300_001)
    tracemalloc.start()
    weights = weights_failed(held, 0.0, 100, np.random.default_rng(1))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 30_000_000
    assert weights_failed(held, math.inf, 2, np.random.default_rng(1)).tolist() == [held.sum()] * 2
    spread = math.sqrt(float((held.astype(np.float64) ** 2).sum()) / 4)
    assert float(weights.mean()) == pytest.approx(float(held.sum()) / 2, abs=5 * spread / 10)
