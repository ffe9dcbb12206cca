"""Honest validators enter a round together, whatever liars send to whom, and then good rounds decide."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.protocol.machine import execution
from hybridstake.models.protocol.machine.acts import Act, Step, Transition
from hybridstake.models.protocol.machine.adversary import Adversary
from hybridstake.models.protocol.machine.behaviour import next_act
from hybridstake.models.protocol.machine.events import Closing, Outage
from hybridstake.models.protocol.machine.execution import Execution, Run, random_execution
from hybridstake.models.protocol.machine.network import Network
from hybridstake.models.protocol.machine.node import Node, hear_votes
from hybridstake.models.protocol.machine.rules import HONEST
from hybridstake.models.protocol.machine.schedule import SharedSchedule
from hybridstake.models.protocol.machine.setting import Proposers, Setting, setting
from hybridstake.models.protocol.machine.stories import CALM, A
from hybridstake.models.protocol.machine.validators import Validator, ValidatorSet
from hybridstake.models.protocol.machine.votes import Ballot, Block, Kind, Vote
from hybridstake.models.protocol.machine.world import begin, with_node
from hybridstake.models.protocol.modes import Mode

REFERENCE = load("reference")
DELAY = REFERENCE.network.delay_seconds
A_DELAY = DELAY * (1 + 1e-9)
"""Times are sums of floats."""
Played = tuple[float, Execution]
"""When the network stabilises, and what happened."""
LIAR = "v4"
MEMBERS = ValidatorSet(
    tuple(Validator(f"v{number}", True, 1, byzantine=number == 4) for number in (4, 1, 2, 3))
)
"""The liar stands first, and so is the first to propose."""
CALMS = (0.0, 0.5, 2.0, 4.0)
"""When the network stabilises [s]."""


def mostly_the_liar(height: int, round_: int, mode: Mode) -> str:
    """Honest validators in every third round."""
    return f"v{round_ % 9 // 3 + 1}" if round_ % 3 == 2 else LIAR


def only_the_liar(height: int, round_: int, mode: Mode) -> str:
    """Nobody honest, ever."""
    return LIAR


def place_of(proposers: Proposers) -> Setting:
    """Four equals, in Secure first."""
    return setting(
        REFERENCE,
        (MEMBERS,),
        SharedSchedule(REFERENCE),
        proposers,
        lambda validator, height, round_: CALM,
        Mode.SECURE,
    )


def played(seed: int, proposers: Proposers) -> Played:
    """A run among a liar that says what it likes, when and to whom."""
    stable = CALMS[seed % len(CALMS)]
    lies = Adversary(
        activity=(0.5, 0.7, 0.9)[seed % 3], loudness=0.1, secrecy=0.4, latest_seconds=0.5
    )
    network = Network(stabilises_seconds=stable, loss=0.7, slowest_seconds=5.0)
    rng = np.random.default_rng(seed)
    run = random_execution(
        place_of(proposers), rng, network, heights=1, steps=1_000, adversary=lies
    )
    return stable, run


def entries(run: Execution) -> dict[int, list[float]]:
    """When honest validators entered each round, those that all entered."""
    found: defaultdict[int, list[float]] = defaultdict(list, {0: [0.0] * 3})
    for step in run.steps:
        if step.act.transition is Transition.START_ROUND:
            found[step.act.round].append(step.time)
    return {round_: times for round_, times in found.items() if len(times) == 3}


def skews(stable: float, run: Execution) -> Iterator[float]:
    """Skew of every round after one that began after stabilisation [s]."""
    first = {
        round_: min(times) for round_, times in sorted(entries(run).items()) if min(times) >= stable
    }
    for round_, times in entries(run).items():
        if round_ - 1 in first:
            yield max(times) - min(times)


def good(stable: float, run: Execution) -> Iterator[bool]:
    """Whether it decided, of each round with an honest proposer in which three of four certify.

    Rounds are counted where the one before began after stabilisation and nobody had decided before.
    """
    decided = {step.act.round for step in run.steps if step.act.transition is Transition.DECIDE}
    entered = entries(run)
    for step in run.steps:
        transition, actor, round_ = step.act[:3]
        if transition is Transition.PROPOSE and actor != LIAR and step.mode is not Mode.FAST:
            before = min(entered.get(round_ - 1, [-1.0]))
            if before >= stable and round_ in entered and round_ <= min(decided, default=round_):
                yield round_ in decided


def decisions(run: Execution) -> list[float]:
    """When honest validators decided."""
    return [step.time for step in run.steps if step.act.transition is Transition.DECIDE]


def longest_skew(runs: list[Played]) -> float:
    """The longest of all skews [s]."""
    found = [skew for each in runs for skew in skews(*each)]
    assert len(found) >= len(runs) / 2
    return max(found)


@pytest.fixture(scope="module")
def runs() -> list[Played]:
    return [played(seed, mostly_the_liar) for seed in range(100)]


def test_good_rounds_decide(runs: list[Played]) -> None:
    found = [each for stable, run in runs for each in good(stable, run)]
    assert len(found) >= 10
    assert all(found)
    assert all(len(decisions(run)) == 3 for _, run in runs)


def test_entries_are_within_a_delay_of_each_other(runs: list[Played]) -> None:
    assert longest_skew(runs) <= A_DELAY


def test_entries_are_so_though_a_liar_proposes_in_every_round() -> None:
    assert longest_skew([played(seed, only_the_liar) for seed in range(50)]) <= A_DELAY


def test_decisions_are_so_though_a_liar_may_have_shown_a_certificate_to_one_alone(
    runs: list[Played],
) -> None:
    spread = [
        max(times) - min(times) for stable, run in runs if min(times := decisions(run)) >= stable
    ]
    assert len(spread) >= 50
    assert 0 < max(spread) <= A_DELAY


def keep_quiet(run: Run, name: str) -> Iterator[Step]:
    """A last wait begins as it should, and nothing is passed on."""
    node = run.world.nodes[name]
    end = Closing(node.height, node.round)
    if (name, end) not in run.closing and execution.is_closing(node, run.setting):
        run.closing.add((name, end))
        run.put(run.now + run.patience(node.round), name, end)
    yield from ()


def test_entries_are_further_apart_where_nothing_is_passed_on_as_the_last_wait_begins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The liar tells one alone, whose wait so begins earlier than the others'."""
    monkeypatch.setattr(Run, "close", keep_quiet)
    assert longest_skew([played(seed, only_the_liar) for seed in range(20)]) > 2 * DELAY


def having_heard(precommits: tuple[str, ...], round_: int, block: Block | None) -> Node:
    """A validator in its first round that has done nothing, and has heard these precommits."""
    ballot = Ballot(Kind.PRECOMMIT, 0, round_, block)
    node = begin(place_of(only_the_liar)).nodes["v1"]
    return hear_votes(node, [Vote(each, ballot) for each in precommits])


@pytest.mark.parametrize(
    ("precommits", "round_", "closes"),
    [((LIAR,), 0, False), ((LIAR, "v2"), 0, True), ((LIAR, "v2"), 1, False)],
)
def test_the_last_wait_begins_with_precommits_of_the_round_by_a_third(
    precommits: tuple[str, ...], round_: int, closes: bool
) -> None:
    """By hand: fewer than a third are Byzantine, and one of four is fewer, two are not."""
    node = having_heard(precommits, round_, A)
    assert execution.is_closing(node, place_of(only_the_liar)) is closes


@pytest.mark.parametrize("many", [2, 3])
def test_who_hears_a_certificate_of_nothing_leaves_whatever_it_has_done(many: int) -> None:
    node = having_heard((LIAR, "v2", "v3")[:many], 0, None)
    act = next_act(node, place_of(only_the_liar), HONEST)
    assert act == (Act(Transition.START_ROUND, "v1", 1) if many == 3 else None)


def test_who_comes_back_from_an_outage_begins_its_last_wait_again() -> None:
    """Its end may have come meanwhile."""
    lies = Adversary(activity=0.0)
    run = Run(place_of(only_the_liar), np.random.default_rng(0), Network(), lies, HONEST, heights=1)
    run.world = with_node(run.world, having_heard((LIAR, "v2"), 0, A))
    for happens in (
        run.close("v1"),
        run.outage("v1", Outage(True)),
        run.outage("v1", Outage(False)),
    ):
        run.queue.clear()
        list(happens)
    assert Closing(0, 0) in [event for _, _, name, event in run.queue if name == "v1"]


@pytest.mark.exhaustive
@pytest.mark.parametrize("proposers", [mostly_the_liar, only_the_liar])
def test_entries_are_together_and_good_rounds_decide_in_thousands_of_runs(
    proposers: Proposers,
) -> None:
    for start in range(1_000, 3_500, 100):
        runs = [played(seed, proposers) for seed in range(start, start + 100)]
        assert longest_skew(runs) <= A_DELAY
        assert all(each for stable, run in runs for each in good(stable, run))
