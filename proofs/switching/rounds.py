"""The rounds of a height walk through the modes: each has its turn, and only neighbours follow.

A height is thus never held up by the mode in which it starts, whichever that is: the price of a wrong
one is as many rounds as the walk is long, less one.
"""

from collections.abc import Sequence
from typing import Any

from ...models.parameters.parameters import Parameters
from ...models.protocol.machine.schedule import WALK
from ...models.protocol.modes import Mode
from ...models.protocol.switching import are_apart
from ..agreement.theorems import liveness
from ..quorums.availability import availability_twin, honest_suffice
from ..quorums.intersection import bounds_in_words
from ..quorums.premises import fault_bounds
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from ..solving.truth import negated
from .setting import Moment, Moments, decided

Walk = Sequence[Mode]
ROUND = ("mode", "round")
"""Mode in which a height starts, and one of its rounds."""


def walk(steps: Walk = WALK) -> Claim:
    """The walk of the shared schedule.

    Parameters
    ----------
    steps
        Modes of the walk, over and over; another shows that the claim depends on it.
    """
    name = "any.switching.walk"
    return Claim(
        name=name,
        statement=(
            f"Of any {len(WALK)} rounds of a height that follow one another, each mode has one; "
            "the first round is in the height's own mode, and neighbouring rounds are in "
            "neighbouring modes."
        ),
        protocol="any",
        conditions=(
            *(has_turn(name, steps, mode, len(WALK)) for mode in Mode),
            Condition(
                f"{name}: starts in its mode",
                (Premise("round = 0", lambda each: each["round"] == 0),),
                Premise(
                    "the round is in the height's mode",
                    lambda each: mode_of_round(steps, each) == each["mode"],
                ),
                Moments(ROUND),
            ),
            Condition(
                f"{name}: neighbours",
                (),
                Premise(
                    "the next round is in the same mode or a neighbour",
                    lambda each: negated(
                        are_apart(mode_of_round(steps, each), mode_of_round(steps, each, 1))
                    ),
                ),
                Moments(ROUND),
            ),
        ),
        twins=(has_turn(name, steps, Mode.FAST, len(WALK) - 1),),
    )


def has_turn(name: str, steps: Walk, mode: Mode, rounds: int) -> Condition:
    """A mode has one of so many rounds."""

    def met(each: Moment) -> Any:
        first, *others = [mode_of_round(steps, each, later) == mode for later in range(rounds)]
        for other in others:
            first = first | other
        return first

    return Condition(
        f"{name}: {mode.label} within {rounds} rounds",
        (),
        Premise(f"one of {rounds} rounds is in {mode.label.capitalize()}", met),
        Moments(ROUND),
    )


def mode_of_round(steps: Walk, each: Moment, later: int = 0) -> Any:
    """Mode of a round, or of one so many rounds later."""
    place = (each["mode"] + each["round"] + later) % len(steps)
    return decided([(place == at, mode) for at, mode in enumerate(steps)])


def live_height(protocol: str, parameters: Parameters) -> Claim:
    """Balanced, live under the fault bounds, comes round."""
    name = f"{protocol}.switching.live-height"
    return Claim(
        name=name,
        statement=(
            f"A height whose rounds walk through the modes has a Balanced round among any {len(WALK)}, "
            "and the honest validators alone can certify in it, if "
            f"{bounds_in_words(parameters)}."
        ),
        protocol=protocol,
        conditions=(
            honest_suffice(
                f"{protocol}.{Mode.BALANCED.label}.availability",
                parameters,
                Mode.BALANCED,
                *fault_bounds(parameters),
            ),
        ),
        twins=(availability_twin(protocol, parameters, Mode.BALANCED),),
        rests_on=(walk(), liveness()),
    )
