"""What two conflicting certificates leave to slash, while validators enter and leave.

Both certificates are of sets that grew out of one common set, each along its own branch. Whoever signed
both is guilty, if they are the two that accountability names (`proofs/agreement/conflict.py`). One
resource is counted at a time: authorities [1] or stake [token].

Certificates for one height are of one set, the one that the common ancestor names, and then all exits
and activations here are zero: a full node, which sees a certificate of every height, finds the first
height in conflict and loses nothing to churn. The other terms are for those who skip heights.
"""

from typing import Any


def weight_after(common: Any, exits: Any, activations: Any) -> Any:
    """Weight of a set that grew out of another.

    Parameters
    ----------
    common
        Weight of the common ancestor's set [1] or [token].
    exits, activations
        Weight that has left it, and that has come since [1] or [token].

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> weight_after(common=100, exits=10, activations=5)
    95
    """
    return common - exits + activations


def slashable_weight(
    common: Any,
    first: Any,
    second: Any,
    first_exits: Any,
    second_exits: Any,
    first_activations: Any,
    second_activations: Any,
) -> Any:
    """Least weight that signed both of two certificates.

    Parameters
    ----------
    common
        Weight of the common ancestor's set [1] or [token].
    first, second
        Thresholds of the two certificates, each of its own set [1].
    first_exits, second_exits
        Weight of the common set that has left it on each branch [1] or [token].
    first_activations, second_activations
        Weight that has come to it on each branch [1] or [token].

    Returns
    -------
    float
        In the unit of `common`; below zero where nobody need have signed both.

    Notes
    -----
    An exit costs its certificate's threshold, an activation what is left of one. At thresholds of 2/3 it
    is the slashable bound of Gasper, whose maximum is of two equal numbers.

    Source: ours, settled in `proofs/history/changing_sets.py`; Buterin et al. 2020 (arXiv 2003.03052),
    section "Dynamic validator sets", for thresholds of 2/3.

    Examples
    --------
    >>> from fractions import Fraction
    >>> third = Fraction(2, 3)
    >>> print(slashable_weight(300, third, third, 0, 0, 0, 0))
    100
    >>> print(slashable_weight(300, third, third, 15, 15, 30, 30))
    60
    """
    kept = (first + second - 1) * common
    left = first * first_exits + second * second_exits
    come = (1 - first) * first_activations + (1 - second) * second_activations
    return kept - left - come


def still_slashable(slashable: Any, withdrawn: Any) -> Any:
    """Weight of those who signed both certificates that is there when the evidence comes.

    Parameters
    ----------
    slashable
        Weight that signed both [1] or [token].
    withdrawn
        Weight of signers that was paid out between signature and evidence; zero where
        `checkpoints.checkpoint_is_in_time` holds [1] or [token].

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> still_slashable(slashable=60, withdrawn=25)
    35
    """
    return slashable - withdrawn


def churn_is_bearable(exits: Any, activations: Any, first: Any, second: Any, floor: Any) -> Any:
    """Whether so many exits and activations leave a part of the common set slashable.

    Parameters
    ----------
    exits, activations
        Most that may leave, and come, on each branch: the rate of change times the age of what a node
        trusts, as a part of the common set [1].
    first, second
        Thresholds of the two certificates [1].
    floor
        Part of the common set that is to stay slashable [1].

    Notes
    -----
    Source: ours; the question is that of weak subjectivity periods. Settled in
    `proofs/history/changing_sets.py`.

    Examples
    --------
    >>> from fractions import Fraction
    >>> third = Fraction(2, 3)
    >>> [churn_is_bearable(Fraction(each, 100), 0, third, third, Fraction(1, 10)) for each in (17, 18)]
    [True, False]
    """
    left = slashable_weight(1, first, second, exits, exits, activations, activations)
    return left >= floor
