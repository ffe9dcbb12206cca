"""Oversight by objecting: a part of the authorities stops a block, and silence is consent.

Such a veto is live where countersigning is not, and safe beside Fast only while objections arrive before
the certificate that they are against: it needs a bound on delays for safety, which certificates do not.
"""

from typing import Any

from ...models.protocol.oversight import is_veto_live, is_veto_safe_in_time
from ...models.protocol.quorums import at_least
from ..quorums.overlaps import smaller
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from ..solving.quantities import Quantities, Values
from ..solving.truth import conjunction, negated

VETO = ("fast", "veto", "byzantine")
RANGES = tuple(
    Premise(f"0 < {name} < 1", lambda each, name=name: (each[name] > 0) & (each[name] < 1))
    for name in ("fast", "byzantine")
)
ROOM = Premise("fast >= 2 byzantine", lambda each: each["fast"] >= 2 * each["byzantine"])
FEWER = Premise(
    "0 <= faulty < byzantine",
    lambda each: (each["faulty"] >= 0) & (each["faulty"] < each["byzantine"]),
)
LIVE_VETO = Premise("veto >= byzantine", lambda each: is_veto_live(each["veto"], each["byzantine"]))
IN_TIME = Premise(
    "fast - byzantine >= veto",
    lambda each: is_veto_safe_in_time(each["fast"], each["veto"], each["byzantine"]),
)


def veto_claims() -> list[Claim]:
    """In time, and late."""
    return [vetoing(), late_veto()]


def vetoing() -> Claim:
    """A part of the authorities stops a block by objecting; silence is consent."""
    name = "any.oversight.veto"
    signed = Premise("more than fast signed", lambda each: each["signed"] > each["fast"])
    object_in_time = Premise(
        "all honest signers object in time",
        lambda each: each["objected"] >= each["signed"] - each["faulty"],
    )
    return Claim(
        name=name,
        statement=(
            "A veto is live exactly when veto >= byzantine, however many authorities are silent, and "
            "safe beside Fast exactly when fast - byzantine >= veto, if objections arrive in time; "
            "both can be had exactly when fast >= 2 byzantine."
        ),
        protocol="any",
        conditions=(
            Condition(
                f"{name}: live",
                (FEWER, LIVE_VETO),
                Premise(
                    "the Byzantine cannot stop a block",
                    lambda each: negated(at_least(each["faulty"], 1, each["veto"], 1)),
                ),
                Quantities(("veto", "byzantine", "faulty")),
            ),
            Condition(
                f"{name}: live only if",
                (Premise("not veto >= byzantine", lambda each: negated(LIVE_VETO.holds(each))),),
                Premise(
                    "permitted Byzantine stop every block",
                    lambda each: (
                        (middle(each) < each["byzantine"])
                        & at_least(middle(each), 1, each["veto"], 1)
                    ),
                ),
                Quantities(("veto", "byzantine")),
            ),
            Condition(
                f"{name}: safe",
                (signed, FEWER, object_in_time, IN_TIME),
                Premise("the block is stopped", is_stopped),
                Quantities((*VETO, "signed", "faulty", "objected")),
            ),
            safe_only_if(name),
            Condition(
                f"{name}: both only if",
                (IN_TIME, LIVE_VETO),
                ROOM,
                Quantities(VETO),
            ),
            Condition(
                f"{name}: both if",
                (ROOM,),
                Premise(
                    "a veto of the Byzantine part is safe and live",
                    lambda each: conjunction(
                        [
                            part.holds(Values({**each.numbers, "veto": each["byzantine"]}))
                            for part in (IN_TIME, LIVE_VETO)
                        ]
                    ),
                ),
                Quantities(("fast", "byzantine")),
            ),
        ),
        twins=(
            Condition(
                f"{name}, late: safe",
                (signed, FEWER, IN_TIME),
                Premise("the block is stopped", is_stopped),
                Quantities((*VETO, "signed", "faulty", "objected")),
            ),
        ),
    )


def middle(each: Values) -> Any:
    """Between the veto and the Byzantine part [1]."""
    return (each["veto"] + each["byzantine"]) / 2


def is_stopped(each: Values) -> Any:
    """Whether enough authorities objected."""
    return at_least(each["objected"], 1, each["veto"], 1)


def safe_only_if(name: str) -> Condition:
    """Wherever the bound fails, a Fast certificate can have too few honest signers to stop its rival."""

    def passes(each: Values) -> Any:
        fast, veto, byzantine = each["fast"], each["veto"], each["byzantine"]
        room = smaller(1 - fast, smaller(byzantine, veto + byzantine - fast)) / 3
        signed, faulty = fast + room, byzantine - room
        return conjunction(
            [
                (signed > fast) & (signed <= 1),
                (faulty >= 0) & (faulty < byzantine),
                negated(at_least(signed - faulty, 1, veto, 1)),
            ]
        )

    return Condition(
        f"{name}: safe only if",
        (
            Premise("not fast - byzantine >= veto", lambda each: negated(IN_TIME.holds(each))),
            *RANGES,
        ),
        Premise("the honest signers of a Fast certificate are too few", passes),
        Quantities(VETO),
    )


def late_veto() -> Claim:
    """What has not arrived stops nothing."""
    name = "any.oversight.late-veto"
    return Claim(
        name=name,
        statement=(
            "While objections are under way no veto is safe beside Fast: with nobody Byzantine and "
            "every authority in the Fast certificate, the block that contradicts it is not stopped."
        ),
        protocol="any",
        conditions=(
            Condition(
                name,
                (
                    Premise("0 < veto", lambda each: each["veto"] > 0),
                    Premise("no objection has arrived", lambda each: each["objected"] == 0),
                ),
                Premise("the block is not stopped", lambda each: negated(is_stopped(each))),
                Quantities(("veto", "objected")),
            ),
        ),
        twins=(
            Condition(
                f"{name}, one objection arrives",
                (Premise("0 < veto", lambda each: each["veto"] > 0),),
                Premise("the block is not stopped", lambda each: negated(is_stopped(each))),
                Quantities(("veto", "objected")),
            ),
        ),
    )
