"""A payment from the payer's side: outputs are made, and everything is proved."""

from collections.abc import Sequence
from dataclasses import dataclass

from py_arkworks_bls12381 import G1Point, Scalar

from ..errors import InvalidParameter
from .limbs import limb
from .notes import Told, opened, sealed
from .payment_statement import payment_secrets, payment_statement
from .pedersen import Opening
from .randomness import Draw, from_seed
from .range_proofs import digits_of, prove_digits
from .rules import Output, Payment, Rules, opening_transcript, statement_bytes
from .sigma import proved


@dataclass(frozen=True, slots=True)
class Payee:
    """Who gets how much."""

    owner: G1Point
    amount: int
    """[base unit]"""


@dataclass(frozen=True, slots=True)
class Created:
    """An output, and what its maker knows of it."""

    output: Output
    limbs: tuple[Opening, ...]
    whole: Opening


@dataclass(frozen=True, slots=True)
class Holding:
    """An unspent output in its owner's hands."""

    reference: bytes
    output: Output
    opening: Opening
    secret: Scalar
    """Of the owner's key."""


def created(rules: Rules, payee: Payee, draw: Draw) -> Created:
    """An output for a payee; an amount out of range is cut like any other, and nobody accepts it."""
    seed = draw()
    limbs = limb_openings(rules, payee.amount, seed)
    pieces = tuple(limb(each, rules.auditor) for each in limbs)
    note = sealed(Told(payee.amount, seed), payee.owner, draw())
    return Created(Output(payee.owner, pieces, note), limbs, rules.layout.joined(limbs))


def limb_openings(rules: Rules, amount: int, seed: Scalar) -> tuple[Opening, ...]:
    """Pieces of an amount with the blindings that follow from a seed."""
    blinding = from_seed(seed.to_be_bytes())
    return tuple(Opening(each, blinding()) for each in rules.layout.cut(amount))


def pay(
    rules: Rules,
    holdings: Sequence[Holding],
    payees: Sequence[Payee],
    fee: int,
    draw: Draw,
    issued: int = 0,
) -> Payment:
    """A payment that everybody accepts.

    Parameters
    ----------
    rules
        Of the chain.
    holdings
        What is spent; none where new money is issued.
    payees
        A power of two of them, the payer's change among them.
    fee
        [base unit]
    draw
        Gives all blindings and nonces.
    issued
        Made from nothing, in the open [base unit].

    Raises
    ------
    InvalidParameter
        If an amount is out of range, or inputs and outputs differ.
    """
    bound = rules.layout.bound
    if not payees or len(payees) & (len(payees) - 1):
        raise InvalidParameter(f"outputs must be a power of two, got {len(payees)}")
    amounts = {f"amount {index}": each.amount for index, each in enumerate(payees)}
    for name, amount in {**amounts, "fee": fee, "issued": issued}.items():
        if not 0 <= amount < bound:
            raise InvalidParameter(f"{name} must lie in [0, 2^{rules.layout.width}), got {amount}")
    available = issued + sum(each.opening.value for each in holdings)
    asked = fee + sum(amounts.values())
    if asked != available:
        raise InvalidParameter(
            f"outputs and fee must equal the inputs ({available:,}), got {asked:,}"
        )
    made = [created(rules, payee, draw) for payee in payees]
    return proven(rules, holdings, made, fee, draw, issued)


def proven(
    rules: Rules,
    holdings: Sequence[Holding],
    made: Sequence[Created],
    fee: int,
    draw: Draw,
    issued: int = 0,
    digits: Sequence[Sequence[int]] | None = None,
) -> Payment:
    """The prover's part for whatever was made: only the verifier's checks stand in a forger's way.

    Parameters
    ----------
    rules
        Of the chain.
    holdings
        What is spent.
    made
        Outputs and what their maker knows.
    fee, issued
        Paid, and made from nothing [base unit].
    draw
        Gives all nonces.
    digits
        (limbs of all outputs, bits) that the range proof is to be about; None: those of the limbs.
    """
    inputs = tuple(each.reference for each in holdings)
    outputs = tuple(each.output for each in made)
    spent = [each.output for each in holdings]
    statement = statement_bytes(inputs, outputs, fee, issued)
    transcript = opening_transcript(rules, spent, statement)
    limbs = [opening for each in made for opening in each.limbs]
    true = [digits_of(each.value, rules.layout.bits) for each in limbs]
    range_proof = prove_digits(limbs, digits or true, transcript, draw)
    mixing = transcript.challenge("mixing")
    secrets = payment_secrets(
        [each.opening for each in holdings],
        [each.limbs for each in made],
        [each.whole for each in made],
        [each.secret for each in holdings],
        mixing,
    )
    claimed = payment_statement(rules, spent, outputs, fee, issued, mixing)
    answer = proved(claimed, secrets, transcript, draw)
    return Payment(inputs, outputs, fee, issued, range_proof, answer)


def received(rules: Rules, payment: Payment, secret: Scalar, owner: G1Point) -> list[Holding]:
    """Outputs of a payment that belong to somebody, as far as their notes say what they hide.

    Parameters
    ----------
    rules
        Of the chain.
    payment
        Any.
    secret, owner
        The payee's key.
    """
    found: list[Holding] = []
    for reference, output in zip(payment.references(), payment.outputs, strict=True):
        opening = learned(rules, output, secret) if output.owner == owner else None
        if opening is not None:
            found.append(Holding(reference, output, opening, secret))
    return found


def learned(rules: Rules, output: Output, secret: Scalar) -> Opening | None:
    """Opening of an output, from its note; None if the note says something else than the commitments."""
    told = opened(output.note, secret)
    if told is None:
        return None
    limbs = limb_openings(rules, told.amount, told.seed)
    agree = all(
        each.committed() == piece.commitment
        for each, piece in zip(limbs, output.limbs, strict=True)
    )
    return rules.layout.joined(limbs) if agree else None
