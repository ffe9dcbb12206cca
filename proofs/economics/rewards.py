"""What a reward pays: all of it to somebody, unless a class has nobody to pay.

Sums over members enter as unknown sums, and a condition adds one member to them.
"""

from dataclasses import replace
from fractions import Fraction
from typing import Any, cast

from ...models.economics.payments import paid_to_classes
from ...models.economics.rewards import (
    authority_pool,
    authority_reward,
    staker_pool,
    staker_reward,
)
from ...models.parameters.exact import as_written
from ...models.parameters.parameters import Parameters
from ...models.parameters.variant import with_tables
from ...models.protocol.modes import Mode
from ..solving.claim import Claim
from ..solving.condition import Condition
from .setting import Amounts, Economy, asked, sentence

PAID = "any.rewards.everything-paid"

POOLS = Amounts(
    ("reward", "pool", "members", "counted", "stake", "total", "paid"),
    ("authority_share",),
    positive=("members", "total"),
)


def reward_claims() -> list[Claim]:
    """Theorems about any reward."""
    return [everything_paid()]


def everything_paid() -> Claim:
    """Class by class and member by member nothing is left, in exact numbers."""
    equal = sentence(
        "those counted were paid pool * counted / members",
        lambda each: each["paid"] * each["members"] == each["pool"] * each["counted"],
    )
    by_stake = sentence(
        "those counted were paid pool * counted / total",
        lambda each: each["paid"] * each["total"] == each["pool"] * each["counted"],
    )
    all_paid = sentence("paid = pool", lambda each: each["paid"] == each["pool"])
    return Claim(
        name=PAID,
        statement=(
            "Before rounding, the two classes' pools add up to the reward, equal parts of one to the "
            "pool of authorities, and parts by stake to the pool of stakers, however many they are."
        ),
        protocol="any",
        conditions=(
            asked(
                PAID,
                "two pools",
                (),
                sentence(
                    "pools add up to the reward",
                    lambda each: (
                        authority_pool(each["reward"], each["authority_share"])
                        + staker_pool(each["reward"], each["authority_share"])
                        == each["reward"]
                    ),
                ),
                POOLS,
            ),
            asked(
                PAID,
                "one more authority",
                (equal,),
                sentence(
                    f"with one more, {equal.name}",
                    lambda each: equal.holds(
                        each.having(
                            paid=each["paid"] + authority_reward(each["pool"], each["members"]),
                            counted=each["counted"] + 1,
                        )
                    ),
                ),
                POOLS,
            ),
            asked(
                PAID,
                "all authorities",
                (
                    equal,
                    sentence("all are counted", lambda each: each["counted"] == each["members"]),
                ),
                all_paid,
                POOLS,
            ),
            asked(
                PAID,
                "one more staker",
                (by_stake,),
                sentence(
                    f"with one more, {by_stake.name}",
                    lambda each: by_stake.holds(
                        each.having(
                            paid=each["paid"]
                            + staker_reward(each["pool"], each["stake"], each["total"]),
                            counted=each["counted"] + each["stake"],
                        )
                    ),
                ),
                POOLS,
            ),
            asked(
                PAID,
                "all stakers",
                (
                    by_stake,
                    sentence("all is counted", lambda each: each["counted"] == each["total"]),
                ),
                all_paid,
                POOLS,
            ),
        ),
        twins=(
            asked(
                PAID,
                "all but one",
                (
                    equal,
                    sentence(
                        "one is not counted", lambda each: each["counted"] == each["members"] - 1
                    ),
                ),
                all_paid,
                POOLS,
            ),
        ),
    )


def reward_claims_of(protocol: str, parameters: Parameters) -> list[Claim]:
    """The classes' parts of a block in each mode, and the rule for a class that is not paid there.

    Parameters
    ----------
    protocol
        What the claim is named after.
    parameters
        Whose modes and rule of rewards are asked.
    """
    name = f"{protocol}.rewards.everything-paid"
    rewards = replace(parameters.rewards, empty_class_to_other=False)
    twin = with_tables(parameters, rewards=rewards)
    return [
        Claim(
            name=name,
            statement=(
                "In every mode what authorities and stakers are paid for a block adds up to its reward."
            ),
            protocol=protocol,
            conditions=tuple(paid_in_full(name, parameters, mode) for mode in Mode),
            twins=(paid_in_full(f"{name}, an empty class to nobody", twin, Mode.FAST),),
        )
    ]


def paid_in_full(name: str, parameters: Parameters, mode: Mode) -> Condition:
    """Whatever is issued in a mode is paid."""
    exact = exactly(parameters)

    def parts(each: Economy) -> tuple[Any, Any]:
        return paid_to_classes(exact, mode, each["issued"])

    return Condition(
        f"{name}: {mode.label}",
        (),
        sentence(
            f"both classes together are paid what is issued in {mode.label.capitalize()}",
            lambda each: sum(parts(each)) == each["issued"],
        ),
        Amounts(("issued",), positive=("issued",), table=lambda each: paid_table(parts(each))),
    )


def exactly(parameters: Parameters) -> Parameters:
    """The same with the share of authorities as it is written, which a float only approaches."""
    share = cast(float, as_written(parameters.rewards.authority_share))
    return with_tables(parameters, rewards=replace(parameters.rewards, authority_share=share))


def paid_table(parts: tuple[Fraction, Fraction]) -> list[list[str]]:
    """What each class is paid."""
    return [
        ["class", "paid"],
        *(
            [kind, str(Fraction(paid))]
            for kind, paid in zip(("authorities", "stakers"), parts, strict=True)
        ),
    ]
