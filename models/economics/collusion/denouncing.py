"""A member who denounces its cartel for a bounty."""

from typing import Any


def bounty(bounty_rate: Any, accomplices: Any, penalty: Any) -> Any:
    """What a member earns by denouncing the others.

    Parameters
    ----------
    bounty_rate
        Part of what the others are slashed that goes to the informant [1].
    accomplices
        The other members [1].
    penalty
        Slashed of each of them [token].

    Returns
    -------
    float
        [token]

    Notes
    -----
    Source: ours, paper, "Formulas": paid out of what is slashed, so that nothing is minted for it.

    Examples
    --------
    >>> bounty(0.5, accomplices=6, penalty=100.0)
    300.0
    """
    return bounty_rate * accomplices * penalty


def informant_payoff(member: Any, bounty: Any, own_loss: Any) -> Any:
    """Pay of the epoch in which a member denounces its cartel.

    Parameters
    ----------
    member
        Pay of an epoch in the cartel, which the informant keeps [token].
    bounty
        [token]
    own_loss
        What the informant loses itself: all of it, or nothing where informants are pardoned [token].

    Returns
    -------
    float
        To be read as that of one who cheats: the cartel is over [token].

    Notes
    -----
    Source: ours, paper, "Formulas".

    Examples
    --------
    >>> informant_payoff(2.0, bounty=300.0, own_loss=100.0)
    202.0
    """
    return member + bounty - own_loss


def fined_deviator(deviator: Any, deposit: Any) -> Any:
    """Pay of one who cheats on a cartel that holds a deposit of every member.

    Parameters
    ----------
    deviator
        Pay of the epoch in which one cheats [token].
    deposit
        Forfeited to the others: the cartel's own punishment [token].

    Returns
    -------
    float
        [token]

    Notes
    -----
    Source: ours, paper, "Formulas".

    Examples
    --------
    >>> fined_deviator(4.0, deposit=1.0)
    3.0
    """
    return deviator - deposit


def least_breaking_bounty(
    discount: Any, member: Any, honest: Any, detection: Any, loss: Any, own_loss: Any
) -> Any:
    """Bounty above which somebody denounces a cartel.

    Parameters
    ----------
    discount
        Factor of an epoch, in [0, 1]; below one where nothing is ever found out [1].
    member, honest
        Pay of an epoch in the cartel, and without it [token].
    detection, loss
        Probability of being found out in an epoch [1], and what a member then loses [token].
    own_loss
        What the informant loses itself [token].

    Returns
    -------
    float
        Negative where a cartel falls apart without any [token].

    Notes
    -----
    Source: ours, paper, "Formulas": `holds_together` of an informant's pay, solved for the bounty; the
    surplus of staying, less the epoch's own, and the own loss.

    Examples
    --------
    >>> least_breaking_bounty(0.5, member=3.0, honest=1.0, detection=0.5, loss=1.0, own_loss=4.0)
    4.0
    """
    fading = 1 - discount * (1 - detection)
    return (member - honest - detection * loss + (honest - member + own_loss) * fading) / fading
