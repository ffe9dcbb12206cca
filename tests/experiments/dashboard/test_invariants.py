from collections.abc import Iterator

import pytest
from hybridstake.experiments.dashboard import invariants as dashboard
from hybridstake.experiments.dashboard.parameter_text import edited
from hybridstake.experiments.parameter_files import PRESETS, load
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.proofs.invariants.gate import invariants_of
from hybridstake.proofs.invariants.invariant import Invariant


@pytest.mark.parametrize("preset", PRESETS)
def test_the_pages_invariants_are_those_of_the_gate(preset: str) -> None:
    assert dashboard.invariants(load(preset)) == invariants_of(load(preset))


def test_a_moved_slider_does_not_ask_the_solver_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Parameters] = []

    def count(parameters: Parameters) -> Iterator[Invariant]:
        asked.append(parameters)
        return iter(())

    monkeypatch.setattr(dashboard, "remembered", {})
    monkeypatch.setattr(dashboard, "solved_invariants", count)
    for base_reward in (1.0, 2.0, 3.0):
        dashboard.invariants(edited("plan", {"rewards": {"base_reward": base_reward}}))
    dashboard.invariants(load("reference"))
    assert len(asked) == 2


def test_an_edit_that_heals_an_invariant_is_seen() -> None:
    def verdict(authority_share: float) -> str:
        found = dashboard.invariants(
            edited("plan", {"rewards": {"authority_share": authority_share}})
        )
        return next(item.verdict for item in found if item.name == "every-reward-paid")

    assert (verdict(0.99), verdict(1.0)) == ("refuted", "proved")
