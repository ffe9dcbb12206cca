"""Chances of failure are those of the attack command, and a class too large is said so."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hybridstake.experiments.comparing.comparison import Comparison
from hybridstake.experiments.comparing.risks import risks_of
from hybridstake.experiments.comparing.subject import Conditions, Shares, Subject
from hybridstake.experiments.comparing.verdict import Verdict
from hybridstake.experiments.parameter_files import load
from hybridstake.models.attacks.votes.choices import Failure
from hybridstake.models.protocol.modes import Mode
from scipy.stats import binom


def test_a_chance_is_the_binomial_tail_of_the_overlap(pair: Comparison) -> None:
    """The plan's Fast: certificates of 14 of 21 overlap in 7, so 7 corrupted authorities or more at 20 %
    each. The reference asks for more than 5/6 of 21, that is 18, which overlap in 15."""
    risk = next(
        each
        for each in pair.risks
        if (each.mode, each.failure, each.shares) == (Mode.FAST, Failure.SAFETY, Shares(0.2, 0.2))
    )
    first, second = risk.found
    assert first is not None
    assert second is not None
    assert first.estimate.probability == pytest.approx(binom.sf(6, 21, 0.2), rel=1e-9, abs=0)
    assert second.estimate.probability == pytest.approx(binom.sf(14, 21, 0.2), rel=1e-9, abs=0)
    assert risk.verdict is Verdict.BETTER
    assert first.agrees
    assert second.agrees


def test_every_mode_fails_in_two_ways_at_every_corruption(pair: Comparison) -> None:
    asked = {(each.mode, each.failure, each.shares) for each in pair.risks}
    assert len(asked) == len(pair.risks) == len(Mode) * len(Failure) * 3


def test_equal_chances_are_the_same(same: Comparison) -> None:
    assert {each.verdict for each in same.risks} == {Verdict.SAME}


def test_a_class_too_large_is_said_and_leaves_the_other_file() -> None:
    plan = load("plan")
    many = replace(plan, secure=replace(plan.secure, validators=100_001))
    subjects = [Subject("A", "plan", plan), Subject("B", "many", many)]
    found, refusals = risks_of(subjects, Conditions(shares=(Shares(0.1, 0.1),)))
    assert refusals == [
        "B cannot be attacked in secure mode: stakers must be an int from 1 to 100000, got 100001"
    ]
    secure = [each for each in found if each.mode is Mode.SECURE]
    assert all(each.found[0] is not None and each.found[1] is None for each in secure)
    assert {each.verdict for each in secure} == {None}
    assert secure[0].as_dict(["a", "b"])["b"] is None


def test_what_cannot_happen_has_no_logarithm() -> None:
    plan = load("plan")
    whole = replace(plan, fast=replace(plan.fast, authority_threshold=Fraction(1)))
    conditions = Conditions(shares=(Shares(0.0, 0.0),))
    found, _ = risks_of([Subject("A", "whole", whole)], conditions)
    told = found[0].as_dict(["a"])
    assert told["a"] == {"probability": 0.0, "log10_probability": None, "agrees": True}


def test_each_class_has_its_own_corruption() -> None:
    """Two oversights of 7 of 21 need not overlap: the plan's Secure fails by its stakers alone."""
    conditions = Conditions(shares=(Shares(0.0, 0.5), Shares(0.5, 0.0)))
    found, _ = risks_of([Subject("A", "plan", load("plan"))], conditions)
    answers = [
        each.found[0]
        for each in found
        if (each.mode, each.failure) == (Mode.SECURE, Failure.SAFETY)
    ]
    assert [None if each is None else each.estimate.probability > 0.5 for each in answers] == [
        True,
        False,
    ]
