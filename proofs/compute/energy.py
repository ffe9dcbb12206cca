"""How much less energy than proof of work: exactly when, at equal security, and for which chains not.

A network saves 95 % of another's power exactly if the other draws twenty times as much. Nothing else is
in the promise: with a small chain to compare with, it fails whatever the network does.
"""

from fractions import Fraction
from typing import Any

from ...models.compute.carbon import all_copies, security_energy
from ...models.compute.energy import site_power
from ...models.compute.equipment import DRAWS, LEAST_PUE, MOST_PUE, WORST, Hardware
from ...models.compute.footprint import most_nodes
from ...models.compute.proof_of_work import (
    PROMISED,
    break_even_power,
    mined_energy,
    mining_budget,
    reduction,
    saves,
)
from ...models.parameters.exact import as_written
from ...models.parameters.parameters import Parameters
from ..economics.setting import Amounts, Economy, asked, part, sentence
from ..solving.claim import Claim
from ..solving.condition import Premise

BREAK_EVEN, EQUAL_SECURITY, SAME_BUDGET = (
    "any.energy.break-even",
    "any.energy.equal-security",
    "any.energy.same-budget",
)
POWERS = Amounts(("power", "comparator"), ("part",), positive=("power", "comparator"))
MINING = Amounts(
    ("energy", "budget", "price"),
    ("part", "electricity_part"),
    positive=("energy", "budget", "price", "electricity_part"),
)
PROVIDERS = Amounts(
    ("useful", "budget", "price", "copies"),
    ("electricity_part", "other_part"),
    positive=("useful", "price", "electricity_part", "other_part", "copies"),
    natural=("budget",),
)
CHAIN = Amounts(("comparator",), positive=("comparator",))


def energy_claims() -> list[Claim]:
    """Claims about any two networks."""
    return [break_even(), equal_security(), same_budget()]


def energy_claims_of(protocol: str, parameters: Parameters) -> list[Claim]:
    """Claims about the network of one protocol.

    Parameters
    ----------
    protocol
        What the claims are named after.
    parameters
        Whose validators are counted.
    """
    return [break_even_of(protocol, parameters), any_comparator(protocol, parameters)]


def saved(each: Economy, power: Any, share: Any) -> Any:
    """Whether the models say that a part of the comparator's power is saved."""
    return saves(power, each["comparator"], share)


def break_even() -> Claim:
    """The rule, the ratio and the break-even say the same, and for 95 % it is twenty times."""
    enough = sentence("the part is saved", lambda each: saved(each, each["power"], each["part"]))
    ratio = sentence(
        "reduction >= part",
        lambda each: reduction(each["power"], each["comparator"]) >= each["part"],
    )
    large = sentence(
        "comparator >= power / (1 - part)",
        lambda each: each["comparator"] >= break_even_power(each["power"], each["part"]),
    )
    promised = sentence("95 % are saved", lambda each: saved(each, each["power"], PROMISED))
    twenty, nineteen = (
        sentence(
            f"comparator >= {times} power",
            lambda each, times=times: each["comparator"] >= times * each["power"],
        )
        for times in (20, 19)
    )
    below_all = part("part")
    return Claim(
        name=BREAK_EVEN,
        statement=(
            "A network saves a part s of another's power exactly if the other draws 1 / (1 - s) times "
            "as much: 95 % exactly if it draws twenty times as much, whatever the powers are."
        ),
        protocol="any",
        conditions=(
            asked(BREAK_EVEN, "by the ratio, if", (ratio,), enough, POWERS),
            asked(BREAK_EVEN, "by the ratio, only if", (enough,), ratio, POWERS),
            asked(BREAK_EVEN, "if", (below_all, large), enough, POWERS),
            asked(BREAK_EVEN, "only if", (below_all, enough), large, POWERS),
            asked(BREAK_EVEN, "twenty times, if", (twenty,), promised, POWERS),
            asked(BREAK_EVEN, "twenty times, only if", (promised,), twenty, POWERS),
        ),
        twins=(asked(BREAK_EVEN, "nineteen times", (nineteen,), promised, POWERS),),
    )


def equal_security() -> Claim:
    """The break-even as a security budget, where miners enter until nothing is left to earn."""
    mined = sentence(
        "proof of work of this budget burns the break-even energy or more",
        lambda each: (
            mined_energy(each["budget"], each["electricity_part"], each["price"])
            >= break_even_power(each["energy"], each["part"])
        ),
    )
    rich = sentence(
        "the budget is that of the break-even energy or more",
        lambda each: (
            each["budget"]
            >= mining_budget(
                break_even_power(each["energy"], each["part"]),
                each["electricity_part"],
                each["price"],
            )
        ),
    )
    half = sentence(
        "the budget is half of it or more",
        lambda each: (
            2 * each["budget"]
            >= mining_budget(
                break_even_power(each["energy"], each["part"]),
                each["electricity_part"],
                each["price"],
            )
        ),
    )
    return Claim(
        name=EQUAL_SECURITY,
        statement=(
            "Against proof of work that pays the same security budget B, with electricity a part t of "
            "miners' costs at a price p, a network of yearly energy E saves a part s exactly if "
            "B >= E p / ((1 - s) t)."
        ),
        protocol="any",
        conditions=(
            asked(EQUAL_SECURITY, "if", (rich,), mined, MINING),
            asked(EQUAL_SECURITY, "only if", (mined,), rich, MINING),
        ),
        twins=(asked(EQUAL_SECURITY, "half the budget", (half,), mined, MINING),),
    )


def same_budget() -> Claim:
    """Proof of virtual machine whose providers enter freely burns its budget as mining does."""
    nothing_earned = sentence(
        "copies cost what customers pay for one and the budget for the others",
        lambda each: all_copies(each["useful"], each["copies"]) == each["useful"] + each["budget"],
    )

    def burns_the_same(name: str) -> Premise:
        return sentence(
            f"electricity for the other copies is what mining burns of the budget, {name}",
            lambda each: (
                mined_energy(
                    security_energy(each["useful"], each["copies"]),
                    each["electricity_part"],
                    each["price"],
                )
                == mined_energy(each["budget"], each[name], each["price"])
            ),
        )

    return Claim(
        name=SAME_BUDGET,
        statement=(
            "Where providers enter until they earn nothing, and customers pay for one copy of a job, "
            "the further copies of proof of virtual machine burn exactly what proof of work of the "
            "same security budget does, if electricity is the same part of the costs."
        ),
        protocol="any",
        conditions=(
            asked(
                SAME_BUDGET,
                "free entry",
                (nothing_earned,),
                burns_the_same("electricity_part"),
                PROVIDERS,
            ),
        ),
        twins=(
            asked(
                SAME_BUDGET,
                "other costs",
                (nothing_earned,),
                burns_the_same("other_part"),
                PROVIDERS,
            ),
        ),
    )


def power_of(parameters: Parameters, hardware: Hardware, pue: float) -> Fraction:
    """Power of all machines of one class, exactly [W]."""
    watts = as_written(DRAWS[hardware].watts)
    return site_power(most_nodes(parameters), watts, as_written(pue))


def break_even_of(protocol: str, parameters: Parameters) -> Claim:
    """The comparator that the promise needs if every node runs on the worst machine."""
    name = f"{protocol}.energy.break-even"
    power = power_of(parameters, WORST, MOST_PUE)
    least = break_even_power(power, PROMISED)
    enough = sentence(
        f"comparator >= {told(least)} W", lambda each: at_least(each["comparator"], least)
    )
    nearly = sentence(
        f"comparator >= {told(least)} W - 1 W", lambda each: at_least(each["comparator"], least - 1)
    )
    promised = promise_kept(power)
    return Claim(
        name=name,
        statement=(
            f"{most_nodes(parameters):,} nodes on the worst machine draw {told(power)} W, and save 95 % "
            f"exactly of chains that draw {told(least)} W or more."
        ),
        protocol=protocol,
        conditions=(
            asked(name, "if", (enough,), promised, CHAIN),
            asked(name, "only if", (promised,), enough, CHAIN),
        ),
        twins=(asked(name, "a watt less", (nearly,), promised, CHAIN),),
        rests_on=(break_even(),),
    )


def any_comparator(protocol: str, parameters: Parameters) -> Claim:
    """The promise as the plan makes it, against any chain that draws more, on the best machines."""
    name = f"{protocol}.energy.any-comparator"
    power = power_of(parameters, Hardware.HOME, LEAST_PUE)
    more, ten_times = (
        sentence(
            f"comparator >= {told(bound)} W",
            lambda each, bound=bound: at_least(each["comparator"], bound),
        )
        for bound in (power, 10 * power)
    )
    return Claim(
        name=name,
        statement=(
            f"{most_nodes(parameters):,} nodes at home save 95 % of the power of any proof-of-work "
            "chain that draws more than they do."
        ),
        protocol=protocol,
        conditions=(asked(name, "whatever it draws", (more,), promise_kept(power), CHAIN),),
        twins=(asked(name, "ten times as much", (ten_times,), promise_kept(power), CHAIN),),
    )


def promise_kept(power: Fraction) -> Premise:
    """The plan's part of the comparator's power is saved."""
    return sentence(f"{told(power)} W save 95 %", lambda each: saved(each, power, PROMISED))


def at_least(number: Any, bound: Fraction) -> Any:
    """A number is no less than an exact bound."""
    return number * bound.denominator >= bound.numerator


def told(power: Fraction) -> str:
    """A power for reading, without what is beyond a hundredth of a watt."""
    return f"{float(power):,.2f}".rstrip("0").rstrip(".")
