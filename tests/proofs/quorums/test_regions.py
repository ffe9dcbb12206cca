from fractions import Fraction
from itertools import permutations, product

import numpy as np
import z3
from hybridstake.proofs.quorums.premises import SIGNED_TWICE
from hybridstake.proofs.quorums.regions import KINDS, Universe, symbolic
from hybridstake.proofs.quorums.validators import Validator, ValidatorSet, named_validators
from hybridstake.proofs.solving.solver import decide
from hybridstake.proofs.solving.truth import conjunction, negated

REGIONS = tuple(product((False, True), repeat=3))


def random_set(rng: np.random.Generator) -> ValidatorSet:
    """Up to nine validators with at least one authority and one token at stake."""
    members = [Validator("both-1", True, 1, ())]
    for index in range(rng.integers(0, 9)):
        authority = bool(rng.integers(0, 2))
        stake = int(rng.integers(0 if authority else 1, 5))
        inside = tuple(name for name in SIGNED_TWICE if rng.integers(0, 2))
        members.append(Validator(f"validator-{index}", authority, stake, inside))
    return ValidatorSet(SIGNED_TWICE, tuple(members))


def weights_of(validators: ValidatorSet) -> Universe:
    """The regions of a set, counted."""
    weights = {kind: {} for kind in KINDS}
    for region in REGIONS:
        inside = [name for name, held in zip(SIGNED_TWICE, region, strict=True) if held]
        outside = tuple(name for name in SIGNED_TWICE if name not in inside)
        for kind in KINDS:
            weights[kind][region] = getattr(validators, kind)(*inside, outside=outside)
    return Universe(SIGNED_TWICE, weights, {})


def test_every_finite_set_of_validators_obeys_the_rules() -> None:
    rng = np.random.default_rng(1)
    for _ in range(200):
        assert all(weights_of(random_set(rng)).rules())


def test_regions_and_lists_count_alike_and_naming_keeps_every_count() -> None:
    rng = np.random.default_rng(2)
    for _ in range(100):
        listed = random_set(rng)
        regions = weights_of(listed)
        named = named_validators(regions)
        for kind in KINDS:
            for first, second in permutations(SIGNED_TWICE, 2):
                expected = getattr(listed, kind)(first, outside=(second,))
                assert getattr(regions, kind)(first, outside=(second,)) == expected
                assert getattr(named, kind)(first, outside=(second,)) == expected
        assert all(member.authority or member.stake > 0 for member in named.members)


def test_the_rules_refuse_stake_of_nobody_and_sets_without_stake_or_authorities() -> None:
    weights = {kind: {(False,): 1, (True,): 0} for kind in KINDS}
    assert all(Universe(("B",), weights, {}).rules())
    for kind, region, value in (
        ("stake", (True,), 1),
        ("stake", (False,), 0),
        ("authorities", (False,), 0),
        ("authorities", (False,), 2),
        ("validators", (False,), 3),
    ):
        broken = {**weights, kind: {**weights[kind], region: value}}
        if kind == "authorities" and value == 0:
            broken["stake"] = {(False,): 1, (True,): 0}
        assert not all(Universe(("B",), broken, {}).rules())


def test_a_scaled_model_still_obeys_the_rules() -> None:
    universe = symbolic(z3.Context(), SIGNED_TWICE)
    third = universe.authorities("first") * 3 == universe.authorities()
    answer = decide(
        [*universe.rules(), third, universe.stake("second") * 7 == universe.stake() * 2]
    )
    assert answer.model is not None
    found = universe.evaluated(answer.model)
    for factor in (Fraction(1), Fraction(21), Fraction(5, 3)):
        weights = {
            kind: {region: weight * factor for region, weight in found.weights[kind].items()}
            for kind in KINDS
        }
        assert all(Universe(SIGNED_TWICE, weights, {}).rules())


def test_truth_values_and_formulas_combine() -> None:
    formula = z3.Bool("formula", z3.Context())
    assert negated(True) is False
    assert conjunction([True, True]) is True
    assert conjunction([True, False]) is False
    assert isinstance(conjunction([True, formula]), z3.BoolRef)
    assert isinstance(negated(formula), z3.BoolRef)
