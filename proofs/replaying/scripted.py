"""A script run on the machine: a step that a guard refuses ends the replay."""

from ...models.protocol.machine.execution import Execution
from ...models.protocol.machine.scenario import Scenario, replay
from ...models.protocol.machine.world import RefusedStep
from .replay import NotReplayed


def executed(scenario: Scenario) -> Execution:
    """The run of a script.

    Raises
    ------
    NotReplayed
        When the machine refuses a step; the message is the guard's.
    """
    try:
        return replay(scenario)
    except RefusedStep as error:
        raise NotReplayed(str(error)) from error
