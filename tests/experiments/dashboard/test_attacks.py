import numpy as np
import pytest
from hybridstake.experiments.dashboard.attacks import assessed, curve, suggestion
from hybridstake.models.attacks.committees.committee import Committee, Sampling


def test_the_page_starts_with_the_plans_balanced_set_and_just_under_a_third() -> None:
    assert suggestion() == Committee(population=1_000, adversaries=333, committee=100, seats=67)


def test_the_answer_is_the_exact_one_with_its_witnesses() -> None:
    """Both of two seats with two of three validators: 2/3 · 1/2 = 1/3."""
    found = assessed(Committee(population=3, adversaries=2, committee=2, seats=2))
    assert found.estimate.probability == pytest.approx(1 / 3, rel=1e-13)
    assert [witness.method for witness in found.agreement] == ["monte-carlo", "bound"]
    assert found.agrees


@pytest.mark.parametrize("sampling", list(Sampling))
def test_the_curve_rises_stays_below_its_bound_and_passes_through_the_answer(
    sampling: Sampling,
) -> None:
    question = Committee(population=800, adversaries=400, committee=60, seats=41, sampling=sampling)
    table = curve(question).pivot(index="adversary_share", columns="method", values="probability")
    table = table.fillna(0.0)
    assert table["exact"].is_monotonic_increasing
    exact, bound = table["exact"].to_numpy(), table["bound"].to_numpy()
    assert np.all(exact <= bound * (1 + 1e-12))
    assert table.loc[0.5, "exact"] == assessed(question).estimate.probability
    assert table.loc[1.0, "exact"] == 1.0


def test_what_is_below_the_floor_is_left_out() -> None:
    table = curve(Committee(population=10_000, adversaries=1, committee=1_000, seats=1_000))
    assert min(table["probability"].tolist()) > 1e-30
    assert max(table["adversary_share"].tolist()) == 1.0
