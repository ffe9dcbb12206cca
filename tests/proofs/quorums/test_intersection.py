from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import pytest
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.protocol import quorums
from hybridstake.models.protocol.modes import Mode
from hybridstake.proofs.quorums.intersection import intersection, intersection_claims
from hybridstake.proofs.quorums.validators import ValidatorSet
from hybridstake.proofs.solving.settling import refutation, settle


def splits(total: int, regions: int) -> Iterator[tuple[int, ...]]:
    """All ways of putting units into regions."""
    if regions == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in splits(total - first, regions - 1):
            yield (first, *rest)


def possible_sums(total: int, bound: Fraction) -> set[tuple[int, int]]:
    """What two signer sets can hold of a resource, when fewer than the bound is Byzantine.

    Regions: Byzantine in both, first only, second only, neither. Byzantine who sign less than twice
    do nothing that an honest validator could not.
    """
    return {
        (byzantine + first, byzantine + second)
        for byzantine, first, second, _ in splits(total, 4)
        if byzantine < bound * total
    }


def conflict_by_enumeration(
    parameters: Parameters, first: Mode, second: Mode, authorities: int, stake: int
) -> bool:
    """Whether so many authorities and so many stakers with one token can be split into a conflict."""
    assumed = parameters.assumptions
    one, other = (quorums.quorum(parameters, mode) for mode in (first, second))

    def met(required: quorums.Quorum, held: int, staked: int) -> bool:
        for part, whole, threshold in (
            (held, authorities, required.authorities),
            (staked, stake, required.stake),
        ):
            if threshold is not None:
                share = Fraction(part, whole)
                if share < threshold or (required.strict and share == threshold):
                    return False
        return True

    return any(
        met(one, first_held, first_staked) and met(other, second_held, second_staked)
        for (first_held, second_held), (first_staked, second_staked) in product(
            possible_sums(authorities, assumed.byzantine_authorities),
            possible_sums(stake, assumed.byzantine_stake),
        )
    )


def random_parameters(plan: Parameters, rng: np.random.Generator) -> Parameters:
    """Thresholds that are multiples of 1/4, 1/5 or 1/6, and Byzantine parts of half such fractions."""

    def fraction(least: int = 2) -> Fraction:
        whole = int(rng.integers(4, 7))
        return Fraction(int(rng.integers(least, whole)), whole)

    return replace(
        plan,
        fast=replace(plan.fast, authority_threshold=fraction()),
        balanced=replace(plan.balanced, authority_threshold=fraction(), stake_threshold=fraction()),
        secure=replace(plan.secure, oversight_threshold=fraction(), stake_threshold=fraction()),
        quorums=replace(plan.quorums, strict=bool(rng.integers(0, 2))),
        assumptions=replace(
            plan.assumptions, byzantine_authorities=fraction(1) / 2, byzantine_stake=fraction(1) / 2
        ),
    )


def test_enumeration_of_small_sets_agrees_with_the_solver(plan: Parameters) -> None:
    """No small set breaks what is proved, and what is refuted breaks at the size that is shown."""
    rng = np.random.default_rng(3)
    outcomes = {"holds": 0, "refuted": 0}
    for _ in range(24):
        parameters = random_parameters(plan, rng)
        first, second = sorted(Mode(int(mode)) for mode in rng.integers(0, 3, size=2))
        counterexample = refutation(intersection("any", parameters, first, second))
        if counterexample is None:
            outcomes["holds"] += 1
            for size in range(1, 8):
                assert not conflict_by_enumeration(parameters, first, second, size, size)
        else:
            outcomes["refuted"] += 1
            population = counterexample.story
            assert isinstance(population, ValidatorSet)
            assert conflict_by_enumeration(
                parameters, first, second, population.authorities(), population.stake()
            )
    assert min(outcomes.values()) >= 5


def test_the_shown_counterexample_has_the_fewest_validators(plan: Parameters) -> None:
    """By hand: with two authorities Fast needs both, so Secure's oversight overlaps."""
    counterexample = refutation(intersection("plan", plan, Mode.FAST, Mode.SECURE))
    assert counterexample is not None
    assert counterexample.story.as_dict()["authorities"] == 3
    for size in (1, 2):
        assert not conflict_by_enumeration(plan, Mode.FAST, Mode.SECURE, size, 6)
    assert conflict_by_enumeration(plan, Mode.FAST, Mode.SECURE, 3, 1)


def verdicts(parameters: Parameters) -> list[str]:
    return [proof.verdict for proof in settle(intersection_claims("any", parameters))]


def test_a_quorum_formula_with_its_threshold_forgotten_is_caught(
    reference: Parameters, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        quorums, "more_than", lambda weight, total, numerator, denominator: weight > 0
    )
    assert verdicts(reference) == ["refuted"] * 7


def test_a_quorum_formula_with_its_sign_turned_is_caught(
    reference: Parameters, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        quorums,
        "more_than",
        lambda weight, total, numerator, denominator: weight * denominator < total * numerator,
    )
    assert verdicts(reference) == ["refuted"] * 7


def test_a_quorum_formula_that_forgets_the_authorities_is_caught(
    reference: Parameters, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stake_alone(
        self: quorums.Quorum, authorities: Any, all_authorities: Any, stake: Any, all_stake: Any
    ) -> Any:
        return True if self.stake is None else stake * 3 > all_stake * 2

    monkeypatch.setattr(quorums.Quorum, "is_met", stake_alone)
    found = {proof.name: proof.verdict for proof in settle(intersection_claims("any", reference))}
    assert {name for name, verdict in found.items() if verdict == "refuted"} == {
        "any.fast-fast.intersection",
        "any.fast-balanced.intersection",
        "any.fast-secure.intersection",
        "any.all-modes.intersection",
    }


def test_at_most_a_third_byzantine_would_break_at_least_two_thirds(plan: Parameters) -> None:
    """The boundary of the plan's own sentence: 14 of 21, with 7 of 21 in both."""
    twin = intersection_claims("plan", plan)[0].twins[0]
    assert [premise.name for premise in twin.premises][2:] == [
        "Byzantine authorities <= 1/3",
        "Byzantine stake <= 0",
    ]
    counterexample = refutation(twin)
    assert counterexample is not None
    population = counterexample.story
    assert isinstance(population, ValidatorSet)
    assert (population.authorities("Byzantine"), population.authorities()) == (1, 3)
