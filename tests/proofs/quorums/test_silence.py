"""Silence: the theorems, and each formula broken."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hybridstake.proofs.quorums import silence
from hybridstake.proofs.solving.audit import audit
from hybridstake.proofs.solving.settling import settle, settle_claim

CLAIMS = (silence.silence, silence.region)


def test_both_are_proved_and_audited_and_the_second_solver_agrees() -> None:
    found = {each.name: (each.verdict, each.second_solver) for each in settle(c() for c in CLAIMS)}
    assert found == {
        "any.fallback.silence": ("proved", "agrees"),
        "any.fallback.region": ("proved", "agrees"),
    }
    rows = list(audit([claim() for claim in CLAIMS]))
    assert [row.as_dict() for row in rows if not row.passed] == []
    assert [row.mutation for row in rows if "silence forgotten" in row.mutation] != []


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("always_signs", lambda threshold, byzantine, crashed: threshold + crashed <= 1),
        (
            "always_signs",
            lambda threshold, byzantine, crashed: (
                threshold + byzantine + crashed <= Fraction(99, 100)
            ),
        ),
    ],
)
def test_a_bound_that_is_too_wide_or_too_narrow_is_caught(
    monkeypatch: pytest.MonkeyPatch, name: str, wrong: Any
) -> None:
    monkeypatch.setattr(silence, name, wrong)
    assert settle_claim(silence.silence()).verdict == "refuted"


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("most_crashed", lambda fast, byzantine: fast - byzantine),
        ("most_crashed_in_fast", lambda fast, byzantine: 1 - fast),
        ("least_useful_fast", lambda byzantine: 1 - byzantine),
        ("least_oversight", lambda fast, byzantine: 1 - fast),
    ],
)
def test_a_region_with_a_term_missing_is_caught(
    monkeypatch: pytest.MonkeyPatch, name: str, wrong: Any
) -> None:
    monkeypatch.setattr(silence, name, wrong)
    assert settle_claim(replace(silence.region(), rests_on=())).verdict == "refuted"
