"""A payment from the verifier's side: alone, or many in one look."""

from collections.abc import Mapping, Sequence

from py_arkworks_bls12381 import Scalar

from ..errors import InvalidParameter
from .encoding import Reader, read_answer, read_range
from .limbs import Limb
from .notes import SEALED_BYTES, Note
from .payment_statement import (
    AUDIT_ROWS,
    AUDIT_SECRETS,
    BALANCE_ROWS,
    BALANCE_SECRETS,
    payment_statement,
)
from .range_proofs import LONGEST, check_range
from .rules import (
    NUMBER_BYTES,
    REFERENCE_BYTES,
    Output,
    Payment,
    Rules,
    opening_transcript,
    statement_bytes,
)
from .sigma import checked
from .sums import Sum, vanish, weighted
from .transcript import Transcript

Outputs = Mapping[bytes, Output]
"""Outputs by reference."""
MOST_INPUTS = 256


def equations_of(rules: Rules, payment: Payment, outputs: Outputs) -> tuple[list[Sum], Scalar]:
    """Sums that must vanish for a payment to be accepted, and a weight drawn after all of them.

    Parameters
    ----------
    rules
        Of the chain.
    payment
        Any.
    outputs
        Where the spent ones are found.

    Raises
    ------
    KeyError
        If an input is not among the outputs.
    InvalidParameter
        If there is no proof of this shape.
    """
    spent = [outputs[each] for each in payment.inputs]
    said = statement_bytes(payment.inputs, payment.outputs, payment.fee, payment.issued)
    transcript = opening_transcript(rules, spent, said)
    commitments = [limb.commitment for each in payment.outputs for limb in each.limbs]
    ranges = check_range(commitments, rules.layout.bits, payment.range_proof, transcript)
    mixing = transcript.challenge("mixing")
    claimed = payment_statement(rules, spent, payment.outputs, payment.fee, payment.issued, mixing)
    others = checked(claimed, payment.answer, transcript)
    return [*ranges, *others], transcript.challenge("weight")


def states_amounts(rules: Rules, payment: Payment) -> bool:
    """Whether what a payment says in the open, fee and issue, are amounts."""
    return all(0 <= each < rules.layout.bound for each in (payment.fee, payment.issued))


def verified(rules: Rules, payment: Payment, outputs: Outputs) -> bool:
    """Whether a payment's proofs are right; its inputs must be among the outputs."""
    return states_amounts(rules, payment) and vanish(*equations_of(rules, payment, outputs))


def verified_together(rules: Rules, payments: Sequence[Payment], outputs: Outputs) -> bool:
    """Whether the proofs of all payments are right, in one look.

    Notes
    -----
    Proofs are all that is looked at: neither an output that two payments of the batch both spend, nor
    money that somebody else than the issuer makes, is seen here; the ledger asks for both.

    One sum of all, each under a random weight that depends on all of them: a wrong one passes with a
    chance of the number of equations in the order. Source: Bünz et al. 2018, section 6.1.
    """
    if not all(states_amounts(rules, each) for each in payments):
        return False
    transcript = Transcript("batch")
    members: list[Sum] = []
    for payment in payments:
        sums, weight = equations_of(rules, payment, outputs)
        members.append(weighted(sums, weight))
        transcript.absorb_scalars("member", (weight,))
    return vanish(members, transcript.challenge("weight"))


def forged_among(rules: Rules, payments: Sequence[Payment], outputs: Outputs) -> list[int]:
    """Which payments are wrong, by halving: few looks where few are.

    Returns
    -------
    list of int
        Their places, ascending.
    """
    if not payments or verified_together(rules, payments, outputs):
        return []
    if len(payments) == 1:
        return [0]
    half = len(payments) // 2
    later = forged_among(rules, payments[half:], outputs)
    return [*forged_among(rules, payments[:half], outputs), *(half + each for each in later)]


def decoded(rules: Rules, data: bytes) -> Payment:
    """A payment from bytes.

    Raises
    ------
    InvalidParameter
        If they encode none.
    """
    reader, layout = Reader(data), rules.layout
    n_inputs, n_outputs, fee, issued = (reader.number(NUMBER_BYTES) for _ in range(4))
    if n_inputs > MOST_INPUTS:
        raise InvalidParameter(f"inputs must be at most {MOST_INPUTS}, got {n_inputs}")
    digits = n_outputs * layout.width
    if not n_outputs or n_outputs & (n_outputs - 1) or digits > LONGEST:
        raise InvalidParameter(
            f"outputs must be a power of two, at most {LONGEST // layout.width}, got {n_outputs}"
        )
    inputs = tuple(reader.raw(REFERENCE_BYTES) for _ in range(n_inputs))
    outputs = tuple(_read_output(reader, layout.limbs) for _ in range(n_outputs))
    range_proof = read_range(reader, digits)
    rows, secrets = BALANCE_ROWS + AUDIT_ROWS, BALANCE_SECRETS + AUDIT_SECRETS
    answer = read_answer(reader, rows + n_inputs, secrets + n_inputs)
    reader.finish()
    return Payment(inputs, outputs, fee, issued, range_proof, answer)


def _read_output(reader: Reader, limbs: int) -> Output:
    """An output of so many limbs."""
    owner = reader.point()
    pieces = tuple(Limb(reader.point(), reader.point()) for _ in range(limbs))
    return Output(owner, pieces, Note(reader.point(), reader.raw(SEALED_BYTES)))
