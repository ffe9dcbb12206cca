"""What is concluded in words."""

from dataclasses import replace

import pytest
from hybridstake.experiments.comparing.comparison import Comparison
from hybridstake.experiments.comparing.conclusion import concluded
from hybridstake.experiments.comparing.quantities import Quantity
from hybridstake.experiments.comparing.reporting import reported
from hybridstake.experiments.evaluating.metrics import METRICS

BETTER = "What gets better in B"
WORSE = "What gets worse in B"
UNDECIDED = "What cannot be told apart at 3 runs"
SAME = "What stays the same"


def of_numbers(pair: Comparison, **values: tuple[list[float], list[float]]) -> Comparison:
    """A comparison of nothing but these numbers."""
    quantities = [
        Quantity(METRICS[name], both, (None, None), 0.95) for name, both in values.items()
    ]
    return replace(pair, invariants=[], risks=[], quantities=quantities)


def test_numbers_are_told_by_what_became_of_them(pair: Comparison) -> None:
    """Differences of 1, 2, 3 have half a width of 2.48 at three runs: nothing can be told. Around 20 it
    can; less issuance is better, and a smaller Nakamoto coefficient is worse."""
    found = of_numbers(
        pair,
        issuance_rate=([0.5, 0.5, 0.5], [0.05, 0.05, 0.05]),
        nakamoto_coefficient=([40.0, 40.0, 40.0], [19.0, 20.0, 21.0]),
        price=([1.0, 1.0, 1.0], [2.0, 2.0, 2.0]),
        offences=([0.0, 0.0, 0.0], [1.0, 2.0, 3.0]),
        gini=([0.5, 0.6, 0.7], [0.5, 0.6, 0.7]),
    )
    groups = concluded(found).groups
    assert groups == {
        BETTER: ["Issuance: 50 % a year → 5 % a year (difference −45 points)"],
        WORSE: ["Nakamoto coefficient of stake: 40 → 20 (difference −22.5 to −17.5)"],
        "What changes, for better or worse as the purpose may be": [
            "Price of a token, in tokens at launch: 1 → 2 (difference +1)"
        ],
        UNDECIDED: [
            "Offences since launch: 0 → 2 (difference −0.484 to +4.48), "
            "some 5 runs would tell so large a difference apart"
        ],
        SAME: ["Gini coefficient of stakes"],
    }


def test_the_lead_counts_what_the_tables_hold(pair: Comparison) -> None:
    found = of_numbers(
        pair,
        issuance_rate=([0.5, 0.5, 0.5], [0.05, 0.05, 0.05]),
        gini=([0.5, 0.6, 0.7], [0.5, 0.6, 0.7]),
    )
    assert concluded(found).lead == (
        "From A (plan) to B (reference), of 58 fields 12 differ. A keeps 0 of 0 invariants, B 0 of 0. "
        "Of 2 numbers, 1 gets better, 0 get worse, 0 change in a way that is good or bad by purpose, "
        "1 stays the same, and 0 cannot be told apart at 3 runs."
    )


def test_modes_and_corruptions_of_one_failure_share_a_line(pair: Comparison) -> None:
    groups = concluded(pair).groups
    fast = [line for line in groups[BETTER] if line.startswith("Fast, two conflicting")]
    assert fast == [
        "Fast, two conflicting certificates: less likely at 10 %, 20 % and 30 % corrupted "
        "(0.00327 → 3.01 × 10⁻¹¹; 0.109 → 5.13 × 10⁻⁷; 0.449 → 0.000108)"
    ]
    bribes = [line for line in groups[WORSE] if line.startswith("Least bribe for no certificate")]
    assert [line.count(" → ") for line in bribes] == [3]


def test_mended_invariants_are_named(pair: Comparison) -> None:
    first = concluded(pair).groups[BETTER][0]
    assert first.startswith("10 invariants (B keeps what A breaks or leaves undecided): ")
    assert "fast.finality-floor" in first


def test_of_the_same_file_twice_nothing_differs(same: Comparison) -> None:
    found = concluded(same)
    assert found.lead == (
        "Nothing differs: A (reference) and B (reference) say the same in all 58 fields, and so does "
        "all that is measured of them."
    )
    assert found.as_dict() == {"lead": found.lead}


def test_a_report_says_what_is_broken_and_which_promises_are_missed(alone: Comparison) -> None:
    found = reported(alone)
    assert found.lead == (
        "plan keeps 17 of 27 invariants. On ten-regions it keeps 4 of 6 promises of finality and "
        "throughput."
    )
    told = found.as_dict()
    assert list(told) == ["lead", "broken", "promises", "economy", "attacks"]
    assert len(told["broken"]) == 10
    missed = [line.split(":")[0] for line in told["promises"] if line.endswith("missed")]
    assert missed == [
        "time to finality, 99th percentile, fast",
        "transactions that the network carries, fast",
    ]


@pytest.mark.parametrize("key", ["better", "worse", "different", "undecided", "same"])
def test_machines_find_every_group_by_its_key(pair: Comparison, key: str) -> None:
    assert concluded(pair).as_dict()[key]
