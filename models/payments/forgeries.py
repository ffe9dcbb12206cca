"""What a forger may try: payments made by running the prover with what it must not be run with."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from py_arkworks_bls12381 import G1Point, Scalar

from ..cryptography.group_order import ORDER
from .limbs import limb
from .paying import Created, Holding, Payee, created, pay, proven
from .pedersen import public_key
from .randomness import Draw
from .range_proofs import digits_of
from .rules import Output, Payment, Rules


@dataclass(frozen=True, slots=True)
class Scene:
    """A payer, a payee and what the payer has."""

    rules: Rules
    payer: Scalar
    payee: Scalar
    holding: Holding
    outputs: int
    """Of each payment, a power of two above 1 [1]."""
    draw: Draw

    @property
    def available(self) -> int:
        """What the payer has [base unit]."""
        return self.holding.opening.value

    @property
    def keys(self) -> tuple[G1Point, G1Point]:
        """Keys of payer and payee."""
        return public_key(self.payer), public_key(self.payee)

    def shared(self, first: int, rest: int) -> list[Payee]:
        """So much to the payee, the rest back to the payer, and nothing in further outputs."""
        payer, payee = self.keys
        nothing = [Payee(payer, 0)] * (self.outputs - 2)
        return [Payee(payee, first), Payee(payer, rest), *nothing]

    def honest_payees(self) -> list[Payee]:
        """Half of all to the payee, one to the validators, the rest back."""
        half = self.available // 2
        return self.shared(half, self.available - half - 1)

    def made(self, first: int, rest: int) -> list[Created]:
        """The same as outputs, whatever the numbers are."""
        return [created(self.rules, each, self.draw) for each in self.shared(first, rest)]

    def proven(self, made: list[Created], fee: int = 1) -> Payment:
        """A payment by the prover's part alone, without any check."""
        return proven(self.rules, [self.holding], made, fee, self.draw)


def honest(scene: Scene) -> Payment:
    """What nobody can refuse."""
    return pay(scene.rules, [scene.holding], scene.honest_payees(), 1, scene.draw)


def inflated(scene: Scene) -> Payment:
    """Outputs are one more than what is spent."""
    return scene.proven(scene.made(1, scene.available - 1))


def negative(scene: Scene) -> Payment:
    """More to the payee than there is, and a negative amount back: the sum is right."""
    return scene.proven(scene.made(scene.available + 4, -5))


def wrapped(scene: Scene) -> Payment:
    """The same, the negative amount written as a number just below the order of the group."""
    return scene.proven(scene.made(scene.available + 4, ORDER - 5))


def too_large(scene: Scene) -> Payment:
    """An amount of one bit more than there is room for, balanced by a negative one."""
    bound = scene.rules.layout.bound
    return scene.proven(scene.made(bound, scene.available - 1 - bound))


def with_digits(scene: Scene, low: int, high: int) -> Payment:
    """The amount 2 under a proof whose two lowest digits are these."""
    made = scene.made(2, scene.available - 3)
    bits = scene.rules.layout.bits
    digits = [digits_of(each.value, bits) for one in made for each in one.limbs]
    digits[0][:2] = [low, high]
    return proven(scene.rules, [scene.holding], made, 1, scene.draw, digits=digits)


def digit_of_two(scene: Scene) -> Payment:
    """The amount 2 as twice one: a digit is 2."""
    return with_digits(scene, 2, 0)


def negative_digit(scene: Scene) -> Payment:
    """The amount 2 as twice two, less twice one: a digit is negative."""
    return with_digits(scene, -2, 2)


def other_fee(scene: Scene) -> Payment:
    """A payment whose fee is changed afterwards."""
    return replace(honest(scene), fee=0)


def other_range_proof(scene: Scene) -> Payment:
    """The range proof of another payment of the same amounts."""
    return replace(honest(scene), range_proof=honest(scene).range_proof)


def other_answer(scene: Scene) -> Payment:
    """The owner's consent to another payment of the same amounts."""
    return replace(honest(scene), answer=honest(scene).answer)


def other_chain(scene: Scene) -> Payment:
    """A payment of another chain with the same outputs."""
    return honest(replace(scene, rules=replace(scene.rules, chain=f"not {scene.rules.chain}")))


def other_owner(scene: Scene) -> Payment:
    """Somebody spends what is not theirs, having learned what it hides."""
    return honest(replace(scene, holding=replace(scene.holding, secret=scene.payee)))


def redirected(scene: Scene) -> Payment:
    """The payee's key is replaced on the way."""
    payment = honest(scene)
    first, *others = payment.outputs
    thief = replace(first, owner=public_key(scene.draw()))
    return replace(payment, outputs=(thief, *others))


def unreadable(scene: Scene) -> Payment:
    """The auditor's handle is made for another key."""
    first, *others = scene.made(2, scene.available - 3)
    stranger = public_key(scene.draw())
    pieces = tuple(limb(each, stranger) for each in first.limbs)
    output = Output(first.output.owner, pieces, first.output.note)
    return scene.proven([replace(first, output=output), *others])


def self_issued(scene: Scene) -> Payment:
    """Somebody who is not the issuer makes money in the open."""
    payees = scene.shared(scene.available, 9)
    return pay(scene.rules, [scene.holding], payees, 1, scene.draw, issued=10)


def spent_twice_at_once(scene: Scene) -> Payment:
    """The same output stands among the inputs twice."""
    payees = scene.shared(scene.available, scene.available - 1)
    return pay(scene.rules, [scene.holding, scene.holding], payees, 1, scene.draw)


FORGERIES: dict[str, Callable[[Scene], Payment]] = {
    "inflated": inflated,
    "negative amount": negative,
    "wrapped around the order": wrapped,
    "amount out of range": too_large,
    "digit 2": digit_of_two,
    "negative digit": negative_digit,
    "changed fee": other_fee,
    "range proof of another payment": other_range_proof,
    "consent to another payment": other_answer,
    "payment of another chain": other_chain,
    "spent by a stranger": other_owner,
    "redirected": redirected,
    "hidden from the auditor": unreadable,
    "issued by a stranger": self_issued,
    "spent twice at once": spent_twice_at_once,
}
"""By name; a replay and tampered bytes are tried beside them."""
