"""How long a node may trust a block when it knows nothing but its own clock: the exact bound."""

from typing import Any

from ...models.protocol.checkpoints import is_fresh, trust_period_is_safe
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from ..solving.truth import negated
from .checkpoints import ACCEPTED, EVIDENCE_COMES, LEAVING, LOCKED, SIGNER_LEAVES, escape
from .timeline import Timeline, Times

TRUST = "any.checkpoint.trust-period"
CLOCK = ("trust period", "skew", "evidence delay", "notice", "unbonding")
TRUSTING = Times(
    CLOCK,
    {"checkpoint": "the block that the node trusts is created"}
    | ACCEPTED
    | LEAVING
    | {"clock": "what the node's clock shows as it accepts"},
    ("exit", "checkpoint", *ACCEPTED),
)


def trust_period() -> Claim:
    """How long a block may be trusted by a node that knows nothing but its own clock."""
    fresh = Premise(
        "the node's clock calls the block fresh",
        lambda each: is_fresh(each["checkpoint"], each["clock"], each["trust period"]),
    )
    skewed = Premise(
        "the clock is slow by at most the skew",
        lambda each: each["accepted"] - each["clock"] <= each["skew"],
    )

    def trusting(name: str, *bounds: Premise) -> Condition:
        return Condition(
            name, (*bounds, fresh, skewed, EVIDENCE_COMES, *SIGNER_LEAVES), LOCKED, TRUSTING
        )

    def younger(name: str, *bounds: Premise) -> Condition:
        as_long = Premise(
            "a block is trusted while it is younger than unbonding",
            lambda each: each["trust period"] == each["unbonding"],
        )
        at_once = Premise(
            "the evidence comes at once", lambda each: each["evidence"] <= each["accepted"]
        )
        return Condition(
            name, (*bounds, as_long, fresh, skewed, at_once, *SIGNER_LEAVES), LOCKED, TRUSTING
        )

    def exact(name: str) -> Premise:
        return Premise(f"{name} = 0", lambda each: each[name] == 0)

    return Claim(
        name=TRUST,
        statement=(
            "A block may be trusted for a period exactly if period + clock skew + evidence delay + "
            "notice <= unbonding: then every signer of another history is bonded when the evidence "
            "comes. With exact clocks and no notice, a checkpoint younger than unbonding protects from "
            "all who do not risk stake that is still locked."
        ),
        protocol="any",
        conditions=(
            trusting(f"{TRUST}: locked", Premise("the trust period is safe", is_safe)),
            younger(f"{TRUST}: younger than unbonding", exact("skew"), exact("notice")),
            Condition(
                f"{TRUST}: only if",
                (Premise("the trust period is not safe", lambda each: negated(is_safe(each))),),
                Premise(
                    "this timeline keeps every rule, and the signer escapes",
                    lambda each: trusted_too_long(each, (fresh, skewed)),
                ),
                Times(CLOCK, {}),
            ),
        ),
        twins=(
            younger(f"{TRUST}: younger than unbonding, with skew", exact("notice")),
            younger(f"{TRUST}: younger than unbonding, with notice", exact("skew")),
        ),
    )


def is_safe(each: Timeline) -> Any:
    """Whether the formula calls the trust period safe."""
    return trust_period_is_safe(*(each[name] for name in (*CLOCK[:3], "unbonding", "notice")))


def trusted_too_long(each: Timeline, rules: tuple[Premise, ...]) -> Any:
    """Whether a signer escapes a node whose clock is as slow as it can be.

    It goes on a little before the trust period ends: by half of what the period is too long.
    """
    created = each["skew"] * 0
    left = created - each["notice"]
    risked = each["trust period"] + each["skew"] + each["evidence delay"] + each["notice"]
    before = (risked - each["unbonding"]) / 2
    clock = created + each["trust period"] - before
    accepted = clock + each["skew"]
    story = {
        **each.times,
        "checkpoint": created,
        "clock": clock,
        "accepted": accepted,
        "evidence": accepted + each["evidence delay"],
        "exit": left,
        "paid": left + each["unbonding"],
    }
    return escape(story, (*rules, EVIDENCE_COMES, *SIGNER_LEAVES), LOCKED)
