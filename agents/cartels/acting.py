"""What a cartel that acts does to the books of an epoch: who pays for it, and what gets through.

Members act in an epoch that begins with enough of them, and may be found out at its end. What they steal
and what they ask for comes out of the pool and of idle money, base unit by base unit. Bribes and prizes
come from outside the economy, as those for a single offence do: they are booked beside the supply, in
`Chain.cartel_prizes`, and never enter it. Signing two blocks is an offence of every member in every
epoch; it cuts no demand, no more than a single offence does. What a cheat gets at once beyond its part
weighs in its decision alone: it cheats at the end of an epoch that has been paid.
"""

from typing import NamedTuple

from ...models.economics.collusion.stage import fee_fixing
from ..economy.chain import Chain, share
from ..economy.terms import Terms
from .cartel import members_needed, money
from .settings import CartelKind


class Dues(NamedTuple):
    """What idle people owe in an epoch."""

    fees: int
    """To the protocol [base unit]."""
    tips: int
    """To those who propose blocks; known only where they might be fixed [base unit]."""

    @property
    def whole(self) -> int:
        """All of it [base unit]."""
        return self.fees + self.tips

    def tips_in(self, paid: int) -> int:
        """Tips in what was collected, rounded down [base unit].

        Examples
        --------
        >>> Dues(fees=30, tips=10).tips_in(39)
        9
        """
        return paid * self.tips // self.whole if self.tips else 0


def is_enough(terms: Terms, chain: Chain, serving: int, members: int) -> bool:
    """Whether so many members, of so many authorities that serve, can act in the mode of the epoch."""
    kind = terms.settings.cartel.kind
    return kind is not None and min(serving, members) >= members_needed(terms, chain, kind)


def act(chain: Chain, terms: Terms, serving: int, members: int, owed: int, liquid: int) -> Dues:
    """What a cartel makes of the dues of an epoch that has begun; the prize for it is booked.

    Parameters
    ----------
    chain, terms
        State of the protocol, which moves on, and the run.
    serving, members
        Authorities that serve, and those of them that are in the cartel [1].
    owed, liquid
        Fees without a cartel, and what idle people have [base unit].

    Notes
    -----
    Source: ours, `models.economics.collusion.stage`. What censoring keeps out pays no fee and changes no
    hands: velocity falls, and the price, at which people would still pay, does not.
    """
    settings, kind = terms.settings.cartel, terms.settings.cartel.kind
    if kind is None:
        return Dues(owed, 0)
    chain.cartel_acts, chain.withheld = is_enough(terms, chain, serving, members), 0.0
    if kind is CartelKind.FEE_FIXING:
        asked = settings.prize if chain.cartel_acts else settings.fees
        tips = min(int(money(asked, chain, terms)), liquid - owed)
        return Dues(owed, tips if serving else 0)
    if not chain.cartel_acts or kind is CartelKind.STEALING:
        return Dues(owed, 0)
    chain.cartel_prizes += settings.prize * terms.units
    chain.cartel_gain += money(settings.prize, chain, terms)
    if kind is CartelKind.EQUIVOCATING:
        chain.offences += members
        return Dues(owed, 0)
    lost = min(int(money(settings.fees, chain, terms)), owed)
    chain.withheld = share(lost, owed)
    return Dues(owed - lost, 0)


def count_punished(chain: Chain, terms: Terms, members: int) -> None:
    """Members who are found out; of an offence in the protocol where they have signed twice."""
    if terms.settings.cartel.kind is CartelKind.EQUIVOCATING:
        chain.punished += members


def keeps_out(chain: Chain, terms: Terms) -> bool:
    """Whether members divide the pay of all in this epoch."""
    return chain.cartel_acts and terms.settings.cartel.kind is CartelKind.STEALING


def count_stolen(chain: Chain, terms: Terms, pool: int, serving: int, members: int) -> None:
    """What members have got of a pool beyond their parts in it, booked as their gain.

    Parameters
    ----------
    chain, terms
        State of the protocol, which moves on, and the run.
    pool
        Of all authorities in the epoch [base unit].
    serving, members
        Authorities that serve, and those of them that are in the cartel [1].
    """
    if keeps_out(chain, terms) and members:
        chain.cartel_gain += members * (pool // members - pool // serving)


def divide_tips(
    chain: Chain, terms: Terms, serving: int, members: int, bonded: int
) -> tuple[int, int]:
    """Tips of an epoch, for each member and for each authority outside; what is left over is dust.

    Parameters
    ----------
    chain, terms
        State of the protocol, which moves on, and the run.
    serving, members
        Authorities that serve, and those of them that are in the cartel [1].
    bonded
        Bonds of authorities [base unit].

    Notes
    -----
    Source: ours, `models.economics.collusion.stage.fee_fixing`, on average over whose turn it is.
    """
    tips, chain.tips = chain.tips, 0
    if not tips:
        return 0, 0
    settings, outsiders = terms.settings.cartel, serving - members
    competitive = money(settings.fees, chain, terms) if chain.cartel_acts else float(tips)
    stage = fee_fixing(0.0, serving, members, float(tips), competitive, settings.waiting)
    acts = chain.cartel_acts
    # A float above 2^53 may be rounded upwards, beyond what was collected.
    inside = min(int(stage.member if acts else stage.honest), tips // max(members, 1))
    left = tips - members * inside
    outside = min(int(stage.outsider if acts else stage.honest), left // max(outsiders, 1))
    paid = members * inside + outsiders * outside
    chain.dust += tips - paid
    if acts:
        chain.cartel_gain += members * (inside - stage.honest)
    years = terms.epoch_years
    chain.authority_yield += share(paid, bonded) / years
    chain.security_budget += paid * chain.price / years
    return inside, outside
