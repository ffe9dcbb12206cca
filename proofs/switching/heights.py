"""Agreement at all heights: one finalised prefix gives one mode to a round, and one block follows.

Where the mode is a function of the finalised prefix and the round's number, and the validators of a
height are a function of the prefix, agreement at a height and equal schedules and sets at the next
follow from each other: validators may enter and leave with every block. Where the mode is each
validator's own measurement, two honest validators can be in one round in different modes. Agreement
then hangs on the intersection of certificates of *different* modes alone, which the plan's Fast and
Secure do not have.
"""

from typing import Any

from ...models.parameters.parameters import Parameters
from ...models.protocol.switching import wanted_choices
from ..agreement.theorems import agreement
from ..quorums.intersection import PAIRS, bounds_in_words, intersection, intersection_twin
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from ..solving.truth import conjunction, implies
from .decision import rule_of, seconds_after
from .setting import Moment, Moments, decided, exactly

VALIDATORS = ("one", "two")
"""Two honest validators at one height."""
FINALISED = ("load", "online", "participation")
"""What a block reports, or a validator measures."""


def of_both(*names: str) -> tuple[str, ...]:
    """Names of numbers of the two validators."""
    return tuple(f"{validator}.{name}" for validator in VALIDATORS for name in names)


def same(*names: str) -> Any:
    """Whether the two validators have the same of each."""
    return lambda each: conjunction([each[f"one.{name}"] == each[f"two.{name}"] for name in names])


def heights() -> Claim:
    """One step of the induction over heights; a function is what gives equals to equals."""
    name = "any.switching.heights"
    return Claim(
        name=name,
        statement=(
            "Where the validators of a height are a function of the finalised prefix, and the mode of a "
            "round is one of the prefix and the round's number, validators that agree on a prefix agree "
            "on who certifies the next height and on the mode of every round there, hence, by agreement "
            "at one height, on the block and on the longer prefix: at all heights."
        ),
        protocol="any",
        conditions=(induction(name, ONE_SET, SHARED),),
        twins=(
            induction(f"{name}, each by its own measurements", ONE_SET, OWN_MEASUREMENTS),
            induction(f"{name}, each by its own list", OWN_LIST, SHARED),
        ),
        rests_on=(agreement(),),
    )


def induction(name: str, members: Premise, schedule: Premise) -> Condition:
    """Equal prefixes become equal longer prefixes."""
    return Condition(
        f"{name}: one prefix",
        (
            Premise("both have finalised one prefix", same("prefix")),
            members,
            schedule,
            Premise(
                "where one set of validators certifies in one mode, both finalise one block",
                lambda each: implies(same("set", "mode")(each), same("block")(each)),
            ),
            Premise(
                "a prefix and a block are one longer prefix",
                lambda each: implies(same("prefix", "block")(each), same("longer")(each)),
            ),
        ),
        Premise("both have finalised one longer prefix", same("longer")),
        Moments(of_both("prefix", "set", "mode", "block", "longer", "load")),
    )


ONE_SET = Premise(
    "a prefix gives the height one set of validators",
    lambda each: implies(same("prefix")(each), same("set")(each)),
)
OWN_LIST = Premise(
    "a prefix and a measured load give the height one set of validators",
    lambda each: implies(same("prefix", "load")(each), same("set")(each)),
)
SHARED = Premise(
    "a prefix gives the round one mode",
    lambda each: implies(same("prefix")(each), same("mode")(each)),
)
OWN_MEASUREMENTS = Premise(
    "a prefix and a measured load give the round one mode",
    lambda each: implies(same("prefix", "load")(each), same("mode")(each)),
)


def agreement_at_all_heights(protocol: str, parameters: Parameters) -> Claim:
    """The protocol's rule is such a function, and its certificates of any modes intersect."""
    name = f"{protocol}.switching.agreement"
    return Claim(
        name=name,
        statement=(
            "No two honest validators finalise different blocks at any height, in rounds of any modes, "
            "where the switching rule is applied to what finalised blocks report, and the validators of "
            "a height, who may change with every block, are those that the blocks before it name, if "
            f"at every height {bounds_in_words(parameters)}."
        ),
        protocol=protocol,
        conditions=(
            one_standing(name, parameters, *SAME_STANDING, *SAME_BLOCK),
            *(intersection(protocol, parameters, *pair) for pair in PAIRS),
        ),
        twins=(
            one_standing(f"{name}, other load", parameters, *OTHERS_ALIKE),
            *(intersection_twin(protocol, parameters, *pair) for pair in PAIRS),
        ),
        rests_on=(heights(), agreement()),
    )


def own_measurements(protocol: str, parameters: Parameters) -> Claim:
    """What the plan leaves to every validator."""
    name = f"{protocol}.switching.own-measurements"
    return Claim(
        name=name,
        statement=(
            "Honest validators that apply the switching rule to what each measures itself are in one "
            "mode."
        ),
        protocol=protocol,
        conditions=(one_standing(name, parameters, *OTHERS_ALIKE),),
    )


def one_standing(name: str, parameters: Parameters, *premises: Premise) -> Condition:
    """Both validators come to one mode, with one time in it."""

    def alike(each: Moment) -> Any:
        one, two = (standing(parameters, each, validator) for validator in VALIDATORS)
        return conjunction([first == second for first, second in zip(one, two, strict=True)])

    return Condition(
        f"{name}: one standing",
        premises,
        Premise("both are in one mode, for one time", alike),
        Moments(of_both("mode", "seconds", "elapsed", *FINALISED)),
    )


def standing(parameters: Parameters, each: Moment, validator: str) -> tuple[Any, Any]:
    """Mode of a validator after a decision, and time in it [s]."""
    exact = exactly(parameters)
    own = {name: each[f"{validator}.{name}"] for name in ("mode", "seconds", "elapsed", *FINALISED)}
    choices = wanted_choices(exact, own["load"], own["online"], 1, own["participation"])
    moment = Moment({**own, "wanted": decided(choices), "dwell": exact.switching.dwell_seconds})
    rule = rule_of(parameters)
    return rule(moment), seconds_after(moment, rule)


SAME_STANDING = (
    Premise("both start in one mode", same("mode")),
    Premise("both count one time in it", same("seconds")),
)
SAME_BLOCK = (
    Premise("one load", same("load")),
    Premise("one part of the authorities online", same("online")),
    Premise("one participation", same("participation")),
    Premise("one time since the block before", same("elapsed")),
)
"""Both finalised one block, which reports all of these."""
OTHERS_ALIKE = (*SAME_STANDING, *SAME_BLOCK[1:])
"""All alike but the load."""
