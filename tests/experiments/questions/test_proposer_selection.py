"""Who may propose under changed rules, and the verdicts that follow."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hybridstake.experiments.questions import proposer_selection
from hybridstake.models.parameters.parameters import Parameters

TWO_DRAWS = "independent draws for the class and the member"


@pytest.fixture
def settled(answers_to: Callable[..., Any]) -> Callable[..., Any]:
    """Findings where the plan's proposers are drawn otherwise."""

    def settle(reference: dict[str, Any] | None = None, seats: int = 21, **selection: Any) -> Any:
        plan = {"selection": selection, "fast": {"validators": seats}}
        return answers_to("proposer_selection", plan, {"selection": reference or {}})[1]

    return settle


@pytest.mark.parametrize("independent", [False, True])
@pytest.mark.parametrize("seats", [1, 10, 21, 97])
def test_authorities_propose_seventy_percent_in_exact_fractions(
    settled: Callable[..., Any], seats: int, independent: bool
) -> None:
    found = settled(seats=seats, independent_draws=independent)["C28"]
    assert (found.verdict, found.repair) == ("proved", "")
    assert found.condition == (
        "authorities propose 70 % and stakers 30 %, in exact fractions and whatever the stakes"
    )


@pytest.mark.parametrize("probability", [0.0, 0.7 + 1e-12, 0.699, 1.0])
def test_the_split_is_held_to_the_number_of_the_claim(
    settled: Callable[..., Any], probability: float
) -> None:
    """Not to the parameter, which the split follows whatever it is."""
    assert settled(authority_probability=probability)["C28"].verdict == "refuted"


def test_a_split_is_repaired_by_a_reference_that_keeps_it(settled: Callable[..., Any]) -> None:
    found = settled(authority_probability=0.6)["C28"]
    assert found.condition.startswith("authorities propose 60 % and stakers 40 %, ")
    assert found.repair == "an authority with probability 0.7"
    found = settled({"authority_probability": 0.6}, authority_probability=0.6)["C28"]
    assert (found.verdict, found.repair) == ("refuted", "")


def test_the_chances_of_authorities_do_not_depend_on_the_stakes() -> None:
    """Else exact fractions for one population would say nothing of another."""
    rule = proposer_selection.reused_draw_probabilities
    one, many = (rule(0.7, 21, np.array(stakes)) for stakes in ([1.0], [1.0, 2.0, 40.0]))
    assert one[0].tolist() == many[0].tolist()


@pytest.mark.parametrize(
    ("seats", "selection", "verdict", "able"),
    [
        (21, {}, "refuted", 15),
        (10, {}, "refuted", 7),
        (1, {}, "proved", 1),
        (3, {}, "proved", 3),
        (21, {"authority_probability": 0.96}, "proved", 21),
        (21, {"independent_draws": True}, "proved", 21),
        (21, {"independent_draws": True, "authority_probability": 0.0}, "refuted", 0),
    ],
)
def test_an_authority_has_a_chance_where_its_part_begins_below_the_probability(
    settled: Callable[..., Any], seats: int, selection: dict[str, Any], verdict: str, able: int
) -> None:
    """Of n seats the first ⌈0.7 n⌉ begin below 0.7, and the last of 21 at 20/21 = 0.952."""
    found = settled(seats=seats, **selection)["C29"]
    assert found.verdict == verdict
    assert found.condition == f"{able} of {seats} authorities can ever propose"
    assert found.repair == (TWO_DRAWS if verdict == "refuted" else "")


@pytest.mark.parametrize("claim", ["C30", "C31"])
@pytest.mark.parametrize(
    ("selection", "verdict"),
    [
        ({}, "refuted"),
        ({"authority_probability": 0.0}, "measured"),
        ({"independent_draws": True}, "proved"),
        ({"independent_draws": True, "authority_probability": 1.0}, "refuted"),
        ({"authority_probability": 1.0}, "refuted"),
    ],
)
def test_stakers_are_proved_to_propose_only_where_the_formula_says_so(
    settled: Callable[..., Any], claim: str, selection: dict[str, Any], verdict: str
) -> None:
    """One draw that never picks an authority is fair to the drawn populations, and to no more."""
    found = settled(**selection)[claim]
    assert found.verdict == verdict
    assert found.repair == (TWO_DRAWS if verdict == "refuted" else "")
    assert found.condition.endswith(", in each of 2 populations") == (verdict == "measured")
    assert "nan" not in found.condition


@pytest.mark.parametrize("claim", ["C29", "C30", "C31"])
def test_two_draws_are_no_repair_where_the_reference_does_not_make_them(
    settled: Callable[..., Any], claim: str
) -> None:
    found = settled({"independent_draws": False})[claim]
    assert (found.verdict, found.repair) == ("refuted", "")


def test_no_distance_is_told_where_nothing_is_left_to_chance(
    answers_to: Callable[..., Any],
) -> None:
    alone = {"fast": {"validators": 1}, "selection": {"authority_probability": 1.0}}
    table, _ = answers_to("proposer_selection", alone)
    found = proposer_selection.numbers(table)
    assert found["plan_largest_z"] is None
    assert found["reference_largest_z"] > 0
    assert (found["plan_staker_able"], found["plan_able_stake_percent"]) == (0, 0)


def test_the_heaviest_tail_has_stakes_that_a_float_can_add_up(
    parameters_of: Callable[..., Parameters],
) -> None:
    """Of 100,000 draws by the least exponent one in 1,200 is beyond 10^308."""
    parameters = parameters_of(
        "plan", {"population": {"pareto_exponent": 0.01}, "balanced": {"validators": 100_000}}
    )
    stakes = proposer_selection.drawn_stakes(parameters, np.random.default_rng(1))
    assert np.isfinite(stakes.sum())
    assert (stakes >= parameters.balanced.minimum_stake).all()
