"""What blocks report and validators measure, for the numbers of a counterexample."""

from fractions import Fraction

from ...models.parameters.parameters import Parameters
from ...models.protocol.machine.schedule import wanted_by
from ...models.protocol.machine.stories import CALM, CROWDED
from ...models.protocol.machine.votes import Statistics
from ...models.protocol.modes import Mode
from ..solving.claim import Proof
from ..switching.setting import Moment
from .replay import NotReplayed

STATES = (CALM, CROWDED, CALM._replace(load=0.5), CALM._replace(load=1.0))
"""States of load and authorities, among which every rule finds one for each mode."""


def wishing(parameters: Parameters, mode: Mode, seconds: Fraction | int) -> Statistics:
    """What a block reports for the rule to ask for a mode, after some time.

    Raises
    ------
    NotReplayed
        When the rule asks for it in none of the states.
    """
    for state in STATES:
        if wanted_by(parameters, state) is mode:
            return state._replace(seconds=float(seconds))
    raise NotReplayed(f"the rule must ask for {mode.label} in one of {len(STATES)} states")


def statistics_of(numbers: Moment, whose: str = "") -> Statistics:
    """Load, authorities and participation of a counterexample, the authorities as whole numbers."""
    online = Fraction(numbers[f"{whose}online"])
    load, participation = float(numbers[f"{whose}load"]), float(numbers[f"{whose}participation"])
    return Statistics(load, online.numerator, online.denominator, participation, 0.0)


def moment_of(proof: Proof) -> Moment:
    """The numbers of a claim's counterexample.

    Raises
    ------
    NotReplayed
        When it has none.
    """
    if proof.counterexample is None or not isinstance(proof.counterexample.story, Moment):
        raise NotReplayed(f"{proof.name}: its counterexample must be of numbers")
    return proof.counterexample.story
