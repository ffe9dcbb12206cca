"""Conditions as SMT-LIB: both solvers read every file, and answer as its header says."""

import re
from dataclasses import replace
from typing import Any

import pytest
import z3
from hybridstake.experiments.commands.prove import all_claims
from hybridstake.proofs.solving.apart import claims_by_name
from hybridstake.proofs.solving.claim import Claim, Proof
from hybridstake.proofs.solving.exporting import FIRST_LINE, Exported, exported, file_names, safe
from hybridstake.proofs.solving.settling import proof_from, settle_claim, settle_condition
from hybridstake.proofs.solving.solver import CVC5_RESOURCES, CVC5_STRATEGIES, cvc5

SAMPLE = (
    "plan.fast-secure.intersection",
    "reference.balanced.conflict-cost",
    "any.fallback.useful",
    "any.accountability",
)
needs_cvc5 = pytest.mark.skipif(cvc5 is None, reason="cvc5 is an extra")


def files_of(name: str) -> list[Exported]:
    claim = claims_by_name(all_claims)[name]
    return list(exported(claim, settle_claim(claim, second_solver=False)))


def z3_answer(text: str) -> str:
    """What Z3 says, with its own defaults, about a file that it has parsed."""
    solver = z3.Solver(ctx=z3.Context())
    solver.from_string(text)
    return str(solver.check())


def cvc5_answer(text: str) -> str:
    """What cvc5 says about a file that it has read command by command, its own `check-sat` included.

    A status in the header that is not its answer makes it raise.
    """
    answers: list[str] = []
    for strategy in CVC5_STRATEGIES:
        solver: Any = cvc5.Solver(cvc5.TermManager())
        solver.setOption(strategy, "true")
        solver.setOption("rlimit", str(CVC5_RESOURCES))
        parser = cvc5.InputParser(solver)
        parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, text, "file")
        symbols = parser.getSymbolManager()
        while not (command := parser.nextCommand()).isNull():
            said = str(command.invoke(solver, symbols)).strip()
            answers += [said] if command.getCommandName() == "check-sat" else []
        if answers[-1] != "unknown":
            break
    return answers[-1]


@pytest.mark.parametrize("name", SAMPLE)
def test_z3_reads_a_file_back_and_answers_as_its_header_says(name: str) -> None:
    for each in files_of(name):
        assert z3_answer(each.text) == each.expected, each.file


@needs_cvc5
@pytest.mark.parametrize("name", SAMPLE)
def test_cvc5_reads_a_file_back_and_answers_as_its_header_says(name: str) -> None:
    for each in files_of(name):
        assert cvc5_answer(each.text) == each.expected, each.file


@pytest.mark.exhaustive
@needs_cvc5
def test_both_solvers_read_every_file_of_every_claim(
    claims: dict[str, Claim], proofs: dict[str, Proof]
) -> None:
    """cvc5 may give up where it did for the proof, and nowhere else."""
    wrong: list[tuple[str, str]] = []
    names: list[str] = []
    for name, claim in claims.items():
        for each, settled in zip(exported(claim, proofs[name]), proofs[name].settled, strict=True):
            names.append(each.file)
            said = cvc5_answer(each.text)
            if said != each.expected and (said, settled.second_solver) != ("unknown", "undecided"):
                wrong.append((each.file, f"cvc5: {said}"))
            if (said := z3_answer(each.text)) != each.expected:
                wrong.append((each.file, f"Z3: {said}"))
    assert wrong == []
    assert len(set(names)) == len(names) > 200


def test_a_file_says_what_it_asks_before_it_asks() -> None:
    (each,) = files_of("plan.fast-secure.intersection")[:1]
    comments = [line for line in each.text.splitlines() if line.startswith(";")]
    assert comments == [
        FIRST_LINE,
        "; claim: plan.fast-secure.intersection",
        "; statement: Every Fast and every Secure certificate share an honest validator, if fewer than "
        "1/3 of the authorities and less than 1/3 of the stake are Byzantine.",
        "; condition: plan.fast-secure",
        "; premise: first is a Fast certificate",
        "; premise: second is a Secure certificate",
        "; premise: Byzantine authorities < 1/3",
        "; premise: Byzantine stake < 1/3",
        "; conclusion: an honest validator signed both certificates",
        "; sat: what meets the premises and not the conclusion is a counterexample",
    ]
    after = each.text.splitlines()[len(comments) : len(comments) + 3]
    assert after == [
        "(set-info :smt-lib-version 2.6)",
        "(set-logic ALL)",
        "(set-info :status sat)",
    ]
    assert each.text.count("(set-info :status") == each.text.count("(check-sat)") == 1
    assert each.text.endswith("(check-sat)\n")


def test_what_nobody_decided_is_exported_as_unknown() -> None:
    claim = claims_by_name(all_claims)["plan.fast-secure.intersection"]
    settled = [settle_condition(each, 1, second_solver=False) for each in claim.conditions]
    (each,) = exported(claim, proof_from(claim, settled, []))
    assert (each.expected, each.text.count("(set-info :status unknown)")) == ("unknown", 1)
    assert z3_answer(each.text) == "sat"


def test_a_file_is_the_same_whatever_was_asked_before() -> None:
    first = files_of("any.fallback.useful")
    files_of("plan.fast-secure.intersection")
    assert files_of("any.fallback.useful") == first


def test_names_of_files_differ_and_suit_every_file_system(claims: dict[str, Claim]) -> None:
    names = [name for claim in claims.values() for name in file_names(claim)]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,130}\.smt2", name) for name in names)


def test_conditions_that_are_called_alike_have_files_of_their_own() -> None:
    """Names that differ in signs alone, or only where they are cut off."""
    condition = claims_by_name(all_claims)["plan.fast-secure.intersection"].conditions[0]
    names = ["any.test: x < 1", "any.test: x > 1", *(f"any.test: {'x' * 300} {i}" for i in (1, 2))]
    conditions = tuple(replace(condition, name=name) for name in names)
    files = file_names(Claim("any.test", "A test.", "any", conditions))
    assert files[:2] == ["any.test.000-x-1.smt2", "any.test.001-x-1.smt2"]
    assert len(set(files)) == 4
    assert all(len(file) < 100 for file in files)


def test_no_name_can_ask_anything_of_a_solver() -> None:
    """A line break would end the comment."""
    condition = claims_by_name(all_claims)["plan.fast-secure.intersection"].conditions[0]
    claim = Claim("any.test", "One.\n(assert false)", "any", (condition,))
    (each,) = exported(claim, settle_claim(claim, second_solver=False))
    assert "; statement: One. (assert false)\n" in each.text
    assert z3_answer(each.text) == each.expected == "sat"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("../../etc/x", "etc-x"), ("CON: a|b\nc", "con-a-b-c"), ("-rf *", "rf"), ("ä < 1/3", "1-3")],
)
def test_a_name_of_a_file_leads_nowhere_else(name: str, expected: str) -> None:
    assert safe(name) == expected
