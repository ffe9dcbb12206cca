"""What each person decides, as formulas of plain scalars or arrays: both engines call these lines."""

from typing import Any

from ..models.economics.deterrence import largest_deterred_gain
from ..models.economics.issuance import annual_yield
from ..models.economics.rewards import authority_reward


def wants_to_join(
    pool: Any, total_stake: Any, wealth: Any, hurdle_rate: Any, minimum_stake: Any
) -> Any:
    """Whether a person without stake should stake everything.

    Parameters
    ----------
    pool
        Expected pay of all stakers together, a float [base unit/year].
    total_stake
        At stake without this person [base unit].
    wealth
        What the person would stake [base unit].
    hurdle_rate
        Yield that the person asks for [1/year].
    minimum_stake
        Least stake that is let in, positive [base unit].

    Returns
    -------
    bool
        Whether the yield *after* joining reaches the hurdle and the wealth reaches the minimum: best
        response to the stake of the others.

    Notes
    -----
    Source: ours, paper section "The economy of agents". A float pool matters: an integer over an
    integer would be rounded once by Python and twice by NumPy.

    Examples
    --------
    >>> wants_to_join(40.0, total_stake=300, wealth=100, hurdle_rate=0.1, minimum_stake=10)
    True
    >>> wants_to_join(40.0, total_stake=300, wealth=101, hurdle_rate=0.1, minimum_stake=10)
    False
    """
    return (wealth >= minimum_stake) & (annual_yield(pool, total_stake + wealth) >= hurdle_rate)


def wants_to_leave(pool: Any, total_stake: Any, hurdle_rate: Any) -> Any:
    """Whether a person at stake should withdraw.

    Parameters
    ----------
    pool
        Expected pay of all stakers together, a float [base unit/year].
    total_stake
        At stake, this person's included, positive [base unit].
    hurdle_rate
        Yield that the person asks for [1/year].

    Notes
    -----
    Source: ours, paper section "The economy of agents".

    Examples
    --------
    >>> wants_to_leave(40.0, total_stake=401, hurdle_rate=0.1)
    True
    """
    return annual_yield(pool, total_stake) < hurdle_rate


def seat_pays(
    pool: Any, authorities: Any, yearly_cost: Any, bond: Any, lowest_hurdle_rate: Any
) -> Any:
    """Whether an authority's seat earns its cost and what the bond would earn elsewhere.

    Parameters
    ----------
    pool
        Expected pay of all authorities together, a float [base unit/year].
    authorities
        Seats taken, this one included, positive [1].
    yearly_cost
        Of operating the seat [base unit/year].
    bond
        [base unit]
    lowest_hurdle_rate
        What the most patient staker asks for [1/year].

    Notes
    -----
    Source: ours, paper section "The economy of agents".

    Examples
    --------
    >>> seat_pays(300.0, authorities=2, yearly_cost=100, bond=1_000, lowest_hurdle_rate=0.05)
    True
    >>> seat_pays(300.0, authorities=3, yearly_cost=100, bond=1_000, lowest_hurdle_rate=0.05)
    False
    """
    return authority_reward(pool, authorities) >= yearly_cost + bond * lowest_hurdle_rate


def equivocates(detection: Any, loss: Any, rent: Any, gain: Any) -> Any:
    """Whether an offence pays: deterrence fails and the gain cannot be taken back.

    Parameters
    ----------
    detection
        Probability of being found and punished [1].
    loss, rent, gain
        Slashed, future rewards lost with the place, and what the offence brings [base unit].

    Notes
    -----
    Source: the converse of `models.economics.deterrence.deters_when_kept`: the gain is above the largest
    that is deterred.

    Examples
    --------
    >>> equivocates(0.5, loss=1_000, rent=500, gain=1_400)
    True
    """
    return gain > largest_deterred_gain(detection, loss, rent)
