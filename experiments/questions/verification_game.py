"""Who cheats and who checks where verifying costs something, and do people who learn find that?

Three ways to learn are tried beside the mixed equilibrium: imitation, which circles it; answers to a
public record that fades slowly, which end at it; and answers to the last round alone, which never do.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from ...agents.providers.inspection import Inspection, play
from ...models.attacks.intervals import normal_quantile
from ...models.compute.verification.game import (
    cheating_at_rest,
    checked_at_rest,
    provider_gain,
    pull,
    verifier_gain,
)
from ...models.parameters.parameters import Parameters
from ..running.precision import Precision
from ..running.seeds import Generators, Stream

READS = ()

GAME = Inspection(penalty=4, gain=1, bounty=2.5, cost=1)
"""At rest a fifth of the jobs is verified, and two fifths are not honest."""
IMITATION, RECORD, EAGER, LAST_ROUND = "imitation", "record", "short memory", "last round"
WEIGHTS = {RECORD: 0.4, EAGER: 8.0}
"""Of the last round in the record, as a part of the largest with which play comes to rest [1]."""
START = (0.6, 0.6)
"""Cheating and checks on the record before the first round [1]."""
STEP = 0.01
"""Of time, in which imitation is followed [1]."""
BEFORE = 0.5
"""Part of the rounds that is left out of time averages [1]."""
CONFIDENCE = 0.999
"""Of intervals of averages [1]."""

ROUNDS = {Precision.TINY: 600, Precision.DEFAULT: 4_000, Precision.FULL: 20_000}
RUNS = {Precision.TINY: 2, Precision.DEFAULT: 8, Precision.FULL: 40}
POINTS = 400
"""Of a path that are kept: evenly where it is slow, else the first [1]."""
PATH, AVERAGE = "path", "average"


@dataclass(frozen=True, slots=True)
class Case:
    """One way to learn, in one run."""

    rule: str
    run: int
    rounds: int


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """Imitation once, for it has no chance in it; every other rule in several runs."""
    rounds = ROUNDS[precision]
    return [
        Case(IMITATION, 0, rounds),
        *(
            Case(rule, run, rounds)
            for rule in (RECORD, EAGER, LAST_ROUND)
            for run in range(RUNS[precision])
        ),
    ]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """The path of the first run, and the time averages of every one."""
    if case.rule == IMITATION:
        path = orbit()
        kept = path
    else:
        played = play(game_of(case.rule), case.rounds, generators(Stream.CHOICES), START)
        path = np.column_stack([played.cheating, played.checked])
        kept = path[int(BEFORE * len(path)) :]
    rows = [row_of(AVERAGE, case, len(path), kept.mean(axis=0))]
    if case.run == 0:
        smooth = path if case.rule == IMITATION else smoothed(path, game_of(case.rule).weight)
        slow = case.rule in (IMITATION, RECORD)
        last = len(path) if slow else POINTS
        steps = range(0, last, max(1, last // POINTS))
        rows += [row_of(PATH, case, step, smooth[step]) for step in steps]
    return rows


def row_of(kind: str, case: Case, step: int, point: Any) -> dict[str, Any]:
    """One point."""
    cheating, checked = point.tolist()
    return {
        "kind": kind,
        "rule": case.rule,
        "trial": case.run,
        "step": step,
        "cheating": cheating,
        "checked": checked,
    }


def game_of(rule: str) -> Inspection:
    """The game with the memory of a rule."""
    weight = WEIGHTS[rule] * GAME.largest_weight if rule in WEIGHTS else 1.0
    return replace(GAME, weight=weight)


def smoothed(path: Any, weight: float) -> Any:
    """The public record beside what was done, as people see it."""
    record, found = np.array(START), np.empty_like(path)
    for row, done in zip(found, path, strict=True):
        record = record + weight * (done - record)
        row[:] = record
    return found


def orbit() -> Any:
    """One turn of imitation around its point of rest, by the rule of Runge and Kutta."""

    def speed(at: Any) -> Any:
        cheating, checked = at
        return np.array(
            [
                pull(cheating, provider_gain(checked, GAME.penalty, GAME.rent, GAME.gain)),
                pull(checked, verifier_gain(cheating, GAME.bounty, GAME.cost)),
            ]
        )

    rest = np.array(
        [
            cheating_at_rest(GAME.bounty, GAME.cost),
            checked_at_rest(GAME.penalty, GAME.rent, GAME.gain),
        ]
    )
    point, path, turned = np.array(START), [np.array(START)], 0.0
    while turned < 2 * np.pi:
        first = speed(point)
        second = speed(point + STEP / 2 * first)
        third = speed(point + STEP / 2 * second)
        fourth = speed(point + STEP * third)
        after = point + STEP / 6 * (first + 2 * second + 2 * third + fourth)
        one, other = point - rest, after - rest
        turned += abs(np.arctan2(one[0] * other[1] - one[1] * other[0], one @ other))
        point = after
        path.append(point)
    return np.array(path[:-1])


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """Points of rest, and the time averages of every rule with their intervals."""
    cheating, checked = GAME.rest
    found: dict[str, Any] = {
        "penalty": GAME.penalty,
        "gain": GAME.gain,
        "bounty": GAME.bounty,
        "cost": GAME.cost,
        "cheating_at_rest": cheating_at_rest(GAME.bounty, GAME.cost),
        "checked_at_rest": checked_at_rest(GAME.penalty, GAME.rent, GAME.gain),
        "logit_cheating": cheating,
        "logit_checked": checked,
        "largest_weight": GAME.largest_weight,
        "memory_rounds": 1 / game_of(RECORD).weight,
        "people": GAME.providers + GAME.verifiers,
    }
    averages = table[table["kind"] == AVERAGE]
    for rule, rows in averages.groupby("rule"):
        name = str(rule).replace(" ", "_")
        for column in ("cheating", "checked"):
            runs = rows[column].to_numpy()
            found[f"{name}_{column}"] = float(runs.mean())
            if len(runs) > 1:
                half = normal_quantile(CONFIDENCE) * runs.std(ddof=1) / np.sqrt(len(runs))
                found[f"{name}_{column}_half"] = float(half)
    for name in ("logit", RECORD):
        found[f"{name}_distance"] = max(
            abs(found[f"{name}_{part}"] - found[f"{part}_at_rest"])
            for part in ("cheating", "checked")
        )
    return found
