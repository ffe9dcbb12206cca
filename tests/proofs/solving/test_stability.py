"""The same condition under other seeds: the outcome must not move, the work may."""

import numpy as np
import pytest
from hybridstake.experiments.commands.prove import all_claims
from hybridstake.proofs.solving.apart import claims_by_name
from hybridstake.proofs.solving.claim import Claim
from hybridstake.proofs.solving.solver import SEED
from hybridstake.proofs.solving.stability import Trial, spread, spreads, trial
from hybridstake.proofs.solving.stated import stated


class Unshuffled:
    """In the place of a generator: leaves every order as it is."""

    def permutation(self, length: int) -> range:
        return range(length)


@pytest.fixture(scope="module")
def claim() -> Claim:
    return claims_by_name(all_claims)["any.no-framing"]


def row(outcome: str, work: int, seed: int = 0) -> Trial:
    return Trial("any.test", "any.test: it", seed, outcome, work)  # pyright: ignore[reportArgumentType]


def test_a_trial_can_be_repeated_to_the_last_unit_of_work(claim: Claim) -> None:
    condition = claim.conditions[-1]
    first, again = (trial(claim, stated(condition), 3, np.random.default_rng(3)) for _ in range(2))
    assert first == again
    assert (first.claim, first.condition, first.seed) == (claim.name, condition.name, 3)
    assert first.outcome == "holds"
    assert first.work > 1_000


def test_both_the_seed_and_the_order_change_the_work(claim: Claim) -> None:
    """Of the condition that hangs on chance most, each changed by itself."""
    (condition,) = [each for each in claim.conditions if "precommit keeps locked once" in each.name]
    plain: list[Trial] = [
        trial(claim, stated(condition), seed, Unshuffled())  # pyright: ignore[reportArgumentType]
        for seed in (SEED, 1)
    ]
    shuffled = trial(claim, stated(condition), SEED, np.random.default_rng(1))
    assert {each.outcome for each in (*plain, shuffled)} == {"holds"}
    assert len({plain[0].work, plain[1].work, shuffled.work}) == 3


def test_a_trial_without_resources_is_undecided(claim: Claim) -> None:
    found = trial(claim, stated(claim.conditions[-1]), 0, np.random.default_rng(0), resources=10)
    assert found.outcome == "undecided"


def test_a_spread_tells_least_median_and_most() -> None:
    """By hand: of 3, 5, 9 and 40 the lower of the two in the middle is 5."""
    found = spread([row("holds", 9), row("holds", 3), row("holds", 40), row("holds", 5)])
    assert (found.least, found.median, found.most) == (3, 5, 40)
    assert (found.outcomes, found.undecided, found.is_stable) == (("holds",), 0, True)


@pytest.mark.parametrize("outcomes", [("holds", "undecided"), ("undecided",), ("holds", "refuted")])
def test_one_seed_without_the_same_answer_makes_a_condition_unstable(
    outcomes: tuple[str, ...],
) -> None:
    found = spread([row(outcome, 1) for outcome in outcomes])
    assert not found.is_stable
    assert found.outcomes == outcomes
    assert found.undecided == outcomes.count("undecided")


def test_trials_are_gathered_by_claim_and_condition() -> None:
    other = Trial("any.other", "any.test: it", 0, "holds", 7)
    found = spreads([row("holds", 1), other, row("holds", 2, seed=1)])
    assert [(each.claim, each.least, each.most) for each in found] == [
        ("any.test", 1, 2),
        ("any.other", 7, 7),
    ]
