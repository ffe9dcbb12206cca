"""Decisions read as formulas: the same as the protocol's own, and stories in round numbers."""

from fractions import Fraction
from typing import Any

import z3
from hybridstake.experiments.parameter_files import load
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.protocol.machine.schedule import WALK, SharedSchedule, Standing
from hybridstake.models.protocol.modes import Mode
from hybridstake.models.protocol.switching import next_mode, wanted_mode
from hybridstake.proofs.switching.decision import following, rule_of
from hybridstake.proofs.switching.reach import can_gather, wanted
from hybridstake.proofs.switching.rounds import mode_of_round
from hybridstake.proofs.switching.setting import Moment, exactly
from hypothesis import given
from hypothesis import strategies as st

PLAN, REFERENCE = load("plan"), load("reference")

protocols = st.sampled_from([PLAN, REFERENCE])
modes = st.sampled_from(Mode)
parts = st.integers(0, 20).map(lambda number: Fraction(number, 20))
seconds = st.integers(0, 200_000)


def in_z3(number: Any) -> Any:
    """A number as a term."""
    return z3.IntVal(int(number)) if isinstance(number, int) else z3.Q(*number.as_integer_ratio())


def in_python(term: Any) -> int:
    """What a closed term comes to."""
    closed: Any = z3.simplify(term)
    return closed.as_long()


@given(parameters=protocols, load=parts, online=parts, participation=parts)
def test_the_wanted_mode_of_the_proofs_is_that_of_the_protocol(
    parameters: Parameters, load: Fraction, online: Fraction, participation: Fraction
) -> None:
    """Steps of a twentieth: among them 0.3, 0.7, 0.8 and 0.9, where a limit is excluded."""
    plain = Moment({"load": load, "online": online, "participation": participation})
    terms = Moment({name: in_z3(number) for name, number in plain.numbers.items()})
    found = wanted_mode(parameters, float(load), int(20 * online), 20, float(participation))
    assert wanted(parameters, plain) is found
    assert in_python(wanted(parameters, terms)) == found


@given(parameters=protocols, current=modes, aim=modes, before=seconds, elapsed=seconds)
def test_the_next_mode_of_the_proofs_is_that_of_the_protocol(
    parameters: Parameters, current: Mode, aim: Mode, before: int, elapsed: int
) -> None:
    dwell = exactly(parameters).switching.dwell_seconds
    plain = Moment(
        {"mode": current, "wanted": aim, "seconds": before, "elapsed": elapsed, "dwell": dwell}
    )
    terms = Moment({name: in_z3(number) for name, number in plain.numbers.items()})
    found = next_mode(current, aim, float(before + elapsed), parameters)
    assert rule_of(parameters)(plain) is found
    assert in_python(rule_of(parameters)(terms)) == found


@given(start=modes, round_=st.integers(0, 50), later=st.integers(0, 3))
def test_the_rounds_of_the_proofs_are_those_of_the_machine(
    start: Mode, round_: int, later: int
) -> None:
    plain = Moment({"mode": start, "round": round_})
    expected = SharedSchedule(REFERENCE).mode("v", Standing(start, 0.0), 0, round_ + later)
    assert mode_of_round(WALK, plain, later) is expected


def test_what_can_be_gathered_is_asked_of_parts() -> None:
    """Of the reference: more than 5/6, more than 2/3 of both, more than 1/2 and 2/3."""
    away = Moment({"online": Fraction(9, 10), "stake": Fraction(2, 3)})
    short = Moment({"online": Fraction(3, 5), "stake": Fraction(7, 10)})
    assert [can_gather(REFERENCE, mode, away) for mode in Mode] == [True, False, False]
    assert [can_gather(REFERENCE, mode, short) for mode in Mode] == [False, False, True]


def test_limits_are_taken_as_decimals() -> None:
    switching = exactly(PLAN).switching
    assert switching.fast_max_load == Fraction(3, 10)
    assert switching.fast_min_availability == Fraction(9, 10)
    assert switching.secure_min_load == Fraction(7, 10)
    assert switching.secure_min_participation == Fraction(4, 5)
    assert exactly(REFERENCE).switching.dwell_seconds == Fraction(86_400)


def test_a_moment_shows_modes_by_name() -> None:
    each = Moment({"mode": 2, "online": Fraction(1, 2), "round": 3})
    assert each.as_dict() == {"numbers": {"mode": "secure", "online": "1/2", "round": 3}}
    assert each.as_table() == "mode = secure\nonline = 1/2\nround = 3"
    assert all(each.rules())
    assert not all(Moment({"mode": 3}).rules())
    assert not all(Moment({"two.online": Fraction(3, 2)}).rules())


def test_neighbours_only_is_the_parameters_choice() -> None:
    far = Moment({"mode": 0, "wanted": 2, "seconds": 0, "elapsed": 9, "dwell": 9})
    assert following(far, adjacent_only=True) is Mode.BALANCED
    assert following(far, adjacent_only=False) == Mode.SECURE
