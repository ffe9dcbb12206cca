"""`hybridstake compute run`: its JSON is a contract, its end says if a wrong result was accepted."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hybridstake.models.compute.machine.catalogue import JOBS, Order
from hybridstake.models.compute.machine.execution import run

SMALL = ("compute", "run", "coin-flips", "--size", "100")


def test_machines_are_told_what_the_contract_names(ask: Callable[..., Any]) -> None:
    asked = (*SMALL, "--cheaters", "0.3", "--colluding", "--lead", "3", "--seed", "2", "--json")
    said = ask(*asked)
    found = json.loads(said.out)
    assert (said.code, said.err) == (0, "")
    assert list(found) == [
        "job", "size", "seed", "redundancy", "lead", "cheaters", "colluding", "result", "accepted",
        "right", "copies_used", "wrong_copies", "fuel", "fuel_per_copy", "expected_cost",
        "reliability", "disputes", "overturned", "repeated",
    ]  # fmt: skip
    assert found["accepted"] == found["result"]
    assert found["result"] == run(Order(job=JOBS["coin-flips"], seed=2, steps=100)).digest.hex()
    assert len(found["disputes"]) == found["wrong_copies"]
    assert json.loads(ask(*asked).out) == found


def test_a_target_is_reached_with_the_published_lead(ask: Callable[..., Any]) -> None:
    """Brun et al. 2011: at 0.7 four votes of lead reach 0.967, for 9.4 copies in the mean."""
    asked = ("--reliability", "0.7", "--target", "0.967", "--colluding", "--json")
    found = json.loads(ask(*SMALL, *asked).out)
    assert found["lead"] == 4
    assert found["expected_cost"] == pytest.approx(9.347, abs=5e-4)
    assert found["cheaters"] == pytest.approx(0.3)


@pytest.mark.parametrize("name", JOBS)
def test_every_job_is_run_by_every_scheme(ask: Callable[..., Any], name: str) -> None:
    for kind in ("iterative", "progressive", "traditional"):
        said = ask("compute", "run", name, "--size", "20", "--redundancy", kind)
        assert said.code == 0
        assert said.out.endswith("What was accepted is right.\n")


def test_a_wrong_result_that_was_accepted_ends_with_one(ask: Callable[..., Any]) -> None:
    said = ask(*SMALL, "--cheaters", "1", "--colluding")
    assert said.code == 1
    assert said.out.endswith("A wrong result was accepted.\n")


def test_an_honest_provider_who_was_outvoted_overturns_the_result(ask: Callable[..., Any]) -> None:
    said = ask(*SMALL, "--cheaters", "0.7", "--colluding", "--lead", "2", "--seed", "1")
    assert said.code == 1
    assert "an honest provider's dispute overturns it" in said.out


def test_many_jobs_stand_beside_the_formula(ask: Callable[..., Any]) -> None:
    options = ("--reliability", "0.7", "--lead", "2", "--colluding", "--repeat", "60")
    said = ask(*SMALL, *options, "--json")
    found = json.loads(said.out)["repeated"]
    assert found["jobs"] == 60
    assert found["agrees"] is True
    assert said.code == int(found["wrong"] > 0)
    assert "60 jobs: " in ask(*SMALL, *options).out


def test_cheaters_by_themselves_stand_beside_their_own_formula(ask: Callable[..., Any]) -> None:
    """Those who collude would cost (4 / 0.6) (1 - 2 / (4^4 + 1)), 6.615 copies."""
    options = ("--cheaters", "0.2", "--lead", "4", "--repeat", "60", "--json")
    found = json.loads(ask(*SMALL, *options).out)
    assert found["expected_cost"] == pytest.approx(5.738, rel=1e-12, abs=0)
    assert found["reliability"] == 1.0
    assert found["repeated"]["agrees"] is True
    together = json.loads(ask(*SMALL, *options[:4], "--colluding", "--json").out)
    assert together["expected_cost"] == pytest.approx(6.615, abs=5e-4)


def test_those_who_collude_are_blamed_by_name(ask: Callable[..., Any]) -> None:
    asked = ("--cheaters", "0.4", "--lead", "4", "--colluding", "--seed", "3", "--json")
    found = json.loads(ask(*SMALL, *asked).out)
    blamed = [name for each in found["disputes"] for name in each["blamed"]]
    assert len(set(blamed)) == len(blamed) == found["wrong_copies"] > 1
    assert all(name.startswith("provider ") for name in blamed)


def test_a_job_that_needs_more_than_was_agreed_is_stopped(ask: Callable[..., Any]) -> None:
    said = ask(*SMALL, "--fuel-limit", "1000", "--json")
    assert said.code == 1
    assert json.loads(said.out) == {
        "job": "coin-flips", "size": 100, "seed": 1, "breach": "fuel", "fuel": 1000,
    }  # fmt: skip
    assert "broke its agreement on fuel" in ask(*SMALL, "--fuel-limit", "1000").out


def test_all_jobs_are_listed(ask: Callable[..., Any]) -> None:
    assert set(json.loads(ask("compute", "run", "list", "--json").out)["jobs"]) == set(JOBS)
    said = ask("compute", "run", "list").out
    assert all(f"\n{name} " in said for name in JOBS)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--cheaters", "1.5"), "cheaters must lie in [0, 1], got 1.5"),
        (("--reliability", "2"), "reliability must lie in [0, 1], got 2.0"),
        (("--size", "0"), "size must be at least 1, got 0"),
        (("--repeat", "many"), "repeat must be a whole number, got 'many'"),
        (("--lead", "0"), "lead must lie in [1, 1000000], got 0"),
        (
            ("--copies", "3"),
            "--copies must not be used with iterative redundancy: it has a --lead",
        ),
        (("--lead", "3", "--target", "0.9"), "either --lead or --target must be given, got both"),
        (("--redundancy", "progressive", "--copies", "4"), "copies must be odd, got 4"),
    ],
)
def test_nonsense_gets_one_line(
    ask: Callable[..., Any], options: tuple[str, ...], message: str
) -> None:
    said = ask(*SMALL, *options)
    assert (said.code, said.out) == (2, "")
    assert said.err == f"hybridstake: {message}\n"


def test_an_unknown_job_and_a_search_without_end_are_told(ask: Callable[..., Any]) -> None:
    said = ask("compute", "run", "mining")
    assert said.code == 2
    assert said.err.startswith("hybridstake: job must be one of coin-flips, matrix-product, ")
    endless = ask(*SMALL, "--cheaters", "1", "--lead", "2")
    assert endless.code == 3
    assert endless.err == "hybridstake: no result is accepted after 2000 copies\n"
    told = ask(*SMALL, "--cheaters", "1", "--lead", "2", "--json")
    assert (told.code, told.err) == (3, endless.err)
    assert endless.out == ""
    assert json.loads(told.out) == {
        "job": "coin-flips", "size": 100, "seed": 1, "redundancy": "iterative", "lead": 2,
        "cheaters": 1.0, "colluding": False, "accepted": None,
        "error": "no result is accepted after 2000 copies",
    }  # fmt: skip
