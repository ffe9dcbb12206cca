"""How much of what a client trusts must have signed what it skips to: the exact threshold."""

from typing import Any

from ...models.protocol.quorums import at_least
from ..quorums.premises import BYZANTINE
from ..quorums.regions import Population
from ..quorums.setting import Regions
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from ..solving.truth import conjunction
from .light_client import SHOWN, TRUSTED

THRESHOLD = "any.light-client.trust-threshold"


def trust_threshold() -> Claim:
    """Skipping is safe exactly when the trust threshold is at least the Byzantine part."""
    numbers = ("trust", "byzantine")
    few = Premise(
        "fewer than the Byzantine part of the trusted authorities are Byzantine",
        lambda each: each.authorities(TRUSTED, BYZANTINE) < each.number("byzantine"),
    )
    whole = Premise("the trusted authorities are one", lambda each: each.authorities(TRUSTED) == 1)
    vouched = Premise(
        "signers hold the trust threshold",
        lambda each: at_least(
            each.authorities(TRUSTED, SHOWN), each.authorities(TRUSTED), each.number("trust"), 1
        ),
    )
    honest = Premise(
        "an honest trusted validator signed",
        lambda each: each.validators(TRUSTED, SHOWN, outside=(BYZANTINE,)) > 0,
    )
    reached = Premise(
        "trust >= byzantine", lambda each: each.number("trust") >= each.number("byzantine")
    )
    missed = Premise(
        "0 < trust < byzantine <= 1",
        lambda each: conjunction(
            [
                each.number("trust") > 0,
                each.number("trust") < each.number("byzantine"),
                each.number("byzantine") <= 1,
            ]
        ),
    )
    premises = (whole, few, vouched)
    sets = (TRUSTED, SHOWN, BYZANTINE)
    return Claim(
        name=THRESHOLD,
        statement=(
            "Signers who hold a part of what is trusted include an honest trusted validator for sure "
            "exactly when this trust threshold is at least the part of which less is Byzantine."
        ),
        protocol="any",
        conditions=(
            Condition(f"{THRESHOLD}: if", (*premises, reached), honest, Regions(sets, numbers)),
            Condition(
                f"{THRESHOLD}: only if",
                (missed,),
                Premise("the Byzantine alone are signers enough", all_byzantine),
                Regions((), numbers),
            ),
        ),
        twins=(
            Condition(
                f"{THRESHOLD}: less trust", (*premises, missed), honest, Regions(sets, numbers)
            ),
        ),
    )


def all_byzantine(each: Population) -> Any:
    """Whether Byzantine who hold just the trust threshold are few, and signers enough."""
    held = each.number("trust")
    return (held < each.number("byzantine")) & at_least(held, 1, each.number("trust"), 1)
