"""What part of the prizes of a lottery over work is won with what part of the tickets, by beacon?

Tickets are drawn by seeds of four beacons, made with real keys; who may withhold reveals tries all ways.
What manipulation is worth in the long run is solved exactly.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ...models.attacks.beacons.choices import Beacon
from ...models.attacks.beacons.comparison import beacon_shares
from ...models.attacks.intervals import clopper_pearson
from ...models.compute.lottery.chances import choosing_share, seeds_by_withholding
from ...models.compute.lottery.draw import drawn_ticket, holder_of
from ...models.compute.lottery.fit import chance_of_worse, chi_square
from ...models.compute.lottery.seeds import (
    committed_values,
    mixed,
    seeds_in_reach,
    signed_reveals,
    threshold_seed,
    vrf_winner,
)
from ...models.compute.lottery.tickets import Holding, root
from ...models.cryptography.commitments import combined
from ...models.cryptography.derivation import derived
from ...models.cryptography.threshold import deal
from ...models.parameters.parameters import Parameters
from ..claims.finding import Finding, Verdict
from ..running.precision import Precision
from ..running.seeds import Generators, Stream

READS = ()

TICKETS = (1, 2, 3, 4)
"""Of four providers, where draws are held against them [1]."""
ALL_TICKETS = 1_000
"""Where one provider has a share of them [1]."""
CONTRIBUTORS = 8
"""To a seed, of whom the last may be one party [1]."""
MOST_REVEALS = 3
"""That it may withhold [1]."""
HOLDERS, SIGNERS = 5, 3
"""Of a threshold key, and of them those who sign [1]."""
SLOTS = 32
"""Draws between two seeds, where the long run is solved [1]."""
QUOTED = 0.1
"""Share of the tickets of which the prose speaks [1]."""
CONFIDENCE = 0.999
"""Of intervals, and of the test [1]."""

KEYED_DRAWS = {Precision.TINY: 20, Precision.DEFAULT: 300, Precision.FULL: 2_000}
"""With seeds of real keys, which take milliseconds [1]."""
DRAWS = {Precision.TINY: 150, Precision.DEFAULT: 2_500, Precision.FULL: 40_000}
"""With seeds of hashes [1]."""
SHARES = {
    Precision.TINY: (QUOTED, 0.3),
    Precision.DEFAULT: (0.02, 0.05, QUOTED, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5),
    Precision.FULL: (0.01, 0.02, 0.05, QUOTED, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5),
}

KEYED, CHOSEN, SOLVED = "keyed", "chosen", "solved"
"""Draws by real keys; draws of which somebody chooses the seed; the long run, solved exactly."""


@dataclass(frozen=True, slots=True)
class Case:
    """One beacon, or one provider's share and reveals."""

    part: str
    beacon: Beacon
    share: float = 0.0
    reveals: int = 0
    draws: int = 0


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """Fair draws of every beacon; draws that are chosen among; and the long run."""
    keyed = [Case(KEYED, beacon, draws=KEYED_DRAWS[precision]) for beacon in Beacon]
    chosen = [
        Case(CHOSEN, Beacon.COMMIT_REVEAL, share, reveals, DRAWS[precision])
        for share in SHARES[precision]
        for reveals in range(MOST_REVEALS + 1)
    ]
    solved = [Case(SOLVED, beacon, share) for share in SHARES[precision] for beacon in Beacon]
    return [*keyed, *chosen, *solved]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """One row: what was due, what was won, and how far that is from chance."""
    known = {
        "part": case.part,
        "beacon": str(case.beacon),
        "share": case.share,
        "reveals": case.reveals,
        "draws": case.draws,
    }
    if case.part == SOLVED:
        due = beacon_shares(case.share, SLOTS)[case.beacon]
        return [{**known, "due": due, "won": due, "low": due, "high": due, "p_value": 1.0}]
    secret = generators(Stream.SAMPLING).bytes(32)
    if case.part == KEYED:
        counts = keyed_wins(case, secret)
        wins, due = counts[-1], TICKETS[-1] / sum(TICKETS)
        p_value = chance_of_worse(chi_square(counts, TICKETS), len(TICKETS) - 1)
        known["share"] = due
    else:
        wins = chosen_wins(case, secret)
        due = choosing_share(case.share, seeds_by_withholding(case.reveals))
        p_value = 1.0
    low, high = clopper_pearson(wins, case.draws, CONFIDENCE)
    won = wins / case.draws
    return [{**known, "due": due, "won": won, "low": low, "high": high, "p_value": p_value}]


def keyed_wins(case: Case, secret: bytes) -> list[int]:
    """Wins of each provider in draws by real keys."""
    holdings = [Holding(f"provider {place}", count) for place, count in enumerate(TICKETS)]
    keys = [derived(secret, "key", place)[:32] for place in range(len(TICKETS))]
    shares = deal(int.from_bytes(derived(secret, "dealt"), "big") >> 260, SIGNERS, HOLDERS, secret)
    published = root(holdings)

    def seed_of(epoch: int) -> bytes:
        if case.beacon is Beacon.COMMIT_REVEAL:
            return combined(committed_values(keys, epoch))
        if case.beacon is Beacon.RANDAO:
            return mixed(signed_reveals(keys, epoch))
        signers = [(epoch + each) % HOLDERS + 1 for each in range(SIGNERS)]
        return threshold_seed(shares, signers, epoch)

    winners = [
        vrf_winner(holdings, keys, secret, draw)
        if case.beacon is Beacon.VRF
        else holder_of(holdings, drawn_ticket(seed_of(draw), published))
        for draw in range(case.draws)
    ]
    return np.bincount(winners, minlength=len(TICKETS)).tolist()


def chosen_wins(case: Case, secret: bytes) -> int:
    """Draws in which some seed in reach draws one of the provider's tickets."""
    own = round(case.share * ALL_TICKETS)
    holdings = [Holding("provider", own), Holding("others", ALL_TICKETS - own)]
    published = root(holdings)
    last = range(CONTRIBUTORS - case.reveals, CONTRIBUTORS)
    wins = 0
    for draw in range(case.draws):
        values = [derived(secret, draw, place) for place in range(CONTRIBUTORS)]
        wins += any(
            drawn_ticket(seed, published) < own
            for seed in seeds_in_reach(values, last, in_order=False)
        )
    return wins


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """What is won with the quoted share, and whether draws fall as they should."""
    executed = table[table["part"] != SOLVED]
    keyed = table[table["part"] == KEYED]
    found: dict[str, Any] = {
        "quoted_percent": 100 * QUOTED,
        "keyed_draws": int(keyed["draws"].iloc[0]),
        "draws": int(table[table["part"] == CHOSEN]["draws"].iloc[0]),
        "slots": SLOTS,
        "worst_p_value": float(keyed["p_value"].min()),
        "compared": len(executed),
        "outside": int(
            ((executed["due"] < executed["low"]) | (executed["due"] > executed["high"])).sum()
        ),
    }
    for reveals in range(1, MOST_REVEALS + 1):
        rows = table[(table["part"] == CHOSEN) & (table["reveals"] == reveals)]
        row = rows[rows["share"] == QUOTED].iloc[0]
        found[f"withholding_{reveals}_percent"] = 100 * float(row["due"])
        found[f"withholding_{reveals}_won_percent"] = 100 * float(row["won"])
    for beacon in Beacon:
        rows = table[(table["part"] == SOLVED) & (table["beacon"] == str(beacon))]
        name = str(beacon).replace("-", "_")
        found[f"{name}_percent"] = 100 * float(rows[rows["share"] == QUOTED]["due"].iloc[0])
    return found


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """Whether a lottery pays by work."""
    found = numbers(table)
    is_fair = found["worst_p_value"] > 1 - CONFIDENCE and not found["outside"]
    words = (
        "no holder of tickets can withhold what the seed is made of: with a tenth of the tickets "
        f"one withheld reveal wins {found['withholding_1_percent']:.0f} % of the draws and three win "
        f"{found['withholding_3_percent']:.0f} %"
    )
    if not is_fair:
        return {"C94": Finding(Verdict.REFUTED, "draws do not fall as tickets do", "work_lottery")}
    return {"C94": Finding(Verdict.HOLDS_IF, words, "work_lottery")}
