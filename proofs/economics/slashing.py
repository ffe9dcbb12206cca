"""What offenders lose together and apart, and how many must misbehave to lose everything."""

from fractions import Fraction
from typing import Any

from ...models.economics.slashing import capped_fraction, penalty, slashed_fraction
from ...models.parameters.exact import as_written
from ...models.parameters.parameters import Parameters
from ..solving.claim import Claim
from ..solving.quantities import equal_to
from .setting import Amounts, Economy, asked, sentence

NAMES, APART, FACTOR = (
    "any.slashing.names-do-not-matter",
    "any.slashing.apart-is-cheaper",
    "any.slashing.correlation-at-a-third",
)

PARTS = Amounts(
    ("rate", "correlation_factor"),
    ("one", "other", "share"),
    positive=("one", "other", "share"),
    natural=("rate", "correlation_factor"),
)
"""Stakes as parts of all stake."""


def slashing_claims() -> list[Claim]:
    """Theorems about any rate and factor."""
    return [names_do_not_matter(), apart_is_cheaper(), enough_correlation()]


def loss(each: Economy, stake: Any, share: Any) -> Any:
    """What a stake loses when such a share misbehaves together [1]."""
    fraction = slashed_fraction(each["rate"], each["correlation_factor"], share)
    return penalty(stake, capped_fraction(fraction))


def flat_loss(each: Economy, stake: Any, share: Any) -> Any:
    """The same before the ceiling of everything [1]."""
    return penalty(stake, slashed_fraction(each["rate"], each["correlation_factor"], share))


def names_do_not_matter() -> Claim:
    """What counts is the share that misbehaves, not among how many names it is."""

    def own_share(each: Economy, stake: Any) -> Any:
        return flat_loss(each, stake, stake)

    return Claim(
        name=NAMES,
        statement=(
            "An offender who splits his stake among names that all misbehave together loses as much as "
            "he would whole, whatever the correlation: splitting neither helps nor hurts."
        ),
        protocol="any",
        conditions=(
            asked(
                NAMES,
                "two names",
                (),
                sentence(
                    "two names lose as much as one",
                    lambda each: (
                        loss(each, each["one"], each["share"])
                        + loss(each, each["other"], each["share"])
                        == loss(each, each["one"] + each["other"], each["share"])
                    ),
                ),
                PARTS,
            ),
        ),
        twins=(
            asked(
                NAMES,
                "each judged by its own share",
                (),
                sentence(
                    "two names lose as much as one",
                    lambda each: (
                        own_share(each, each["one"]) + own_share(each, each["other"])
                        == own_share(each, each["one"] + each["other"])
                    ),
                ),
                PARTS,
            ),
        ),
    )


def apart_is_cheaper() -> Claim:
    """Offences that are not punished together are punished less, by twice the product of the shares."""
    saved = sentence(
        "together they lose 2 * factor * one * other more",
        lambda each: (
            flat_loss(each, each["one"] + each["other"], each["one"] + each["other"])
            - flat_loss(each, each["one"], each["one"])
            - flat_loss(each, each["other"], each["other"])
            == 2 * each["correlation_factor"] * each["one"] * each["other"]
        ),
    )
    equal = sentence(
        "together they lose what they lose apart",
        lambda each: (
            flat_loss(each, each["one"] + each["other"], each["one"] + each["other"])
            == flat_loss(each, each["one"], each["one"])
            + flat_loss(each, each["other"], each["other"])
        ),
    )
    flat = sentence("no correlation", lambda each: each["correlation_factor"] == 0)
    return Claim(
        name=APART,
        statement=(
            "Two stakes that misbehave together lose 2 * factor * one * other more than if each were "
            "punished alone, below the ceiling; under a flat rate they lose the same."
        ),
        protocol="any",
        conditions=(
            asked(APART, "by how much", (), saved, PARTS),
            asked(APART, "a flat rate", (flat,), equal, PARTS),
        ),
        twins=(asked(APART, "any rate", (), equal, PARTS),),
    )


def enough_correlation() -> Claim:
    """The least factor that takes everything from a third."""
    third = sentence("share >= 1/3", lambda each: each["share"] * 3 >= 1)
    everything = sentence(
        "everything is lost", lambda each: loss(each, each["one"], each["share"]) == each["one"]
    )
    enough = sentence(
        "factor >= 3 * (1 - rate)",
        lambda each: each["correlation_factor"] >= 3 * (1 - each["rate"]),
    )
    exactly = sentence("share = 1/3", lambda each: each["share"] * 3 == 1)
    nearly = sentence(
        "factor >= 3 * (1 - rate) - 1/10",
        lambda each: each["correlation_factor"] >= 3 * (1 - each["rate"]) - Fraction(1, 10),
    )
    return Claim(
        name=FACTOR,
        statement=(
            "Whoever misbehaves together with at least a third of all stake loses everything exactly if "
            "the correlation factor is at least 3 * (1 - rate)."
        ),
        protocol="any",
        conditions=(
            asked(FACTOR, "enough", (third, enough), everything, PARTS),
            asked(FACTOR, "needed", (exactly, everything), enough, PARTS),
        ),
        twins=(asked(FACTOR, "nearly enough", (third, nearly), everything, PARTS),),
    )


def slashing_claims_of(protocol: str, parameters: Parameters) -> list[Claim]:
    """What a third that misbehaves together loses under a protocol's parameters.

    Parameters
    ----------
    protocol
        What the claim is named after.
    parameters
        Whose rate and correlation are asked.
    """
    name = f"{protocol}.slashing.third-loses-everything"
    premises = (
        equal_to("rate", as_written(parameters.slashing.rate)),
        equal_to("correlation_factor", as_written(parameters.slashing.correlation_factor)),
    )
    everything = sentence(
        "everything is lost", lambda each: loss(each, each["one"], each["share"]) == each["one"]
    )
    third = sentence("share >= 1/3", lambda each: each["share"] * 3 >= 1)
    quarter = sentence("share >= 1/4", lambda each: each["share"] * 4 >= 1)
    return [
        Claim(
            name=name,
            statement=(
                "Whoever misbehaves together with at least a third of all stake loses his whole stake."
            ),
            protocol=protocol,
            conditions=(asked(name, "a third", (*premises, third), everything, PARTS),),
            twins=(asked(name, "a quarter", (*premises, quarter), everything, PARTS),),
        )
    ]
