"""`prove`: claims by name, their proofs, and an exit code."""

import json
import multiprocessing
import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hybridstake.experiments.commands import prove
from hybridstake.experiments.proving.trials import trials_apart
from hybridstake.proofs.examples.example import Example
from hybridstake.proofs.replaying.replay import NotReplayed
from hybridstake.proofs.solving.apart import settle_apart
from hybridstake.proofs.solving.audit import Row
from hybridstake.proofs.solving.solver import cvc5

TELLING = """
from hybridstake.experiments.commands import main, prove

settle = prove.settle

def told(*asked, **options):
    print("claims are made", flush=True)
    return settle(*asked, **options)

prove.settle = told
main.main()
"""

CLAIM = "reference.fast-secure.intersection"
KEYS = [
    "name", "statement", "protocol", "verdict", "seconds", "assumptions", "assumptions_used",
    "conditions", "second_solver", "counterexample",
]  # fmt: skip


def test_a_proved_claim_ends_well(ask: Callable[..., Any]) -> None:
    said = ask("prove", "reference.fast-secure.intersection", "--json")
    found = json.loads(said.out)
    assert (said.code, said.err) == (0, "")
    assert list(found) == ["claims", "solvers", "axioms"]
    (claim,) = found["claims"]
    assert list(claim)[: len(KEYS)] == KEYS
    assert (claim["verdict"], claim["protocol"]) == ("proved", "reference")
    assert claim["counterexample"] is None
    assert claim["seconds"] > 0
    assert set(claim["assumptions_used"]) <= set(claim["assumptions"])


def test_a_refuted_claim_ends_with_one_and_a_story(ask: Callable[..., Any]) -> None:
    said = ask("prove", "plan.fast-secure.intersection", "--json")
    (claim,) = json.loads(said.out)["claims"]
    assert (said.code, claim["verdict"]) == (1, "refuted")
    assert claim["counterexample"]["validators"]
    run = claim["counterexample"]["replayed"]
    assert run["violation"].startswith("authority-1 finalises A and both-1 finalises B at height 0")
    assert run["steps"][0] == "authority-1 proposes A in round 0 (fast)"
    text = ask("prove", "plan.fast-secure.intersection").out
    assert f"\nreplayed: {run['violation']}\n  {run['steps'][0]}\n" in text
    assert "1 claims: 0 proved, 1 refuted, 0 undecided" in text


def test_a_counterexample_that_its_machine_refuses_ends_with_three(
    ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = {"plan.fast-secure.intersection": NotReplayed("step 3 must be allowed")}
    monkeypatch.setattr(prove, "runs_of", lambda proofs: refused)
    said = ask("prove", "plan.fast-secure.intersection")
    assert said.code == 3
    assert "\nnot replayed: step 3 must be allowed\n" in said.out


def test_the_beginning_of_a_name_chooses_all_that_bear_it_once(ask: Callable[..., Any]) -> None:
    said = ask("prove", "plan.fast-secure", "plan.fast-secure.intersection", "--json")
    names = [claim["name"] for claim in json.loads(said.out)["claims"]]
    assert names.count("plan.fast-secure.intersection") == 1
    assert all(name.startswith("plan.fast-secure") for name in names)


def test_half_a_word_is_no_beginning(ask: Callable[..., Any]) -> None:
    said = ask("prove", "plan.fast-secure.inter")
    assert said == (
        2,
        "",
        "hybridstake: NAME must be a claim or its beginning up to a dot, got 'plan.fast-secure.inter'; "
        "nearest: plan.fast-secure.intersection, plan.secure.lines, plan.secure-secure.intersection\n",
    )


def test_a_name_like_no_other_is_answered_with_three_and_not_with_all(
    ask: Callable[..., Any],
) -> None:
    said = ask("prove", "nosuch")
    assert (said.code, said.out) == (2, "")
    listed = said.err.partition("; nearest: ")[2].split(", ")
    assert len(listed) == 3


def test_what_is_undecided_ends_with_three(
    ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prove, "settle", partial(settle_apart, resources=1))
    said = ask("prove", "plan.fast-secure.intersection", "--json")
    (claim,) = json.loads(said.out)["claims"]
    assert (said.code, claim["verdict"], claim["counterexample"]) == (3, "undecided", None)
    text = ask("prove", "plan.fast-secure.intersection")
    assert "plan.fast-secure.intersection: plan.fast-secure: " in text.out


def test_the_audit_is_told_beside_the_proofs(ask: Callable[..., Any]) -> None:
    said = ask("prove", "reference.fast-secure.intersection", "--audit", "--json")
    found = json.loads(said.out)
    assert said.code == 0
    assert list(found) == ["claims", "solvers", "axioms", "audit", "examples"]
    assert all(row["passed"] for row in found["audit"])
    assert any(row["outcome"] == "counterexample" for row in found["audit"])
    told = {each["noun"]: each["steps"] for each in found["examples"]}
    assert {"a step: decide", "a mode switch", "a withdrawal", "a slash"} <= set(told)
    assert all(told.values())
    assert {tuple(each) for each in found["examples"]} == {("noun", "steps")}


@pytest.mark.parametrize(
    ("fault", "code"), [("never enabled", 1), ("undecided: canceled", 3), ("", 0)]
)
def test_a_transition_without_a_step_is_not_hidden_by_a_proof(
    ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, fault: str, code: int
) -> None:
    found = Example("a step: decide", () if fault else ("then decided v1 r1 B1",), fault)
    monkeypatch.setattr(prove, "examples_of", lambda *asked: [found])
    monkeypatch.setattr(prove, "audit", lambda *asked: [])
    said = ask("prove", CLAIM, "--audit")
    assert said.code == code
    assert f"examples: {int(not fault)} of 1 transitions enabled; " in said.out
    assert (f"a step: decide: {fault}" in said.out) == bool(fault)


def test_axioms_are_those_of_the_claims_that_were_asked(ask: Callable[..., Any]) -> None:
    found = json.loads(ask("prove", "any.rotation", "--json").out)["axioms"]
    assert [axiom["name"] for axiom in found] == ["one proposer a round", "rotation"]
    assert list(found[0]) == ["name", "sentence", "justification", "used_by"]
    assert found[1]["used_by"] == ["any.rotation"]
    text = ask("prove", "any.rotation", "--axioms").out
    assert (
        "\n\naxioms: 2\none proposer a round: Every round has one proposer.\n  definition: " in text
    )
    assert "axioms:" not in ask("prove", "any.rotation").out


@pytest.mark.parametrize(("outcome", "code"), [("holds", 1), ("undecided", 3)])
def test_an_audit_that_fails_is_not_hidden_by_a_proof(
    ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, outcome: Any, code: int
) -> None:
    row = Row("reference.fast-secure.intersection", "c", "without d", outcome, True, None)
    monkeypatch.setattr(prove, "audit", lambda *asked: [row])
    monkeypatch.setattr(prove, "examples_of", lambda *asked: [])
    said = ask("prove", "reference.fast-secure.intersection", "--audit")
    assert said.code == code
    assert "audit: 0 of 1 changed conditions end as they must" in said.out


def test_the_solvers_are_told_with_what_it_took(ask: Callable[..., Any]) -> None:
    said = ask("prove", CLAIM, "reference.fast.conflict-cost", "--workers", "1", "--json")
    found = json.loads(said.out)
    solvers = found["solvers"]
    assert solvers["conditions"] == sum(claim["conditions"] for claim in found["claims"])
    assert solvers["share_decided"] == (None if cvc5 is None else 1.0)
    assert solvers["z3"][0].isdigit()
    assert solvers["processes"] == 1
    assert solvers["slowest_condition"].startswith("reference.")
    assert 0 < solvers["slowest_seconds"] <= max(claim["seconds"] for claim in found["claims"])
    assert 60 < solvers["peak_memory_mebibytes"] < 2_048


def test_the_second_solver_may_be_left_out(ask: Callable[..., Any]) -> None:
    said = ask("prove", CLAIM, "--no-second-solver")
    assert said.code == 0
    assert "1 conditions; cvc5 was not asked\n" in said.out
    assert f"{CLAIM}  proved   not asked  " in said.out


def test_a_second_solver_that_is_asked_for_has_to_be_there(
    ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prove, "installed_version", lambda library: None)
    said = ask("prove", CLAIM, "--second-solver")
    assert said == (
        2,
        "",
        'hybridstake: --second-solver needs cvc5: pip install "hybridstake[solvers]"\n',
    )


@pytest.mark.exhaustive
@pytest.mark.skipif(cvc5 is None, reason="cvc5 is an extra")
def test_a_second_solver_that_is_asked_for_has_to_decide(
    ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where cvc5 gives up the verdict is Z3's alone, which is not what was asked for."""
    assert ask("prove", CLAIM, "--second-solver").code == 0
    real = settle_apart

    def gives_up(*asked: Any, **options: Any) -> Any:
        return [replace(proof, second_solver="undecided") for proof in real(*asked, **options)]

    monkeypatch.setattr(prove, "settle", gives_up)
    assert ask("prove", CLAIM, "--second-solver").code == 3
    assert ask("prove", CLAIM).code == 0


@pytest.mark.exhaustive
def test_every_seed_is_told_and_one_without_an_answer_ends_with_three(
    ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = ask("prove", CLAIM, "--seeds", "3", "--json")
    (spread,) = json.loads(said.out)["stability"]
    assert said.code == 0
    assert (spread["outcomes"], spread["undecided"]) == (["holds"], 0)
    assert 0 < spread["work_least"] <= spread["work_median"] <= spread["work_most"]
    text = ask("prove", CLAIM, "--seeds", "3").out
    assert "stability: 3 trials of 1 conditions under 3 seeds, 0 undecided, 0 unstable" in text
    monkeypatch.setattr(prove, "try_seeds", partial(trials_apart, resources=1))
    said = ask("prove", CLAIM, "--seeds", "3")
    assert said.code == 3
    assert "3 undecided, 1 unstable" in said.out


def test_conditions_are_exported_beside_their_verdicts(
    ask: Callable[..., Any], tmp_path: Path
) -> None:
    folder = tmp_path / "smt"
    said = ask("prove", CLAIM, "plan.fast-secure.intersection", "--export", str(folder))
    assert said.code == 1
    assert said.out.endswith(f"{folder}: 2 conditions in SMT-LIB\n")
    index = json.loads((folder / "index.json").read_text())["conditions"]
    assert [(each["claim"], each["expected"]) for each in index] == [
        (CLAIM, "unsat"),
        ("plan.fast-secure.intersection", "sat"),
    ]


@pytest.mark.parametrize("below", ["", "deeper"])
def test_a_file_in_the_way_of_an_export_is_refused_before_anything_is_proved(
    ask: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, below: str
) -> None:
    (tmp_path / "file").write_text("mine")
    monkeypatch.setattr(prove, "settle", None)
    said = ask("prove", CLAIM, "--export", str(tmp_path / "file" / below))
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert "--export" in said.err
    assert str(tmp_path / "file") in said.err
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--seeds", "0", "Invalid value for '--seeds'"),
        ("--seeds", "x", "Invalid value for '--seeds'"),
        ("--workers", "0", "workers must be at least 1, got 0"),
    ],
)
def test_a_number_out_of_range_is_refused_in_one_line(
    ask: Callable[..., Any], option: str, value: str, message: str
) -> None:
    said = ask("prove", CLAIM, option, value)
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert message in said.err


@pytest.mark.parametrize(
    "moment",
    [0.3, *(pytest.param(other, marks=pytest.mark.exhaustive) for other in (0.0, 2.0))],
)
def test_ctrl_c_ends_everything_without_a_traceback(
    started: Callable[..., subprocess.Popen[str]], moment: float
) -> None:
    """While processes start, and in the midst of the proofs."""
    process = started(("prove", "any.agreement", "--json"), code=TELLING)
    assert process.stdout is not None
    assert process.stdout.readline() == "claims are made\n"
    time.sleep(moment)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)  # workers hold the pipes too
    assert (process.returncode, out, err) == (128 + signal.SIGINT, "", "")


def test_a_worker_that_is_killed_leaves_its_condition_undecided(
    ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the system does when memory runs out; here on the first condition that is done."""
    real = settle_apart

    def kill_one(source: Any, claims: Any, workers: int, progress: Any, **options: Any) -> Any:
        def kill(done: int, total: int) -> None:
            if done == 1:
                os.kill(multiprocessing.active_children()[0].pid or 0, signal.SIGKILL)

        return real(source, claims, workers, kill, **options)

    monkeypatch.setattr(prove, "settle", kill_one)
    said = ask("prove", "any.fallback", "--workers", "1", "--json")
    verdicts = [claim["verdict"] for claim in json.loads(said.out)["claims"]]
    assert (said.code, said.err) == (3, "")
    assert verdicts.count("undecided") == 1
    assert verdicts.count("proved") == len(verdicts) - 1
