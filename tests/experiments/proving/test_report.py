"""What `prove` says of the solvers and of what it took, from proofs made by hand."""

from typing import Any

import pytest
from hybridstake.experiments.proving.report import solvers, stability
from hybridstake.proofs.solving.claim import Claim, Proof, Settled
from hybridstake.proofs.solving.settling import proof_from
from hybridstake.proofs.solving.stability import Spread


def proof(name: str, *opinions: Any) -> Proof:
    """A claim of one condition per opinion; the n-th took n seconds."""
    settled = [
        Settled(f"{name}: {number}", "holds", [], opinion, None, "", float(number))
        for number, opinion in enumerate(opinions, start=1)
    ]
    return proof_from(Claim(name, "A test.", "any", ()), settled, [])


def test_the_share_counts_conditions_and_the_slowest_is_one_of_them() -> None:
    """By hand: of five conditions cvc5 agrees on two and disagrees on one, so it decides 3/5."""
    found = solvers(
        [proof("a", "agrees", "undecided", "disagrees"), proof("b", "undecided", "agrees")], 2
    )
    assert (found.conditions, found.share_decided) == (5, 0.6)
    assert (found.slowest_condition, found.slowest_seconds) == ("a: 3", 3.0)
    assert f"5 conditions; cvc5 {found.cvc5} decides 3 of them (60.0 %)\n" in found.as_text()
    assert found.as_text().endswith(" MiB in all, with 2 more processes")


@pytest.mark.parametrize("opinion", ["not asked", "not installed"])
def test_nothing_is_said_of_a_solver_that_was_not_asked(opinion: str) -> None:
    found = solvers([proof("a", opinion, opinion)], 1)
    assert found.share_decided is None
    assert "2 conditions; cvc5 was not asked\n" in found.as_text()
    assert found.as_text().endswith(" MiB in all, with 1 more process")


def test_the_work_of_a_claim_is_that_of_its_conditions() -> None:
    """By hand: 10 + 7 at least, 20 + 8 in the middle, 30 + 9 at most; 30/10 is the widest."""
    rows = [
        Spread("a", "a: 1", ("holds",), 0, 10, 20, 30),
        Spread("a", "a: 2", ("holds", "undecided"), 1, 7, 8, 9),
        Spread("b", "b: 1", ("refuted",), 0, 4_000, 4_000, 4_000),
    ]
    table, _, first, second, *rest = stability(rows, 20).splitlines()
    assert table.split()[3:] == ["least", "work", "median", "most", "most/least"]
    assert first.split() == ["a", "2", "1", "17", "28", "39", "3.00"]
    assert second.split() == ["b", "1", "0", "4,000", "4,000", "4,000", "1.00"]
    assert rest == [
        "",
        "stability: 60 trials of 3 conditions under 20 seeds, 1 undecided, 1 unstable",
        "",
        "a: 2: holds, undecided",
    ]
