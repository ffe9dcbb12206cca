"""Who can know before a slot who will propose in it, and what does it cost to hide that?

Three draws with real keys: of the slot's number, as the plan has it; of a beacon that is released when
the slot begins; and of each validator's own key, in a race that nobody else can see.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import (  # pyright: ignore[reportMissingTypeStubs] - SciPy ships no types
    gammaincc,  # pyright: ignore[reportUnknownVariableType]
)

from ...models.cryptography.derivation import derived, uniform
from ...models.cryptography.ed25519 import public_key
from ...models.parameters.parameters import Parameters
from ...models.protocol.selection import (
    independent_draw_probabilities,
    proposers_at,
    reused_draw_probabilities,
)
from ...models.protocol.signed.beacons import key_beacon
from ...models.protocol.signed.private_draw import (
    nobody_probability,
    one_probability,
    proposing_probability,
)
from ...models.protocol.signed.tickets import Ticket, is_ticket, own_ticket
from ..claims.finding import Finding, Verdict
from ..claims.wording import percent
from ..running.precision import Precision
from ..running.seeds import Generators, Stream
from .proposer_selection import drawn_stakes

READS = (
    "fast.validators", "balanced.validators", "balanced.minimum_stake", "selection",
    "population.pareto_exponent",
)  # fmt: skip

PUBLIC_SLOTS = {Precision.TINY: 60, Precision.DEFAULT: 1_000, Precision.FULL: 50_000}
PRIVATE_SLOTS = {Precision.TINY: 12, Precision.DEFAULT: 50, Precision.FULL: 2_000}
MOST_KEYS = {Precision.TINY: 12, Precision.DEFAULT: 100, Precision.FULL: 300}
"""Keys that race; the smallest weights are one key, which changes no chance of who is first [1]."""
LIMITS = (0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 8.0)
"""Of the race: how many may propose in the mean, if all are small [1]."""
CHOSEN = 3.0
"""The limit that is quoted [1]."""
LEAST_EXPECTED = 5.0
"""Slots expected in a cell of the comparison of shares; smaller cells are put together [1]."""
CHAIN = "secret proposers"

SLOT_NUMBER, BEACON, PRIVATE = "slot number", "beacon", "private"


@dataclass(frozen=True, slots=True)
class Case:
    """One draw under one protocol."""

    parameters: Parameters
    draw: str
    slots: int
    keys: int


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """The public draw, which is looked at before and after its seed is out, and the private one."""
    most = MOST_KEYS[precision]
    return [
        Case(parameters, SLOT_NUMBER, PUBLIC_SLOTS[precision], most),
        Case(parameters, PRIVATE, PRIVATE_SLOTS[precision], most),
    ]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """A row for each outcome: its probability, and in how many slots it was drawn."""
    parameters = case.parameters
    stakes = drawn_stakes(parameters, generators(Stream.STAKES))
    seed = generators(Stream.SAMPLING).bytes(32)
    if case.draw == PRIVATE:
        return private_rows(case, weights_of(parameters, stakes, case.keys), seed)
    return public_rows(case, stakes, seed)


def weights_of(
    parameters: Parameters, stakes: NDArray[np.float64], most: int
) -> NDArray[np.float64]:
    """Parts of the draw, in decreasing order: those of two draws, whatever the protocol draws [1]."""
    share = parameters.selection.authority_probability
    pair = independent_draw_probabilities(share, parameters.fast.validators, stakes)
    weights = np.sort(np.concatenate(pair))[::-1]
    weights = weights[weights > 0]
    if len(weights) > most:
        weights = np.append(weights[: most - 1], weights[most - 1 :].sum())
    return weights


def public_rows(case: Case, stakes: NDArray[np.float64], seed: bytes) -> list[dict[str, Any]]:
    """Who was drawn by real outputs of a key, and whom an outsider had named.

    The plan evaluates a function of the slot's number. Everybody has to evaluate it, so an outsider can,
    for any slot. Of a beacon that is not yet released it can only name who is likeliest.
    """
    selection, authorities = case.parameters.selection, case.parameters.fast.validators
    independent = selection.independent_draws
    share = selection.authority_probability
    drawn = schedule(key_beacon(seed, CHAIN), case, stakes)
    named = schedule(key_beacon(seed, CHAIN), case, stakes)
    exactly = independent_draw_probabilities if independent else reused_draw_probabilities
    chances = np.concatenate(exactly(share, authorities, stakes))
    likeliest = int(chances.argmax())
    rows = [
        row(case, SLOT_NUMBER, "named", 1.0, int((drawn == named).sum())),
        row(case, BEACON, "named", float(chances.max()), int((drawn == likeliest).sum())),
    ]
    counts = np.bincount(drawn, minlength=len(chances))
    return rows + share_rows(case, BEACON, 0.0, chances, counts)


def schedule(beacon: Any, case: Case, stakes: NDArray[np.float64]) -> NDArray[np.int64]:
    """Number of the proposer of every slot, by the protocol's own rule at a beacon's outputs."""
    selection = case.parameters.selection
    outputs = [beacon(slot) for slot in range(case.slots)]
    of_class, of_member = (
        np.array([uniform(output, label) for output in outputs])
        for label in ("class", "member" if selection.independent_draws else "class")
    )
    return proposers_at(
        selection.authority_probability,
        case.parameters.fast.validators,
        stakes,
        of_class,
        of_member,
    )


def private_rows(case: Case, weights: NDArray[np.float64], seed: bytes) -> list[dict[str, Any]]:
    """How many could propose in each slot, and how often the likeliest did; all tickets are real."""
    secrets = [derived(seed, "key", number)[:32] for number in range(len(weights))]
    tickets = [
        [
            own_ticket(secret, seed, slot, float(weight), math.inf)
            for secret, weight in zip(secrets, weights, strict=True)
        ]
        for slot in range(case.slots)
    ]
    arrivals = np.array([[arrival_of(each) for each in slot] for slot in tickets])
    check_first(tickets, arrivals, weights, secrets, seed)
    rows: list[dict[str, Any]] = []
    for limit in LIMITS:
        able = (arrivals < limit).sum(axis=1)
        none, one = float(nobody_probability(limit)), one_probability(weights, limit)
        first = np.where(able > 0, arrivals.argmin(axis=1), -1)
        chances = proposing_probability(weights, limit)
        rows += [
            row(case, PRIVATE, "none", none, int((able == 0).sum()), limit),
            row(case, PRIVATE, "one", one, int((able == 1).sum()), limit),
            row(case, PRIVATE, "several", max(1 - none - one, 0.0), int((able > 1).sum()), limit),
            row(case, PRIVATE, "named", float(chances[0]), int((first == 0).sum()), limit),
        ]
        counts = np.bincount(first[first >= 0], minlength=len(weights))
        rows += share_rows(case, PRIVATE, limit, chances, counts) if limit == CHOSEN else []
    return rows


def arrival_of(ticket: Ticket | None) -> float:
    """When a key comes; without a limit every key comes."""
    assert ticket is not None
    return ticket.arrival


def check_first(
    tickets: list[list[Ticket | None]],
    arrivals: NDArray[np.float64],
    weights: NDArray[np.float64],
    secrets: list[bytes],
    seed: bytes,
) -> None:
    """Every first ticket convinces whoever knows the public key; with the next key it does not."""
    for slot, first in enumerate(arrivals.argmin(axis=1)):
        ticket = tickets[slot][first]
        assert ticket is not None
        known = public_key(secrets[first]), public_key(secrets[first - 1])
        shown = [
            is_ticket(public, seed, slot, float(weights[first]), math.inf, ticket)
            for public in known
        ]
        assert shown == [True, len(secrets) == 1]


def share_rows(
    case: Case,
    rule: str,
    limit: float,
    chances: NDArray[np.float64],
    counts: NDArray[np.int64],
) -> list[dict[str, Any]]:
    """A row for each validator that was to propose, in cells that are large enough to be compared."""
    cells: list[tuple[float, int]] = []
    chance, count = 0.0, 0
    for place in np.argsort(-chances, kind="stable"):
        chance, count = chance + float(chances[place]), count + int(counts[place])
        if chance * case.slots >= LEAST_EXPECTED:
            cells.append((chance, count))
            chance, count = 0.0, 0
    if cells:
        last = cells.pop()
        cells.append((last[0] + chance, last[1] + count))
    else:
        cells.append((chance, count))
    return [row(case, rule, "share", *cell, limit) for cell in cells]


def row(
    case: Case, rule: str, outcome: str, probability: float, drawn: int, limit: float = 0.0
) -> dict[str, Any]:
    """One outcome; the limit of a draw that is no race is zero."""
    return {
        "rule": rule,
        "limit": limit,
        "outcome": outcome,
        "probability": probability,
        "drawn": drawn,
        "slots": case.slots,
    }


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """What an outsider can name, what hiding costs, and how well the shares fit."""
    found: dict[str, Any] = {
        "chosen_limit": CHOSEN,
        "public_slots": int(of(table, SLOT_NUMBER, "named")["slots"].iloc[0]),
        "public_named": named_share(table, SLOT_NUMBER),
        "private_named_most": float(of(table, PRIVATE, "named")["probability"].max()),
        "best_one": float(of(table, PRIVATE, "one")["probability"].max()),
        "largest_z": largest_z(table[table["outcome"] != "share"]),
    }
    chosen = table[(table["limit"] == CHOSEN) & (table["protocol"] == "reference")]
    for outcome in ("none", "one", "several", "named"):
        rows = chosen[chosen["outcome"] == outcome]
        found[f"chosen_{outcome}"] = float(rows["probability"].iloc[0])
    for protocol, rows in table.groupby("protocol"):
        found[f"{protocol}_public_fit"] = fit(of(rows, BEACON, "share"))
        found[f"{protocol}_private_fit"] = fit(of(rows, PRIVATE, "share"))
        found[f"{protocol}_cells"] = len(of(rows, BEACON, "share"))
    return found


def of(table: pd.DataFrame, rule: str, outcome: str) -> pd.DataFrame:
    """Rows of one outcome under one rule."""
    return table[(table["rule"] == rule) & (table["outcome"] == outcome)]


def named_share(table: pd.DataFrame, rule: str) -> float:
    """Part of the slots whose proposer was named before [1]."""
    rows = of(table, rule, "named")
    return float(rows["drawn"].sum() / rows["slots"].sum())


def largest_z(rows: pd.DataFrame) -> float:
    """Largest distance of a drawn frequency from its probability, in standard errors."""
    possible = rows[(rows["probability"] > 0) & (rows["probability"] < 1)]
    p, slots = possible["probability"], possible["slots"]
    return float((abs(possible["drawn"] - slots * p) / np.sqrt(slots * p * (1 - p))).max())


def fit(rows: pd.DataFrame) -> float:
    """Probability of shares at least as far from the expected ones: Pearson's chi squared [1].

    Notes
    -----
    Source: Pearson 1900. What is left of the slots, those that nobody proposes in, is a cell too.
    """
    slots = float(rows["slots"].iloc[0])
    expected = rows["probability"].to_numpy() * slots
    drawn = rows["drawn"].to_numpy()
    if slots - expected.sum() >= LEAST_EXPECTED:
        expected = np.append(expected, slots - expected.sum())
        drawn = np.append(drawn, slots - drawn.sum())
    if len(expected) < 2:
        return 1.0
    distance = float(((drawn - expected) ** 2 / expected).sum())
    return float(gammaincc((len(expected) - 1) / 2, distance / 2))


SURPRISING = 0.001
"""Probability below which shares are said not to fit [1]."""


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """Whether nobody else can know the proposer, and whether shares are what the rule says."""
    return {"C32": of_secrecy(table), "C72": of_shares(table)}


def of_secrecy(table: pd.DataFrame) -> Finding:
    """The plan's draw of the slot's number; the race as what can be had instead."""
    rows = of(table[table["protocol"] == "plan"], SLOT_NUMBER, "named")
    named, slots = int(rows["drawn"].sum()), int(rows["slots"].sum())
    found = numbers(table)
    return Finding(
        Verdict.REFUTED if named == slots else Verdict.HOLDS_IF,
        f"the draw is a function of the slot's number, which everybody has to evaluate: an outsider "
        f"named {named:,} of {slots:,} proposers in advance",
        "secret_proposers",
        f"each validator's own VRF in a race: an outsider names at most "
        f"{percent(found['chosen_named'])} of the proposers, and then {percent(found['chosen_none'])} "
        f"of the slots have none and {percent(found['chosen_several'])} several",
    )


def of_shares(table: pd.DataFrame) -> Finding:
    """Shares drawn with real keys against those of the rule."""
    found = numbers(table)
    fits = {
        (protocol, draw): found[f"{protocol}_{draw}_fit"]
        for protocol in ("plan", "reference")
        for draw in ("public", "private")
    }
    least = min(fits.values())
    words = (
        f"Pearson's test of {found['public_slots']:,} public slots and of the private ones, in either "
        f"protocol's own rule: probability of a worse fit at least {least:.2g}"
    )
    verdict = Verdict.MEASURED if least >= SURPRISING else Verdict.REFUTED
    return Finding(verdict, words, "secret_proposers")
