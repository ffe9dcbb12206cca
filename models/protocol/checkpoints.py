"""When a checkpoint still reaches everybody whose stake could be slashed."""

from typing import Any


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


def checkpoint_is_in_time(period: Any, evidence_delay: Any, unbonding: Any) -> Any:
    """Whether signers of a history older than a checkpoint can still be slashed.

    Parameters
    ----------
    period
        Time between checkpoints [s].
    evidence_delay
        Longest time from an offence to its evidence on the chain [s].
    unbonding
        Time from the wish to leave to the money [s].

    Notes
    -----
    Source: ours, paper, "Formulas".

    Examples
    --------
    >>> checkpoint_is_in_time(period=7, evidence_delay=1, unbonding=21)
    True
    """
    return period + evidence_delay < unbonding
