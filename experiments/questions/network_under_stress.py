"""What do faults cost a running network: offline validators, a lost region, a partition, churn, load?

Single messages between ten regions, with the rounds and waits of the proved machine. In every run it is
asserted that honest validators agree and that nothing final is lost; a trouble that halts the network is
told as such.
"""

from dataclasses import dataclass, field
from math import inf
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ...models.network.events.demand import ENDLESS, Demand
from ...models.network.events.ledger import Ledger
from ...models.network.events.measures import Measured, measure
from ...models.network.events.simulation import Simulation
from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode
from ..networking.course import trial_of
from ..networking.deployments import Deployment, load_deployment
from ..networking.question import START, Engine, Question, placement
from ..networking.reach import pace_of
from ..networking.trials import Cut, Troubles
from ..running.precision import Precision
from ..running.seeds import Generators, Stream

READS = (
    "fast.block_seconds", "fast.finality_seconds", "fast.authority_threshold",
    "balanced.block_seconds", "balanced.finality_seconds",
    "balanced.authority_threshold", "balanced.stake_threshold",
    "secure.block_seconds", "secure.finality_seconds",
    "secure.stake_threshold", "secure.oversight_threshold",
    "quorums", "assumptions", "network.timeout_seconds",
    "switching",
)  # fmt: skip

PROTOCOL = "reference"
"""Whose figures are printed: the plan does not say how a mode goes on after a silent proposer."""
DEPLOYMENT = "ten-regions"
FAR = ("ap-northeast-1", "ap-northeast-2", "ap-south-1", "ap-southeast-2", "sa-east-1")
"""Nearly half of the validators of the deployment, cut off from the others for a while."""
LOST = ("us-east-1",)
"""The region with most validators."""
BEGINS, ENDS = 6.0, 16.0
"""Of the partition [s]."""
SURGE = Demand((0.0, 6_000.0, 16_000.0), (5_000.0, 100_000.0, 5_000.0))
"""Transactions a second by the time from which they come [ms]."""


@dataclass(frozen=True, slots=True)
class Story:
    """What goes wrong."""

    words: str
    troubles: Troubles = field(default_factory=Troubles)
    demand: Demand = ENDLESS


STORIES = {
    "none": Story("nothing"),
    "offline_10": Story("10 % offline", Troubles(offline=0.1)),
    "offline_20": Story("20 % offline", Troubles(offline=0.2)),
    "offline_30": Story("30 % offline", Troubles(offline=0.3)),
    "offline_40": Story("40 % offline", Troubles(offline=0.4)),
    "mute": Story("20 % vote and never propose", Troubles(mute=0.2)),
    "byzantine": Story("20 % equivocate", Troubles(byzantine=0.2)),
    "loss": Story("5 % of the messages lost", Troubles(loss=0.05)),
    "churn": Story("each away 5 s in 30 s", Troubles(churn=(25.0, 5.0))),
    "region": Story("one region lost", Troubles(partitions=(Cut(BEGINS, inf, LOST),))),
    "partition": Story("10 s of partition", Troubles(partitions=(Cut(BEGINS, ENDS, FAR),))),
    "gossip": Story("six neighbours each", Troubles(neighbours=6)),
    "surge": Story("10 s of surge", demand=SURGE),
}
TIMELINE = "partition"
"""The story that is told block by block, with the protocol choosing its mode."""

MANY = ("none", "offline_30", "partition")
"""Told again with more validators."""
THOUSAND = 48
"""How often the deployment is taken for a thousand validators: two million votes for each block [1]."""


class Size(NamedTuple):
    """How long runs are with so many validators, and of which stories."""

    blocks: int
    stories: tuple[str, ...]


SIZES: dict[Precision, dict[int, Size]] = {
    Precision.TINY: {1: Size(16, tuple(STORIES))},
    Precision.DEFAULT: {
        1: Size(50, tuple(STORIES)),
        5: Size(18, MANY),
        THOUSAND: Size(3, ("none",)),
    },
    Precision.FULL: {1: Size(400, tuple(STORIES)), 5: Size(100, MANY), THOUSAND: Size(10, MANY)},
}
"""By how often the deployment of 21 is taken."""


@dataclass(frozen=True, slots=True)
class Case:
    """One story, with so many validators."""

    parameters: Parameters
    story: str
    times: int
    """How often the deployment is taken [1]."""
    blocks: int
    mode: Mode | None = Mode.BALANCED
    """The protocol chooses, if none."""


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """Every story in Balanced, some with more validators, and one with modes that change.

    A thousand validators are asked of the protocol alone whose figures are printed.
    """
    sizes = SIZES[precision]
    first = next(iter(sizes))
    return [
        *(
            Case(parameters, story, times, size.blocks)
            for times, size in sizes.items()
            for story in size.stories
            if times < THOUSAND or protocol == PROTOCOL
        ),
        Case(parameters, TIMELINE, first, sizes[first].blocks, mode=None),
    ]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """A row for each figure; of the timeline one for each round and each final block."""
    question, trial = asked(case, int(generators(Stream.MISBEHAVIOUR).integers(1 << 31)))
    ledger = Simulation(trial, generators(Stream.SAMPLING)).run()
    if case.mode is None:
        return timeline(ledger)
    return figures(case, question.size, measure(trial, ledger))


def asked(case: Case, seed: int) -> tuple[Question, Any]:
    """The question to the network, and its trial on single messages."""
    found, story = load_deployment(DEPLOYMENT), STORIES[case.story]
    deployment = Deployment(
        found.title,
        found.links,
        {region: case.times * count for region, count in found.validators.items()},
    )
    question = Question(
        case.parameters,
        case.mode,
        deployment,
        rounds=case.blocks,
        seed=seed,
        troubles=story.troubles,
        demand=story.demand,
        asked=Engine.EVENTS,
    )
    return question, trial_of(question, placement(question), pace_of(question, START).checking_ms)


def figures(case: Case, validators: int, found: Measured) -> list[dict[str, Any]]:
    """What one story costs, a row for each figure that there is."""
    times = found.finality_ms[np.isfinite(found.finality_ms)]
    recovered = [each for each in found.recovery_ms if each is not None]
    told: dict[str, float | None] = {
        "blocks": len(found.finality_ms),
        "halted": found.halted,
        "median_ms": float(np.median(times)) if len(times) else None,
        "mean_ms": found.finality.mean if len(times) else None,
        "lower_ms": found.finality.lower,
        "upper_ms": found.finality.upper,
        "throughput_tps": found.throughput.mean,
        "failed_rounds": found.failed_rounds,
        "recovery_ms": max(recovered) if recovered else None,
        "wait_ms": found.wait_ms,
    }
    return [
        row("story", case.story, validators, what, value)
        for what, value in told.items()
        if value is not None
    ]


def row(
    part: str, story: str, validators: int, what: str, value: float, until: float | None = None
) -> dict[str, Any]:
    """One figure of a story; of a timeline when something began, and `until` when it ended [s]."""
    return {
        "part": part, "story": story, "validators": validators, "what": what,
        "value": float(value), "until": float(value if until is None else until),
    }  # fmt: skip


def timeline(ledger: Ledger) -> list[dict[str, Any]]:
    """When each round was entered, and when each block was final at the first and at the last."""
    size = ledger.validators
    rounds = [row("round", TIMELINE, size, mode.label, at / 1_000) for at, mode in ledger.entries]
    blocks = [
        row(
            "block",
            TIMELINE,
            size,
            ledger.blocks[number].mode.label,
            min(known_at(final)) / 1_000,
            max(known_at(final)) / 1_000,
        )
        for number, final in zip(ledger.chain, ledger.final_ms, strict=True)
    ]
    return [row("parted", TIMELINE, size, "", BEGINS, ENDS), *rounds, *blocks]


def known_at(final: list[float]) -> list[float]:
    """Times at which validators held a block final, of those who did [ms]."""
    return [each for each in final if np.isfinite(each)]


def printed_of(table: pd.DataFrame, part: str) -> pd.DataFrame:
    """Rows of one part, of the protocol whose figures are printed."""
    return table.loc[(table["part"] == part) & (table["protocol"] == PROTOCOL)]


def told_of(table: pd.DataFrame) -> pd.DataFrame:
    """A row for each story and number of validators, a column for each figure."""
    rows = printed_of(table, "story")
    wide = rows.pivot_table(
        index=["validators", "story"], columns="what", values="value", sort=False
    )
    return wide.reset_index()


def stories(table: pd.DataFrame) -> pd.DataFrame:
    """A row for each story with the fewest validators."""
    rows = told_of(table)
    return rows.loc[rows["validators"] == rows["validators"].min()].set_index("story")


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """Medians, throughput and recovery by story."""
    rows = stories(table)
    quiet = rows.loc["none"]
    told, rounds = printed_of(table, "block"), printed_of(table, "round")
    found: dict[str, Any] = {
        "validators": int(quiet["validators"]),
        "most_validators": int(table["validators"].max()),
        "halted": int(rows["halted"].sum()),
        "stories": len(rows),
        "partition_seconds": ENDS - BEGINS,
        "timeline_blocks": len(told),
        "timeline_modes": int(rounds["what"].nunique()),
        "longest_gap_seconds": float(told["value"].diff().max()),
    }
    for name, story in rows.iterrows():
        for column in ("median_ms", "mean_ms", "throughput_tps", "recovery_ms", "wait_ms"):
            if not pd.isna(story[column]):
                found[f"{name}_{column}"] = float(story[column])
        found[f"{name}_failed_rounds"] = int(story["failed_rounds"])
        found[f"{name}_throughput_part"] = float(story["throughput_tps"] / quiet["throughput_tps"])
    return found


def tables(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Every story, with all numbers of validators."""
    rows = told_of(table).to_dict("records")
    return {"network_under_stress": pd.DataFrame([printed(row) for row in rows])}


def printed(story: Any) -> dict[str, str]:
    """One story as a reader wants it."""
    recovery = story["recovery_ms"]
    return {
        "Trouble": STORIES[story["story"]].words,
        "Validators": f"{story['validators']:,}",
        "Median [ms]": number(story["median_ms"]),
        "Mean [ms]": interval(story),
        "Rounds given up": f"{story['failed_rounds']:.0f} in {story['blocks']:.0f} blocks",
        "Throughput [1/s]": number(story["throughput_tps"]),
        "Recovery [s]": "" if pd.isna(recovery) else f"{recovery / 1_000:.1f}",
        "Ends": "stopped" if story["halted"] else "goes on",
    }


def number(value: float) -> str:
    """Whole, or nothing."""
    return "" if pd.isna(value) else f"{value:,.0f}"


def interval(story: Any) -> str:
    """A mean with its ends, where blocks are enough for them."""
    if pd.isna(story["lower_ms"]):
        return number(story["mean_ms"])
    least = max(0.0, story["lower_ms"])
    return f"{number(story['mean_ms'])} ({number(least)} to {number(story['upper_ms'])})"
