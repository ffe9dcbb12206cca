"""Searches of closed formulas: budget, refusals, resuming, and optima that are known."""

from collections.abc import Callable, Iterator, Sequence
from math import sqrt
from pathlib import Path
from typing import Any

import pytest
import sympy
from hybridstake.experiments.evaluating.evaluation import Evaluation
from hybridstake.experiments.running.runner import unobserved
from hybridstake.experiments.running.workplace import Workplace
from hybridstake.experiments.tuning import examining
from hybridstake.experiments.tuning.answering import hypervolumes
from hybridstake.experiments.tuning.examining import Trial, is_feasible
from hybridstake.experiments.tuning.problem import Problem
from hybridstake.experiments.tuning.proposing import AtRandom, Guided
from hybridstake.experiments.tuning.searching import HOPELESS, always_refused, searched

Posed = Callable[..., Problem]
HERE = Workplace(1)


class Backwards(Workplace):
    """Results come in the opposite order, as from workers of unequal speed."""

    def each(
        self, function: Callable[[Any], Any], values: Sequence[Any]
    ) -> Iterator[tuple[int, Any]]:
        """Position and result of each value, the last first."""
        return ((place, function(value)) for place, value in reversed(list(enumerate(values))))


def guided(problem: Problem, place: Workplace = HERE, parts: Path | None = None) -> list[Trial]:
    return searched(problem, Guided(problem), place, parts, unobserved)


def at_random(problem: Problem, attempt: int = 0) -> list[Trial]:
    return searched(problem, AtRandom(problem, attempt), HERE, None, unobserved)


def test_the_budget_counts_what_is_evaluated_and_refusals_are_free(posed: Posed) -> None:
    trials = guided(posed(vary=("slashing.rate=0.01:1", "slashing.unavailability_rate=0:0.2")))
    assert sum(trial.numbers is not None for trial in trials) == 12
    refused = [trial for trial in trials if trial.refusals]
    assert refused
    assert all(trial.numbers is None for trial in refused)
    rules = {each["name"] for trial in refused for each in trial.refusals}
    assert rules <= {"outage-costs-no-more", "authority-deterred", "staker-deterred"}


def test_nothing_that_breaks_an_invariant_is_ever_evaluated(
    posed: Posed, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Evaluation] = []
    evaluated = examining.evaluated

    def watched(evaluation: Evaluation) -> dict[str, list[float]]:
        seen.append(evaluation)
        return evaluated(evaluation)

    monkeypatch.setattr(examining, "evaluated", watched)
    guided(posed(vary=("slashing.rate=0.01:1", "slashing.unavailability_rate=0:0.2")))
    assert len(seen) == 12
    for each in seen:
        assert each.parameters.slashing.unavailability_rate <= each.parameters.slashing.rate


def test_what_was_given_is_looked_at_first(posed: Posed) -> None:
    first = guided(posed(budget=1))[0]
    assert first.values == {"issuance.yearly_cap": 0.05, "slashing.rate": 0.1}


def test_the_order_in_which_workers_answer_leaves_no_trace(posed: Posed) -> None:
    assert guided(posed(), Backwards(2)) == guided(posed())


def test_another_seed_looks_elsewhere(posed: Posed) -> None:
    assert guided(posed(seed=2))[1:] != guided(posed())[1:]
    problem = posed()
    assert at_random(problem, 0) != at_random(problem, 1)


def test_a_search_that_was_killed_goes_on_and_a_larger_one_starts_from_it(
    posed: Posed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = guided(posed(budget=16))
    calls = 0
    evaluated = examining.evaluated

    def killed(evaluation: Evaluation) -> dict[str, list[float]]:
        nonlocal calls
        calls += 1
        if calls == 6:
            raise KeyboardInterrupt
        return evaluated(evaluation)

    monkeypatch.setattr(examining, "evaluated", killed)
    with pytest.raises(KeyboardInterrupt):
        guided(posed(budget=16), parts=tmp_path)
    assert guided(posed(budget=16), parts=tmp_path) == whole
    assert calls == 17


def test_a_rule_that_no_varied_field_can_satisfy_ends_the_search(posed: Posed) -> None:
    problem = posed(given="plan", budget=100)
    trials = guided(problem)
    assert len(trials) == HOPELESS
    assert always_refused(problem, trials) >= {"every-reward-paid", "everybody-proposes"}


def test_values_that_do_not_go_together_are_refused_with_the_rule(posed: Posed) -> None:
    problem = posed(vary=("population.hurdle_rate_low=0.01:0.3",), budget=8)
    refused = [trial for trial in guided(problem) if trial.refusals]
    assert refused
    for trial in refused:
        assert [each["name"] for each in trial.refusals] == ["parameter file"]
        assert trial.refusals[0]["message"].startswith(
            "population.hurdle_rate_high must be at least population.hurdle_rate_low"
        )


def best_cap(low: float, high: float, share: float) -> tuple[float, float]:
    """Issuance at which the real yield of free entry is largest, and that yield.

    Stakers are paid k i / (high - low) of the supply with k = (high - low) (1 - share), so free entry
    yields y = (low + r) / 2 with r² = low² + 4 k i. The derivative of (1 + y) / (1 + i) vanishes where
    (1 + i) k / r = 1 + y: with i = (r² - low²) / 4 k this is r² + (4 + 2 low) r + low² - 4 k = 0.
    """
    k = (high - low) * (1 - share)
    root = sympy.Symbol("root", positive=True)
    found = sympy.solve(root**2 + (4 + 2 * low) * root + low**2 - 4 * k, root)
    r = float(found[0])
    assert r == pytest.approx(2 * (sqrt(1 + low + k) - 1) - low)
    issuance = (r * r - low * low) / (4 * k)
    return issuance, (1 + (low + r) / 2) / (1 + issuance) - 1


def test_an_optimum_inside_the_range_is_found(posed: Posed) -> None:
    """The reference pays stakers 40 %, and asks for 2 % to 12 %: 0.71 % of issuance are best."""
    problem = posed(
        vary=("issuance.yearly_cap=0.0001:0.2",),
        maximise=("entry_real_yield_balanced",),
        minimise=(),
        subject_to=(),
        budget=40,
    )
    issuance, most = best_cap(0.02, 0.12, 0.6)
    assert issuance == pytest.approx(0.00707, abs=1e-5)
    best = max(guided(problem), key=lambda trial: trial.means()["entry_real_yield_balanced"])
    assert best.means()["entry_real_yield_balanced"] <= most + 1e-12
    assert best.means()["entry_real_yield_balanced"] == pytest.approx(most, rel=1e-3)
    assert best.values["issuance.yearly_cap"] == pytest.approx(issuance, rel=0.05)


def test_an_optimum_at_the_edge_of_a_condition_is_found(posed: Posed) -> None:
    """Staking falls with the authorities' share, and a yield of 5 % is asked for, so that the pool p
    solves p = 0.05 s with s = 0.3: of 5 % issuance that is a share of 0.7, and not more."""
    problem = posed(
        vary=("rewards.authority_share=0.3:0.9",),
        maximise=("launch_authority_yield_balanced",),
        minimise=(),
        subject_to=("entry_yield_balanced >= 0.05",),
        budget=40,
    )
    kept = [trial for trial in guided(problem) if is_feasible(problem, trial)]
    best = max(kept, key=lambda trial: trial.values["rewards.authority_share"])
    assert 0.697 < best.values["rewards.authority_share"] <= 0.7


@pytest.mark.exhaustive
@pytest.mark.parametrize("objectives", [1, 2, 3])
def test_the_search_beats_random_on_the_same_budget(posed: Posed, objectives: int) -> None:
    """Over eight seeds; a fair coin would say so eight times in eight once in 256."""
    beaten, ours, theirs = 0, 0.0, 0.0
    for seed in range(8):
        problem = posed(
            vary=(
                "issuance.yearly_cap=0.0001:0.2",
                "rewards.authority_share=0.2:0.8",
                "slashing.rate=0.06:1",
                "slashing.correlation_factor=0:5",
                "staking.authority_minimum=1000:1000000:log",
            ),
            maximise=(
                ("entry_real_yield_balanced",),
                ("entry_staking_ratio_balanced",),
                ("entry_staking_ratio_balanced", "safety_cost_balanced"),
            )[objectives - 1],
            minimise=() if objectives == 1 else ("launch_issuance_rate_balanced",),
            budget=60,
            seed=seed,
        )
        volumes = hypervolumes(problem, [guided(problem), at_random(problem)])
        beaten += volumes[0] > volumes[1]
        ours, theirs = ours + volumes[0], theirs + volumes[1]
    assert beaten >= 7
    assert ours > 1.02 * theirs
