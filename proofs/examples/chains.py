"""Nouns of several heights: a mode that switches, and a checkpoint from which a node goes on."""

from dataclasses import dataclass
from fractions import Fraction

from ...models.parameters.exact import as_written
from ...models.parameters.parameters import Parameters
from ...models.protocol.light_client import Header, SignedHeader, Trust, follow
from ...models.protocol.machine.acts import Act, Transition
from ...models.protocol.machine.execution import Execution
from ...models.protocol.machine.scenario import Scenario, replay
from ...models.protocol.machine.stories import decide, precommit, prevote, propose
from ...models.protocol.machine.votes import Block
from ...models.protocol.machine.world import World
from ...models.protocol.modes import Mode
from .example import Told
from .heights import FOUR, NAMES, crowded, four, height_of

HEIGHTS = 3


@dataclass(frozen=True, slots=True)
class Client:
    """A node that was away, and the header from which it goes on."""

    checkpoint: Header
    header: Header


def one_height(height: int, block: Block) -> tuple[Act, ...]:
    """Four validators decide a block in the first round, and go on."""
    acts = (
        propose(NAMES[0], 0, block),
        *prevote(NAMES, 0, block),
        *precommit(NAMES, 0, block),
        *decide(NAMES, 0, block),
        *(Act(Transition.ENTER_HEIGHT, name, 0) for name in NAMES),
    )
    return tuple(act._replace(height=height) for act in acts)


def chain(parameters: Parameters) -> Scenario:
    """Three heights, so far apart that modes may move and a checkpoint is due."""
    seconds = max(parameters.switching.dwell_seconds, parameters.checkpoints.period_seconds)
    blocks = [Block(f"B{height}", crowded(seconds)) for height in range(HEIGHTS)]
    acts = tuple(act for height, block in enumerate(blocks) for act in one_height(height, block))
    return four(parameters, acts, "three heights")


def executed(scenario: Scenario) -> Execution:
    """The script's run, each of whose heights is an execution of the relational model."""
    for height in range(HEIGHTS):
        height_of(scenario, height)
    return replay(scenario)


def mode_switch(parameters: Parameters) -> Told:
    """Blocks report that the authorities are gone, and from the next height on the mode is another."""
    run = executed(chain(parameters))
    return Told(tuple(run.transcript().splitlines()), run.worlds)


def mode_has_switched(world: World) -> bool:
    """A validator has started heights in different modes."""
    nodes = (*world.nodes.values(), *world.finished.values())
    return any(
        one.name == other.name and one.standing.mode is not other.standing.mode
        for one in nodes
        for other in nodes
    )


def checkpoint(parameters: Parameters) -> Told:
    """A node that has the first header as its checkpoint is shown the last, and goes on from it."""
    run = executed(chain(parameters))
    headers = [header_at(run.end, height) for height in range(HEIGHTS)]
    first, last = headers[0].header, headers[-1].header
    staking, assumed = parameters.staking, parameters.assumptions
    period = as_written(staking.unbonding_seconds) - as_written(
        parameters.checkpoints.evidence_delay_seconds
    )
    trust = Trust(parameters, period, assumed.byzantine_authorities, assumed.byzantine_stake)
    accepted = follow(first, last.height, lambda height: headers[height], last.time, trust)
    steps = (
        *run.transcript().splitlines(),
        f"a node has {first.block} of height {first.height} as its checkpoint, dated {first.time} s",
        f"at {last.time} s it is shown {last.block} of height {last.height}, signed by "
        f"{', '.join(sorted(headers[-1].signers))}",
        f"it goes on from {accepted.block} of height {accepted.height}",
    )
    return Told(steps, (Client(first, first), Client(first, accepted)))


def checkpoint_is_accepted(client: Client) -> bool:
    """The node goes on from a later header than its checkpoint."""
    return client.header.height > client.checkpoint.height


def header_at(world: World, height: int) -> SignedHeader:
    """What a height finalised, with the signers of its certificate; each block adds to the time."""
    node = world.node(NAMES[0], height)
    assert node is not None
    assert node.decision is not None
    ballot, signers = node.decision
    assert ballot.block is not None
    time = Fraction(height) * as_written(ballot.block.statistics.seconds)
    header = Header(height, time, ballot.block.name, mode_of(world, height), FOUR, FOUR)
    return SignedHeader(header, signers)


def mode_of(world: World, height: int) -> Mode:
    """Mode of the first round of a height, on which everybody agrees."""
    node = world.node(NAMES[0], height)
    assert node is not None
    return node.standing.mode
