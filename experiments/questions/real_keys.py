"""What do real keys change: which signatures hold, which forgeries fail, and how large are certificates?

Everything is executed: the forgery by a rogue key, every choice of share holders, the machine on signed
messages beside the machine without, a client that follows certificates, and what relayers forge.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ...models.cryptography.bls import SIGNATURE_BYTES
from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode
from ...models.protocol.signed.certificates import certificate_bytes
from ..claims.finding import Finding, Verdict
from ..measuring.executed import followed_chain, forged, run_in, run_with_liar, shared
from ..running.precision import Precision
from ..running.seeds import Generators, Stream

READS = (
    "fast.authority_threshold", "balanced.authority_threshold", "balanced.stake_threshold",
    "balanced.block_seconds",
    "secure.stake_threshold", "secure.oversight_threshold", "quorums", "assumptions", "selection",
    "network.delay_seconds", "network.timeout_seconds", "switching",
)  # fmt: skip

VICTIMS = {Precision.TINY: (1,), Precision.DEFAULT: (1, 20), Precision.FULL: (1, 20, 999)}
"""Validators in whose names somebody else signs [1]."""
SHARED = {
    Precision.TINY: ((2, 3),),
    Precision.DEFAULT: ((2, 3), (3, 5), (5, 8)),
    Precision.FULL: ((2, 3), (3, 5), (5, 8), (7, 11)),
}
"""Holders who sign, of how many [1]."""
SEATS = {Precision.TINY: 4, Precision.DEFAULT: 7, Precision.FULL: 21}
"""Validators of a run without faults [1]."""
HEIGHTS = {Precision.TINY: 1, Precision.DEFAULT: 3, Precision.FULL: 20}
LYING_RUNS = {Precision.TINY: 4, Precision.DEFAULT: 6, Precision.FULL: 400}
LENGTH = {Precision.TINY: 1, Precision.DEFAULT: 4, Precision.FULL: 40}
"""Headers of a chain that hands its keys over [1]."""
SIZES = (21, 100, 1_000)
"""Validators for whose certificates sizes are told: those of the plan's modes [1]."""


@dataclass(frozen=True, slots=True)
class Case:
    """One part of the question."""

    parameters: Parameters
    part: str
    first: int
    second: int = 0


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """Modes, runs with a liar, a chain of headers, forgeries by a rogue key, and shares."""
    return [
        *(
            Case(parameters, "mode", mode, HEIGHTS[precision] * 100 + SEATS[precision])
            for mode in Mode
        ),
        *(Case(parameters, "liar", 0) for _ in range(LYING_RUNS[precision])),
        Case(parameters, "light client", LENGTH[precision]),
        *(Case(parameters, "rogue key", victims) for victims in VICTIMS[precision]),
        *(Case(parameters, "threshold", *pair) for pair in SHARED[precision]),
        *(Case(parameters, "size", validators) for validators in SIZES),
    ]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """What was tried, and how much of it held; and sizes, where that is what is asked."""
    seed = generators(Stream.SAMPLING).bytes(32)
    match case.part:
        case "rogue key":
            found = forged(case.first, seed)
        case "threshold":
            found = shared(case.first, case.second, seed)
        case "mode":
            found = run_in(
                case.parameters, Mode(case.first), *divmod(case.second, 100), seed, generators
            )
        case "liar":
            found = run_with_liar(case.parameters, seed, generators)
        case "light client":
            found = followed_chain(case.parameters, case.first, seed)
        case _:
            found = {
                "certificate": certificate_bytes(case.first),
                "separate": SIGNATURE_BYTES * case.first,
            }
    return [
        {"part": case.part, "of": case.first, "quantity": name, "count": count}
        for name, count in found.items()
    ]


def count(table: pd.DataFrame, part: str, quantity: str) -> int:
    """Sum of a quantity over a part [1]."""
    rows = table[(table["part"] == part) & (table["quantity"] == quantity)]
    return int(rows["count"].sum())


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """Counts by name, and sizes of certificates."""
    reference = table[table["protocol"] == "reference"]
    found: dict[str, Any] = {
        "forged": count(table, "rogue key", "forged"),
        "forged_held_unproved": count(table, "rogue key", "held unproved"),
        "forged_held_proved": count(table, "rogue key", "held proved"),
        "victims_most": int(table[table["part"] == "rogue key"]["of"].max()),
        "choices": count(table, "threshold", "choices"),
        "choices_hold": count(table, "threshold", "hold"),
        "too_few": count(table, "threshold", "too few"),
        "too_few_hold": count(table, "threshold", "too few hold"),
        "several_signatures": int(several_signatures(table)),
        "decisions": count(table, "mode", "decisions"),
        "agreeing": count(table, "mode", "agreeing"),
        "certified": count(table, "mode", "certified"),
        "runs": count(table, "liar", "runs"),
        "same_runs": count(table, "liar", "same runs"),
        "double_votes": count(table, "liar", "double votes"),
        "proved": count(table, "liar", "proved"),
        "honest_accused": count(table, "liar", "honest accused"),
        "tampered": count(table, "liar", "tampered"),
        "tampered_hold": count(table, "liar", "tampered hold"),
        "headers": count(table, "light client", "headers"),
        "headers_accepted": count(table, "light client", "accepted"),
        "headers_forged": count(table, "light client", "forged"),
        "headers_forged_accepted": count(table, "light client", "forged accepted"),
        "length": count(reference, "light client", "headers"),
        "asked": count(reference, "light client", "asked"),
        "reached": count(reference, "light client", "reached"),
    }
    for validators in SIZES:
        rows = reference[(reference["part"] == "size") & (reference["of"] == validators)]
        for name in ("certificate", "separate"):
            found[f"{name}_{validators}"] = int(rows[rows["quantity"] == name]["count"].iloc[0])
    return found


def several_signatures(table: pd.DataFrame) -> int:
    """Ways of sharing under which two choices of holders signed differently [1]."""
    rows = table[(table["part"] == "threshold") & (table["quantity"] == "signatures")]
    return int((rows["count"] != 1).sum())


def tables(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Sizes of certificates, and how many operations a round takes of all validators together."""
    reference = table[table["protocol"] == "reference"]
    rows: list[dict[str, str]] = []
    for validators in SIZES:
        sizes = reference[(reference["part"] == "size") & (reference["of"] == validators)]
        counts = dict(zip(sizes["quantity"], sizes["count"].astype(int), strict=True))
        rows.append(
            {
                "Validators": f"{validators:,}",
                "Certificate [B]": f"{counts['certificate']:,}",
                "One by one [B]": f"{counts['separate']:,}",
                "Checks of a certificate": f"1 pairing check, {validators:,} additions",
                "One by one": f"{validators:,} pairing checks",
            }
        )
    return {"real_keys": pd.DataFrame(rows)}


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """Aggregates, threshold signatures, certificates abroad, and evidence."""
    found = numbers(table)
    return {
        "C70": of_aggregates(found),
        "C71": of_shares(found),
        "C73": of_clients(found),
        "C74": of_evidence(found),
    }


def of_aggregates(found: Mapping[str, Any]) -> Finding:
    """An aggregate stands for all of its signers once every key has proved possession."""
    unproved, proved = found["forged_held_unproved"], found["forged_held_proved"]
    words = (
        f"every key has proved possession of its secret: without, one signer signed in the name of up "
        f"to {found['victims_most']} others, and {unproved} of {found['forged']} such forgeries held; "
        f"with, {proved}"
    )
    verdict = Verdict.REFUTED if proved else Verdict.HOLDS_IF if unproved else Verdict.MEASURED
    return Finding(verdict, words, "real_keys")


def of_shares(found: Mapping[str, Any]) -> Finding:
    """Whoever takes part, the signature is the same; fewer make none."""
    unique = not found["several_signatures"] and found["choices_hold"] == found["choices"]
    words = (
        f"fewer holders than the threshold are in one hand and the dealer forgets: all "
        f"{found['choices']:,} choices of as many as are needed sign alike, and {found['too_few_hold']} "
        f"of {found['too_few']:,} choices of one fewer sign at all"
    )
    verdict = Verdict.HOLDS_IF if unique and not found["too_few_hold"] else Verdict.REFUTED
    return Finding(verdict, words, "real_keys")


def of_clients(found: Mapping[str, Any]) -> Finding:
    """True headers are taken and forged ones are not."""
    taken = found["headers_accepted"] == found["headers"]
    words = (
        f"fewer than a third of each class are Byzantine and the client is never away for longer than "
        f"it trusts: {found['headers_accepted']} of {found['headers']} true headers were accepted and "
        f"{found['headers_forged_accepted']} of {found['headers_forged']} forged ones"
    )
    holds = taken and not found["headers_forged_accepted"]
    return Finding(Verdict.HOLDS_IF if holds else Verdict.REFUTED, words, "real_keys")


def of_evidence(found: Mapping[str, Any]) -> Finding:
    """Every double vote that was heard is proved, of nobody honest, and nothing tampered is."""
    words = (
        f"in {found['runs']} runs with a liar, {found['proved']} of {found['double_votes']} double "
        f"votes that honest validators heard were proved, {found['honest_accused']} honest ones "
        f"accused, and {found['tampered_hold']} of {found['tampered']} tampered proofs taken"
    )
    holds = (
        found["proved"] == found["double_votes"]
        and not found["honest_accused"]
        and not found["tampered_hold"]
    )
    verdict = Verdict.MEASURED if found["double_votes"] else Verdict.OPEN
    return Finding(verdict if holds else Verdict.REFUTED, words, "real_keys")
