"""Modes on the machine: what blocks report, or validators measure, and the mode that follows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from ...models.parameters.parameters import Parameters
from ...models.parameters.variant import with_tables
from ...models.protocol.machine.execution import Execution
from ...models.protocol.machine.rules import HONEST, Rules
from ...models.protocol.machine.schedule import (
    LocalSchedule,
    SharedSchedule,
    Standing,
    moved,
)
from ...models.protocol.machine.setting import Setting
from ...models.protocol.machine.stories import CALM
from ...models.protocol.machine.validators import Validator, ValidatorSet
from ...models.protocol.machine.votes import Block, Statistics
from ...models.protocol.modes import Mode, mode_parameters
from ...models.protocol.switching import (
    are_apart,
    first_choice,
    has_changed,
    next_mode,
    wanted_choices,
)
from ..quorums.validators import ValidatorSet as NamedValidators
from ..solving.claim import Proof
from ..switching.heights import VALIDATORS
from .certificates import disagreement
from .lockstep import in_turn, lockstep
from .measuring import moment_of, statistics_of, wishing
from .replay import NotReplayed, Replay, Replayer
from .telling import told

TWO = ValidatorSet(tuple(Validator(name, authority=True, stake=1) for name in VALIDATORS))
"""Two honest validators, either of which could be anybody."""


def adjacent(proof: Proof, parameters: Parameters, rules: Rules = HONEST) -> Replay:
    """A finalised block after which the mode is no neighbour.

    Raises
    ------
    NotReplayed
        When the machine puts a neighbour in between.
    """
    numbers = moment_of(proof)
    dwell = float(numbers["dwell"])
    protocol = with_tables(parameters, switching=replace(parameters.switching, dwell_seconds=dwell))
    asked = wishing(protocol, Mode(numbers["wanted"]), numbers["seconds"] + numbers["elapsed"])
    run, modes = reported(protocol, Mode(numbers["mode"]), (asked, asked), rules)
    if not are_apart(*modes):
        raise NotReplayed(f"{proof.name}: the second height must be in no neighbouring mode")
    first, second = (mode.label for mode in modes)
    violation = f"height 0 is decided in {first} and height 1 in {second}, with nothing between"
    return Replay(proof.name, told(run), violation)


def steady(proof: Proof, parameters: Parameters, rules: Rules = HONEST) -> Replay:
    """Two finalised blocks that both change the mode, sooner after each other than a block may take.

    The first block brings about the counterexample's mode, and the second ends it.

    Raises
    ------
    NotReplayed
        When the mode stays at one of them.
    """
    numbers = moment_of(proof)
    mode, wanted = Mode(numbers["mode"]), Mode(numbers["wanted"])
    since = numbers["seconds"] + numbers["elapsed"]
    before = next_mode(mode, wanted, float(since), parameters)
    statistics = (
        wishing(parameters, mode, Fraction(parameters.switching.dwell_seconds)),
        wishing(parameters, wanted, since),
        CALM,
    )
    run, modes = reported(parameters, before, statistics, rules)
    slowest = max(mode_parameters(parameters, each).block_seconds for each in Mode)
    changes = [has_changed(*pair) for pair in pairwise(modes)]
    if not all(changes) or since > slowest:
        raise NotReplayed(f"{proof.name}: two blocks must change the mode within {slowest} s")
    return Replay(
        proof.name,
        told(run),
        f"heights 0, 1 and 2 are in {', '.join(each.label for each in modes)}: two changes "
        f"{since} s apart",
    )


def own_measurements(proof: Proof, parameters: Parameters, rules: Rules = HONEST) -> Replay:
    """Two validators that have finalised the same, and measure each what the counterexample says.

    Raises
    ------
    NotReplayed
        When they are in one mode.
    """
    numbers = moment_of(proof)
    start = Mode(numbers["one.mode"])
    launch = wishing(parameters, start, numbers["one.seconds"] + numbers["one.elapsed"])
    own = {name: statistics_of(numbers, f"{name}.") for name in VALIDATORS}

    def measure(validator: str, height: int, round_: int) -> Statistics:
        return own[validator] if height else launch

    place = in_turn(parameters, TWO, LocalSchedule(parameters, measure), measure, start)
    return divided(proof, place, set(Mode), rules)


def one_mode(proof: Proof, parameters: Parameters, rules: Rules = HONEST) -> Replay:
    """Two validators that look at one block, and ask for the modes in another order.

    The block comes after the dwell time of Balanced, a neighbour of both the others.

    Raises
    ------
    NotReplayed
        When they are not in Fast and in Secure.
    """
    dwell = parameters.switching.dwell_seconds
    statistics = statistics_of(moment_of(proof))._replace(seconds=dwell)

    def measure(validator: str, height: int, round_: int) -> Statistics:
        return statistics

    place = in_turn(parameters, TWO, OwnOrder(parameters), measure, Mode.BALANCED)
    return divided(proof, place, {Mode.FAST, Mode.SECURE}, rules)


@dataclass(frozen=True, slots=True)
class OwnOrder:
    """What finalised blocks report, read by one validator as the rule is, by the other but for Fast.

    Notes
    -----
    Source: research plan, "Hybrid Operation Modes", which gives each mode's condition and no order.
    """

    parameters: Parameters

    def after(self, validator: str, standing: Standing, height: int, block: Block) -> Standing:
        """The mode whose condition the validator finds met first, and for how long."""
        load, online, authorities, participation, elapsed = block.statistics
        choices = wanted_choices(self.parameters, load, online, authorities, participation)
        wanted = first_choice(choices if validator == VALIDATORS[0] else choices[1:])
        seconds = standing.seconds + elapsed
        return moved(
            standing.mode, next_mode(standing.mode, wanted, seconds, self.parameters), seconds
        )

    def mode(self, validator: str, standing: Standing, height: int, round_: int) -> Mode:
        """The mode of the height, in all its rounds."""
        return standing.mode


def divided(proof: Proof, place: Setting, allowed: set[Mode], rules: Rules) -> Replay:
    """Two validators that decide one height together, and are in two modes in the next.

    Raises
    ------
    NotReplayed
        When they are in one mode, or in one that is not meant.
    """
    run = lockstep(place, heights=2, rounds=1, rules=rules)
    nodes = {name: run.end.node(name, 1) for name in VALIDATORS}
    modes = {name: place.mode(node, 0) for name, node in nodes.items() if node}
    if len(set(modes.values())) < len(VALIDATORS) or not set(modes.values()) <= allowed:
        names = ", ".join(mode.label for mode in sorted(allowed))
        raise NotReplayed(f"{proof.name}: at height 1 the two must be in two modes of {names}")
    seen = " and ".join(f"{name} is in {mode.label}" for name, mode in modes.items())
    violation = f"in round 0 of height 1, after one block that both finalised, {seen}"
    return Replay(proof.name, told(run), violation)


def reported(
    parameters: Parameters, start: Mode, statistics: tuple[Statistics, ...], rules: Rules
) -> tuple[Execution, tuple[Mode, ...]]:
    """A height for each block, and the modes in which these heights start."""

    def measure(validator: str, height: int, round_: int) -> Statistics:
        return statistics[height]

    place = in_turn(parameters, TWO, SharedSchedule(parameters), measure, start)
    run = lockstep(place, heights=len(statistics), rounds=1, rules=rules)
    nodes = [run.end.node(VALIDATORS[0], height) for height in range(len(statistics))]
    if not all(node is not None and node.decision for node in nodes):
        raise NotReplayed("every height must be decided in its first round")
    return run, tuple(place.mode(node, 0) for node in nodes if node)


def agreement(proof: Proof, parameters: Parameters, rules: Rules = HONEST) -> Replay:
    """Two certificates, or two standings after one block: whichever the solver found.

    Raises
    ------
    NotReplayed
        When the machine refuses it.
    """
    found = proof.counterexample
    if found is not None and isinstance(found.story, NamedValidators):
        return disagreement(proof, parameters, rules)
    return own_measurements(proof, parameters, rules)


REPLAYS: Mapping[str, Replayer] = {
    "switching.agreement": agreement,
    "switching.one-mode": one_mode,
    "switching.adjacent": adjacent,
    "switching.steady": steady,
    "switching.own-measurements": own_measurements,
}
"""Promises about the mode that follows."""
