"""One phase of votes that decides needs four fifths: with more than a fifth silent it never does."""

from fractions import Fraction

from ...models.network.votes import TWO_DELAYS, of_two_delays
from ...models.protocol.quorums import Quorum
from ..solving.claim import ANY, Claim
from ..solving.condition import Condition, Premise
from ..solving.quantities import Quantities
from ..solving.truth import negated

SETTING = Quantities(reals=("silent", "signed"))
TWO_THIRDS = Quorum(Fraction(2, 3), None, strict=True)
ONE_PHASE = of_two_delays(TWO_THIRDS)
SPARE = 1 - TWO_DELAYS
"""Part of the validators that may be silent where one phase decides [1]."""

OTHERS_SIGN = Premise(
    "at most those who are not silent sign", lambda each: each["signed"] <= 1 - each["silent"]
)
ALL_OTHERS_SIGN = Premise(
    "all who are not silent sign", lambda each: each["signed"] == 1 - each["silent"]
)


def too_many_silent() -> Claim:
    """What the second message delay is paid with."""
    name = "any.network.silence"
    return Claim(
        name=name,
        statement=(
            f"Finality in two message delays, which needs {TWO_DELAYS} of the validators, is never "
            f"reached while more than {SPARE} are silent, 30 % for example; in three it is as long as "
            "fewer than 1/3 are."
        ),
        protocol=ANY,
        conditions=(
            never(name, Premise(f"silent > {SPARE}", lambda each: each["silent"] > SPARE)),
            Condition(
                f"{name}: three delays",
                (
                    ALL_OTHERS_SIGN,
                    Premise("silent < 1/3", lambda each: 3 * each["silent"] < 1),
                ),
                Premise(
                    "two phases decide", lambda each: TWO_THIRDS.is_met(each["signed"], 1, 0, 0)
                ),
                SETTING,
            ),
        ),
        twins=(
            never(
                f"{name}, at just a fifth",
                Premise(f"silent >= {SPARE}", lambda each: each["silent"] >= SPARE),
            ),
        ),
    )


def never(name: str, silent: Premise) -> Condition:
    """No certificate of one phase."""
    return Condition(
        f"{name}: two delays",
        (OTHERS_SIGN, silent),
        Premise(
            "one phase does not decide",
            lambda each: negated(ONE_PHASE.is_met(each["signed"], 1, 0, 0)),
        ),
        SETTING,
    )
