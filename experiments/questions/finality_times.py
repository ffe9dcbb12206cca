"""How long does finality take where validators could really sit, and which promises does that keep?

Messages take what they take between measured regions, with their jitter; proposers are drawn by lot and
none is silent; each phase's votes are checked as one aggregate. Blocks are there when they are proposed;
what it takes to send full ones comes on top.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ...models.network.bounds import OF_SERVER, checking_ms, full_block, relays
from ...models.network.finality import Placement
from ...models.network.links import Floats, Links
from ...models.network.samples import sampled_by_region
from ...models.network.throughput import Capacity, Dissemination
from ...models.network.votes import equals
from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode, mode_parameters
from ...models.protocol.quorums import quorum
from ..claims.finding import Finding, Verdict
from ..networking.deployments import MOST_VALIDATORS, load_deployment
from ..networking.latencies import MEASURED, load_links
from ..networking.published import LATENCIES, Latency, floor_ms
from ..running.precision import Precision
from ..running.seeds import Generators, Stream

READS = (
    "fast",
    "balanced.validators", "balanced.finality_seconds",
    "balanced.throughput_tps", "balanced.block_seconds",
    "balanced.authority_threshold", "balanced.stake_threshold",
    "secure.validators", "secure.finality_seconds",
    "secure.throughput_tps", "secure.block_seconds",
    "secure.stake_threshold", "secure.oversight_threshold",
    "quorums",
)  # fmt: skip

DEPLOYMENTS = ("one-region", "europe", "atlantic", "ten-regions", "everywhere")
"""From the closest to the widest."""

MESSAGE_DELAYS = 3
"""Of a round, the proposal among them [1]."""
MANY = 1_000
"""Validators of which a claim speaks [1]."""
ONE_SECOND_MS = 1_000.0
"""That a claim names for every mode [ms]."""
ASSUMED_MS = 100.0
"""In which a claim says that messages arrive [ms]."""
NEARLY_ALL = 0.99
"""Part of the rounds and validators from which a promise is called kept [1]. Source: ours."""

PARTS = {
    Precision.TINY: (0.01, 0.5, 0.9, 0.99),
    Precision.DEFAULT: (0.001, *(round(each / 50, 2) for each in range(1, 50)), 0.99, 0.999),
    Precision.FULL: (0.001, *(round(each / 200, 3) for each in range(1, 200)), 0.999),
}
"""Quantiles that are kept; the nine in ten and the 99 in a hundred among them [1]."""
ROUNDS = {Precision.TINY: 50, Precision.DEFAULT: 1_000, Precision.FULL: 20_000}


@dataclass(frozen=True, slots=True)
class Case:
    """One mode on one deployment."""

    parameters: Parameters
    mode: Mode
    deployment: str
    validators: int
    rounds: int
    parts: tuple[float, ...]


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """Every mode with its own validators, and with a thousand, on every deployment."""
    return [
        Case(parameters, mode, deployment, validators, ROUNDS[precision], PARTS[precision])
        for deployment in DEPLOYMENTS
        for mode in Mode
        for validators in dict.fromkeys((own_validators(parameters, mode), MANY))
    ]


def own_validators(parameters: Parameters, mode: Mode) -> int:
    """Validators of a mode, no more than are looked at [1]."""
    return min(mode_parameters(parameters, mode).validators, MOST_VALIDATORS)


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """A row for each quantile of the time to finality."""
    rng = generators(Stream.SAMPLING)
    place = placed(case)
    found = sampled_by_region(place, MESSAGE_DELAYS, case.rounds, rng, jitter=True)
    checking = checking_ms(case.validators, MESSAGE_DELAYS, OF_SERVER)
    target = 1_000 * float(mode_parameters(case.parameters, case.mode).finality_seconds)
    known = {
        "mode": case.mode.label,
        "deployment": case.deployment,
        "validators": case.validators,
        "own": case.validators == own_validators(case.parameters, case.mode),
        "target_ms": target,
        "within_target": found.within(target - checking),
        "within_a_second": found.within(ONE_SECOND_MS - checking),
        "mean_ms": found.mean + checking,
    }
    for way in Dissemination:
        late = full_block_ms(case, place, way)
        known[f"{way.value}_ms"] = late
        known[f"within_target_{way.value}"] = found.within(target - checking - late)
    times = found.quantiles(np.array(case.parts)) + checking
    return [
        {**known, "part": part, "finality_ms": time}
        for part, time in zip(case.parts, times.tolist(), strict=True)
    ]


def full_block_ms(case: Case, place: Placement, way: Dissemination) -> float:
    """By which a block of all that a mode promises comes later, on the line of an assumed node [ms]."""
    mode, capacity = mode_parameters(case.parameters, case.mode), Capacity(dissemination=way)
    rate, seconds = float(mode.throughput_tps), float(mode.block_seconds)
    hops = relays(capacity, case.validators) * place.links.mean_between(place.places)
    return 1_000 * full_block(capacity, case.validators, rate, seconds) + hops


def placed(case: Case) -> Placement:
    """Validators over the regions of the deployment, in its proportions; all are there."""
    deployment = load_deployment(case.deployment)
    seats = deployment.places
    places = seats[np.arange(case.validators) * len(seats) // case.validators]
    return Placement(
        deployment.links,
        places,
        equals(case.validators, quorum(case.parameters, case.mode)),
        np.ones(case.validators, dtype=np.bool_),
    )


def slow_links(links: Links) -> tuple[int, int]:
    """Ordered pairs of regions whose median delay is longer than assumed, and all such pairs [1].

    Examples
    --------
    >>> slow_links(Links(("a", "b"), np.array([[1.0, 99], [101, 1]]), np.array([[1.0, 99], [101, 1]])))
    (1, 2)
    """
    pairs = apart(links.median_ms)
    return int((pairs > ASSUMED_MS).sum()), len(pairs)


def apart(delays: Floats) -> Floats:
    """Delays between two different regions, pair by pair [ms]."""
    return delays[~np.eye(len(delays), dtype=np.bool_)]


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """Median, nine tenths and the part that keeps the promise, by deployment and mode of the plan."""
    links = load_links(MEASURED)
    slow, pairs = slow_links(links)
    ratios = [each.measured_ms / floor_ms(each) for each in LATENCIES]
    found: dict[str, Any] = {
        "deployments": len(DEPLOYMENTS),
        "published": len(LATENCIES),
        "published_systems": len({each.system.partition(",")[0] for each in LATENCIES}),
        "least_ratio": min(ratios),
        "largest_ratio": max(ratios),
        "regions": len(links.regions),
        "many": MANY,
        "slow_pairs": slow / pairs,
        "longest_link_ms": float(links.median_ms.max()),
        "within_a_second": float(table["within_a_second"].min()),
        "fast_kept_in": len(keeping(own(table, Mode.FAST))),
        "gigabits": Capacity().bandwidth / 1e9,
        **full_blocks(own(table, Mode.FAST)),
        "others_kept": min(
            float(own(table, mode)["within_target"].min()) for mode in (Mode.BALANCED, Mode.SECURE)
        ),
    }
    plan = table[(table["protocol"] == "plan") & table["own"]]
    for (mode, deployment), rows in plan.groupby(["mode", "deployment"]):
        name = f"{mode}_{str(deployment).replace('-', '_')}"
        found[f"{name}_p50_ms"] = quantile(rows, 0.5)
        found[f"{name}_p99_ms"] = quantile(rows, 0.99)
        found[f"{name}_within_target"] = float(rows["within_target"].iloc[0])
    found["europe_ratio"] = found["secure_europe_p50_ms"] / found["fast_europe_p50_ms"]
    return found


def full_blocks(rows: pd.DataFrame) -> dict[str, float]:
    """How much later full blocks of Fast are in Europe, and on how many deployments still in time."""
    europe = rows[rows["deployment"] == "europe"]
    found: dict[str, float] = {}
    for way in Dissemination:
        found[f"fast_europe_{way.value}_ms"] = float(europe[f"{way.value}_ms"].iloc[0])
        kept = rows[f"within_target_{way.value}"] >= NEARLY_ALL
        found[f"fast_kept_{way.value}"] = int(kept.sum())
    return found


def tables(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Latencies that others have measured, our floor on their placement, and the ratio."""
    return {"published_latency": pd.DataFrame([row_of(each) for each in LATENCIES])}


def row_of(latency: Latency) -> dict[str, str]:
    """A row under the headings of the paper."""
    floor = floor_ms(latency)
    where = f"{len(latency.regions)} regions" if latency.regions else "one place"
    return {
        "System": latency.system,
        "Validators": str(latency.validators),
        "Where": where,
        "Until": latency.clock.value,
        "Measured [ms]": f"{latency.measured_ms:.0f}",
        "Our floor [ms]": f"{floor:.0f}",
        "Ratio": f"{latency.measured_ms / floor:.2f}",
        "Source": latency.source,
    }


def quantile(rows: pd.DataFrame, part: float) -> float:
    """One quantile of one mode on one deployment [ms]."""
    return float(rows[rows["part"] == part]["finality_ms"].iloc[0])


def own(table: pd.DataFrame, mode: Mode) -> pd.DataFrame:
    """A row for each deployment: the plan's mode with its own validators."""
    chosen = (table["protocol"] == "plan") & (table["mode"] == mode.label) & table["own"]
    return table[chosen].drop_duplicates("deployment")


def with_many(table: pd.DataFrame, mode: Mode) -> pd.DataFrame:
    """A row for each deployment: the plan's mode with a thousand validators."""
    chosen = (table["protocol"] == "plan") & (table["mode"] == mode.label)
    return table[chosen & (table["validators"] == MANY)].drop_duplicates("deployment")


def keeping(rows: pd.DataFrame) -> list[str]:
    """Deployments, a row for each, on which nearly all rounds keep the promise."""
    return rows[rows["within_target"] >= NEARLY_ALL]["deployment"].tolist()


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """A second in every mode, a thousand validators, and the delay that the plan assumes."""
    return {
        "C01": within_a_second(table),
        "C52": assumed_delay(load_links(MEASURED)),
        "C65": many_validators(table),
    }


def within_a_second(table: pd.DataFrame) -> Finding:
    """Whether every mode is final in a second with its own validators."""
    rows = pd.concat([own(table, mode) for mode in Mode])
    least = rows["within_a_second"].min()
    latest = table[(table["protocol"] == "plan") & table["own"] & (table["part"] == NEARLY_ALL)]
    words = (
        f"99 of 100 rounds take at most {latest['finality_ms'].max():,.0f} ms on the widest of "
        f"{len(DEPLOYMENTS)} deployments"
    )
    if least >= NEARLY_ALL:
        condition = f"no proposer is silent and blocks are there when they are proposed: {words}"
        return Finding(Verdict.HOLDS_IF, condition, "finality_times")
    return Finding(Verdict.REFUTED, words, "finality_times")


def assumed_delay(links: Links) -> Finding:
    """Whether messages between regions arrive in the time that the plan assumes."""
    slow, pairs = slow_links(links)
    words = (
        f"between {slow:,} of {pairs:,} ordered pairs of {len(links.regions)} regions half of the "
        f"messages take longer, up to {links.median_ms.max():.0f} ms"
    )
    verdict = Verdict.REFUTED if slow else Verdict.MEASURED
    return Finding(verdict, words, "finality_times")


def many_validators(table: pd.DataFrame) -> Finding:
    """Whether a thousand validators keep the promises of every mode, and where."""
    failing = {
        mode: [name for name in DEPLOYMENTS if name not in keeping(with_many(table, mode))]
        for mode in Mode
    }
    if not any(failing.values()):
        words = f"no proposer is silent, on each of {len(DEPLOYMENTS)} deployments"
        return Finding(Verdict.HOLDS_IF, words, "finality_times")
    words = "; ".join(
        f"{mode.label.capitalize()} misses it on {' and '.join(names)}"
        for mode, names in failing.items()
        if names
    )
    return Finding(Verdict.REFUTED, words, "finality_times")
