"""How do two honest validators come to finalise different blocks when each picks its mode alone?

The story is played on the protocol's state machine, step by step through its guards: what is printed
is a run and not a sketch. Under a protocol that refuses one of the steps it ends there. Beside it stand
the solver's own counterexamples, which are drawn: the fewest validators, executed by the same machine.
"""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from ...models.parameters.parameters import Parameters
from ...models.protocol.machine.acts import Step
from ...models.protocol.machine.scenario import Scenario, replay
from ...models.protocol.machine.stories import fast_beside_secure
from ...models.protocol.machine.world import RefusedStep
from ...models.protocol.modes import Mode
from ...proofs.quorums.collusion import two_thirds_needed
from ...proofs.quorums.intersection import intersection_claims
from ...proofs.quorums.premises import Resource
from ...proofs.registry import promise
from ...proofs.solving.claim import Claim
from ..proving.played import DEEDS, counterexample_rows, name_of_block
from ..running.precision import Precision
from ..running.seeds import Generators

READS = (
    "fast.authority_threshold", "balanced.authority_threshold", "balanced.stake_threshold",
    "secure.stake_threshold", "secure.oversight_threshold", "quorums", "switching", "assumptions",
)  # fmt: skip

STORY = "a story of six"
"""What the rows of the story are called; those of a counterexample bear the name of its promise."""


@dataclass(frozen=True, slots=True)
class Case:
    """One protocol: the story under it, and the counterexamples that the solver finds to it."""

    protocol: str
    parameters: Parameters


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """One of a protocol."""
    return [Case(protocol, parameters)]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """The steps that the machine takes, up to the first that it refuses, and the solver's runs."""
    return [*story_rows(case.parameters), *solver_rows(case)]


def story_rows(parameters: Parameters) -> list[dict[str, Any]]:
    """The story of three authorities and three stakers, none of whom lies."""
    story = fast_beside_secure(parameters)
    steps, refusal = as_far_as_it_goes(story)
    members = {each.name: each for each in story.setting.everybody()}
    told = [step for step in steps if step.act.transition in DEEDS]
    return [
        {
            "story": STORY,
            "step": number,
            "validator": step.act.actor,
            "role": "authority" if members[step.act.actor].authority else "staker",
            "stake": members[step.act.actor].stake,
            "byzantine": False,
            "round": step.act.round,
            "mode": step.mode.label if step.mode is not None else "",
            "deed": DEEDS[step.act.transition],
            "block": name_of_block(step.act),
            "equivocates": False,
            "signers": ", ".join(sorted(step.signers)),
            "refusal": refusal,
        }
        for number, step in enumerate(told, start=1)
    ]


def solver_rows(case: Case) -> list[dict[str, Any]]:
    """Counterexamples to two promises, executed; nothing where a promise is kept."""
    return [
        {"story": promise(claim), **row, "refusal": ""}
        for claim in drawn(case.protocol, case.parameters)
        for row in counterexample_rows(claim, case.parameters)
    ]


def drawn(protocol: str, parameters: Parameters) -> tuple[Claim, Claim]:
    """A promise that the plan breaks though nobody lies, and one that takes an equivocation."""
    named = {promise(each): each for each in intersection_claims(protocol, parameters)}
    needed = two_thirds_needed(protocol, parameters, Mode.FAST, Resource.AUTHORITIES)
    return named["fast-secure.intersection"], needed


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


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """How far the story goes under each protocol, and what the solver's runs end in."""
    found: dict[str, Any] = {}
    for protocol, every in table.groupby("protocol"):
        rows = every[every["story"] == STORY]
        found[f"{protocol}_steps"] = len(rows)
        found[f"{protocol}_blocks_finalised"] = blocks_finalised(rows)
        found[f"{protocol}_refusal"] = str(rows["refusal"].iloc[0]) or "nothing"
        for name, run in every[every["story"] != STORY].groupby("story"):
            key = f"{protocol}_{str(name).replace('-', '_').replace('.', '_')}"
            found[f"{key}_validators"] = int(run["validator"].nunique())
            found[f"{key}_liars"] = int(run[run["byzantine"]]["validator"].nunique())
            found[f"{key}_blocks_finalised"] = blocks_finalised(run)
    return found


def blocks_finalised(rows: pd.DataFrame) -> int:
    """How many different blocks are final in the end [1]."""
    return int(rows[rows["deed"] == "finalises"]["block"].nunique())


def tables(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The story under the plan, several validators' equal steps in one line."""
    rows = table[(table["protocol"] == "plan") & (table["story"] == STORY)]
    lines: list[dict[str, Any]] = []
    for row in rows.itertuples():
        told = {"Round": row.round, "Mode": row.mode, "Does": f"{row.deed} {row.block}".strip()}
        if lines and {key: lines[-1][key] for key in told} == told:
            lines[-1]["Validators"] += f", {row.validator}"
        else:
            lines.append({"Validators": row.validator, **told})
    return {"disagreement": pd.DataFrame(lines, columns=["Validators", "Round", "Mode", "Does"])}
