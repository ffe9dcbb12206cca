"""One formula, read four ways: float, array, SymPy and Z3 go through the same line and agree.

Every public function and method of the modules below is read so, unless it is listed by name with the
reason why it is no formula: nothing new escapes by an annotation, or by nobody recalling it.
"""

import functools
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from fractions import Fraction
from types import ModuleType
from typing import Any

import hybridstake.models.economics
import hybridstake.models.economics.collusion
import hybridstake.models.protocol
import numpy as np
import pytest
import sympy
import z3
from hybridstake.models.protocol.light_client import overlaps_enough
from hybridstake.models.protocol.quorums import Quorum
from hypothesis import assume, given, settings
from hypothesis import strategies as st

Formula = Callable[..., Any]

ROUNDING = 4 * 2.0**-53
"""Floats are read at small multiples of 1/8: sums and products are exact, and only a quotient and what
is multiplied by it are rounded, each by half a unit in the last place."""

rationals = st.fractions(-1_000, 1_000, max_denominator=1_000)
eighths = st.integers(-8_000, 8_000).map(lambda number: Fraction(number, 8))
near = st.integers(-4, 4).map(lambda number: Fraction(number, 2))
"""So few values that both sides of a comparison are often equal."""


MODULES = (
    *("hybridstake.models.execution.bounds", "hybridstake.models.execution.storage"),
    "hybridstake.models.execution.module_throughput",
    *("hybridstake.models.extremes", "hybridstake.models.attacks.committees.bounds"),
    *("hybridstake.agents.choices.positions", "hybridstake.agents.choices.seats"),
    *("hybridstake.agents.choices.rates", "hybridstake.agents.choices.rents"),
    *("hybridstake.agents.choices.opportunity", "hybridstake.agents.economy.market"),
    *("hybridstake.agents.choices.worths", "hybridstake.agents.strategies.reinforcement"),
    *("hybridstake.models.network.dissemination", "hybridstake.models.network.latency"),
    "hybridstake.models.network.verification",
    *("hybridstake.models.compute.energy", "hybridstake.models.compute.carbon"),
    *("hybridstake.models.compute.proof_of_work", "hybridstake.models.compute.job_load"),
    *(
        "hybridstake.models.compute.redundancy.leads",
        "hybridstake.models.compute.verification.game",
    ),
)
PACKAGES = (
    hybridstake.models.economics,
    hybridstake.models.economics.collusion,
    hybridstake.models.protocol,
)

OF_A_PROTOCOL = "formulas put together for the parameters of one protocol"
OF_MEMBERS = "maps a formula over all members of both classes, as arrays"
OF_A_CARTEL = "formulas put together for one kind of cartel"
SOLVED = "solved for a root, or by one; held to its formula"
LOGARITHMS = "a logarithm to fifty digits, rounded upwards"
CHOICE = "a choice among modes, not a number"
CLIENT = "compares names and sets of signers"
OF_A_RUN = "formulas put together for the state of one run"
OF_POSITIONS = "tells positions apart, which have names and no order"
WHOLE_UNITS = "rounds to a whole number of base units or of people"

NOT_FORMULAS = {
    "economics.deterrence.time_to_recoup": "a formula and its limits: none where it is never over",
    "economics.distribution.pro_rata": "whole base units, by remainders modulo 2^64",
    "economics.collusion.boundary.largest_paying_cartel": SOLVED,
    "economics.collusion.patience.patience_range": SOLVED,
    "economics.collusion.repeated_game.play": "draws at random",
    "economics.collusion.repeated_game.staying": "draws at random",
    "economics.collusion.stage.stealing": OF_A_CARTEL,
    "economics.collusion.stage.censoring": OF_A_CARTEL,
    "economics.collusion.stage.equivocating": OF_A_CARTEL,
    "economics.collusion.stage.fee_fixing": OF_A_CARTEL,
    "economics.participation.uniform_staking_ratio": SOLVED,
    "economics.participation.staking_ratio": SOLVED,
    "economics.participation.eligible_wealth": "a sum over people",
    "economics.participation.pareto_wealth_above": "a power, and a case",
    "economics.participation.launch_staking_ratio": OF_A_PROTOCOL,
    "economics.participation.paying_authorities": OF_A_PROTOCOL,
    "economics.distribution.parts": "whole base units, by remainders modulo 2^64",
    "economics.distribution.are_exact": "counts bits of whole numbers",
    "economics.payments.yearly_rewards": OF_A_PROTOCOL,
    "economics.payments.yearly_rewards_at_launch": OF_A_PROTOCOL,
    "economics.payments.paid_to_classes": OF_A_PROTOCOL,
    "economics.payments.least_stake": OF_A_PROTOCOL,
    "protocol.checkpoints.receipt_seconds": OF_A_PROTOCOL,
    "protocol.finality.finality_after": "two cases: the first proposer does not listen",
    "protocol.fallback.most_byzantine": "rounds to a whole number, as `least_count` does",
    "protocol.light_client.refusals": CLIENT,
    "protocol.light_client.is_vouched_for": CLIENT,
    "protocol.light_client.follow": CLIENT,
    "protocol.light_client.asked": CLIENT,
    "protocol.light_client.climb": CLIENT,
    "protocol.modes.mode_parameters": CHOICE,
    "protocol.oversight.countersigning": OF_A_PROTOCOL,
    "protocol.oversight.is_safe_by_stake": OF_A_PROTOCOL,
    "protocol.oversight.objecting": OF_A_PROTOCOL,
    "protocol.oversight.oversight_forms": OF_A_PROTOCOL,
    "protocol.oversight.ratifying": OF_A_PROTOCOL,
    "protocol.quorums.quorum": OF_A_PROTOCOL,
    "protocol.quorums.least_count": "rounds to a whole number; held to `at_least` and `more_than`",
    "protocol.selection.reused_draw_probabilities": OF_MEMBERS,
    "protocol.selection.independent_draw_probabilities": OF_MEMBERS,
    "protocol.selection.draw_proposers": "draws at random",
    "protocol.selection.proposers_at": OF_MEMBERS,
    "protocol.switching.wanted_choices": CHOICE,
    "protocol.switching.next_choices": CHOICE,
    "protocol.switching.first_choice": CHOICE,
    "protocol.switching.wanted_mode": CHOICE,
    "protocol.switching.next_mode": CHOICE,
    "choices.positions.options": OF_A_RUN,
    "choices.positions.would_sign": OF_A_RUN,
    "choices.positions.is_validating": OF_POSITIONS,
    "choices.rates.identities": OF_POSITIONS,
    "choices.rates.realised_rate": OF_POSITIONS,
    "choices.rates.realised_seat_rate": OF_POSITIONS,
    "choices.seats.seat_worths": OF_A_RUN,
    "choices.seats.seat_feasible": OF_A_RUN,
    "choices.rents.stake_rent": OF_A_RUN,
    "choices.rents.seat_rent": OF_A_RUN,
    "choices.opportunity.recipient": WHOLE_UNITS,
    "choices.opportunity.cut": WHOLE_UNITS,
    "choices.opportunity.tempt": OF_A_RUN,
    "choices.opportunity.answer": OF_A_RUN,
    "strategies.reinforcement.Reinforcement.choose": "a choice among positions, not a number",
    "network.dissemination.gossip_hops": "a logarithm, rounded up by counting",
    "compute.job_load.simulated_waits": "draws at random",
    "compute.verification.game.chance_of_choosing": "an exponential of the gain",
    "compute.verification.game.logit_rest": SOLVED,
    "attacks.committees.bounds.binomial_bound": LOGARITHMS,
    "attacks.committees.bounds.hypergeometric_bound": LOGARITHMS,
}
"""What is public beside the formulas, and why it is none."""


def modules() -> Iterator[ModuleType]:
    """Every module whose functions are formulas."""
    for package in PACKAGES:
        for found in pkgutil.iter_modules(package.__path__):
            yield importlib.import_module(f"{package.__name__}.{found.name}")
    yield from map(importlib.import_module, MODULES)


def is_unpacked(function: Formula) -> bool:
    """Whether all parameters are annotated `Any`: the mark of a function of plain scalars."""
    annotations = [each.annotation for each in inspect.signature(function).parameters.values()]
    return bool(annotations) and all(annotation is Any for annotation in annotations)


def public_functions(module: ModuleType) -> dict[str, Formula]:
    """Functions of a module and methods of its classes, by what follows `models.` in their names."""
    found: dict[str, Formula] = {}
    holders = [module, *(held for _, held in inspect.getmembers(module, inspect.isclass))]
    for holder in holders:
        for name, function in vars(holder).items():
            function = getattr(function, "__func__", getattr(function, "__wrapped__", function))
            own = inspect.isfunction(function) and function.__module__ == module.__name__
            if own and not name.startswith("_"):
                found[f"{module.__name__}.{function.__qualname__}"] = function
    return {name.split(".", maxsplit=2)[-1]: function for name, function in found.items()}


PUBLIC = {name: each for module in modules() for name, each in public_functions(module).items()}
TWO_THIRDS, THIRD = Fraction(2, 3), Fraction(1, 3)

IN_FORMS: dict[str, dict[str, Formula]] = {
    "protocol.quorums.Quorum.is_met": {
        "authorities alone": Quorum(TWO_THIRDS, None, strict=False).is_met,
        "stake alone, strict": Quorum(None, THIRD, strict=True).is_met,
        "both, strict": Quorum(TWO_THIRDS, THIRD, strict=True).is_met,
    },
    "protocol.light_client.overlaps_enough": {
        "thirds": functools.partial(
            overlaps_enough, trusted_authorities=THIRD, trusted_stake=THIRD
        ),
    },
}
"""Formulas with exact thresholds inside, and the thresholds with which they are read."""

WHOLE = {name: each for name, each in PUBLIC.items() if name not in {*NOT_FORMULAS, *IN_FORMS}}
FORMULAS = WHOLE | {
    f"{name}, {form}": each for name, forms in IN_FORMS.items() for form, each in forms.items()
}
every_formula = pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS)


def names_of(formula: Formula) -> list[str]:
    """Names of the parameters in order, without those that a form has settled."""
    parameters = inspect.signature(formula).parameters.values()
    return [each.name for each in parameters if each.kind is not each.KEYWORD_ONLY]


def exactly(formula: Formula, point: list[Fraction]) -> Any:
    """The reading in exact fractions, the reference of the others; points off the domain are skipped."""
    try:
        return formula(*point)
    except ZeroDivisionError:
        assume(False)


def points(
    formula: Formula, *kinds: st.SearchStrategy[Fraction]
) -> st.SearchStrategy[list[Fraction]]:
    """A value per parameter; all of one kind, so that values close together are drawn together."""
    size = len(names_of(formula))
    return st.one_of([st.lists(kind, min_size=size, max_size=size) for kind in kinds])


@functools.cache
def in_sympy(formula: Formula) -> tuple[list[sympy.Symbol], Any]:
    """Symbols of the parameters, and the formula of them."""
    symbols = [sympy.Symbol(name, real=True) for name in names_of(formula)]
    return symbols, formula(*symbols)


@functools.cache
def in_z3(formula: Formula) -> tuple[list[Any], Any]:
    """Reals of the parameters, and the formula of them."""
    variables = [z3.Real(name) for name in names_of(formula)]
    return variables, formula(*variables)


def sympy_value(value: Any) -> Fraction | bool:
    """A closed SymPy expression as Python's own number or truth."""
    if value in (sympy.true, sympy.false):
        return bool(value)
    assert isinstance(value, sympy.Rational), value
    return Fraction(int(value.p), int(value.q))


def z3_value(value: Any) -> Fraction | bool:
    """A closed Z3 term as Python's own number or truth."""
    value = z3.simplify(value)
    if isinstance(value, z3.BoolRef):
        assert z3.is_true(value) or z3.is_false(value), value
        return z3.is_true(value)
    assert isinstance(value, z3.RatNumRef), value
    return value.as_fraction()


def test_the_table_holds_formulas_of_every_kind() -> None:
    """Discovery itself: a number, a predicate with `&`, one with `|`, a minimum, a method."""
    for name in (
        "economics.rewards.staker_pool",
        "economics.issuance.annual_yield",
        "economics.issuance.capped_issuance",
        "economics.slashing.capped_fraction",
        "economics.deterrence.deters_when_kept",
        "protocol.quorums.certificates_intersect",
        "protocol.switching.prefers_fast",
        "protocol.switching.prefers_secure",
        "protocol.selection.reused_staker_probability",
        "choices.opportunity.equivocates",
        "choices.worths.worth_of_griefing",
        "protocol.quorums.Quorum.is_met, both, strict",
    ):
        assert name in FORMULAS


def test_what_is_public_is_a_formula_or_listed_with_its_reason() -> None:
    """A formula says so in its annotations, by which the paper finds it too."""
    assert {*NOT_FORMULAS, *IN_FORMS} <= set(PUBLIC)
    assert [name for name, each in WHOLE.items() if not is_unpacked(each)] == []
    assert [name for name in NOT_FORMULAS if is_unpacked(PUBLIC[name])] == []
    assert all(len(reason.split()) >= 3 for reason in NOT_FORMULAS.values())


def test_nothing_public_escapes_by_its_form() -> None:
    """The twin: functions of any annotation, cached ones, and methods of any kind are all found."""
    source = """
import functools
def plain(first: float) -> float: ...
def bare(first): ...
def _private(first): ...
@functools.cache
def cached(first): ...
class Held:
    def method(self, first): ...
    @staticmethod
    def static(first): ...
    @classmethod
    def of_class(cls, first): ...
"""
    module = ModuleType("hybridstake.models.invented")
    exec(source, vars(module))  # noqa: S102 - the source above
    found = {name.removeprefix("invented.") for name in public_functions(module)}
    assert found == {"plain", "bare", "cached", "Held.method", "Held.static", "Held.of_class"}


@every_formula
@given(data=st.data())
@settings(max_examples=6)
def test_sympy_reads_the_same_number(formula: Formula, data: st.DataObject) -> None:
    point = data.draw(points(formula, rationals, near))
    expected = exactly(formula, point)
    symbols, expression = in_sympy(formula)
    numbers = [sympy.Rational(value.numerator, value.denominator) for value in point]
    found = sympy_value(expression.subs(dict(zip(symbols, numbers, strict=True))))
    assert (type(found), found) == (type(expected), expected)


@every_formula
@given(data=st.data())
@settings(max_examples=6)
def test_z3_reads_the_same_number(formula: Formula, data: st.DataObject) -> None:
    point = data.draw(points(formula, rationals, near))
    expected = exactly(formula, point)
    variables, expression = in_z3(formula)
    numbers = [z3.Q(value.numerator, value.denominator) for value in point]
    found = z3_value(z3.substitute(expression, *zip(variables, numbers, strict=True)))
    assert (type(found), found) == (type(expected), expected)


@every_formula
@given(data=st.data())
@settings(max_examples=6)
def test_floats_read_the_same_number(formula: Formula, data: st.DataObject) -> None:
    point = data.draw(points(formula, eighths, near))
    expected = exactly(formula, point)
    found = formula(*[float(value) for value in point])
    if isinstance(expected, bool):
        assert found is expected
    else:
        assert isinstance(found, float)
        assert found == pytest.approx(float(expected), rel=ROUNDING, abs=0)


@every_formula
@given(data=st.data())
@settings(max_examples=6)
def test_arrays_are_read_element_by_element(formula: Formula, data: st.DataObject) -> None:
    """Equal to the last bit: NumPy and Python do the same IEEE operations in the same order."""
    rows = data.draw(st.lists(points(formula, eighths, near), min_size=1, max_size=5))
    kinds = [type(exactly(formula, row)) for row in rows]
    found = formula(*np.array(rows, dtype=np.float64).T)
    assert isinstance(found, np.ndarray)
    assert found.dtype == (np.bool_ if kinds[0] is bool else np.float64)
    assert found.tolist() == [formula(*map(float, row)) for row in rows]


@every_formula
@given(data=st.data())
@settings(max_examples=6)
def test_arrays_and_symbols_mix_with_plain_numbers(formula: Formula, data: st.DataObject) -> None:
    """One parameter varies, the others are settled, as in a figure or a partial derivative."""
    point = data.draw(points(formula, eighths, near))
    expected = exactly(formula, point)
    symbols, expression = in_sympy(formula)
    used = [place for place, symbol in enumerate(symbols) if symbol in expression.free_symbols]
    place = data.draw(st.sampled_from(used))
    plain = [float(value) for value in point]

    def reading(value: Any, others: list[Any]) -> Any:
        return formula(*others[:place], value, *others[place + 1 :])

    column = reading(np.array([plain[place]] * 2), plain)
    assert column.tolist() == [formula(*plain)] * 2
    symbol = symbols[place]
    numbers = [sympy.Rational(value.numerator, value.denominator) for value in point]
    assert (
        sympy_value(sympy.sympify(reading(symbol, numbers)).subs(symbol, numbers[place]))
        == expected
    )


@every_formula
def test_symbols_stay_symbols(formula: Formula) -> None:
    """Every parameter is left in what SymPy and Z3 read: nothing was decided on the way."""
    symbols, expression = in_sympy(formula)
    used = expression.free_symbols
    assert used == set(symbols) or "is_met" in repr(formula)
    _, term = in_z3(formula)
    assert set(map(str, z3.z3util.get_vars(term))) == {str(symbol) for symbol in used}


def test_a_formula_with_a_shortcut_is_caught() -> None:
    """The twin: `and` in the place of `&` decides at once, and neither arrays nor symbols pass."""

    def shortcut(first: Any, second: Any) -> Any:
        return first > 0 and second > 0

    assert is_unpacked(shortcut)
    with pytest.raises(ValueError, match="truth value of an array"):
        shortcut(np.array([1.0, -1.0]), np.array([1.0, 1.0]))
    with pytest.raises(TypeError, match="cannot determine truth value of Relational"):
        in_sympy(shortcut)
    with pytest.raises(z3.Z3Exception, match="cannot be cast to concrete Boolean"):
        in_z3(shortcut)
