"""When a cartel holds together: who cheats is never trusted again, who is found out is punished.

In every epoch a cartel is found out with some probability; every member then loses its slash and the
rewards of the time for which it is out, and the cartel is over. Whoever cheats on it ends it too.
"""

from typing import Any

from ..deterrence import largest_deterred_gain


def discount_factor(yearly_rate: Any, epoch_years: Any) -> Any:
    """Worth today of a token in the next epoch.

    Parameters
    ----------
    yearly_rate
        What the member's money earns elsewhere [1/year].
    epoch_years
        [year]

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: textbook, simple interest within an epoch.

    Examples
    --------
    >>> discount_factor(0.25, epoch_years=1.0)
    0.8
    """
    return 1 / (1 + yearly_rate * epoch_years)


def critical_discount_factor(member: Any, deviator: Any, honest: Any) -> Any:
    """Least patience with which nobody cheats on a cartel that is never found out.

    Parameters
    ----------
    member, deviator, honest
        Pay of an epoch in the cartel, of the epoch in which one cheats, and of every epoch after;
        the second exceeds the third [token].

    Returns
    -------
    float
        Discount factor of an epoch; above one: no patience is enough [1].

    Notes
    -----
    Source: Friedman 1971, Rev. Econ. Stud. 38, doi:10.2307/2296617; paper, "Formulas".

    Examples
    --------
    >>> critical_discount_factor(2.0, deviator=4.0, honest=0.0)
    0.5
    """
    return (deviator - member) / (deviator - honest)


def critical_discount_factor_when_watched(
    member: Any, deviator: Any, honest: Any, detection: Any, loss: Any
) -> Any:
    """The same for a cartel that may be found out.

    Parameters
    ----------
    member, deviator, honest
        As above [token].
    detection
        Probability of being found out in an epoch, below one [1].
    loss
        Of a member that is found out: slash and lost rewards [token].

    Returns
    -------
    float
        Above one: no patience is enough [1].

    Notes
    -----
    Source: ours, paper, "Formulas"; that detection narrows the range of patience is Hinloopen 2003,
    Tinbergen Institute discussion paper 03-104/1. Without detection it is Friedman's.

    Examples
    --------
    >>> critical_discount_factor_when_watched(2.0, deviator=4.0, honest=0.0, detection=0.2, loss=1.0)
    0.6875
    """
    return (deviator - member + detection * loss) / ((1 - detection) * (deviator - honest))


def cartel_surplus(discount: Any, member: Any, honest: Any, detection: Any, loss: Any) -> Any:
    """Worth of staying in a cartel above that of being honest, until it is found out.

    Parameters
    ----------
    discount
        Factor of an epoch, in [0, 1]; below one where nothing is ever found out [1].
    member, honest
        Pay of an epoch in the cartel, and without it [token].
    detection, loss
        Probability of being found out in an epoch [1], and what a member then loses [token].

    Returns
    -------
    float
        [token]

    Notes
    -----
    Source: ours, paper, "Formulas": the geometric sum of what an epoch brings on average.

    Examples
    --------
    >>> cartel_surplus(0.5, member=3.0, honest=1.0, detection=0.5, loss=1.0)
    2.0
    """
    return (member - honest - detection * loss) / (1 - discount * (1 - detection))


def cartel_pays(member: Any, honest: Any, detection: Any, penalty: Any, rent: Any) -> Any:
    """Whether a cartel pays its members more than honesty, whatever their patience.

    Parameters
    ----------
    member, honest
        Pay of an epoch in the cartel, and without it [token].
    detection
        Probability of being found out in an epoch [1].
    penalty, rent
        What a member then loses: the slash, and the rewards of the time out [token].

    Notes
    -----
    Source: ours, paper, "Formulas": a gain that is kept and not deterred, as of a single offence.

    Examples
    --------
    >>> cartel_pays(3.0, honest=1.0, detection=0.5, penalty=1.0, rent=2.0)
    True
    """
    return member - honest > largest_deterred_gain(detection, penalty, rent)


def holds_together(
    discount: Any, member: Any, deviator: Any, honest: Any, detection: Any, loss: Any
) -> Any:
    """Whether staying in a cartel is worth at least as much as cheating on it for ever after.

    Parameters
    ----------
    discount
        Factor of an epoch, in [0, 1] [1].
    member, deviator, honest
        Pay of an epoch in the cartel, of the epoch in which one cheats, and of every epoch after
        [token].
    detection, loss
        Probability of being found out in an epoch [1], and what a member then loses [token].

    Notes
    -----
    Source: ours, paper, "Formulas": `cartel_surplus` against what cheating brings at once, without
    the quotient.

    Examples
    --------
    >>> holds_together(0.5, member=2.0, deviator=4.0, honest=0.0, detection=0.0, loss=9.0)
    True
    """
    at_once = deviator - honest
    return member - honest - detection * loss >= at_once * (1 - discount * (1 - detection))


def holds_with_finite_punishment(
    discount: Any, faded: Any, member: Any, deviator: Any, honest: Any, detection: Any, loss: Any
) -> Any:
    """Whether a cartel holds that forgives a cheat after some epochs of honest pay.

    Parameters
    ----------
    discount
        Factor of an epoch, in [0, 1] [1].
    faded
        That factor to the power of the epochs of punishment; zero: it never ends [1].
    member, deviator, honest
        Pay of an epoch in the cartel, of the epoch in which one cheats, and of those of punishment
        [token].
    detection, loss
        Probability of being found out in an epoch [1], and what a member then loses [token].

    Notes
    -----
    Source: ours, paper, "Formulas". What is lost by cheating is the surplus of the epochs of
    punishment alone. A cartel of the patient that is bound to be found out fears no delay, so that
    it may take patience from below and from above.

    Examples
    --------
    >>> holds_with_finite_punishment(
    ...     0.5, faded=0.5, member=2.0, deviator=4.0, honest=0.0, detection=0.0, loss=9.0
    ... )
    False
    """
    worth = (member - honest - detection * loss) * (1 - discount * faded)
    return worth >= (deviator - honest) * (1 - discount * (1 - detection))
