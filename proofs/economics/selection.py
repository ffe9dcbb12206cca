"""Independent draws: everybody's fair share, and what splitting a stake or taking a seat brings.

Sums over members enter as unknown sums, and a condition adds one member to them: so the theorems are
about any number of authorities and any stakes.
"""

from typing import Any

from ...models.economics.rewards import authority_reward
from ...models.protocol.selection import authority_probability, staker_probability
from ..solving.claim import Claim
from ..solving.quantities import not_negative
from .setting import Amounts, Economy, asked, part, sentence

FAIR, SPLIT, SEATS = (
    "any.selection.fair-share",
    "any.selection.splitting-never-pays",
    "any.selection.seats-pay",
)

SEATED = Amounts(("counted", "authorities"), ("share", "summed"), positive=("authorities",))
STAKED = Amounts(
    ("stake", "other", "counted", "total"), ("share", "summed"), positive=("stake", "total")
)
OWNED = Amounts(("owned", "authorities", "pool"), ("share",), positive=("authorities",))

SEATS_COUNTED = sentence(
    "the authorities counted propose with share * counted / authorities",
    lambda each: each["summed"] * each["authorities"] == each["share"] * each["counted"],
)
STAKE_COUNTED = sentence(
    "the stakers counted propose with (1 - share) * counted / total",
    lambda each: each["summed"] * each["total"] == (1 - each["share"]) * each["counted"],
)
IN_PROPORTION = sentence(
    "a staker's probability is to 1 - share as the stake is to all",
    lambda each: (
        staker_chance(each, each["stake"]) * each["total"] == (1 - each["share"]) * each["stake"]
    ),
)


def selection_claims() -> list[Claim]:
    """Theorems about independent draws of class and member."""
    return [fair_share(), splitting_never_pays(), seats_pay()]


def authority_chance(each: Economy) -> Any:
    """Probability that one authority proposes [1]."""
    return authority_probability(each["share"], each["authorities"])


def staker_chance(each: Economy, stake: Any) -> Any:
    """Probability that a staker with this stake proposes [1]."""
    return staker_probability(each["share"], stake, each["total"])


def with_authority(each: Economy) -> Economy:
    """One more authority counted."""
    return each.having(summed=each["summed"] + authority_chance(each), counted=each["counted"] + 1)


def with_staker(each: Economy) -> Economy:
    """One more staker counted."""
    return each.having(
        summed=each["summed"] + staker_chance(each, each["stake"]),
        counted=each["counted"] + each["stake"],
    )


def fair_share() -> Claim:
    """A chance for everybody, as much as its part, and one proposer in all."""
    nothing = sentence(
        "nobody is counted", lambda each: (each["summed"] == 0) & (each["counted"] == 0)
    )
    everybody_seated = sentence(
        "all authorities are counted", lambda each: each["counted"] == each["authorities"]
    )
    everybody_staked = sentence(
        "all stake is counted", lambda each: each["counted"] == each["total"]
    )
    return Claim(
        name=FAIR,
        statement=(
            "With independent draws of class and member every authority proposes with the same positive "
            "probability and every staker in proportion to stake; all authorities together with "
            "probability share and all stakers with 1 - share, however many they are."
        ),
        protocol="any",
        conditions=(
            asked(FAIR, "no authorities", (nothing,), SEATS_COUNTED, SEATED),
            asked(
                FAIR,
                "one more authority",
                (SEATS_COUNTED,),
                sentence(
                    f"with one more, {SEATS_COUNTED.name}",
                    lambda each: SEATS_COUNTED.holds(with_authority(each)),
                ),
                SEATED,
            ),
            asked(
                FAIR,
                "all authorities",
                (SEATS_COUNTED, everybody_seated),
                sentence("they sum to share", lambda each: each["summed"] == each["share"]),
                SEATED,
            ),
            asked(FAIR, "no stakers", (nothing,), STAKE_COUNTED, STAKED),
            asked(
                FAIR,
                "one more staker",
                (STAKE_COUNTED,),
                sentence(
                    f"with one more, {STAKE_COUNTED.name}",
                    lambda each: STAKE_COUNTED.holds(with_staker(each)),
                ),
                STAKED,
            ),
            asked(
                FAIR,
                "all stakers",
                (STAKE_COUNTED, everybody_staked),
                sentence("they sum to 1 - share", lambda each: each["summed"] == 1 - each["share"]),
                STAKED,
            ),
            asked(FAIR, "in proportion", (), IN_PROPORTION, STAKED),
            asked(
                FAIR,
                "every authority has a chance",
                (part("share"),),
                sentence("its probability is positive", lambda each: authority_chance(each) > 0),
                SEATED,
            ),
            asked(
                FAIR,
                "every staker has a chance",
                (part("share"),),
                sentence(
                    "his probability is positive",
                    lambda each: staker_chance(each, each["stake"]) > 0,
                ),
                STAKED,
            ),
        ),
        twins=(
            asked(
                FAIR,
                "all authorities but one",
                (
                    SEATS_COUNTED,
                    sentence(
                        "all authorities but one are counted",
                        lambda each: each["counted"] + 1 == each["authorities"],
                    ),
                ),
                sentence("they sum to share", lambda each: each["summed"] == each["share"]),
                SEATED,
            ),
            asked(
                FAIR,
                "a chance where authorities have all",
                (
                    sentence(
                        "0 < share <= 1", lambda each: (each["share"] > 0) & (each["share"] <= 1)
                    ),
                ),
                sentence(
                    "his probability is positive",
                    lambda each: staker_chance(each, each["stake"]) > 0,
                ),
                STAKED,
            ),
        ),
    )


def splitting_never_pays() -> Claim:
    """Two parts of a stake have the chance of the whole; any further part is one more of two."""
    twice = sentence(
        "a chance grows with the square of the stake",
        lambda each: (
            staker_chance(each, each["stake"]) * each["other"] * each["other"]
            == staker_chance(each, each["other"]) * each["stake"] * each["stake"]
        ),
    )
    parts_are_whole = sentence(
        "two parts propose as often as the whole",
        lambda each: (
            staker_chance(each, each["stake"]) + staker_chance(each, each["other"])
            == staker_chance(each, each["stake"] + each["other"])
        ),
    )
    return Claim(
        name=SPLIT,
        statement=(
            "With independent draws a stake that is split among any number of names proposes exactly as "
            "often as it did whole, so splitting and merging neither pay nor cost."
        ),
        protocol="any",
        conditions=(asked(SPLIT, "two parts", (), parts_are_whole, STAKED),),
        twins=(asked(SPLIT, "by the square", (part("share"),), twice, STAKED),),
    )


def seats_pay() -> Claim:
    """Authorities are equal by seat, so a second seat pays: admission has to prevent it."""
    one_more = sentence(
        "one seat more has a larger chance",
        lambda each: (
            (each["owned"] + 1) * authority_chance(grown(each))
            > each["owned"] * authority_chance(each)
        ),
    )
    more_pay = sentence(
        "one seat more has a larger reward",
        lambda each: (
            (each["owned"] + 1) * authority_reward(each["pool"], each["authorities"] + 1)
            > each["owned"] * authority_reward(each["pool"], each["authorities"])
        ),
    )
    less_than_double = sentence(
        "a second seat brings less than the first",
        lambda each: 2 * authority_chance(grown(each)) < 2 * authority_chance(each),
    )
    not_all = sentence(
        "0 <= owned < authorities",
        lambda each: (each["owned"] >= 0) & (each["owned"] < each["authorities"]),
    )
    some_or_all = sentence(
        "0 <= owned <= authorities",
        lambda each: (each["owned"] >= 0) & (each["owned"] <= each["authorities"]),
    )
    pays = sentence("pool > 0", lambda each: each["pool"] > 0)
    return Claim(
        name=SEATS,
        statement=(
            "An owner of some but not all seats of authorities who takes one more proposes more often "
            "and is paid more, a second seat bringing less than the first: splitting an authority pays, "
            "and only admission prevents it."
        ),
        protocol="any",
        conditions=(
            asked(SEATS, "chance", (not_all, part("share")), one_more, OWNED),
            asked(SEATS, "reward", (not_all, pays), more_pay, OWNED),
            asked(SEATS, "less than double", (part("share"),), less_than_double, OWNED),
        ),
        twins=(
            asked(SEATS, "all seats", (some_or_all, part("share")), one_more, OWNED),
            asked(SEATS, "no pay", (not_all, not_negative("pool")), more_pay, OWNED),
        ),
    )


def grown(each: Economy) -> Economy:
    """The same with one authority more."""
    return each.having(authorities=each["authorities"] + 1)
