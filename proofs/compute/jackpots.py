"""Jackpots of forced errors: nobody is paid more for claiming one under more names."""

from ...models.compute.verification.jackpot import halved, paid
from ..economics.setting import Amounts, asked, sentence
from ..solving.claim import ANY, Claim

SYBIL_PROOF = "any.jackpot.sybil-proof"
PRIZE = Amounts(("prize",), whole=("names",), natural=("prize",))

A_NAME = sentence("names >= 1", lambda each: each["names"] >= 1)


def sybil_proof() -> Claim:
    """One name more halves every prize, so that all of them together bring no more."""
    no_more = sentence(
        "one name more brings no more",
        lambda each: (
            paid(halved(each["prize"]), each["names"] + 1) <= paid(each["prize"], each["names"])
        ),
    )
    less = sentence(
        "one name more brings less",
        lambda each: (
            paid(halved(each["prize"]), each["names"] + 1) < paid(each["prize"], each["names"])
        ),
    )
    whole = sentence(
        "one name more brings no more though prizes stay whole",
        lambda each: paid(each["prize"], each["names"] + 1) <= paid(each["prize"], each["names"]),
    )
    second = sentence("names >= 2", lambda each: each["names"] >= 2)
    some = sentence("prize > 0", lambda each: each["prize"] > 0)
    return Claim(
        name=SYBIL_PROOF,
        statement=(
            "Where every further finder halves the prize of each, names of one owner are together paid "
            "no more for any number of them than for one, and less from the third on."
        ),
        protocol=ANY,
        conditions=(
            asked(SYBIL_PROOF, "no more", (A_NAME,), no_more, PRIZE),
            asked(SYBIL_PROOF, "less", (second, some), less, PRIZE),
        ),
        twins=(
            asked(SYBIL_PROOF, "prizes that stay whole", (A_NAME,), whole, PRIZE),
            asked(SYBIL_PROOF, "a second name", (A_NAME, some), less, PRIZE),
        ),
    )
