"""`hybridstake payments demo`: its JSON is a contract, and an accepted forgery is exit code 1."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hybridstake.models.payments import story
from hybridstake.models.payments.forgeries import FORGERIES, honest

SMALL = ("payments", "demo", "--bits", "8")
FEW = {"inflated": FORGERIES["inflated"]}


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """One forgery, for speed; all of them are tried with the models."""
    monkeypatch.setattr(story, "FORGERIES", FEW)


def test_machines_are_told_what_the_contract_names(ask: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "costs.json"
    file.write_text(json.dumps({"ed25519_sign": 2e-5, "ed25519_verify": 1e-4, "other": 1.0}))
    said = ask(*SMALL, "--costs", str(file), "--validators", "10", "--json")
    found = json.loads(said.out)
    assert said.code == 0
    assert set(found["costs"]) == {"plain", "private", "batched"}
    plain = found["costs"]["plain"]
    assert plain["checked_per_second"] == 10_000
    assert plain["joules"] == pytest.approx(3.9725 * (2e-5 + 10 * 1e-4), rel=1e-12, abs=0)
    assert found["costs"]["private"]["fee_usd"] > plain["fee_usd"]
    assert list(found) == [
        "seed", "outputs", "bits", "payment_bytes", "prove_seconds", "verify_seconds",
        "batch_seconds", "forgeries", "forgeries_accepted", "steps", "disclosure", "validators",
        "costs", "caveat",
    ]  # fmt: skip
    assert {tuple(each) for each in found["steps"]} == {
        ("step", "what", "forged", "right", "bytes", "seconds")
    }
    assert (found["forgeries"], found["forgeries_accepted"]) == (8, 0)
    assert found["disclosure"]["auditor"] == {
        "amount": 1.0, "sender": 1.0, "receiver": 1.0, "graph": 1.0
    }  # fmt: skip
    assert min(found[each] for each in ("prove_seconds", "verify_seconds", "batch_seconds")) > 0
    assert "neither audited nor constant-time" in found["caveat"]


def test_people_are_told_every_step_who_sees_what_and_the_caveat(ask: Callable[..., Any]) -> None:
    said = ask(*SMALL, "--outputs", "4", "--seed", "7").out
    assert "All 8 attempts to cheat were refused; keys and graph are open." in said
    assert "the auditor reads 32, 31, 0, 0" in said
    assert "counterparty   25%     100%    100%      100%" in said
    assert "neither audited nor constant-time" in said


def test_an_accepted_forgery_is_told_and_ends_with_one(
    ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(story, "FORGERIES", {**FEW, "redirected": honest})
    said = ask(*SMALL)
    assert said.code == 1
    assert "It ended otherwise than it must: redirected." in said.out


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--outputs", "3"), "outputs must be 2, 4, 8 or 16, got 3"),
        (("--outputs", "1"), "outputs must be 2, 4, 8 or 16, got 1"),
        (("--bits", "12"), "bits must be 8, 16, 32 or 64, got 12"),
        (("--seed", "-1"), "seed must be at least 0, got -1"),
        (("--outputs", "two"), "outputs must be a whole number, got 'two'"),
        (("--validators", "0"), "validators must be at least 1, got 0"),
    ],
)
def test_nonsense_gets_one_line(
    ask: Callable[..., Any], options: tuple[str, ...], message: str
) -> None:
    said = ask("payments", "demo", *options)
    assert (said.code, said.out) == (2, "")
    assert said.err.splitlines()[0] == f"hybridstake: {message}"
