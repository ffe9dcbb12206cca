"""Whether the conditions of the modes exclude each other, so that every state asks for one mode."""

from typing import Any

from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode
from ...models.protocol.switching import wanted_choices
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from .reach import fast_in_any_company
from .setting import Moment, Moments, decided, exactly


def one_mode(protocol: str, parameters: Parameters) -> Claim:
    """Fast and Secure, which are no neighbours, are never asked for at once.

    Beside Balanced the order of the rule's choices decides: where Fast is met, Balanced may be too.
    """
    name = f"{protocol}.switching.one-mode"
    return Claim(
        name=name,
        statement=(
            "No state of load, authorities and stake meets the conditions of Fast and of Secure at "
            "once."
        ),
        protocol=protocol,
        conditions=(excluded(name, parameters),),
        twins=(excluded(f"{name}, Fast at any time", fast_in_any_company(parameters)),),
    )


def excluded(name: str, parameters: Parameters) -> Condition:
    """Where Fast's condition is met, Secure's is not."""

    def choices(each: Moment) -> Any:
        return wanted_choices(
            exactly(parameters), each["load"], each["online"], 1, each["participation"]
        )

    return Condition(
        f"{name}: Fast and Secure",
        (Premise("the condition of Fast is met", lambda each: choices(each)[0][0]),),
        Premise("that of Secure is not", lambda each: decided(choices(each)[1:]) != Mode.SECURE),
        Moments(("load", "online", "participation")),
    )
