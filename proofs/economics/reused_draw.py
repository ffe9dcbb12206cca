"""One draw for class and member: who never proposes, who proposes too often, and that merging pays.

Whatever the draw leaves to a class goes to the members on one side of a cut: to authorities of low
rank, and to the stakers who come last in the order of increasing stake.
"""

from typing import Any

from ...models.protocol.selection import (
    reused_authority_probability,
    reused_staker_probability,
)
from ..solving.claim import Claim
from ..solving.condition import Premise
from ..solving.quantities import not_negative
from .setting import Amounts, Economy, asked, part, sentence

CUT, BIAS, ADDS_UP, MERGING = (
    "any.selection.reused-draw-cut",
    "any.selection.reused-draw-bias",
    "any.selection.reused-draw-adds-up",
    "any.selection.merging-pays-with-a-reused-draw",
)

SEATED = Amounts(("rank", "authorities"), ("share", "summed"), positive=("authorities",))
STAKED = Amounts(("before", "stake", "total"), ("share", "summed"), positive=("stake", "total"))
MERGED = Amounts(
    ("before", "before_smaller", "before_larger", "smaller", "larger", "total"),
    ("share",),
    positive=("smaller", "larger", "total"),
)


def reused_draw_claims() -> list[Claim]:
    """Theorems about one draw for two decisions."""
    return [cut(), bias(), adds_up(), merging_pays()]


def seat_chance(each: Economy) -> Any:
    """Probability that the authority of this rank proposes [1]."""
    return reused_authority_probability(each["share"], each["rank"], each["authorities"])


def stake_chance(each: Economy, before: Any, stake: Any) -> Any:
    """Probability that a staker proposes who comes after so much stake [1]."""
    return reused_staker_probability(each["share"], before, stake, each["total"])


RANK_IN_CUT = sentence(
    "rank < share * authorities",
    lambda each: each["rank"] < each["share"] * each["authorities"],
)
STAKE_PAST_CUT = sentence(
    "before + stake > share * total",
    lambda each: each["before"] + each["stake"] > each["share"] * each["total"],
)
SEAT_HAS_CHANCE = sentence("the authority has a chance", lambda each: seat_chance(each) > 0)
STAKER_HAS_CHANCE = sentence(
    "the staker has a chance",
    lambda each: stake_chance(each, each["before"], each["stake"]) > 0,
)


def cut() -> Claim:
    """Beyond the cut the probability is zero."""
    rounded = sentence("rank < authorities", lambda each: each["rank"] < each["authorities"])
    return Claim(
        name=CUT,
        statement=(
            "With one draw for class and member an authority can propose exactly if its rank, from "
            "zero, is below share times the authorities, and a staker exactly if the stake of all up to "
            "him is above share times the total: nobody else ever proposes."
        ),
        protocol="any",
        conditions=(
            asked(CUT, "authorities within", (RANK_IN_CUT,), SEAT_HAS_CHANCE, SEATED),
            asked(CUT, "authorities beyond", (SEAT_HAS_CHANCE,), RANK_IN_CUT, SEATED),
            asked(CUT, "stakers past", (STAKE_PAST_CUT,), STAKER_HAS_CHANCE, STAKED),
            asked(CUT, "stakers before", (STAKER_HAS_CHANCE,), STAKE_PAST_CUT, STAKED),
        ),
        twins=(asked(CUT, "every authority", (rounded, part("share")), SEAT_HAS_CHANCE, SEATED),),
    )


def bias() -> Claim:
    """Whoever is wholly on the right side of the cut has the whole of what others lose."""
    seat_within = sentence(
        "rank + 1 <= share * authorities",
        lambda each: each["rank"] + 1 <= each["share"] * each["authorities"],
    )
    stake_past = sentence(
        "before >= share * total", lambda each: each["before"] >= each["share"] * each["total"]
    )

    seat_gains = sentence(
        "the authority proposes with 1 / authorities",
        lambda each: seat_chance(each) * each["authorities"] == 1,
    )
    staker_gains = sentence(
        "the staker proposes with stake / total",
        lambda each: (
            stake_chance(each, each["before"], each["stake"]) * each["total"] == each["stake"]
        ),
    )
    return Claim(
        name=BIAS,
        statement=(
            "With one draw for class and member an authority wholly within the cut proposes with "
            "1 / authorities, which is 1 / share times what is fair, and a staker wholly past it with "
            "his part of all stake, 1 / (1 - share) times what is fair."
        ),
        protocol="any",
        conditions=(
            asked(BIAS, "authorities", (seat_within,), seat_gains, SEATED),
            asked(BIAS, "stakers", (stake_past,), staker_gains, STAKED),
        ),
        twins=(
            asked(BIAS, "an authority on the cut", (RANK_IN_CUT,), seat_gains, SEATED),
            asked(BIAS, "a staker on the cut", (STAKE_PAST_CUT,), staker_gains, STAKED),
        ),
    )


def adds_up() -> Claim:
    """The classes still have their parts: by induction over ranks, and over the order of stakes."""
    ranks = sentence(
        "ranks below propose with summed, at most share",
        lambda each: (
            (each["summed"] * each["authorities"] == each["rank"])
            & (each["rank"] <= each["share"] * each["authorities"])
            | (each["summed"] == each["share"])
            & (each["rank"] >= each["share"] * each["authorities"])
        ),
    )
    stakes = sentence(
        "stakers before propose with summed, at most 1 - share",
        lambda each: (
            (each["summed"] * each["total"] == each["before"] - each["share"] * each["total"])
            & (each["before"] >= each["share"] * each["total"])
            | (each["summed"] == 0) & (each["before"] <= each["share"] * each["total"])
        ),
    )
    return Claim(
        name=ADDS_UP,
        statement=(
            "With one draw for class and member all authorities together propose with probability share "
            "and all stakers with 1 - share, however many they are: the bias is within the classes."
        ),
        protocol="any",
        conditions=(
            asked(
                ADDS_UP,
                "one more rank",
                (ranks,),
                sentence(
                    "and so with one more",
                    lambda each: ranks.holds(
                        each.having(
                            summed=each["summed"] + seat_chance(each), rank=each["rank"] + 1
                        )
                    ),
                ),
                SEATED,
            ),
            asked(
                ADDS_UP,
                "all ranks",
                (
                    ranks,
                    sentence(
                        "rank = authorities", lambda each: each["rank"] == each["authorities"]
                    ),
                    sentence("share <= 1", lambda each: each["share"] <= 1),
                ),
                sentence("they sum to share", lambda each: each["summed"] == each["share"]),
                SEATED,
            ),
            asked(
                ADDS_UP,
                "one more staker",
                (stakes,),
                sentence(
                    "and so with one more",
                    lambda each: stakes.holds(
                        each.having(
                            summed=each["summed"]
                            + stake_chance(each, each["before"], each["stake"]),
                            before=each["before"] + each["stake"],
                        )
                    ),
                ),
                STAKED,
            ),
            asked(
                ADDS_UP,
                "all stakers",
                (
                    stakes,
                    sentence("before = total", lambda each: each["before"] == each["total"]),
                    sentence("share <= 1", lambda each: each["share"] <= 1),
                ),
                sentence("they sum to 1 - share", lambda each: each["summed"] == 1 - each["share"]),
                STAKED,
            ),
        ),
        twins=(
            asked(
                ADDS_UP,
                "all ranks but one",
                (
                    ranks,
                    sentence(
                        "rank + 1 = authorities",
                        lambda each: each["rank"] + 1 == each["authorities"],
                    ),
                    sentence("share <= 1", lambda each: each["share"] <= 1),
                ),
                sentence("they sum to share", lambda each: each["summed"] == each["share"]),
                SEATED,
            ),
        ),
    )


def merging_pays() -> Claim:
    """Two stakes that become one stand later in the order, where the draws of the class fall."""

    def apart(each: Economy) -> Any:
        return stake_chance(each, each["before_smaller"], each["smaller"]) + stake_chance(
            each, each["before_larger"], each["larger"]
        )

    def together(each: Economy) -> Any:
        return stake_chance(each, each["before"], each["smaller"] + each["larger"])

    order = Premise(
        "before_smaller + smaller <= before_larger <= before + smaller",
        lambda each: (
            (each["before_smaller"] + each["smaller"] <= each["before_larger"])
            & (each["before_larger"] <= each["before"] + each["smaller"])
        ),
    )
    return Claim(
        name=MERGING,
        statement=(
            "With one draw for class and member two stakes that merge never propose less often than "
            "apart, and some more often: a larger stake comes later in the order, with all smaller ones "
            "before it."
        ),
        protocol="any",
        conditions=(
            asked(
                MERGING,
                "never less",
                (order,),
                sentence("apart at most as often", lambda each: apart(each) <= together(each)),
                MERGED,
            ),
        ),
        twins=(
            asked(
                MERGING,
                "no more either",
                (order, not_negative("before_smaller", "before"), part("share")),
                sentence("apart as often", lambda each: apart(each) >= together(each)),
                MERGED,
            ),
        ),
    )
