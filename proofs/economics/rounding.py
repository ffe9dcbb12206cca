"""Whole base units: how much is left over, and what a stake gains or loses by being in parts.

Rewards and slashes are shares rounded down. Each condition multiplies unknowns, but is one line of the
law of division with remainder: `is_share` says it without a division.
"""

from ...models.ledger.steps.shares import is_share
from ..solving.claim import Claim
from .setting import Amounts, Economy, asked, sentence

DUST, PARTS, LATER = (
    "any.rounding.dust",
    "any.rounding.splitting-never-pays",
    "any.rounding.splitting-never-pays-later",
)

UNITS = Amounts(
    (),
    whole=("pool", "total", "weight", "stake", "shared", "members", "amount", "lost"),
    positive=("total", "members"),
    natural=("pool", "weight", "stake", "lost"),
)
"""Pool and total are the fraction of a slash as well: its numerator, and its denominator."""

IN_PROPORTION = sentence(
    "pool * weight is at least shared * total, and below (shared + members) * total",
    lambda each: (
        (each["shared"] * each["total"] <= each["pool"] * each["weight"])
        & (each["pool"] * each["weight"] < (each["shared"] + each["members"]) * each["total"])
    ),
)
ONE_SHARE = sentence(
    "amount is the stake's share, rounded down",
    lambda each: is_share(each["amount"], each["pool"], each["stake"], each["total"]),
)
SHARE_OF_ALL = sentence(
    "amount is the share of the parts' whole weight, rounded down",
    lambda each: is_share(each["amount"], each["pool"], each["weight"], each["total"]),
)
EVERYBODY = sentence("weight = total", lambda each: each["weight"] == each["total"])


def rounding_claims() -> list[Claim]:
    """Theorems about whole shares."""
    return [dust(), splitting_never_pays(), splitting_never_pays_later()]


def with_member(each: Economy) -> Economy:
    """One more share given out."""
    return each.having(
        shared=each["shared"] + each["amount"],
        weight=each["weight"] + each["stake"],
        members=each["members"] + 1,
    )


def dust() -> Claim:
    """By induction over members: fewer base units are left than there are members."""
    first = sentence(
        "the shares are the first member's alone",
        lambda each: (
            (each["members"] == 1)
            & (each["weight"] == each["stake"])
            & (each["shared"] == each["amount"])
        ),
    )
    return Claim(
        name=DUST,
        statement=(
            "Of a pool divided by weight, each share rounded down, fewer base units are left over than "
            "there are members, and never less than none."
        ),
        protocol="any",
        conditions=(
            asked(DUST, "the first member", (first, ONE_SHARE), IN_PROPORTION, UNITS),
            asked(
                DUST,
                "one more member",
                (IN_PROPORTION, ONE_SHARE),
                sentence(
                    f"with one more, {IN_PROPORTION.name}",
                    lambda each: IN_PROPORTION.holds(with_member(each)),
                ),
                UNITS,
            ),
            asked(
                DUST,
                "all members",
                (IN_PROPORTION, EVERYBODY),
                sentence(
                    "shared <= pool < shared + members",
                    lambda each: (
                        (each["shared"] <= each["pool"])
                        & (each["pool"] < each["shared"] + each["members"])
                    ),
                ),
                UNITS,
            ),
        ),
        twins=(
            asked(
                DUST,
                "nothing left over",
                (IN_PROPORTION, EVERYBODY),
                sentence("shared = pool", lambda each: each["shared"] == each["pool"]),
                UNITS,
            ),
        ),
    )


def splitting_never_pays() -> Claim:
    """The parts' shares against the share of the whole; `dust` proves that they are in proportion."""
    multiplied = sentence(
        "amount * total < (shared + members) * total",
        lambda each: (
            each["amount"] * each["total"] < (each["shared"] + each["members"]) * each["total"]
        ),
    )
    return Claim(
        name=PARTS,
        statement=(
            "A stake in k parts is paid at most what it would be whole, and at most k - 1 base units "
            "less; and so slashed: splitting never pays in rewards, and saves k - 1 base units of a "
            "slash at most."
        ),
        protocol="any",
        conditions=(
            asked(
                PARTS,
                "no more",
                (IN_PROPORTION, SHARE_OF_ALL),
                sentence("shared <= amount", lambda each: each["shared"] <= each["amount"]),
                UNITS,
            ),
            asked(
                PARTS,
                "hardly less, times total",
                (IN_PROPORTION, SHARE_OF_ALL),
                multiplied,
                UNITS,
            ),
            asked(
                PARTS,
                "hardly less",
                (multiplied,),
                sentence(
                    "amount <= shared + members - 1",
                    lambda each: each["amount"] <= each["shared"] + each["members"] - 1,
                ),
                UNITS,
            ),
        ),
        twins=(
            asked(
                PARTS,
                "no less either",
                (IN_PROPORTION, SHARE_OF_ALL),
                sentence("shared >= amount", lambda each: each["shared"] >= each["amount"]),
                UNITS,
            ),
        ),
        rests_on=(dust(),),
    )


def splitting_never_pays_later() -> Claim:
    """What the parts lose stays in the pool and is divided with the next reward: it is not regained."""
    grown = sentence(
        "the parts share a pool that is larger by what they lost",
        lambda each: IN_PROPORTION.holds(each.having(pool=each["pool"] + each["lost"])),
    )
    within = sentence("weight <= total", lambda each: each["weight"] <= each["total"])
    multiplied = sentence(
        "shared * total < (amount + 1 + lost) * total",
        lambda each: (
            each["shared"] * each["total"] < (each["amount"] + 1 + each["lost"]) * each["total"]
        ),
    )
    return Claim(
        name=LATER,
        statement=(
            "What a stake in parts loses by rounding is divided again with the next reward, of which it "
            "then gets at most so much more than it would whole: it is no better off after both."
        ),
        protocol="any",
        conditions=(
            asked(
                LATER,
                "the next reward, times total",
                (grown, SHARE_OF_ALL, within),
                multiplied,
                UNITS,
            ),
            asked(
                LATER,
                "the next reward",
                (multiplied,),
                sentence(
                    "shared <= amount + lost",
                    lambda each: each["shared"] <= each["amount"] + each["lost"],
                ),
                UNITS,
            ),
        ),
        twins=(
            asked(
                LATER,
                "nothing regained",
                (grown, SHARE_OF_ALL, within),
                sentence("shared <= amount", lambda each: each["shared"] <= each["amount"]),
                UNITS,
            ),
        ),
        rests_on=(dust(),),
    )
