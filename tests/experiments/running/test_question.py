"""What a question declares is what it can read, and a field that it does not declare cannot be used."""

import copy
import math
import pickle
from collections.abc import Callable
from dataclasses import fields
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.running import question
from hybridstake.experiments.running.question import FIELDS, Unread, asked_of, declared, narrow
from hybridstake.models.parameters.parameters import Parameters

ALL = [f"{table}.{field}" for table, names in FIELDS.items() for field in names]
REFUSED = r"^network\.timeout_seconds is a parameter that READS does not name$"

USES: dict[str, Callable[[Any], Any]] = {
    "attribute": lambda it: it.numerator,
    "equal": lambda it: it == 0.3,
    "unequal": lambda it: it != 0.3,
    "less": lambda it: it < 1,
    "more": lambda it: it > 1,
    "compared with a fraction": lambda it: Fraction(1, 3) <= it,
    "compared with NumPy": lambda it: np.float64(1) >= it,
    "least": lambda it: min(1.0, it),
    "among": lambda it: it in (0.3, 0.4),
    "truth": lambda it: 1 if it else 0,
    "negation": lambda it: not it,
    "hash": hash,
    "key": lambda it: {it: 1},
    "text": str,
    "representation": repr,
    "format": lambda it: f"{it:.2f}",
    "plain format": lambda it: f"{it}",
    "sum": lambda it: it + 1,
    "sum from the left": lambda it: 1 + it,
    "difference": lambda it: 1.0 - it,
    "product": lambda it: it * 2,
    "product with a fraction": lambda it: Fraction(1, 3) * it,
    "product with NumPy": lambda it: np.float64(2) * it,
    "product with an array": lambda it: np.ones(2) * it,
    "product with SymPy": lambda it: sympy.Symbol("x") * it,
    "quotient": lambda it: 1 / it,
    "whole quotient": lambda it: it // 2,
    "remainder": lambda it: divmod(7, it),
    "power": lambda it: it**2,
    "negative": lambda it: -it,
    "size": abs,
    "and": lambda it: it & True,
    "or": lambda it: True | it,
    "float": float,
    "whole": int,
    "index": lambda it: [1, 2, 3][it],
    "range": range,
    "rounded": round,
    "floor": math.floor,
    "ceiling": math.ceil,
    "root": math.sqrt,
    "length": len,
    "iteration": list,
    "item": lambda it: it[0],
    "call": lambda it: it(),
    "array": lambda it: np.asarray(it),
    "array of floats": lambda it: np.full(2, it, dtype=np.float64),
}


def unread() -> Any:
    """A field that is not declared, as a question meets it."""
    return narrow(load("plan"), ("network.delay_seconds",)).network.timeout_seconds


@pytest.mark.parametrize("use", USES)
def test_a_field_that_is_not_declared_can_be_used_for_nothing(use: str) -> None:
    with pytest.raises(AttributeError, match=REFUSED):
        USES[use](unread())


@pytest.mark.parametrize("use", ["attribute", "truth", "product", "plain format"])
@pytest.mark.parametrize("copied", [copy.deepcopy, lambda it: pickle.loads(pickle.dumps(it))])  # noqa: S301 - our own
def test_it_can_be_used_for_nothing_in_another_process_either(
    use: str, copied: Callable[[Any], Any]
) -> None:
    narrowed = copied(narrow(load("plan"), ("network.delay_seconds", "rewards")))
    assert narrowed.network.delay_seconds == load("plan").network.delay_seconds
    assert narrowed.rewards == load("plan").rewards
    with pytest.raises(AttributeError, match=REFUSED):
        USES[use](narrowed.network.timeout_seconds)


def test_what_is_not_declared_does_not_travel_at_all() -> None:
    """Nothing of the value is left in what a worker receives."""
    assert b"50000" not in pickle.dumps(narrow(load("plan"), ()), protocol=0)
    assert b"50000" in pickle.dumps(narrow(load("plan"), ("checkpoints",)), protocol=0)


@pytest.mark.parametrize("protocol", ["plan", "reference"])
def test_a_declared_table_or_field_is_as_it_was_and_every_other_field_is_not(protocol: str) -> None:
    whole = load(protocol)
    narrowed = narrow(whole, ("rewards", "staking.unbonding_seconds"))
    read = {*(f"rewards.{field.name}" for field in fields(whole.rewards))}
    for name in ALL:
        table, field = name.split(".")
        value = getattr(getattr(narrowed, table), field)
        if name in read | {"staking.unbonding_seconds"}:
            assert value is getattr(getattr(whole, table), field), name
        else:
            assert isinstance(value, Unread), name
            assert value.field == name


def test_a_property_of_a_table_stands_on_its_fields() -> None:
    assert narrow(load("plan"), ("rewards.authority_share",)).rewards.staker_share == 0.4
    with pytest.raises(
        AttributeError, match=r"^rewards\.authority_share is a parameter that READS"
    ):
        _ = narrow(load("plan"), ("rewards.base_reward",)).rewards.staker_share


def test_protocols_are_equal_that_differ_in_nothing_declared_and_not_told_apart_otherwise() -> None:
    plan, reference = (narrow(load(name), ("balanced",)) for name in ("plan", "reference"))
    assert plan.balanced == reference.balanced
    with pytest.raises(AttributeError, match=r" is a parameter that READS does not name$"):
        _ = plan.fast == reference.fast


def test_what_is_narrowed_twice_is_narrowed_to_what_both_declare() -> None:
    twice = narrow(narrow(load("plan"), ("rewards", "token")), ("token", "fast"))
    assert twice.token == load("plan").token
    for value in (twice.fast.validators, twice.rewards.base_reward):
        assert isinstance(value, Unread)


def test_an_entry_is_a_table_or_one_field_of_it() -> None:
    assert declared(("switching.rule", "network", "fast.validators")) == {
        "fast": ("validators",),
        "network": ("delay_seconds", "message_delays", "timeout_seconds"),
        "switching": ("rule",),
    }
    assert declared(()) == {}


def test_entries_are_taken_in_the_order_of_a_parameter_file() -> None:
    """Else two orders of one declaration would be two keys."""
    entries = ("secure.validators", "fast.validators", "fast.block_seconds")
    found = declared(entries)
    assert list(found) == ["fast", "secure"]
    assert found["fast"] == ("block_seconds", "validators")
    assert declared(entries[::-1]) == found
    everything = declared([field.name for field in fields(Parameters)])
    assert everything == FIELDS
    assert list(everything) == [field.name for field in fields(Parameters)]


@pytest.mark.parametrize(
    "entry",
    ["ballanced", "balanced.throughput", "balanced.", ".validators", "", "balanced.validators.x",
     "Balanced", " fast", "rewards.staker_share", "validators"],
)  # fmt: skip
def test_an_entry_that_names_no_table_and_no_field_is_refused(entry: str) -> None:
    for use in (declared, lambda reads: narrow(load("plan"), reads)):
        with pytest.raises(ValueError) as caught:  # noqa: PT011 - the whole message below
            use(("token", entry))
        assert str(caught.value) == (
            f"READS must name parameter tables or single fields of them, got {entry!r}"
        )


def test_a_question_that_reads_nothing_is_asked_once_and_reads_nothing() -> None:
    """Of no protocol in particular, with parameters that cannot be used."""
    protocols = {name: load(name) for name in ("plan", "reference")}
    assert asked_of(("quorums",), protocols) == protocols
    assert list(asked_of((), protocols)) == ["any"]
    (nothing,) = asked_of((), protocols).values()
    with pytest.raises(
        AttributeError, match=r"^quorums\.strict is a parameter that READS does not"
    ):
        bool(narrow(nothing, ()).quorums.strict)


def test_a_string_is_no_list_of_entries() -> None:
    """`READS = ("staking")` lacks a comma; its letters are no tables."""
    with pytest.raises(ValueError, match=r"^READS must name .*, got 's'$"):
        declared("staking")


def test_what_a_question_reads_is_told_without_importing_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(name: str) -> Any:
        raise AssertionError(name)

    monkeypatch.setattr(question, "import_module", fail)
    assert question.reads("checkpoint_window") == (
        "staking.unbonding_seconds",
        "staking.evidence_window_seconds",
        "checkpoints",
        "fast.finality_seconds",
        "balanced.finality_seconds",
        "secure.finality_seconds",
        "network.delay_seconds",
    )
