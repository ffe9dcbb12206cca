"""How long do censors keep a transaction out, and from which share on for ever?

Censors leave it out of their own blocks, or propose nothing, and deny a certificate to the blocks of
others. Times are the longest that so many slots can take.
"""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from ...models.attacks.availability.censorship_delays import (
    check_walk,
    delay_distribution,
    delay_seconds,
    quantile_slots,
)
from ...models.attacks.availability.censorship_turns import Turns, turns_of
from ...models.errors import InvalidParameter
from ...models.parameters.parameters import Parameters
from ...models.parameters.protocol import SwitchingRule
from ...models.protocol.modes import Mode
from ...models.protocol.quorums import quorum
from ..claims.finding import Finding, Verdict
from ..claims.wording import percent
from ..running.precision import Precision
from ..running.seeds import Generators

READS = (
    "fast.validators", "fast.block_seconds", "fast.authority_threshold",
    "balanced.block_seconds", "balanced.authority_threshold", "balanced.stake_threshold",
    "secure.block_seconds", "secure.stake_threshold", "secure.oversight_threshold",
    "quorums", "selection.authority_probability", "switching.rule",
    "network.delay_seconds", "network.timeout_seconds",
)  # fmt: skip

SHARE = 0.2
"""Adversary of the figure: part of the authorities and of the stake [1]."""

UNDER_A_THIRD = 0.333333
"""Adversary just within the plan's bound [1]."""

SHARES = {
    Precision.TINY: (SHARE, UNDER_A_THIRD),
    Precision.DEFAULT: (0.1, SHARE, 0.3, UNDER_A_THIRD),
    Precision.FULL: (0.05, 0.1, 0.15, SHARE, 0.25, 0.3, UNDER_A_THIRD),
}

EXCESS = 1e-6
"""Chance of a longer delay than the one that is quoted [1]."""

SLOTS = 64
"""Longest delay that is tabulated [slot]."""

FLOOR = 1e-9
"""Chances below are not tabulated [1]."""

HALVINGS = 64
"""More than a float has digits [bit]."""


@dataclass(frozen=True, slots=True)
class Case:
    """One mode under one adversary."""

    parameters: Parameters
    mode: Mode
    share: float
    silent: bool
    """Whether censors propose nothing, or a block without the transaction."""
    permanent_share: float
    """Part of the authorities and of the stake from which on the mode's censorship never ends [1]."""


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """Every mode, adversary and way to censor."""
    return [
        Case(parameters, mode, share, silent, permanent)
        for mode, permanent in [(mode, permanent_share(parameters, mode)) for mode in Mode]
        for share in SHARES[precision]
        for silent in (False, True)
    ]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """A row for every delay, with what is known of the mode in each."""
    parameters, mode = case.parameters, case.mode
    turns = turns_of(parameters, mode, case.share, silent=case.silent)
    rows = waits(case, turns)
    slots = exceeded_rarely(turns, rows)
    known = {
        "mode": mode.label,
        "share": case.share,
        "silent": case.silent,
        "authorities": parameters.fast.validators,
        "denied_by_authorities": denied_by_authorities(parameters, mode),
        "falls_back": parameters.switching.rule is SwitchingRule.AUTHORITY_SHORTAGE,
        "ends_under_a_third": any(
            decides_under_a_third(parameters, each) for each in modes_of(parameters, mode)
        ),
        "permanent": turns.is_permanent,
        "permanent_share": case.permanent_share,
        "excess_slots": None if slots is None else float(slots),
        "excess_seconds": None if slots is None else delay_seconds(parameters, mode, turns, slots),
    }
    return [{**known, **row} for row in rows]


def is_walkable(turns: Turns) -> bool:
    """Whether the states of a rotation are few enough, where modes change under way."""
    if turns.stays or turns.is_permanent:
        return True
    try:
        check_walk(turns, SLOTS)
    except InvalidParameter:
        return False
    return True


def waits(case: Case, turns: Turns) -> list[dict[str, Any]]:
    """Chances to wait longer, down to the floor; none where they cannot be walked."""
    if not is_walkable(turns):
        return [{"slots": 0, "seconds": 0.0, "longer": None}]
    times, chances = delay_distribution(
        case.parameters, case.mode, case.share, SLOTS, silent=case.silent
    )
    return [
        {"slots": slots, "seconds": seconds, "longer": longer}
        for slots, (seconds, longer) in enumerate(zip(times, chances, strict=True))
        if slots == 0 or chances[slots - 1] >= FLOOR
    ]


def exceeded_rarely(turns: Turns, rows: list[dict[str, Any]]) -> int | None:
    """Least delay that is exceeded with at most the quoted chance; none for ever, or too hard [slot]."""
    if not is_walkable(turns):
        return None
    found = next((row["slots"] for row in rows if row["longer"] <= EXCESS), None)
    return quantile_slots(turns, EXCESS) if found is None else found


def denied_by_authorities(parameters: Parameters, mode: Mode) -> int:
    """Least number of authorities without whom all others are no certificate [1]."""
    everybody, required = parameters.fast.validators, quorum(parameters, mode)

    def is_denied(fewer: int) -> bool:
        return not required.is_met(everybody - 1 - fewer, everybody, 1, 1)

    return 1 + bisect_left(range(everybody), True, key=is_denied)


def decides_under_a_third(parameters: Parameters, mode: Mode) -> bool:
    """Whether a certificate can do without any coalition of under a third of each class."""
    everybody, required = parameters.fast.validators, quorum(parameters, mode)
    honest = everybody - (everybody - 1) // 3
    # Above two thirds of the stake are honest, and by as little as one likes.
    spares_stake = required.stake is None or required.stake <= Fraction(2, 3)
    return spares_stake and bool(required.is_met(honest, everybody, 1, 1))


def modes_of(parameters: Parameters, mode: Mode) -> list[Mode]:
    """Modes of the rounds of a height: all of them where rounds that fail move on, else the first."""
    moves_on = parameters.switching.rule is SwitchingRule.AUTHORITY_SHORTAGE
    return list(Mode) if moves_on else [mode]


def permanent_share(parameters: Parameters, mode: Mode) -> float:
    """Part of the authorities and of the stake from which on censorship never ends [1].

    It may not end at this part or only above, as a threshold is read; found by halving.
    """
    if turns_of(parameters, mode, 0.0).is_permanent:
        return 0.0
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if turns_of(parameters, mode, middle).is_permanent:
            high = middle
        else:
            low = middle
    return high


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """Delays that one transaction in a million exceeds, and what makes them endless."""
    found: dict[str, Any] = {"share": SHARE, "under_a_third": UNDER_A_THIRD, "excess": EXCESS}
    for row in table[table["slots"] == 0].to_dict("records"):
        name = f"{row['protocol']}_{row['mode']}"
        found[f"{name}_permanent_share"] = row["permanent_share"]
        found[f"{name}_denied_by_authorities"] = row["denied_by_authorities"]
        third = {SHARE: "", UNDER_A_THIRD: "_third"}.get(row["share"])
        if third is not None:
            name += third + ("_silent" if row["silent"] else "")
            found[f"{name}_seconds"] = or_none(row["excess_seconds"])
            found[f"{name}_slots"] = or_none(row["excess_slots"])
            found[f"{name}_delayed"] = or_none(row["longer"])
    for protocol, rows in table.groupby("protocol"):
        found[f"{protocol}_authorities"] = int(rows["authorities"].iloc[0])
        found[f"{protocol}_denied_everywhere_by"] = int(rows["denied_by_authorities"].max())
    return found


def or_none(value: Any) -> float | None:
    """A number, or none where there is none."""
    return None if pd.isna(value) else float(value)


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """Whether a third can censor for ever, and whether falling back helps against authorities.

    C61 is refuted where in some mode a coalition of under a third of each class can deny every
    certificate. C63 is refuted where enough authorities to stop Fast stop every mode, or where nothing
    makes the mode fall back. Either holds on conditions else, and is never proved: chances to propose,
    messages in time and honest proposers are supposed. A repair is named only where the same rule
    lets the claim hold of the reference protocol.
    """
    once = table.drop_duplicates(["protocol", "mode"]).set_index("mode")
    plan, reference = (once[once["protocol"] == name] for name in ("plan", "reference"))
    return {"C61": under_a_third(plan, reference), "C63": after_fallback(plan, reference)}


def under_a_third(plan: pd.DataFrame, reference: pd.DataFrame) -> Finding:
    """Endless where some mode cannot do without a coalition below a third."""
    stuck = [
        str(mode).capitalize() for mode, ends in plan["ends_under_a_third"].items() if not ends
    ]
    if stuck:
        return Finding(
            Verdict.REFUTED,
            f"in {' and '.join(stuck)} a coalition of under a third of each class can deny every "
            "block that holds it a certificate",
            "censorship_delay",
            "a round that decides nothing moves on to the next mode"
            if reference["ends_under_a_third"].all()
            else "",
        )
    least = "; ".join(
        f"{percent(share)} in {str(mode).capitalize()}"
        for mode, share in plan["permanent_share"].items()
    )
    return Finding(
        Verdict.HOLDS_IF,
        "messages arrive in time from some moment on, all agree on the mode, proposers take turns or "
        "are drawn anew by nobody's choice, and the honest include every valid transaction; for ever "
        f"takes at least this part of those who sign: {least}",
        "censorship_delay",
    )


def after_fallback(plan: pd.DataFrame, reference: pd.DataFrame) -> Finding:
    """What authorities alone can stop, in the plan's modes and in those that it falls back to."""
    authorities, denied = int(plan["authorities"].iloc[0]), plan["denied_by_authorities"]
    if not denied.max() > denied["fast"]:
        return Finding(
            Verdict.REFUTED,
            f"{denied['fast']:,} of {authorities:,} authorities deny every certificate in Fast, and "
            "no mode does with fewer of the others",
            "censorship_delay",
            repair(reference),
        )
    if plan["falls_back"].all():
        return Finding(
            Verdict.HOLDS_IF,
            f"fewer than {denied.max():,} of {authorities:,} authorities and no stakers censor, and "
            "messages arrive in time",
            "censorship_delay",
        )
    return Finding(
        Verdict.REFUTED,
        f"{denied['fast']:,} of {authorities:,} authorities that stay online can deny every "
        "certificate in Fast, and nothing falls back: load, authorities online and stake are what they "
        f"were; Balanced is stopped by {denied['balanced']:,} of them, Secure, if it ran for another "
        f"reason, by {denied['secure']:,}",
        "censorship_delay",
        repair(reference),
    )


def repair(reference: pd.DataFrame) -> str:
    """What lets the reference protocol fall back, and up to how many censoring authorities."""
    denied, authorities = reference["denied_by_authorities"], reference["authorities"].iloc[0]
    if not (reference["falls_back"].all() and denied.max() > denied["fast"]):
        return ""
    return (
        "a round that decides nothing moves on to the next mode, so that it takes "
        f"{denied.max():,} of {authorities:,} authorities"
    )
