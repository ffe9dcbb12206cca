"""Long-range attack: keys of those who have left sign another history for a node that was away."""

import math
from dataclasses import dataclass
from typing import Any, ClassVar

from ...economics.issuance import SECONDS_PER_YEAR
from ...errors import InvalidParameter
from ...parameters.checks import check_duration, check_not_negative, check_seconds, check_share
from ...parameters.exact import as_written
from ...parameters.parameters import Parameters
from ...protocol.checkpoints import checkpoint_age, checkpoint_is_in_time
from ...protocol.modes import Mode
from ...protocol.quorums import least_count, quorum
from ..weights.groups import log_odds
from ..weights.resources import OfResources, Resource, equal_members
from .bribery import LARGEST_STAKERS
from .choices import Exit
from .corruption import Holders, holders_of

DEAREST_KEY = 1_000
"""Highest price of a key over the stake that it once held [1]."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LongRange(OfResources):
    """How likely it is that enough keys of an old validator set can be bought without a slash.

    A history that parts from the true one needs certificates of the set at that moment. Whoever of it
    still has stake that evidence can reach does not sell; whoever has left sells with some chance,
    each on its own. A node that was away for a time goes on from its newest checkpoint, so that no
    older set is asked; a node that is new has none.
    """

    kind: ClassVar[str] = "long-range"

    parameters: Parameters
    """Of one protocol."""
    mode: Mode
    """Whose certificates are forged."""
    key_sale: float = 0.3
    """Chance that one who has left sells its key [1]."""
    turnover: float = 0.5
    """Part of the set that wishes to leave in a year, as a rate; may exceed 1 [1/year]."""
    leaving: Exit = Exit.EXPONENTIAL
    """How it leaves."""
    age: float = float(SECONDS_PER_YEAR)
    """Time since the histories parted, as the attacker would have it [s]."""
    absence: float | None = None
    """Time for which the node was away; none: it is new, and has no checkpoint [s]."""
    receipt: float = 0.0
    """Longest time from a checkpoint's creation to its receipt [s]."""
    checkpoint_period: float | None = None
    """Time between checkpoints; none: the protocol's [s]."""
    unbonding: float | None = None
    """Time from the wish to leave to the money; none: the protocol's [s]."""
    key_price: float = 0.01
    """Price of a key over the stake that it once held [1]."""

    def __post_init__(self) -> None:
        check_share("key_sale", self.key_sale)
        check_not_negative("turnover", self.turnover)
        if not 0 <= self.key_price <= DEAREST_KEY:
            raise InvalidParameter(
                f"key_price must lie in [0, {DEAREST_KEY}], got {self.key_price!r}"
            )
        for name, seconds in (
            ("age", self.age),
            ("absence", self.absence or 0.0),
            ("receipt", self.receipt),
            ("unbonding", self.unbonding_seconds),
        ):
            check_seconds(name, seconds)
        check_duration("checkpoint_period", self.period_seconds)
        held = self.held
        for name, count in (("authorities", held.authorities), ("stakers", len(held.stakes))):
            if count > LARGEST_STAKERS:
                raise InvalidParameter(f"{name} must be at most {LARGEST_STAKERS}, got {count}")

    @property
    def held(self) -> Holders:
        """Who signed in the mode: a full set of least stakes."""
        return holders_of(self.parameters, self.mode)

    @property
    def period_seconds(self) -> float:
        """Time between checkpoints [s]."""
        given = self.checkpoint_period
        return self.parameters.checkpoints.period_seconds if given is None else given

    @property
    def unbonding_seconds(self) -> float:
        """Time from the wish to leave to the money [s]."""
        given = self.unbonding
        return self.parameters.staking.unbonding_seconds if given is None else given

    @property
    def evidence_delay(self) -> float:
        """Longest time from an offence to its evidence on the chain [s]."""
        return self.parameters.checkpoints.evidence_delay_seconds

    @property
    def checkpoint_seconds(self) -> float | None:
        """Greatest age of the checkpoint that the node goes on from; none where it has none [s]."""
        if self.absence is None:
            return None
        return float(checkpoint_age(self.period_seconds, self.receipt, self.absence))

    @property
    def is_protected(self) -> bool:
        """Whether everybody who could sign after the node's checkpoint can still be slashed."""
        if self.absence is None:
            return False
        age, delay, unbonding = (
            checkpoint_age(*map(as_written, (self.period_seconds, self.receipt, self.absence))),
            as_written(self.evidence_delay),
            as_written(self.unbonding_seconds),
        )
        return bool(checkpoint_is_in_time(age, delay, unbonding))

    @property
    def reached_age(self) -> float:
        """Age at which the histories can part at most: not before the node's checkpoint [s]."""
        newest = self.checkpoint_seconds
        return self.age if newest is None else min(self.age, newest)

    @property
    def unslashable_from(self) -> float:
        """Age from which on the first of a set can be beyond all evidence, not negative [s]."""
        return max(0.0, self.unbonding_seconds - self.evidence_delay)

    @property
    def part_gone(self) -> float:
        """Part of the set whose stake is out before evidence comes, in the mean [1]."""
        if self.is_protected:
            return 0.0
        years = max(0.0, self.reached_age - self.unslashable_from) / SECONDS_PER_YEAR
        left = self.turnover * years
        return -math.expm1(-left) if self.leaving is Exit.EXPONENTIAL else min(1.0, left)

    @property
    def keys_needed(self) -> tuple[int, int]:
        """Keys of authorities and of stakers that make a certificate [1]."""
        held, required = self.held, quorum(self.parameters, self.mode)
        asked = (required.authorities, held.authorities), (required.stake, len(held.stakes))
        authorities, stakers = (
            0 if threshold is None else least_count(threshold, voices, required.strict)
            for threshold, voices in asked
        )
        return authorities, stakers

    @property
    def resources(self) -> tuple[Resource, ...]:
        """Keys that are for sale, and how many are enough, of each resource."""
        held = self.held
        found: list[Resource] = []
        for count, enough in zip(
            (held.authorities, len(held.stakes)), self.keys_needed, strict=True
        ):
            if enough:
                gone, sale = count, self.part_gone * self.key_sale
                if self.leaving is Exit.LINEAR:
                    gone, sale = math.floor(count * self.part_gone), self.key_sale
                weight = equal_members(max(1, gone), log_odds(sale) if gone else -math.inf)
                found.append(Resource(weight=weight, enough=enough))
        return tuple(found)

    def details(self) -> dict[str, Any]:
        """What the keys cost, from when on they are harmless to sell, and what protects the node."""
        held = self.held
        authorities, stakers = self.keys_needed
        each = held.unit if held.stakes else 0.0
        return {
            "cost": self.key_price * (authorities * held.bond + stakers * each),
            "authority_keys": authorities,
            "staker_keys": stakers,
            "age": self.reached_age,
            "age_at_which_unslashable": self.unslashable_from,
            "checkpoint_age": self.checkpoint_seconds,
            "protected_by_checkpoint": self.is_protected,
            "part_gone": self.part_gone,
        }
