"""What a bribe for equivocation brings in a year in which it is taken once."""

from typing import Any

from ...models.economics.deterrence import largest_deterred_gain
from ...models.economics.slashing import penalty
from ...models.extremes import larger, smaller
from ..economy.chain import Chain
from ..economy.terms import Terms


def bribe_on_offer(chain: Chain, terms: Terms, takers: Any) -> Any:
    """What the attacker pays each of those who take it, at most his budget for all [base unit].

    Parameters
    ----------
    chain, terms
        State of the protocol, and the run.
    takers
        Who take it [1].
    """
    offered = terms.settings.attacker.bribe * terms.units
    return smaller(offered, chain.budget / larger(takers, 1)) / chain.price


def is_bribe_on_offer(chain: Chain, terms: Terms) -> bool:
    """Whether somebody pays for equivocation at this moment."""
    return terms.settings.attacker.bribe > 0 and chain.budget > 0


def worth_of_equivocation(
    chain: Chain, terms: Terms, takers: Any, own: Any, together: Any, rent: Any
) -> Any:
    """A bribe, less the largest gain that is deterred [base unit].

    Parameters
    ----------
    chain, terms
        State of the protocol, and the run.
    takers
        Who take a bribe [1].
    own
        What stands to be slashed of this one [base unit].
    together
        Part of all that is slashable of those who take a bribe [1].
    rent
        Future rewards that would be lost [base unit].

    Notes
    -----
    Source: ours, paper section "The economy of agents": the inequality by which agents answer a
    temptation. What the world offers comes by chance, and is answered when it comes; a bribe is there.
    """
    detection = terms.parameters.slashing.detection_probability
    lost = penalty(own, terms.slashed_part(together))
    deterred = largest_deterred_gain(detection, lost, rent)
    return bribe_on_offer(chain, terms, takers) - deterred
