"""Forms of authority oversight in Secure: for each, exactly when it is safe beside Fast, and when live.

All are parts of the authorities, with fewer than the part `byzantine` faulty. A form is safe when a
final Secure block never contradicts a Fast certificate, and live when the honest authorities alone can
let a block pass. Countersigning is two certificates of one resource, whose exact bound is settled in
`proofs/quorums/thresholds.py`; here is what follows from it. Objecting is in `veto.py`.
"""

from fractions import Fraction
from typing import Any

from ...models.protocol.fallback import least_oversight
from ...models.protocol.oversight import is_countersigned
from ...models.protocol.quorums import at_least, certificates_intersect, more_than
from ..quorums.fallback import stake_alone
from ..quorums.thresholds import threshold_claims
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from ..solving.quantities import Quantities, Values
from ..solving.truth import conjunction, negated
from .veto import RANGES, ROOM, veto_claims

BOUNDS = ("fast", "oversight", "byzantine")


def oversight_claims() -> list[Claim]:
    """Countersigning, its three usual parts, objecting, and ratifying afterwards."""
    return [countersigning(), usual_parts(), *veto_claims(), ratifying()]


def safe(each: Values) -> Any:
    """Whether this oversight is safe beside Fast, by the exact bound."""
    return certificates_intersect(each["fast"], each["oversight"], each["byzantine"])


SAFE = Premise("fast + oversight - byzantine >= 1", safe)
LIVE = Premise(
    "oversight + byzantine <= 1",
    lambda each: is_countersigned(each["oversight"], each["byzantine"]),
)


def countersigning() -> Claim:
    """A part of the authorities signs the certificate."""
    name = "any.oversight.countersigning"
    return Claim(
        name=name,
        statement=(
            "Oversight by a part that countersigns is live exactly when oversight + byzantine <= 1; it "
            "can be safe beside Fast and live exactly when fast >= 2 byzantine, from "
            "1 + byzantine - fast to 1 - byzantine."
        ),
        protocol="any",
        conditions=(
            honest_sign(name, LIVE),
            silent_block(name),
            Condition(f"{name}: both only if", (SAFE, LIVE), ROOM, Quantities(BOUNDS)),
            Condition(
                f"{name}: both if",
                (ROOM,),
                Premise(
                    "the least safe oversight is safe and live",
                    lambda each: conjunction(
                        [
                            part.holds(Values({**each.numbers, "oversight": least(each)}))
                            for part in (SAFE, LIVE)
                        ]
                    ),
                ),
                Quantities(("fast", "byzantine")),
            ),
        ),
        twins=(honest_sign(f"{name}, one Byzantine more", LIVE, permitted="<="),),
        rests_on=tuple(threshold_claims()),
    )


def least(each: Values) -> Any:
    """Least oversight that is safe beside Fast [1]."""
    return least_oversight(each["fast"], each["byzantine"])


def honest_sign(name: str, live: Premise, permitted: str = "<") -> Condition:
    """All but the Byzantine are a countersignature, under either reading of the threshold."""
    silent = Premise(
        f"silent {permitted} byzantine",
        lambda each: (
            each["silent"] < each["byzantine"]
            if permitted == "<"
            else each["silent"] <= each["byzantine"]
        ),
    )
    return Condition(
        f"{name}: the honest countersign",
        (silent, live),
        Premise(
            "more than the oversight signs",
            lambda each: more_than(1 - each["silent"], 1, each["oversight"], 1),
        ),
        Quantities(("oversight", "byzantine", "silent")),
    )


def silent_block(name: str) -> Condition:
    """Wherever the bound fails, so many silent Byzantine leave too few."""

    def blocked(each: Values) -> Any:
        silent = (1 - each["oversight"] + each["byzantine"]) / 2
        return conjunction(
            [
                silent >= 0,
                silent < each["byzantine"],
                negated(at_least(1 - silent, 1, each["oversight"], 1)),
            ]
        )

    return Condition(
        f"{name}: silence blocks",
        (
            Premise("not oversight + byzantine <= 1", lambda each: negated(LIVE.holds(each))),
            Premise("oversight <= 1", lambda each: each["oversight"] <= 1),
        ),
        Premise("fewer than the oversight is left by permitted silence", blocked),
        Quantities(("oversight", "byzantine")),
    )


def usual_parts() -> Claim:
    """What the three usual parts ask of Fast and of the Byzantine."""
    name = "any.oversight.usual-parts"
    return Claim(
        name=name,
        statement=(
            "Without oversight Secure is live and never safe beside Fast; half of the authorities is "
            "safe exactly when fast >= 1/2 + byzantine and live exactly when byzantine <= 1/2; two "
            "thirds safe exactly when fast >= 1/3 + byzantine and live exactly when byzantine <= 1/3."
        ),
        protocol="any",
        conditions=(
            Condition(
                f"{name}: none",
                RANGES,
                Premise(
                    "live, and not safe beside Fast",
                    lambda each: conjunction(
                        [
                            is_countersigned(0, each["byzantine"]),
                            negated(certificates_intersect(each["fast"], 0, each["byzantine"])),
                        ]
                    ),
                ),
                Quantities(("fast", "byzantine")),
            ),
            *(of_part(name, words, part, part) for words, part in PARTS.items()),
        ),
        twins=(of_part(f"{name}, a tenth less", "half", PARTS["half"], Fraction(2, 5)),),
        rests_on=(stake_alone(),),
    )


PARTS = {"half": Fraction(1, 2), "two thirds": Fraction(2, 3)}
"""Parts of the authorities that people propose."""


def of_part(name: str, words: str, part: Fraction, asked: Fraction) -> Condition:
    """Safe where Fast is higher than the Byzantine by what the part lacks, live where these are few."""
    lacks = 1 - part

    def exact(each: Values) -> Any:
        fast, byzantine = each["fast"], each["byzantine"]
        return conjunction(
            [
                certificates_intersect(fast, asked, byzantine) == (fast >= lacks + byzantine),
                is_countersigned(asked, byzantine) == (byzantine <= lacks),
            ]
        )

    return Condition(
        f"{name}: {words}",
        RANGES[1:],
        Premise(
            f"safe exactly when fast >= {lacks} + byzantine, live when byzantine <= {lacks}", exact
        ),
        Quantities(("fast", "byzantine")),
    )


def ratifying() -> Claim:
    """Stake confirms at once, a part of the authorities makes final what they ratify."""
    name = "any.oversight.ratification"
    return Claim(
        name=name,
        statement=(
            "Where stake alone confirms a block and a part of the authorities then ratifies it, "
            "confirmation never waits for an authority and can be undone by a Fast certificate; "
            "finality is safe and live exactly as if that part had countersigned."
        ),
        protocol="any",
        conditions=(
            Condition(
                f"{name}: confirmed",
                RANGES,
                Premise(
                    "needs no authority, and is not safe beside Fast",
                    lambda each: conjunction(
                        [
                            at_least(0, 1, 0, 1),
                            negated(certificates_intersect(each["fast"], 0, each["byzantine"])),
                        ]
                    ),
                ),
                Quantities(("fast", "byzantine")),
            ),
            Condition(
                f"{name}: final",
                (SAFE, LIVE),
                Premise(
                    "from 1 + byzantine - fast to 1 - byzantine",
                    lambda each: (
                        (each["oversight"] >= least(each))
                        & (each["oversight"] <= 1 - each["byzantine"])
                    ),
                ),
                Quantities(BOUNDS),
            ),
        ),
        twins=(
            Condition(
                f"{name}, final without the authorities",
                (LIVE,),
                Premise(
                    "the oversight is safe beside Fast",
                    safe,
                ),
                Quantities(BOUNDS),
            ),
        ),
        rests_on=(countersigning(), stake_alone()),
    )
