"""The story of private payments played on this machine, each step with the time that it took."""

from collections.abc import Mapping
from dataclasses import dataclass
from time import process_time
from typing import Any

from ...models.errors import InvalidParameter
from ...models.payments.costs import PLAIN, PaymentCosts, outlay, payments_per_second
from ...models.payments.limbs import Layout
from ...models.payments.randomness import from_seed
from ...models.payments.stage import Stage, assembled, matrix, truth
from ...models.payments.story import BATCH, Step, story

OUTPUTS = (2, 4, 8, 16)
"""Of a payment: what one range proof holds [1]."""
BITS = (8, 16, 32, 64)
"""Of an amount [1]."""
LIMBS = 4
"""Pieces of an amount [1]."""
SIGN, VERIFY = "ed25519_sign", "ed25519_verify"
"""Operations of a plain payment, as a file of costs names them."""
CAVEAT = "a model: neither audited nor constant-time; it must not hold anybody's money"


@dataclass(frozen=True, slots=True)
class Played:
    """What happened."""

    seed: int
    outputs: int
    bits: int
    steps: tuple[tuple[Step, float], ...]
    """With the processor's seconds that each took [s]."""
    disclosure: dict[str, dict[str, float]]
    """Part of each fact that each party found out [1]."""
    plain: PaymentCosts
    """Of a payment to compare with."""
    validators: int
    """That check and keep a payment, for the comparison [1]."""

    @property
    def forgeries(self) -> list[Step]:
        """Attempts to cheat."""
        return [step for step, _ in self.steps if step.forged]

    @property
    def wrong(self) -> list[str]:
        """Steps that ended otherwise than they must, forgeries that were accepted among them."""
        return [step.name for step, _ in self.steps if not step.right]

    def seconds(self, name: str) -> float:
        """Processor time of a step [s]."""
        return next(seconds for step, seconds in self.steps if step.name == name)

    @property
    def size(self) -> int:
        """Of the payment with its proofs [B]."""
        return next(step.size or 0 for step, _ in self.steps if step.name == "prove")

    def compared(self) -> dict[str, dict[str, float]]:
        """What a payment costs on this machine, plain, private, and private checked with others."""
        proving, checking = self.seconds("prove"), self.seconds("verify")
        together = self.seconds("verify together") / BATCH
        kinds = {
            "plain": self.plain,
            "private": PaymentCosts(proving=proving, checking=checking, size=self.size),
            "batched": PaymentCosts(proving=proving, checking=together, size=self.size),
        }
        return {
            kind: {
                "checked_per_second": payments_per_second(costs.checking),
                **outlay(costs, self.validators),
            }
            for kind, costs in kinds.items()
        }

    def as_dict(self) -> dict[str, Any]:
        """The story as `hybridstake payments demo --json` prints it.

        Returns
        -------
        dict
            `seed`, `outputs`, `bits` as asked; `payment_bytes`; processor seconds `prove_seconds`,
            `verify_seconds` and `batch_seconds`, the last for each of those checked together;
            `forgeries` and `forgeries_accepted`; `steps`, each with `step`, `what`, `forged`, `right`,
            `bytes` or null, and `seconds`; `disclosure` by party and fact; `validators` and `costs` by
            kind of payment, each with `checked_per_second`, `joules`, `fee_usd` and
            `least_amount_usd`; `caveat`.
        """
        return {
            "seed": self.seed,
            "outputs": self.outputs,
            "bits": self.bits,
            "payment_bytes": self.size,
            "prove_seconds": round(self.seconds("prove"), 6),
            "verify_seconds": round(self.seconds("verify"), 6),
            "batch_seconds": round(self.seconds("verify together") / BATCH, 6),
            "forgeries": len(self.forgeries),
            "forgeries_accepted": sum(not step.right for step in self.forgeries),
            "steps": [
                {
                    "step": step.name,
                    "what": step.what,
                    "forged": step.forged,
                    "right": step.right,
                    "bytes": step.size,
                    "seconds": round(seconds, 6),
                }
                for step, seconds in self.steps
            ],
            "disclosure": self.disclosure,
            "validators": self.validators,
            "costs": self.compared(),
            "caveat": CAVEAT,
        }


def plain_costs(measured: Mapping[str, float] | None) -> PaymentCosts:
    """Costs of a plain payment: those of a file, or ours.

    Parameters
    ----------
    measured
        Seconds by operation, as `hybridstake measure crypto --out` writes them; None: measured once.
    """
    if measured is None:
        return PLAIN
    return PaymentCosts(proving=measured[SIGN], checking=measured[VERIFY], size=PLAIN.size)


def played(
    seed: int,
    outputs: int,
    bits: int,
    validators: int = 1_000,
    measured: Mapping[str, float] | None = None,
) -> Played:
    """The whole story.

    Parameters
    ----------
    seed
        All secrets come from it: the same seed gives the same bytes.
    outputs
        Of each payment [1].
    bits
        Of an amount [1].
    validators
        That check and keep a payment, for the comparison [1].
    measured
        Seconds by operation of a plain payment, as of `plain_costs`.

    Raises
    ------
    InvalidParameter
        If there is no proof of this shape.
    """
    for name, number, allowed in (("outputs", outputs, OUTPUTS), ("bits", bits, BITS)):
        if number not in allowed:
            *some, last = allowed
            raise InvalidParameter(
                f"{name} must be {', '.join(map(str, some))} or {last}, got {number}"
            )
    layout = Layout(LIMBS, bits // LIMBS)
    stage = assembled(layout, outputs, from_seed(f"payments demo {seed}".encode()))
    return Played(seed, outputs, bits, *_timed(stage), plain_costs(measured), validators)


def _timed(stage: Stage) -> tuple[tuple[tuple[Step, float], ...], dict[str, dict[str, float]]]:
    """Every step with its time, and who found out what."""
    steps = story(stage)
    found: list[tuple[Step, float]] = []
    happened = None
    begun = process_time()
    for step in steps:
        found.append((step, process_time() - begun))
        happened = happened or truth(stage, stage.scene())
        begun = process_time()
    assert happened is not None
    seen = matrix(stage, happened)
    facts = {
        party: {fact.value: share for fact, share in each.items()} for party, each in seen.items()
    }
    return tuple(found), facts
