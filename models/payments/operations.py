"""How much work and how many bytes a payment is, counted from its construction."""

from typing import Any


def digits_in_all(outputs: Any, limbs: Any, bits: Any) -> Any:
    """Binary digits that a payment's range proof is about.

    Parameters
    ----------
    outputs
        A power of two [1].
    limbs
        Pieces of an amount [1].
    bits
        Of each piece [1].

    Returns
    -------
    scalar
        [1]

    Notes
    -----
    Source: ours, models/payments/limbs.py.

    Examples
    --------
    >>> digits_in_all(2, 4, 16)
    128
    """
    return outputs * limbs * bits


def verification_terms(inputs: Any, outputs: Any, limbs: Any, digits: Any, rounds: Any) -> Any:
    """Points of which a verifier takes multiples, in one sum.

    Parameters
    ----------
    inputs, outputs
        Of the payment [1].
    limbs
        Pieces of an amount [1].
    digits
        That the range proof is about [1].
    rounds
        Of its inner product: how often the digits can be halved [1].

    Returns
    -------
    scalar
        [1]

    Notes
    -----
    Two generators a digit and three more; each piece's commitment in three equations and its handle in
    one; each input's pieces, key and announcement; two points a round; four of the range proof, the
    auditor's key and three announcements. Source: ours, models/payments/verifying.py.

    Examples
    --------
    >>> verification_terms(1, 2, 4, 128, 7)
    319
    """
    return fixed_terms(digits) + own_terms(inputs, outputs, limbs, rounds)


def fixed_terms(digits: Any) -> Any:
    """Generators among them, which all payments of a batch share.

    Parameters
    ----------
    digits
        That the range proof is about [1].

    Returns
    -------
    scalar
        [1]

    Notes
    -----
    Source: ours, models/payments/sums.py.
    """
    return 2 * digits + 3


def own_terms(inputs: Any, outputs: Any, limbs: Any, rounds: Any) -> Any:
    """Points of a payment's own among them.

    Parameters
    ----------
    inputs, outputs
        Of the payment [1].
    limbs
        Pieces of an amount [1].
    rounds
        Of the inner product [1].

    Returns
    -------
    scalar
        [1]

    Notes
    -----
    Source: ours, models/payments/payment_statement.py.
    """
    return 4 * outputs * limbs + inputs * (limbs + 2) + 2 * rounds + 8


def proving_terms(inputs: Any, outputs: Any, limbs: Any, digits: Any, rounds: Any) -> Any:
    """Points of which a prover takes multiples, in all its sums.

    Parameters
    ----------
    inputs, outputs
        Of the payment [1].
    limbs
        Pieces of an amount [1].
    digits
        That the range proof is about [1].
    rounds
        Of the inner product [1].

    Returns
    -------
    scalar
        [1]

    Notes
    -----
    Each piece is committed to when it is made and when it is proved, and has a handle; each output has
    a sealed note; two commitments to vectors, two to coefficients; two points a round over all digits;
    four announcements and one of each input. Source: ours, models/payments/paying.py.

    Examples
    --------
    >>> proving_terms(1, 2, 4, 128, 7)
    2373
    """
    making = outputs * (5 * limbs + 2)
    return making + 2 * (2 * digits + 1) + 4 + 2 * rounds * (digits + 1) + 4 + inputs


def payment_bytes(inputs: Any, outputs: Any, limbs: Any, rounds: Any) -> Any:
    """Size of a payment with its proofs.

    Parameters
    ----------
    inputs, outputs
        Of the payment [1].
    limbs
        Pieces of an amount [1].
    rounds
        Of the inner product [1].

    Returns
    -------
    scalar
        [B]

    Notes
    -----
    Points of 48 bytes, numbers of 32. Source: ours, models/payments/rules.py; the range proof alone as
    in Bünz et al. 2018: 2 log n + 4 points and 5 numbers.

    Examples
    --------
    >>> payment_bytes(1, 2, 4, 7)
    2448
    """
    statement = 32 + 32 * inputs + outputs * (136 + 96 * limbs)
    range_proof = 48 * (2 * rounds + 4) + 32 * 5
    return statement + range_proof + 80 * (3 + inputs)
