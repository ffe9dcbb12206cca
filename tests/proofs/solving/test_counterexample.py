import json
import os
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.proofs.quorums.premises import SHARED_HONEST
from hybridstake.proofs.quorums.validators import ValidatorSet
from hybridstake.proofs.solving.claim import Claim, Proof
from hybridstake.proofs.solving.counterexample import Counterexample, replay

FAST_AND_SECURE = """\
validator    authority  stake  first  second  Byzantine
both-1       yes        1      -      second  -
authority-1  yes        0      first  -       -
authority-2  yes        0      first  -       -
first: 2 of 3 authorities, 0 of 1 stake
second: 1 of 3 authorities, 1 of 1 stake
Byzantine: 0 of 3 authorities, 0 of 1 stake
holds: first is a Fast certificate
holds: second is a Secure certificate
holds: Byzantine authorities < 1/3
holds: Byzantine stake < 1/3
fails: an honest validator signed both certificates"""

TWO_FAST = """\
validator    authority  stake  first  second  Byzantine
authority-1  yes        0      -      second  -
authority-2  yes        0      first  -       -
both-1       yes        1      first  second  Byzantine  signs both
first: 2 of 3 authorities, 1 of 1 stake
second: 2 of 3 authorities, 1 of 1 stake
Byzantine: 1 of 3 authorities, 1 of 1 stake
holds: first is a Fast certificate
holds: second is a Fast certificate
holds: Byzantine authorities <= 2/3
fails: an honest validator signed both certificates"""

SETTLE_IN_A_PROCESS = """
import json
from hybridstake.experiments.parameter_files import load
from hybridstake.proofs.registry import quorum_promises
from hybridstake.proofs.solving.settling import settle
chosen = [
    claim
    for claim in quorum_promises("plan", load("plan"))
    if "all-modes" not in claim.name and "-" in claim.name
]
proofs = [proof.as_dict() for proof in settle(chosen)]
print(json.dumps([{**proof, "seconds": 0} for proof in proofs]))
"""


def found(proofs: dict[str, Proof], name: str) -> Counterexample:
    counterexample = proofs[name].counterexample
    assert counterexample is not None
    return counterexample


def test_the_plans_fast_and_secure_conflict_with_nobody_byzantine(
    proofs: dict[str, Proof],
) -> None:
    assert str(found(proofs, "plan.fast-secure.intersection")) == FAST_AND_SECURE


def test_equivocation_is_marked(proofs: dict[str, Proof]) -> None:
    assert str(found(proofs, "plan.fast.two-thirds-needed")) == TWO_FAST
    story = found(proofs, "plan.fast.two-thirds-needed").as_dict()
    assert story["validators"][2] == {
        "name": "both-1",
        "count": 1,
        "authority": True,
        "stake": 1,
        "first": True,
        "second": True,
        "byzantine": True,
        "equivocates": True,
    }


def reaches(part: int, whole: int, threshold: Fraction | None) -> bool:
    """At least the threshold, written here once more: a second witness to `Quorum.is_met`."""
    return threshold is None or Fraction(part, whole) >= threshold


@pytest.mark.parametrize(
    ("name", "modes"),
    [
        ("plan.fast-secure.intersection", ("fast", "secure")),
        ("plan.secure.oversight-protects", ("secure", "secure")),
        ("plan.fast.two-thirds-needed", ("fast", "fast")),
        ("plan.secure.two-thirds-needed", ("secure", "secure")),
        ("plan.fast.stake-protects", ("fast", "fast")),
    ],
)
def test_counterexamples_replay_from_their_json_with_arithmetic_of_their_own(
    proofs: dict[str, Proof], plan: Parameters, name: str, modes: tuple[str, str]
) -> None:
    thresholds = {
        "fast": (plan.fast.authority_threshold, None),
        "secure": (plan.secure.oversight_threshold, plan.secure.stake_threshold),
    }
    story: dict[str, Any] = json.loads(json.dumps(found(proofs, name).as_dict()))
    members = story["validators"]
    stake = sum(member["stake"] for member in members)
    authorities = sum(member["authority"] for member in members)
    for signers, mode in zip(("first", "second"), modes, strict=True):
        signed = [member for member in members if member[signers]]
        of_authorities, of_stake = thresholds[mode]
        assert reaches(sum(member["authority"] for member in signed), authorities, of_authorities)
        assert reaches(sum(member["stake"] for member in signed), stake, of_stake)
    assert not any(
        member["first"] and member["second"] and not member["byzantine"] for member in members
    )
    assert (story["authorities"], story["stake"]) == (authorities, stake)


def test_every_counterexample_replays_and_not_after_a_change(
    claims: dict[str, Claim], proofs: dict[str, Proof]
) -> None:
    """Every one is replayed; those of two certificates once more with everybody signing both."""
    changed_ones = 0
    for name, proof in proofs.items():
        if proof.counterexample is None:
            continue
        condition = next(
            each for each in claims[name].conditions if each.name == proof.counterexample.condition
        )
        assert replay(proof.counterexample, condition)
        population = proof.counterexample.story
        if condition.conclusion != SHARED_HONEST or not isinstance(population, ValidatorSet):
            continue
        everybody_signs = tuple(
            replace(member, inside=("first", "second")) for member in population.members
        )
        changed = replace(proof.counterexample, story=replace(population, members=everybody_signs))
        assert not replay(changed, condition)
        changed_ones += 1
    assert changed_ones >= 8


def test_proofs_are_the_same_under_every_hash_seed() -> None:
    printed = [
        subprocess.run(
            [sys.executable, "-c", SETTLE_IN_A_PROCESS],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "4242")
    ]
    assert printed[0] == printed[1]
    assert printed[0].count('"refuted"') == 5
    assert printed[0].count('"proved"') == 10
