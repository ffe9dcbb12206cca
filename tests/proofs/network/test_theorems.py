"""Theorems about the network hold, fail where they should, and read a protocol's numbers."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.protocol.modes import Mode
from hybridstake.proofs.network.delays import too_many_for_two
from hybridstake.proofs.network.migration import certificates_that_meet, label, migration
from hybridstake.proofs.network.theorems import network_claims, network_claims_of
from hybridstake.proofs.solving.audit import audit
from hybridstake.proofs.solving.claim import Claim, Proof
from hybridstake.proofs.solving.quantities import Values
from hybridstake.proofs.solving.settling import refutation, settle, settle_claim
from hybridstake.proofs.solving.solver import cvc5

GENERAL = {claim.name: claim for claim in network_claims()}
OF_MODES = ("largest-delay", "pace", "faults", "lines")


def claims_of(parameters: Parameters) -> dict[str, Claim]:
    return {
        claim.name.removeprefix("mine."): claim for claim in network_claims_of("mine", parameters)
    }


@pytest.fixture(scope="module")
def proofs() -> list[Proof]:
    of_protocols = [
        each for name in ("plan", "reference") for each in network_claims_of(name, load(name))
    ]
    return settle([*GENERAL.values(), *of_protocols])


def test_all_but_the_plans_migration_are_proved_and_both_solvers_agree(
    proofs: list[Proof],
) -> None:
    opinion = "agrees" if cvc5 is not None else "not installed"
    names = [
        *GENERAL,
        *(
            f"{protocol}.{mode.label}.{claim}"
            for protocol in ("plan", "reference")
            for mode in Mode
            for claim in OF_MODES
        ),
        "reference.migration",
    ]
    verdicts = {proof.name: proof.verdict for proof in proofs}
    assert verdicts == {**dict.fromkeys(names, "proved"), "plan.migration": "refuted"}
    assert {proof.second_solver for proof in proofs} == {opinion}


def test_no_premise_is_idle_and_every_near_miss_fails() -> None:
    of_plan = claims_of(load("plan"))
    claims = [*GENERAL.values(), *(of_plan[f"fast.{each}"] for each in OF_MODES)]
    rows = list(audit(claims))
    assert [row for row in rows if not row.passed] == []
    assert not {row.mutation for row in rows if row.outcome == "redundant"}


@pytest.mark.slow
def test_a_pair_of_certificates_needs_a_bound_on_one_resource_at_the_least() -> None:
    """All premises of a migration are used, but for the bound on what a pair does not ask for."""
    rows = list(audit([migration("reference", load("reference"))]))
    assert [row for row in rows if not row.passed] == []
    assert {row.mutation for row in rows if row.outcome == "redundant"} == {
        "without Byzantine authorities < 1/3",
        "without Byzantine stake < 1/3",
    }


def test_what_the_plans_modes_ask_for_is_said_in_numbers() -> None:
    """By hand: 0.2 / 3, 0.1 / 3 and 0.1 / 2 s; (21 - 1) / 3 and 21 / 5; 10^9 / (8 * 250 * 20)."""
    said = {name: claim.statement for name, claim in claims_of(load("plan")).items()}
    assert said["fast.largest-delay"] == (
        "Fast finality within 0.2 s in 3 message delays holds exactly if a message takes at most "
        "0.06667 s, less what else takes time divided by 3; the assumed 0.1 s break it."
    )
    assert said["fast.pace"] == (
        "Fast blocks can follow each other every 0.1 s exactly if messages take at most 0.03333 s one "
        "after the other and 0.05 s in a chain; the assumed 0.1 s permit it in neither way."
    )
    assert said["fast.faults"] == (
        "Among 21 validators, as in Fast, finality in three message delays stands exactly up to 6 "
        "Byzantine ones, and in two, with certificates of four fifths, up to 4."
    )
    assert said["fast.lines"] == (
        "Lines of 1 Gbit/s bring at most so many transactions of 250 bytes a second to 21 validators, "
        "as in Fast: 25,000 through a star, 62,500 by gossip, 250,000 erasure-coded, 525,000 "
        "beforehand. 50,000 are promised, too many through a star."
    )
    assert "5,050 through a star" in said["balanced.lines"]
    assert "500 through a star" in said["secure.lines"]


def test_a_file_is_told_on_which_side_of_its_bounds_it_is() -> None:
    reference = load("reference")
    network = replace(reference.network, delay_seconds=0.04, message_delays=2)
    quick = claims_of(replace(reference, network=network))
    assert quick["fast.largest-delay"].statement.endswith("the assumed 0.04 s keep it.")
    assert quick["fast.pace"].statement.endswith("the assumed 0.04 s permit it in a chain.")
    proofs = settle([quick["fast.largest-delay"], quick["fast.pace"]])
    assert [proof.verdict for proof in proofs] == ["proved", "proved"]


def test_one_validator_alone_needs_no_line() -> None:
    reference = load("reference")
    alone = replace(reference, fast=replace(reference.fast, validators=1))
    lines = claims_of(alone)["fast.lines"]
    assert "any number through a star" in lines.statement
    assert settle_claim(lines).verdict == "proved"


def test_nine_validators_with_two_byzantine_are_final_in_two_delays_too() -> None:
    """By hand: 9 >= 5 * 2 - 1, and three delays stand no third."""
    found = refutation(too_many_for_two("from nine on", 9))
    assert found is not None
    assert isinstance(found.story, Values)
    assert dict(found.story.numbers) == {"validators": 9, "byzantine": 2}


def test_stages_meet_themselves_and_the_next_and_no_others() -> None:
    meet = {f"{label(first)}-{label(second)}" for first, second in certificates_that_meet()}
    assert meet == {
        "running-running", "running-fast", "fast-fast", "fast-balanced", "balanced-balanced",
        "fast-secure", "balanced-secure", "secure-secure",
    }  # fmt: skip


def test_the_plan_is_refuted_at_its_last_stage_and_nowhere_else() -> None:
    """By hand: of the authorities 2/3 + 1/3 - 1/3 < 1, for Fast and for Secure's oversight."""
    settled = {
        each.condition.removeprefix("plan.migration: "): each.outcome
        for each in settle_claim(migration("plan", load("plan"))).settled
    }
    assert {name for name, outcome in settled.items() if outcome != "holds"} == {"fast-secure"}


def test_a_migration_at_once_is_refuted_even_for_the_reference() -> None:
    """By hand: 2/3 + 1/2 - 1/3 = 5/6 < 1, and the running chain asks for no stake."""
    (twin,) = migration("reference", load("reference")).twins
    assert refutation(twin) is not None


def test_a_lower_oversight_makes_the_last_stage_unsafe() -> None:
    reference = load("reference")
    secure = replace(reference.secure, oversight_threshold=Fraction(2, 5))
    claim = migration("mine", replace(reference, secure=secure))
    assert settle_claim(claim).verdict == "refuted"
