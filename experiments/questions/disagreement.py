"""How do two honest validators come to finalise different blocks when each picks its mode alone?

The story is played on the protocol's state machine, step by step through its guards: what is printed
and drawn is a run and not a sketch. Under a protocol that refuses one of the steps it ends there.
"""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from ...models.parameters.parameters import Parameters
from ...models.protocol.machine.acts import Act, Step, Transition
from ...models.protocol.machine.scenario import Scenario, replay
from ...models.protocol.machine.stories import fast_beside_secure
from ...models.protocol.machine.world import RefusedStep
from ..running.precision import Precision
from ..running.seeds import Generators

READS = (
    "fast.authority_threshold", "balanced.authority_threshold", "secure.stake_threshold",
    "secure.oversight_threshold", "quorums", "switching",
)  # fmt: skip

TOLD = {
    Transition.PROPOSE: "proposes",
    Transition.PREVOTE_NEW: "prevotes",
    Transition.PRECOMMIT: "precommits",
    Transition.PRECOMMIT_NIL: "precommits",
    Transition.START_ROUND: "starts the round",
    Transition.DECIDE: "finalises",
}
"""Steps of the story that are printed; what validators hear goes without saying."""


@dataclass(frozen=True, slots=True)
class Case:
    """The story under one protocol."""

    parameters: Parameters


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """One story."""
    return [Case(parameters)]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """The steps that the machine takes, up to the first that it refuses."""
    story = fast_beside_secure(case.parameters)
    steps, refusal = as_far_as_it_goes(story)
    members = {each.name: each for each in story.setting.everybody()}
    told = [step for step in steps if step.act.transition in TOLD]
    return [
        {
            "step": number,
            "validator": step.act.actor,
            "role": "authority" if members[step.act.actor].authority else "staker",
            "round": step.act.round,
            "mode": step.mode.label if step.mode is not None else "",
            "deed": TOLD[step.act.transition],
            "block": name_of_block(step.act),
            "signers": ", ".join(sorted(step.signers)),
            "refusal": refusal,
        }
        for number, step in enumerate(told, start=1)
    ]


def as_far_as_it_goes(story: Scenario) -> tuple[tuple[Step, ...], str]:
    """Steps until a guard refuses one, and what it says; nothing where the story ends as written."""
    for length in range(len(story.acts), 0, -1):
        start = Scenario(story.title, story.setting, story.acts[:length], story.rules)
        try:
            return replay(start).steps, refusal_after(story, length)
        except RefusedStep:
            continue
    return (), refusal_after(story, 0)


def refusal_after(story: Scenario, length: int) -> str:
    """What the machine says of the story's next step; nothing where there is none."""
    if length == len(story.acts):
        return ""
    start = Scenario(story.title, story.setting, story.acts[: length + 1], story.rules)
    try:
        replay(start)
    except RefusedStep as error:
        return str(error)
    return ""


def name_of_block(act: Act) -> str:
    """The block that a step is about; nothing where there is none."""
    if act.transition is Transition.START_ROUND:
        return ""
    return "nil" if act.block is None else act.block.name


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """How far the story goes under each protocol, and how many blocks it finalises."""
    found: dict[str, Any] = {}
    for protocol, rows in table.groupby("protocol"):
        finalised = rows[rows["deed"] == "finalises"]["block"]
        found[f"{protocol}_steps"] = len(rows)
        found[f"{protocol}_blocks_finalised"] = int(finalised.nunique())
        found[f"{protocol}_refusal"] = str(rows["refusal"].iloc[0]) or "nothing"
    return found


def tables(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The story under the plan, several validators' equal steps in one line."""
    rows = table[table["protocol"] == "plan"]
    lines: list[dict[str, Any]] = []
    for row in rows.itertuples():
        told = {"Round": row.round, "Mode": row.mode, "Does": f"{row.deed} {row.block}".strip()}
        if lines and {key: lines[-1][key] for key in told} == told:
            lines[-1]["Validators"] += f", {row.validator}"
        else:
            lines.append({"Validators": row.validator, **told})
    return {"disagreement": pd.DataFrame(lines, columns=["Validators", "Round", "Mode", "Does"])}
