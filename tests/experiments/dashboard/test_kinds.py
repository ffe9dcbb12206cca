"""Forms of the kinds of attack: read off the commands, and read back as the commands would."""

import inspect
from typing import Any

import pytest
from hybridstake.experiments.commands.attack import KINDS
from hybridstake.experiments.commands.attacks.answering import Answering
from hybridstake.experiments.dashboard.attacks import assessed
from hybridstake.experiments.dashboard.kinds import (
    COMMITTEE,
    EXAMPLES,
    fields_of,
    question_of,
    title,
)
from hybridstake.models.attacks.chains.run import Run
from hybridstake.models.errors import InvalidParameter

OF_FILES = {"stakes", "together", "adversaries", "order_seed"}
"""Options that name a file of the user's, or what stands in it: not for a page."""


def first(kind: str) -> dict[str, Any]:
    """What a form shows at first."""
    return {
        field.name: bool(field.default) if field.is_switch else field.start
        for field in fields_of(kind)
    }


@pytest.mark.parametrize("kind", EXAMPLES)
def test_a_form_has_every_option_of_the_command_but_files_and_how_it_is_answered(kind: str) -> None:
    options = set(inspect.signature(KINDS[kind]).parameters)
    shown = {field.name for field in fields_of(kind)}
    assert shown == options - set(Answering.__slots__) - OF_FILES
    assert "stakes" not in shown
    assert set(EXAMPLES[kind]) <= shown
    assert all(field.explanation for field in fields_of(kind))


@pytest.mark.parametrize("kind", EXAMPLES)
def test_the_first_question_of_a_kind_is_answered_with_witnesses_that_agree(kind: str) -> None:
    found = assessed(question_of(kind, first(kind)))
    assert found.agrees
    assert found.agreement
    assert 0 < found.estimate.probability < 1
    assert not title(kind).endswith(".")


def test_kinds_that_need_files_or_minutes_are_left_to_the_command() -> None:
    assert set(KINDS) - set(EXAMPLES) == {COMMITTEE, "stake-committee", "concentration"}


def test_what_is_typed_is_read_as_the_command_reads_it() -> None:
    typed = {"share": "0.25", "length": "3", "slots": "7"}
    assert question_of("run", typed) == Run(share=0.25, length=3, slots=7)


def test_a_choice_is_offered_by_its_values_and_nothing_where_it_may_be_left_out() -> None:
    fields = {field.name: field for field in fields_of("censorship")}
    assert fields["mode"].choices == ("", "fast", "balanced", "secure")
    assert fields["params"].choices == ("plan", "reference")
    assert fields["silent"].is_switch
    typed = first("censorship")
    assert question_of("censorship", typed).details() != (
        question_of("censorship", typed | {"mode": "secure"}).details()
    )


@pytest.mark.parametrize(
    ("kind", "typed", "message"),
    [
        ("run", {"length": "x"}, "length must be a whole number, got 'x'"),
        ("run", {"length": ""}, "length must be given, got nothing"),
        ("vote", {"voters": "0"}, "voters must be at least 1, got 0"),
        ("outage", {"failure_rate": "2"}, "failure_rate must lie in [0, 1], got 2.0"),
        (
            "double-spend",
            {"below": "0.1"},
            "one of confirmations and below must be given, got both",
        ),
    ],
)
def test_nonsense_is_refused_in_the_words_of_the_command(
    kind: str, typed: dict[str, str], message: str
) -> None:
    with pytest.raises(InvalidParameter) as refusal:
        assessed(question_of(kind, first(kind) | typed))
    assert str(refusal.value) == message
