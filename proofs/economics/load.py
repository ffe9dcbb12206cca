"""The load multiplier: between two numbers for every load, and larger where there is more."""

from typing import Any

from ...models.economics.rewards import block_reward, load_multiplier
from ...models.parameters.exact import as_written
from ...models.parameters.parameters import Parameters
from ..solving.claim import Claim
from ..solving.condition import Premise
from ..solving.quantities import equal_to
from .setting import Amounts, Economy, asked, sentence

BOUNDED = "any.rewards.load-bounded"

LOADED = Amounts(
    ("base_reward",), ("load", "other", "target_load", "sensitivity"), natural=("base_reward",)
)
DEFINED_FREELY = Amounts(("base_reward", "multiplier"), natural=("base_reward",))


def load_claims() -> list[Claim]:
    """The bounds of any multiplier of this form."""
    return [bounded()]


def within(*names: str) -> tuple[Premise, ...]:
    """Some numbers lie between nothing and all."""
    return tuple(
        sentence(f"0 <= {name} <= 1", lambda each, name=name: (each[name] >= 0) & (each[name] <= 1))
        for name in names
    )


def multiplier(each: Economy, load: Any) -> Any:
    """The multiplier at a load [1]."""
    return load_multiplier(load, each["target_load"], each["sensitivity"])


def between_ends(each: Economy) -> Any:
    """Whether the multiplier is between those of no load and of full load."""
    now = multiplier(each, each["load"])
    return (now >= multiplier(each, 0)) & (now <= multiplier(each, 1))


def bounded() -> Claim:
    """The ends are reached, at no load and at full load."""
    ends = sentence(
        "it lies between the multipliers of no load and of full load",
        lambda each: between_ends(each),
    )
    closed = sentence(
        "these are 1 - sensitivity * target and 1 + sensitivity * (1 - target)",
        lambda each: (
            (multiplier(each, 0) == 1 - each["sensitivity"] * each["target_load"])
            & (
                multiplier(each, 1)
                == 1 + each["sensitivity"] - each["sensitivity"] * each["target_load"]
            )
        ),
    )
    around_one = sentence(
        "they lie in [1 - sensitivity, 1 + sensitivity]",
        lambda each: (
            (multiplier(each, 0) >= 1 - each["sensitivity"])
            & (multiplier(each, 1) <= 1 + each["sensitivity"])
        ),
    )
    rising = sentence(
        "it rises with load",
        lambda each: multiplier(each, each["load"]) <= multiplier(each, each["other"]),
    )
    more = sentence("load <= other", lambda each: each["load"] <= each["other"])
    paid = sentence(
        "a block pays at most (1 + sensitivity) * base reward, and never less than nothing",
        lambda each: (
            (block_reward(each["base_reward"], multiplier(each, each["load"])) >= 0)
            & (
                block_reward(each["base_reward"], multiplier(each, each["load"]))
                <= each["base_reward"] * (1 + each["sensitivity"])
            )
        ),
    )
    unit, targets = within("sensitivity"), within("target_load")
    return Claim(
        name=BOUNDED,
        statement=(
            "For every load in [0, 1] the load multiplier lies in [1 - sensitivity * target, 1 + "
            "sensitivity * (1 - target)], which is within [1 - sensitivity, 1 + sensitivity]; it rises "
            "with load, and no block pays less than nothing."
        ),
        protocol="any",
        conditions=(
            asked(BOUNDED, "between its ends", (*within("load"), *unit), ends, LOADED),
            asked(BOUNDED, "its ends", (), closed, LOADED),
            asked(BOUNDED, "around one", (*targets, *unit), around_one, LOADED),
            asked(BOUNDED, "rising", (more, *unit), rising, LOADED),
            asked(BOUNDED, "a block", (*within("load"), *targets, *unit), paid, LOADED),
        ),
        twins=(
            asked(
                BOUNDED,
                "a multiplier that nobody defined",
                (),
                sentence(
                    "a block pays at most twice its base reward",
                    lambda each: (
                        block_reward(each["base_reward"], each["multiplier"])
                        <= block_reward(each["base_reward"], 2)
                    ),
                ),
                DEFINED_FREELY,
            ),
        ),
    )


def load_claims_of(protocol: str, parameters: Parameters) -> list[Claim]:
    """The multiplier's range under a protocol's parameters.

    Parameters
    ----------
    protocol
        What the claim is named after.
    parameters
        Whose sensitivity and target are asked; the plan's are assumptions, since it defines none.
    """
    name = f"{protocol}.rewards.load-bounded"
    sensitivity = as_written(parameters.rewards.load_sensitivity)
    target = as_written(parameters.rewards.target_load)
    low, high = (load_multiplier(load, target, sensitivity) for load in (0, 1))
    stays = sentence(
        f"{low} <= multiplier <= {high}",
        lambda each: (
            (multiplier(each, each["load"]) >= low) & (multiplier(each, each["load"]) <= high)
        ),
    )
    target_is = equal_to("target_load", target)
    is_more = sentence(
        f"sensitivity = {sensitivity + 1}", lambda each: each["sensitivity"] == sensitivity + 1
    )
    return [
        Claim(
            name=name,
            statement=f"For every load in [0, 1] the load multiplier lies in [{low}, {high}].",
            protocol=protocol,
            conditions=(
                asked(
                    name,
                    "between its ends",
                    (*within("load"), target_is, equal_to("sensitivity", sensitivity)),
                    stays,
                    LOADED,
                ),
            ),
            twins=(
                asked(name, "more sensitive", (*within("load"), target_is, is_more), stays, LOADED),
            ),
        )
    ]
