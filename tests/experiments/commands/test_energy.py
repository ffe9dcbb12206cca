"""`hybridstake energy`: its JSON is a contract, and nonsense gets one line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hybridstake.models.compute.comparators import COMPARATORS
from hybridstake.models.compute.grid_intensities import GRIDS

ASKED = ("energy", "plan", "--compare", "ethereum-pow", "--country", "FRA", "--draws", "2000")


def test_machines_are_told_what_the_contract_names(ask: Callable[..., Any]) -> None:
    """1,021 nodes of 48 W with 1.135: 55.6 kW, 487.3 MWh, 27.3 t in France."""
    found = json.loads(ask(*ASKED, "--json").out)
    assert list(found) == [
        "mode", "nodes", "watts_per_node", "pue", "power_w", "power_interval_w",
        "energy_kwh_per_year", "energy_interval_kwh_per_year", "transactions_per_second",
        "wh_per_transaction", "wh_added_per_transaction", "country", "g_co2e_per_kwh",
        "t_co2e_per_year", "t_co2e_interval_per_year", "comparator", "comparator_power_w",
        "comparator_source", "reduction", "reduction_interval", "saves_95_percent", "break_even_w",
        "tornado_w", "seed", "draws",
    ]  # fmt: skip
    assert (found["mode"], found["nodes"], found["country"]) == ("secure", 1_021, "FRA")
    assert found["power_w"] == pytest.approx(55_624.08, rel=1e-9, abs=0)
    assert found["t_co2e_per_year"] == pytest.approx(27.30595, rel=1e-6, abs=0)
    assert found["reduction"] == pytest.approx(1 - 55_624.08 / 2.625570776e9, rel=1e-12, abs=0)
    assert found["saves_95_percent"] is True


def test_the_same_seed_tells_the_same_and_another_another_interval(ask: Callable[..., Any]) -> None:
    one, again, other = (
        json.loads(ask(*ASKED, "--seed", seed, "--json").out) for seed in ("1", "1", "2")
    )
    assert one == again
    assert one["power_w"] == other["power_w"]
    assert one["power_interval_w"] != other["power_interval_w"]


def test_nodes_watts_and_site_may_be_said(ask: Callable[..., Any]) -> None:
    """100 * 30 W * 1.5 = 4.5 kW, of which twenty times are 90 kW."""
    said = ("--validators", "100", "--watts", "30", "--pue", "1.5", "--compare", "80000")
    found = json.loads(ask(*ASKED, *said, "--json").out)
    assert found["power_w"] == pytest.approx(4_500.0, rel=1e-12, abs=0)
    assert found["break_even_w"] == pytest.approx(90_000.0, rel=1e-12, abs=0)
    assert found["saves_95_percent"] is False
    homes = json.loads(ask(*ASKED, "--watts", "HOME", "--mode", "fast", "--json").out)
    assert homes["power_w"] == pytest.approx(21 * 22.0, rel=1e-12, abs=0)


def test_people_are_told_what_to_conclude(ask: Callable[..., Any]) -> None:
    said = ask(*ASKED).out
    assert "emissions in FRA [t CO2e/year]" in said
    assert "machines per validator" in said
    assert said.endswith(
        "ethereum-pow draws 47,202 times as much, so this saves 95 %; it would not against a chain "
        "below 1.112 MW\n"
    )
    small = ask(*ASKED, "--compare", "1e6", "--watts", "SERVER").out
    assert "so this does not save 95 %" in small


def test_a_measured_cost_is_what_a_transaction_adds(
    ask: Callable[..., Any], tmp_path: Path
) -> None:
    """3.5 W * 1.135 * 2 ms * 1,021 nodes = 8.112 J = 2.2533 mWh."""
    costs = tmp_path / "costs.json"
    costs.write_text('{"ed25519_verify": 0.002, "bls_verify": 0.001}', encoding="utf-8")
    found = json.loads(ask(*ASKED, "--costs", str(costs), "--json").out)
    assert found["wh_added_per_transaction"] == pytest.approx(2.25329e-3, rel=1e-5, abs=0)
    costs.write_text('{"bls_verify": 0.001}', encoding="utf-8")
    refused = ask(*ASKED, "--costs", str(costs))
    assert (refused.code, refused.out) == (2, "")
    assert "ed25519_verify" in refused.err


def test_help_lists_chains_countries_and_classes(ask: Callable[..., Any]) -> None:
    said = " ".join(ask("energy", "--help").out.replace("│", " ").split())
    assert all(name in said for name in (*COMPARATORS, *GRIDS, "HOME", "SERVER"))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            ("--country", "Germny"),
            "country must be one of 79 ISO 3166 codes or their names, got 'Germny'; "
            "nearest: DEU (Germany), KEN (Kenya), ROU (Romania)",
        ),
        (
            ("--compare", "etherum"),
            "compare must be ethereum-pow, ethereum-pow-2021, bitcoin, bitcoin-2022, bitcoin-2021 or "
            "a power in watts, got 'etherum'; nearest: ethereum-pow, ethereum-pow-2021",
        ),
        (("--compare", "nan"), "compare must lie in [0.001, 1e+15] W, got nan"),
        (("--mode", "slow"), "mode must be one of fast, balanced, secure, got 'slow'"),
        (
            ("--watts", "laptop"),
            "watts must be HOME, PROFESSIONAL, CLOUD, SERVER or a positive number, got 'laptop'",
        ),
        (("--watts", "-3"), "watts must lie in [0.001, 1e+09], got -3.0"),
        (("--pue", "0.5"), "pue must lie in [1, 100], got 0.5"),
        (("--validators", "0"), "validators must be at least 1, got 0"),
        (("--draws", "10"), "draws must be at least 100, got 10"),
        (("--seed", "-1"), "seed must be at least 0, got -1"),
    ],
)
def test_nonsense_is_refused_in_one_line(
    ask: Callable[..., Any], options: tuple[str, ...], message: str
) -> None:
    assert ask(*ASKED, *options) == (2, "", f"hybridstake: {message}\n")
