"""A run of the machine in lines that a person can read: who does the same shares a line."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from ...models.protocol.machine.acts import STUTTERS, VERBS, Step, Transition, describe
from ...models.protocol.machine.execution import Execution


def told(execution: Execution) -> tuple[str, ...]:
    """A line for each thing that some validators did one after another; hearing is left out."""
    steps = [
        step
        for step in execution.steps
        if step.act.transition is Transition.PROPOSE or step.act.transition not in STUTTERS
    ]
    several = any(step.act.height for step in steps)
    lines: list[str] = []
    for alike, some in groupby(
        steps, key=lambda step: step._replace(act=step.act._replace(actor=""))
    ):
        line = sentence(alike, [step.act.actor for step in some])
        lines.append(f"height {alike.act.height}: {line}" if several else line)
    return tuple(lines)


def sentence(step: Step, actors: list[str]) -> str:
    """What some validators did, such as `a-1 and a-2 prevote B in round 1 (fast)`."""
    verb = VERBS[step.act.transition]
    words = describe(step.act._replace(actor=""), step.mode)
    if len(actors) > 1:
        words = words.replace(verb, verb.removesuffix("s"), 1)
    line = f"{in_words(actors)} {words}"
    return f"{line} on the precommits of {in_words(step.signers)}" if step.signers else line


def in_words(names: Iterable[str]) -> str:
    """Some names, those with running numbers as a range.

    Examples
    --------
    >>> in_words(["staker-3", "authority-1", "staker-1", "staker-2", "staker-9"])
    'authority-1, staker-1 to staker-3 and staker-9'
    """
    *others, last = ranges(sorted(names, key=numbered))
    return f"{', '.join(others)} and {last}" if others else last


def ranges(names: list[str]) -> Iterator[str]:
    """Names in order; three or more with running numbers as the first and the last."""
    for _, some in groupby(enumerate(names), key=lambda each: behind(*each)):
        run = [name for _, name in some]
        if len(run) > 2:
            yield f"{run[0]} to {run[-1]}"
        else:
            yield from run


def behind(position: int, name: str) -> tuple[str, int]:
    """Role of a name, and how far its number is from its place: the same all along a range."""
    role, number = numbered(name)
    return role, number - position


def numbered(name: str) -> tuple[str, int]:
    """Role and number of a name; a name without a number is a role of its own."""
    role, _, number = name.rpartition("-")
    return (role, int(number)) if role and number.isdecimal() else (name, 0)
