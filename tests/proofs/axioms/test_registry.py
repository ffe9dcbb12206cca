"""The registry of axioms is whole: nothing assumed is missing from it, and nothing in it is idle."""

import inspect
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
import z3
from hybridstake.experiments.parameter_files import load
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.proofs.agreement import axioms as of_agreement
from hybridstake.proofs.agreement.induction import AXIOMS as ORDER
from hybridstake.proofs.agreement.induction import INTERSECTION
from hybridstake.proofs.agreement.moments import Rounds, words_of
from hybridstake.proofs.axioms.axiom import Axiom, Ground
from hybridstake.proofs.axioms.registry import AXIOMS, Use, uses
from hybridstake.proofs.economics.setting import Amounts
from hybridstake.proofs.quorums.intersection import intersection_claims
from hybridstake.proofs.registry import claims_of, general_claims
from hybridstake.proofs.solving.apart import with_theorems
from hybridstake.proofs.solving.claim import Claim
from hybridstake.proofs.solving.condition import Condition, Premise
from hybridstake.proofs.solving.quantities import Quantities

VALUES = r"[\w ]+ (=|is) [\d,/]+( s)?"
"""A premise that gives a number the value which the parameters give it."""

SUPPOSED = (
    r"(first|second|shown|full) is .*",
    r"(first|second) (are of|has) .*",
    r"there are \d+ \w+",
    r"Byzantine (authorities|stake) (<=|pay) .*",
    r"the condition of Fast is met|the mode changes|nobody after holds less",
    r"a \w+ certificate can be gathered|(at least|more than) .* of the stake would sign",
    r"the height comes (after the checkpoint|before the evidence)",
    r"the trusted header has not expired|the trust period is safe|.* trusted stake signed",
    r"the stake started to leave at .*|the withdrawal does not come after the conviction",
    r"0 <= (rank < authorities|load <= 1|overhead)|share >= 1/3",
    r"(not: )?(delay|byzantine|throughput) <= [\d,.]+|nothing else takes time",
    r"(not: )?the delay is at most the largest|[\d,]+ transactions a second",
    r"comparator >= [\d,]+ W|needed >= 2|each colluder runs one copy",
)
"""What claims about a protocol suppose, each in its own statement."""

SUPPOSED_OF_A_HEIGHT = (
    "nothing has happened|another acts|two blocks|in a later round|in one round",
    r"may (prevote|precommit|decide) proposal|all honest \w+ are there",
)
"""What theorems about one height suppose: where they start, and what case they look at."""


@pytest.fixture(scope="module")
def every() -> dict[str, Claim]:
    asked = [each for name in ("plan", "reference") for each in claims_of(name, load(name))]
    return {each.name: each for each in with_theorems([*asked, *general_claims()])}


@pytest.fixture(scope="module")
def used(every: dict[str, Claim]) -> dict[str, Use]:
    return {each.axiom.name: each for each in uses(every.values())}


def conditions(every: dict[str, Claim]) -> Iterator[tuple[Claim, Condition]]:
    for claim in every.values():
        for condition in claim.conditions:
            yield claim, condition


def is_assumed(premise: str) -> bool:
    return any(axiom.is_said_by(premise) for axiom in AXIOMS)


def unclassified(
    every: dict[str, Claim], supposed: tuple[str, ...], of_protocols: bool
) -> set[str]:
    """Premises that are no axiom, no value, no conclusion of another condition, and not supposed."""
    shown = {condition.conclusion.name for _, condition in conditions(every)}
    return {
        premise.name
        for claim, condition in conditions(every)
        if (claim.protocol != "any" if of_protocols else isinstance(condition.setting, Rounds))
        for premise in condition.premises
        if premise.name not in shown
        and not is_assumed(premise.name)
        and not any(re.fullmatch(each, premise.name) for each in (VALUES, *supposed))
    }


def test_every_axiom_is_used(used: dict[str, Use]) -> None:
    assert list(used) == [axiom.name for axiom in AXIOMS]


def test_every_pattern_is_that_of_a_premise(every: dict[str, Claim]) -> None:
    said = {premise.name for _, each in conditions(every) for premise in each.premises}
    idle = [
        (axiom.name, pattern)
        for axiom in AXIOMS
        for pattern in axiom.premises
        if not any(re.fullmatch(pattern, name) for name in said)
    ]
    assert idle == []


def test_what_the_agreement_calls_axioms_is_in_the_registry() -> None:
    written = [
        each
        for each in vars(of_agreement).values()
        if inspect.isfunction(each) and each.__module__ == of_agreement.__name__
    ]
    assert len(written) == len(ORDER) + 1 == 4
    assert {each.name for each in (*ORDER, INTERSECTION)} == set(map(words_of, written))
    assert all(is_assumed(words_of(each)) for each in written)


def test_no_premise_about_a_height_is_missing(every: dict[str, Claim]) -> None:
    assert unclassified(every, SUPPOSED_OF_A_HEIGHT, of_protocols=False) == set()


def test_no_premise_of_a_claim_about_a_protocol_is_missing(every: dict[str, Claim]) -> None:
    assert unclassified(every, SUPPOSED, of_protocols=True) == set()


def test_a_premise_that_nobody_has_put_anywhere_is_found(plan: Parameters) -> None:
    claim = intersection_claims("plan", plan)[0]
    (condition,) = claim.conditions
    wished = Premise("an axiom of my own", lambda each: True)
    more = replace(condition, premises=(*condition.premises, wished))
    found = unclassified({"x": replace(claim, conditions=(more,))}, SUPPOSED, of_protocols=True)
    assert found == {"an axiom of my own"}


def test_every_world_with_rules_is_in_the_registry(every: dict[str, Claim]) -> None:
    ruled = {
        type(condition.setting)
        for _, condition in conditions(every)
        if condition.setting.unknowns(z3.Context()).rules()
    }
    assert ruled == {axiom.rules_of for axiom in AXIOMS if axiom.rules_of}


def test_what_settles_an_axiom_is_claimed_and_what_names_it_is_a_parameter(
    every: dict[str, Claim], reference: Parameters
) -> None:
    for axiom in AXIOMS:
        assert bool(axiom.settled_by) == (axiom.ground is Ground.SETTLED), axiom.name
        for name in axiom.settled_by:
            assert name in every or f"plan.{name}" in every, name
        for field in axiom.parameters:
            table, name = field.split(".")
            assert hasattr(getattr(reference, table), name), field


def test_who_uses_an_axiom_is_read_off_the_claims(
    every: dict[str, Claim], used: dict[str, Use]
) -> None:
    """By hand: agreement at one height assumes the order of rounds, and a protocol's no more."""
    assert "any.agreement" in used["rounds precede transitively"].used_by
    assert "plan.agreement" not in used["rounds precede transitively"].used_by
    assert used["rotation"].used_by == ("any.rotation",)
    assert used["the latest lock is known"].used_by == ("any.liveness",)
    stake = used["less Byzantine stake"].used_by
    assert "reference.secure-secure.intersection" in stake
    assert "reference.secure.conflict-cost" not in stake
    alone = uses([every["any.rotation"]])
    assert [each.axiom.name for each in alone] == ["one proposer a round", "rotation"]


def test_the_theorems_under_a_claim_bring_their_axioms(every: dict[str, Claim]) -> None:
    names = {each.axiom.name for each in uses([every["plan.secure.liveness"]])}
    assert {"messages in time", "entries together", "rotation", "the latest lock is known"} <= names
    assert {"locks are passed on", "proposers listen"} <= names
    assert {"what is acted on is passed on", "last waits"} <= names


def test_a_premise_says_an_axiom_by_its_whole_name() -> None:
    order = Axiom("order", "Rounds are numbered.", Ground.DEFINITION, "they are", ("in order",))
    assert order.is_said_by("in order")
    assert not order.is_said_by("in order of size")
    assert not order.is_said_by("not in order")


def test_a_world_without_rules_uses_none_of_them() -> None:
    nothing = Premise("nothing", lambda each: True)
    for setting in (Quantities(("x",)), Amounts(("x",))):
        free = Condition("free", (), nothing, setting)
        assert not any(axiom.is_used_by(free) for axiom in AXIOMS)
    natural = Condition("natural", (), nothing, Amounts(("x",), natural=("x",)))
    assert [axiom.name for axiom in AXIOMS if axiom.is_used_by(natural)] == ["amounts"]


def test_a_use_has_the_promised_keys(used: dict[str, Use]) -> None:
    told = used["less Byzantine stake"].as_dict()
    assert list(told) == ["name", "sentence", "justification", "used_by"]
    assert told["justification"].startswith(
        "assumption of the protocol (assumptions.byzantine_stake): "
    )
    settled = used["quorums share an honest validator"].as_dict()["justification"]
    assert settled.startswith("settled by all-modes.intersection: ")


def test_sentences_are_sentences_and_names_are_names() -> None:
    assert len({axiom.name for axiom in AXIOMS}) == len(AXIOMS)
    for axiom in AXIOMS:
        assert axiom.sentence[0].isupper(), axiom.name
        assert axiom.sentence.endswith("."), axiom.name
        assert bool(axiom.premises) != (axiom.rules_of is not None), axiom.name
    assert isinstance(AXIOMS[0], Axiom)
