"""When a checkpoint still reaches everybody whose stake could be slashed."""

from fractions import Fraction
from typing import Any

from ..parameters.exact import as_written
from ..parameters.parameters import Parameters
from .modes import Mode, mode_parameters


def evidence_is_in_time(evidence_window: Any, unbonding: Any) -> Any:
    """Whether stake is still locked when the last admissible evidence arrives.

    Parameters
    ----------
    evidence_window
        Time after an offence in which evidence is accepted [s].
    unbonding
        Time from the wish to leave to the money [s].

    Notes
    -----
    Source: ours, paper, "Formulas". Strict: at equality the evidence and the exit meet in one block.

    Examples
    --------
    >>> evidence_is_in_time(evidence_window=14, unbonding=21)
    True
    """
    return evidence_window < unbonding


def checkpoint_age(period: Any, receipt: Any, absence: Any = 0) -> Any:
    """Greatest age of the newest checkpoint that a node has.

    Parameters
    ----------
    period
        Longest time from the creation of a checkpoint to the next [s].
    receipt
        Longest time from a checkpoint's creation to its receipt by a node that listens: it is made final
        first, and then sent [s].
    absence
        Longest time for which a node does not listen and then goes on from what it has [s].

    Notes
    -----
    Source: ours. Reached just before the next checkpoint arrives; settled in
    `proofs/history/checkpoints.py`.

    Examples
    --------
    >>> checkpoint_age(period=7, receipt=1, absence=2)
    10
    """
    return period + receipt + absence


def receipt_seconds(parameters: Parameters) -> Fraction:
    """Longest time until a node that listens has a new checkpoint.

    Parameters
    ----------
    parameters
        Of one protocol.

    Returns
    -------
    Fraction
        The times as written, so that bounds on them are compared without rounding [s].

    Notes
    -----
    Source: ours. It is made final in the slowest mode, and then sent once.
    """
    slowest = max(as_written(mode_parameters(parameters, mode).finality_seconds) for mode in Mode)
    return slowest + as_written(parameters.network.delay_seconds)


def evidence_is_accepted(evidence_delay: Any, evidence_window: Any) -> Any:
    """Whether the latest evidence of an offence still counts.

    Parameters
    ----------
    evidence_delay
        Longest time from an offence to its evidence on the chain [s].
    evidence_window
        Time after an offence in which evidence is accepted [s].

    Notes
    -----
    Source: ours; as `ledger.steps.slashing.may_convict`, which accepts evidence up to the window's end.

    Examples
    --------
    >>> evidence_is_accepted(evidence_delay=14, evidence_window=14)
    True
    """
    return evidence_delay <= evidence_window


def checkpoint_is_in_time(age: Any, evidence_delay: Any, unbonding: Any, notice: Any = 0) -> Any:
    """Whether all who could sign another history after a checkpoint can still be slashed for it.

    Parameters
    ----------
    age
        Greatest age of a checkpoint from which a node goes on: `checkpoint_age` [s].
    evidence_delay
        Longest time from the moment at which somebody is shown that history to the evidence on the
        chain [s].
    unbonding
        Time from the wish to leave to the money [s].
    notice
        Longest time for which a validator's signature still counts after its wish to leave [s].

    Notes
    -----
    Source: ours, paper, "Formulas". Exact: `proofs/history/checkpoints.py`. It is the age that counts
    and not the period, for a signer may leave at the very moment of the checkpoint. Evidence must also
    still count when it comes: `evidence_counts`.

    Examples
    --------
    >>> checkpoint_is_in_time(age=7, evidence_delay=1, unbonding=21)
    True
    >>> checkpoint_is_in_time(age=19, evidence_delay=1, unbonding=21, notice=1)
    False
    """
    return age + evidence_delay + notice < unbonding


def evidence_counts(age: Any, evidence_delay: Any, evidence_window: Any) -> Any:
    """Whether evidence against a history after a checkpoint comes while it is accepted.

    Parameters
    ----------
    age
        Greatest age of a checkpoint from which a node goes on: `checkpoint_age` [s].
    evidence_delay
        Longest time from the moment at which somebody is shown that history to the evidence on the
        chain [s].
    evidence_window
        Time after an offence in which evidence is accepted [s].

    Notes
    -----
    Source: ours. An offence is dated by the height that was signed twice, which may be the first after
    the checkpoint, however late the second signature was made. The last second of the window counts.

    Examples
    --------
    >>> evidence_counts(age=13, evidence_delay=1, evidence_window=14)
    True
    """
    return evidence_is_accepted(age + evidence_delay, evidence_window)


def is_fresh(stated: Any, clock: Any, trust_period: Any) -> Any:
    """Whether what a node trusts is young enough to go on from.

    Parameters
    ----------
    stated
        Time that the block states [s].
    clock
        What the node's own clock shows [s].
    trust_period
        Time after which the node asks somebody it trusts instead [s].

    Notes
    -----
    Source: ours, after the trusting period of Tendermint's light client (arXiv 2010.07031).

    Examples
    --------
    >>> is_fresh(stated=100, clock=113, trust_period=14), is_fresh(100, 114, 14)
    (True, False)
    """
    return clock - stated < trust_period


def trust_period_is_safe(
    trust_period: Any, skew: Any, evidence_delay: Any, unbonding: Any, notice: Any = 0
) -> Any:
    """Whether whoever is trusted for this long can still be slashed.

    Parameters
    ----------
    trust_period
        Age at which `is_fresh` refuses [s].
    skew
        Most by which a node's clock is slow against the times that blocks state [s].
    evidence_delay
        Longest time from acceptance to the evidence on the chain; zero where it is enough that nobody
        sells the keys of stake that is locked [s].
    unbonding
        Time from the wish to leave to the money [s].
    notice
        Longest time for which a validator's signature still counts after its wish to leave [s].

    Notes
    -----
    Source: ours; exact, `proofs/history/checkpoints.py`. At equality it holds, for `is_fresh` is strict.

    Examples
    --------
    >>> trust_period_is_safe(trust_period=19, skew=1, evidence_delay=1, unbonding=21)
    True
    """
    return trust_period + skew + evidence_delay + notice <= unbonding
