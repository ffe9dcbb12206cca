"""The reference's claims beside the gate: each is guarded by an invariant, or the reason is here."""

from pathlib import Path

import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.proofs.invariants.gate import invariants_of
from hybridstake.proofs.quorums.intersection import PAIRS
from hybridstake.proofs.registry import GIVEN_UP, claims_of, promise, promises
from hybridstake.proofs.solving.settling import settle_condition

EXAMPLES = Path(__file__).parents[2] / "examples"

PAIR_NAMES = [f"{first.label}-{second.label}" for first, second in PAIRS]

ITSELF = [
    *(f"{pair}.intersection" for pair in PAIR_NAMES),
    *(f"{mode}.availability" for mode in ("balanced", "secure")),
    *(f"switching.{each}" for each in ("one-mode", "adjacent", "steady", "never-stuck-with-stake")),
]
"""Claims that are invariants under their own names."""

GUARDED = {
    **{name: name for name in ITSELF},
    "all-modes.intersection": "fast-secure.intersection",
    "all-modes.third-guilty": "fast-secure.intersection",
    "agreement": "fast-secure.intersection",
    "switching.agreement": "fast-secure.intersection",
    "light-client.next-height": "fast-secure.intersection",
    "light-client.skipping": "fast-secure.intersection",
    "ledger.thresholds-safe": "fast-secure.intersection",
    "fast.agreement": "fast-fast.intersection",
    "balanced.agreement": "balanced-balanced.intersection",
    "secure.agreement": "secure-secure.intersection",
    "balanced.safe-if-either": "balanced-balanced.intersection",
    "balanced.liveness": "balanced.availability",
    "secure.liveness": "secure.availability",
    "switching.live-height": "balanced.availability",
    "migration": "fast-secure.intersection",
    "checkpoint.in-time": "checkpoint-in-time",
    "waits": "round-in-time",
    "ledger.no-escape": "evidence-in-time",
    "selection.every-authority-proposes": "everybody-proposes",
    "selection.fair-to-every-authority": "everybody-proposes",
    "selection.every-staker-proposes": "everybody-proposes",
    "selection.fair-to-every-staker": "everybody-proposes",
    "rewards.everything-paid": "every-reward-paid",
    "slashing.third-loses-everything": "conspiracy-costs-everything",
    "deterrence.of-a-third": "conspiracy-costs-everything",
}
"""The invariant whose example refutes a claim too."""

COST = "it tells what the file's own numbers cost an attacker, and no file is wrong by its price"
COMPUTED = "its bound is computed from the file's own numbers, and holds for all of them"
OUTSIDE = (
    "it needs pay and gains over months, of which the gate asks only for the part of one block"
)

ABSENT = {
    "balanced.live-only-if-both": COST,
    "secure.oversight-protects": COST,
    "fast.two-thirds-needed": COST,
    **{f"{mode}.conflict-cost": COMPUTED for mode in ("fast", "balanced", "secure")},
    **{f"{pair}.least-guilty": COMPUTED for pair in PAIR_NAMES},
    **{f"{pair}.slashable-with-changes": COMPUTED for pair in PAIR_NAMES},
    **{
        f"{mode}.{claim}": COMPUTED
        for mode in ("fast", "balanced", "secure")
        for claim in ("largest-delay", "pace", "faults", "lines")
    },
    "rewards.load-bounded": COMPUTED,
    "deterrence.alone-forfeited": OUTSIDE,
    "deterrence.with-rent": OUTSIDE,
    "deterrence.thresholds-alone": COMPUTED,
    "deterrence.thresholds-third": COMPUTED,
    "energy.break-even": COMPUTED,
}
"""Claims without an invariant, and why."""

SLOW = ("agreement", "switching.agreement", "light-client.next-height", "light-client.skipping")
"""Claims that take seconds to settle."""

REVIEWED = {"dwell_seconds": "0", "adjacent_only": "false", "rule": '"load-or-participation"'}
"""What the plan does with modes, on top of the reference."""


def is_refuted(name: str, parameters: Parameters) -> bool:
    """Whether a file's own numbers refute one of the promises."""
    [claim] = [each for each in promises("file", parameters) if promise(each) == name]
    return any(
        settle_condition(each, second_solver=False).outcome == "refuted"
        for each in claim.conditions
    )


def test_every_claim_of_the_reference_is_guarded_or_its_absence_has_a_reason(
    reference: Parameters,
) -> None:
    claimed = {promise(claim) for claim in claims_of("reference", reference)}
    assert claimed == {*GUARDED, *ABSENT}
    assert set(GUARDED).isdisjoint(ABSENT)
    assert claimed.isdisjoint(GIVEN_UP)
    assert set(GUARDED.values()) <= {item.name for item in invariants_of(reference)}


@pytest.mark.parametrize(
    "name",
    [pytest.param(each, marks=pytest.mark.slow if each in SLOW else ()) for each in GUARDED],
)
def test_where_a_guard_fails_the_claim_does(name: str) -> None:
    assert is_refuted(name, load(str(EXAMPLES / f"{GUARDED[name]}.toml")))


@pytest.mark.parametrize("name", [each for each in ABSENT if ABSENT[each] == COMPUTED])
def test_a_bound_that_is_computed_from_the_file_holds_of_other_thresholds_too(name: str) -> None:
    """Of 2/3 in all modes."""
    assert not is_refuted(name, load(str(EXAMPLES / "fast.entered-with-quorum.toml")))


def test_the_plans_way_with_modes_is_refuted_four_times(tmp_path: Path) -> None:
    path = tmp_path / "modes.toml"
    lines = [f"{key} = {value}" for key, value in REVIEWED.items()]
    path.write_text("\n".join(['base = "reference"', "[switching]", *lines]))
    failing = [item for item in invariants_of(load(str(path))) if item.verdict != "proved"]
    assert [(item.name, item.verdict, item.field) for item in failing] == [
        ("switching.one-mode", "refuted", "switching.rule"),
        ("switching.adjacent", "refuted", "switching.adjacent_only"),
        ("switching.steady", "refuted", "switching.dwell_seconds"),
        ("switching.never-stuck-with-stake", "refuted", "switching.rule"),
    ]
    told = {item.name: item.counterexample for item in failing}
    assert told["switching.one-mode"] is not None
    assert told["switching.one-mode"]["text"].splitlines() == [
        "network load: 0",
        "part of the authorities online: 19/20",
        "part of the supply at stake: 17/20",
        "mode that is wanted: fast",
        "holds: the condition of Fast is met",
        "fails: that of Secure is not",
    ]


@pytest.mark.parametrize(
    ("changes", "name", "field"),
    [
        (
            'assumptions.byzantine_authorities = "1/4"\nfast.authority_threshold = "7/10"\n'
            'balanced.authority_threshold = "3/4"\nsecure.oversight_threshold = "3/5"\n'
            "switching.fast_min_availability = 0.7",
            "switching.one-mode",
            "switching.fast_min_availability",
        ),
        (
            "switching.fast_min_availability = 0.8",
            "switching.never-stuck-with-stake",
            "switching.fast_min_availability",
        ),
    ],
)
def test_the_field_at_fault_is_the_one_that_wants_the_mode(
    tmp_path: Path, changes: str, name: str, field: str
) -> None:
    """With 72 % online Fast is wanted, and authorities are short; with 81 % Fast cannot decide."""
    path = tmp_path / "mine.toml"
    path.write_text(f'base = "reference"\n{changes}')
    failing = {item.name: item for item in invariants_of(load(str(path))) if item.counterexample}
    assert failing[name].field == field
