"""How much slashing and detection does it take to end a cartel of authorities?

An epoch is a day, in Fast; every kind of cartel is punished as equivocation is. Losses are counted in
days of honest pay, so that protocols that pay very differently can be laid side by side. A simulated
cartel plays out some of its futures, and holds together if staying brings at least as much on their
average as cheating at once.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ...models.attacks.incentives.choices import Target
from ...models.attacks.incentives.corruption import voices_needed
from ...models.economics.collusion.boundary import holding_detection, paying_detection
from ...models.economics.collusion.denouncing import bounty, least_breaking_bounty
from ...models.economics.collusion.repeated_game import RepeatedGame, staying
from ...models.economics.collusion.stage import (
    Stage,
    censoring,
    equivocating,
    fee_fixing,
    stealing,
)
from ...models.economics.collusion.trigger import (
    critical_discount_factor,
    discount_factor,
)
from ...models.economics.deterrence import authority_rent
from ...models.economics.griefing import (
    censored_votes_imposed,
    censored_votes_own_loss,
    griefing_factor,
    halt_imposed,
    halt_own_loss,
)
from ...models.economics.issuance import SECONDS_PER_YEAR
from ...models.economics.payments import paid_to_classes, yearly_rewards_at_launch
from ...models.economics.rewards import authority_reward
from ...models.economics.slashing import capped_fraction, penalty, slashed_fraction
from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode
from ...models.protocol.quorums import least_count, quorum
from ..claims.wording import amount, percent
from ..running.precision import Precision
from ..running.seeds import Generators, Stream

READS = (
    "token.supply", "rewards", "issuance",
    "fast.block_seconds", "fast.validators", "fast.authority_threshold", "quorums",
    "slashing", "staking.authority_minimum", "staking.unbonding_seconds",
    "population.hurdle_rate_high",
)  # fmt: skip

DAYS_PER_YEAR = SECONDS_PER_YEAR / 86_400

TIP = 0.5
"""Part of what inclusion brings to an outsider that it would pay for it; an assumption [1]."""
BRIBE_PART, KEPT_OUT_PART = 0.1, 0.02
"""Bribe to a censoring cartel, and fees of what it keeps out, as parts of the pool; assumptions [1]."""
FEES_PART, COMPETITIVE_PART = 0.1, 0.02
"""Fees agreed on and competitive ones, as parts of the pool; assumptions [1]."""
WAITING = 0.5
"""Part of the transactions that waits for a cheaper proposer; an assumption [1]."""
PRIZE_PART = 0.001
"""What two final blocks bring, as part of the supply; an assumption [1]."""

HALF = 0.5
"""Share of cartels at which the simulated boundary is taken to be [1]."""
KINDS = ("stealing", "censoring", "equivocating", "fee-fixing")
LOSSES = (1e-4, 1e3)
"""Losses of those found out, from and to [day of honest pay]."""
DETECTIONS = (1e-4, 1.0)
"""Probabilities of being found out in a day, from and to [1]."""
POINTS = {Precision.TINY: 7, Precision.DEFAULT: 31, Precision.FULL: 61}
CARTELS = {Precision.TINY: 20, Precision.DEFAULT: 100, Precision.FULL: 400}
"""Simulated at every point [1]."""
FUTURES = 40
"""That a simulated cartel plays out before it decides [1]."""
WATCHED = 0.001
"""Detection in a day at which a bounty is quoted [1]."""


@dataclass(frozen=True, slots=True)
class Case:
    """One kind of cartel under one protocol."""

    parameters: Parameters
    kind: str
    precision: Precision


@dataclass(frozen=True, kw_only=True, slots=True)
class Cartel:
    """A cartel and what it has to fear."""

    stage: Stage
    """Pay of a day."""
    seats: int
    """Of authorities [1]."""
    members: int
    """As many as the offence takes [1]."""
    pool: float
    """Of all authorities in a day [token]."""
    discount: float
    """Factor of a day of the least patient [1]."""
    slash: float
    """Of a member [token]."""
    rent: float
    """Rewards of the time for which it is out [token]."""

    @property
    def days(self) -> float:
        """What a day pays to who is honest, without a cartel's own business [token]."""
        return authority_reward(self.pool, self.seats)


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """All kinds."""
    return [Case(parameters, kind, precision) for kind in KINDS]


def members_needed(kind: str, certificate: int, seats: int) -> int:
    """Members without whom a cartel cannot do what it is for: to fix fees takes everybody."""
    needed = {
        "stealing": certificate,
        "censoring": voices_needed(Target.VETO, certificate, seats),
        "equivocating": voices_needed(Target.SAFETY, certificate, seats),
        "fee-fixing": seats,
    }[kind]
    return min(max(needed, 1), seats)


def cartel_of(parameters: Parameters, kind: str) -> Cartel:
    """The least cartel of a kind, in Fast."""
    seats = parameters.fast.validators
    required = quorum(parameters, Mode.FAST)
    assert required.authorities is not None
    certificate = least_count(required.authorities, seats, required.strict)
    members = members_needed(kind, certificate, seats)
    yearly, _ = paid_to_classes(
        parameters, Mode.FAST, yearly_rewards_at_launch(parameters, Mode.FAST)
    )
    pool = yearly / DAYS_PER_YEAR
    slashing = parameters.slashing
    part = capped_fraction(
        slashed_fraction(slashing.rate, slashing.correlation_factor, members / seats)
    )
    years_out = parameters.staking.unbonding_seconds / SECONDS_PER_YEAR
    return Cartel(
        stage=stage_of(parameters, kind, pool, seats, members),
        seats=seats,
        members=members,
        pool=pool,
        discount=discount_factor(parameters.population.hurdle_rate_high, 1 / DAYS_PER_YEAR),
        slash=penalty(parameters.staking.authority_minimum, part),
        rent=authority_rent(yearly, seats, years_out),
    )


def stage_of(parameters: Parameters, kind: str, pool: float, seats: int, members: int) -> Stage:
    """Pay of a day in a cartel of a kind."""
    if kind == "stealing":
        return stealing(pool, seats, members, TIP)
    if kind == "censoring":
        return censoring(pool, seats, members, BRIBE_PART * pool, KEPT_OUT_PART * pool)
    if kind == "equivocating":
        return equivocating(pool, seats, members, PRIZE_PART * parameters.token.supply)
    return fee_fixing(pool, seats, members, FEES_PART * pool, COMPETITIVE_PART * pool, WAITING)


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """A row per loss and detection: cartels that hold, beside the closed forms at that loss."""
    cartel = cartel_of(case.parameters, case.kind)
    stage = cartel.stage
    points, cartels = POINTS[case.precision], CARTELS[case.precision]
    fixed = described(cartel, case)
    rows: list[dict[str, Any]] = []
    for row, days in enumerate(np.geomspace(*LOSSES, points)):
        loss = float(days) * cartel.days
        closed = {
            "loss_days": float(days),
            "holding_detection": finite(holding, cartel, loss),
            "paying_detection": finite(paying_detection, stage.member, stage.honest, loss),
        }
        for column, detection in enumerate(np.geomspace(*DETECTIONS, points)):
            game = RepeatedGame(
                stage=stage, discount=cartel.discount, detection=float(detection), loss=loss
            )
            rng = generators(Stream.SAMPLING, row, column)
            kept = staying(game, (cartels, FUTURES), rng).mean(axis=1)
            holds = kept >= max(stage.deviator - stage.honest, 0.0)
            rows.append(
                {
                    **fixed,
                    **closed,
                    "detection": float(detection),
                    "cartels": cartels,
                    "surviving": float(holds.mean()),
                }
            )
    return rows


def finite(formula: Any, *arguments: Any) -> float | None:
    """What a formula says, or nothing where it divides by zero or leaves the floats."""
    try:
        found = float(formula(*arguments))
    except ZeroDivisionError:
        return None
    return found if math.isfinite(found) else None


def holding(cartel: Cartel, loss: float) -> float:
    """Detection in a day above which a member cheats."""
    stage = cartel.stage
    return holding_detection(cartel.discount, stage.member, stage.deviator, stage.honest, loss)


def described(cartel: Cartel, case: Case) -> dict[str, Any]:
    """What a row says of the cartel as a whole."""
    stage, slashing = cartel.stage, case.parameters.slashing
    loss = cartel.slash + cartel.rent
    bond = case.parameters.staking.authority_minimum
    censored = cartel.seats - cartel.members
    silence = (bond, slashing.unavailability_rate)
    halt = (
        halt_imposed(cartel.pool, cartel.seats, cartel.members),
        halt_own_loss(cartel.pool, cartel.seats, cartel.members, *silence),
    )
    votes = (
        censored_votes_imposed(cartel.pool, cartel.seats, censored, *silence),
        censored_votes_own_loss(
            cartel.pool, cartel.seats, censored, slashing.detection_probability, loss
        ),
    )
    # Informants are pardoned, and the others are slashed for them.
    reward = finite(
        least_breaking_bounty, cartel.discount, stage.member, stage.honest, WATCHED, loss, 0.0
    )
    all_slashed = bounty(1.0, cartel.members - 1, cartel.slash)
    return {
        "kind": case.kind,
        "members": cartel.members,
        "seats": cartel.seats,
        "honest_token": stage.honest,
        "member_token": stage.member,
        "deviator_token": stage.deviator,
        "outsider_token": stage.outsider if censored else 0.0,
        "slash_token": cartel.slash,
        "rent_token": cartel.rent,
        "slash_days": finite(lambda: cartel.slash / cartel.days),
        "loss_days_with_rent": finite(lambda: loss / cartel.days),
        "discount": cartel.discount,
        "critical_discount": finite(
            critical_discount_factor, stage.member, stage.deviator, stage.honest
        ),
        "paying_detection_slash": finite(
            paying_detection, stage.member, stage.honest, cartel.slash
        ),
        "paying_detection_rent": finite(paying_detection, stage.member, stage.honest, loss),
        "holding_detection_slash": finite(holding, cartel, cartel.slash),
        "holding_detection_rent": finite(holding, cartel, loss),
        "breaking_bounty_token": reward,
        "breaking_bounty_rate": finite(lambda: (reward or 0.0) / all_slashed),
        "halt_griefing": finite(griefing_factor, *halt),
        "votes_griefing": finite(griefing_factor, *votes) if votes[1] > 0 else None,
    }  # fmt: skip


QUOTED = (
    "members", "honest_token", "slash_token", "slash_days", "loss_days_with_rent",
    "critical_discount", "paying_detection_slash", "paying_detection_rent",
    "holding_detection_slash", "holding_detection_rent", "breaking_bounty_token",
    "breaking_bounty_rate",
)  # fmt: skip


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """Patience, detection and bounties of every kind, and how close the simulation comes to them."""
    found: dict[str, Any] = {
        "futures": FUTURES,
        "cartels": int(table["cartels"].iloc[0]),
        "watched_percent": 100 * WATCHED,
        "prize_percent": 100 * PRIZE_PART,
    }
    for (protocol, kind), rows in table.groupby(["protocol", "kind"], sort=False):
        first = rows.iloc[0]
        name = f"{protocol}_{str(kind).replace('-', '_')}"
        if kind == "censoring":
            found[f"{protocol}_halt_griefing"] = plain(first["halt_griefing"])
        if kind == "stealing":
            found[f"{protocol}_votes_griefing"] = plain(first["votes_griefing"])
        found |= {f"{name}_{quantity}": plain(first[quantity]) for quantity in QUOTED}
        gain = first["member_token"] - first["honest_token"]
        found[f"{name}_gain_percent"] = (
            100 * float(gain / first["honest_token"]) if first["honest_token"] > 0 else None
        )
    agreed = table.dropna(subset="holding_detection")
    apart = agreed["detection"] / agreed["holding_detection"].clip(lower=1e-9)
    clear = agreed[(apart > 2) | (apart < 0.5)]
    below = clear["detection"] < clear["holding_detection"]
    found["clear_cells"] = len(clear)
    found["agreement_percent"] = (
        100 * float(clear["surviving"].where(below, 1 - clear["surviving"]).mean())
        if len(clear)
        else None
    )
    distances = gaps(table)
    found["boundaries"] = len(distances)
    found["largest_gap_percent"] = 100 * max(distances) if distances else None
    return found


def gaps(table: pd.DataFrame) -> list[float]:
    """Relative distances of the detection at which half of the cartels hold from the closed form.

    One for every loss whose boundary lies on the grid, interpolated between its neighbours.
    """
    found: list[float] = []
    for _, rows in table.groupby(["protocol", "kind", "loss_days"], sort=False):
        across = rows.sort_values("detection")
        heights = np.log(across["detection"].to_numpy())
        shares = across["surviving"].to_numpy()
        closed = across["holding_detection"].iloc[0]
        last = int(np.flatnonzero(shares >= HALF).max(initial=-1))
        if pd.isna(closed) or closed <= 0 or not 0 <= last < len(shares) - 1:
            continue
        part = (shares[last] - HALF) / (shares[last] - shares[last + 1])
        crossing = heights[last] + part * (heights[last + 1] - heights[last])
        found.append(abs(math.expm1(crossing - math.log(closed))))
    return found


def plain(value: Any) -> float | int | None:
    """A number of the table for JSON; nothing where there is none."""
    return None if pd.isna(value) else value.item() if hasattr(value, "item") else value


def tables(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """What each kind of cartel brings, how patient it has to be, and the detection that ends it."""
    rows = [
        {
            "Protocol": protocol,
            "Cartel": kind,
            "Members": f"{row['members']} of {row['seats']}",
            "Member": pay(row["member_token"], row["honest_token"]),
            "Cheat": pay(row["deviator_token"], row["honest_token"]),
            "Least patience": number(row["critical_discount"]),
            "Ended by, slash": chance(row["holding_detection_slash"]),
            "with rent": chance(row["holding_detection_rent"]),
        }
        for (protocol, kind), rows in table.groupby(["protocol", "kind"], sort=False)
        for row in rows.head(1).to_dict("records")
    ]
    return {"cartel_boundary": pd.DataFrame(rows)}


def pay(token: float, honest: float) -> str:
    """A pay in multiples of the honest one."""
    return f"{token / honest:.2f}" if honest > 0 else "–"


def number(value: float | None) -> str:
    """A discount factor, or a dash; none is asked for where to cheat pays less."""
    return "–" if value is None or pd.isna(value) else amount(max(value, 0.0))


def chance(detection: float | None) -> str:
    """A daily detection probability, and words where none or any is enough."""
    if detection is None or pd.isna(detection) or detection >= 1:
        return "nothing"
    return "any" if detection <= 0 else percent(detection)
