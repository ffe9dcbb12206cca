"""What it costs to break the mode of an epoch, with the stake that there is."""

from ...models.attacks.incentives.choices import Target
from ...models.attacks.incentives.corruption import voices_needed
from ...models.economics.deterrence import authority_rent, largest_deterred_gain, staker_rent
from ...models.economics.slashing import penalty
from ...models.protocol.quorums import least_count
from .chain import Chain
from .conservation import Totals
from .terms import Terms


def cost_of_corruption(chain: Chain, terms: Terms, totals: Totals) -> float:
    """The least bribe for which enough authorities and stake sign two certificates of this mode.

    Parameters
    ----------
    chain, terms, totals
        State of the protocol, the run, and the sums after the epoch.

    Returns
    -------
    float
        At launch prices; zero where nobody signs [base unit].

    Notes
    -----
    Source: ours, as `models.attacks.incentives.corruption`: whoever gives in loses its slash and its
    rent where it is found out. Stake is taken as divisible, so that this is a lower bound.
    """
    detection = terms.parameters.slashing.detection_probability
    required = terms.quorums[chain.mode]
    serving, signing = totals.serving, totals.signing
    seats = stake = at_risk = 0
    if required.authorities is not None:
        at_risk += serving * terms.bond
        least = least_count(required.authorities, serving, required.strict)
        seats = min(voices_needed(Target.SAFETY, least, serving), serving)
    if required.stake is not None:
        at_risk += signing
        least = least_count(required.stake, signing, required.strict)
        stake = min(voices_needed(Target.SAFETY, least, signing), signing)
    together = (seats * terms.bond + stake) / at_risk if at_risk else 0.0
    part = terms.slashed_part(together)
    years, cost = terms.unbonding_years, 0.0
    if seats:
        pool = chain.expected_authorities / terms.epoch_years
        rent = authority_rent(pool, serving, years)
        lost = penalty(terms.bond, part)
        cost += seats * largest_deterred_gain(detection, lost, rent)
    if stake:
        pool = chain.expected_stakers / terms.epoch_years
        rent = staker_rent(pool, stake, signing, years)
        cost += largest_deterred_gain(detection, penalty(stake, part), rent)
    return cost * chain.price
