"""What an epoch pays and to whom: issue and fees, between classes, and among stakers by position."""

from typing import NamedTuple

from ...models.economics.rewards import authority_pool
from ...models.protocol.modes import Mode
from .chain import Chain, epoch_issuance, share
from .conservation import Totals
from .terms import Terms


class Payroll(NamedTuple):
    """Pools of one epoch; every member of one gets its part of it, rounded down."""

    delegating: int
    """To divide among those behind others, by stake [base unit]."""
    validating: int
    """To divide among validators that do not grief, by stake [base unit]."""
    griefing: int
    """To divide among validators that grief, by stake [base unit]."""
    authorities: int
    """To divide among authorities that serve, by head [base unit]."""

    @property
    def whole(self) -> int:
        """All of it [base unit]."""
        return self.delegating + self.validating + self.griefing + self.authorities


class Offered(NamedTuple):
    """What each class would share, were anybody there [base unit]."""

    stakers: int
    authorities: int


def offered(terms: Terms, amount: int, mode: Mode, signing: int, serving: int) -> Offered:
    """What each class would share of an amount, given who is there of the *other* class.

    Parameters
    ----------
    terms
        Of the run.
    amount
        Issue and fees of the epoch [base unit].
    mode
        Fast collects no stake signatures: nobody of the stakers is there to be paid.
    signing
        Stake that signs [base unit].
    serving
        Authorities [1].

    Returns
    -------
    Offered
        An empty class is still told what it would share, so that people know what joining would bring.

    Notes
    -----
    Source: ours, paper section "The economy of agents", for `rewards.empty_class_to_other`.
    """
    # A float above 2^53 may be rounded upwards, beyond the amount.
    to_authorities = min(
        int(authority_pool(amount, terms.parameters.rewards.authority_share)), amount
    )
    to_stakers = amount - to_authorities
    moves = terms.parameters.rewards.empty_class_to_other
    stake_signs = mode is not Mode.FAST
    extra = to_stakers if moves and not (stake_signs and signing) else 0
    relief = to_authorities if moves and not serving else 0
    return Offered(
        stakers=to_stakers + relief if stake_signs else 0, authorities=to_authorities + extra
    )


def divide(terms: Terms, pool: int, totals: Totals) -> tuple[int, int, int]:
    """The stakers' pool by position: delegators, honest validators, griefers.

    Parameters
    ----------
    terms
        Of the run.
    pool
        Of all stakers [base unit].
    totals
        Of the population; with stake that signs.

    Returns
    -------
    tuple
        Their sum is below the pool by what griefers forgo and keep from others [base unit].

    Notes
    -----
    Source: ours, paper section "The economy of agents".
    """
    settings = terms.settings
    gross = pool * totals.delegated // totals.signing
    commission = min(int(gross * settings.commission), gross)
    of_validators = pool - gross + commission
    of_griefers = of_validators * totals.griefing // totals.validating
    of_honest = of_validators - of_griefers
    forgone = min(int(of_griefers * settings.griefing_loss), of_griefers)
    harm = min(int(forgone * settings.griefing_factor), of_honest)
    return gross - commission, of_honest - harm, of_griefers - forgone


def pay(chain: Chain, terms: Terms, totals: Totals) -> Payroll:
    """Issue and fees of an epoch, minted and opened to be divided.

    Parameters
    ----------
    chain
        State of the protocol; moves on.
    terms
        Of the run.
    totals
        Of the population before the epoch.

    Returns
    -------
    Payroll
        Yesterday's dust included; zero for a class with nobody to pay.

    Raises
    ------
    SupplyOverflow
        When the supply outgrows 64-bit base units.

    Notes
    -----
    Fees come first, so that only what they do not cover is minted; fees that nobody is there for go to
    the treasury.
    """
    issued = epoch_issuance(terms, chain.mode, chain.load, chain.supply)
    amount = issued + chain.fee_pool + chain.dust
    signing = totals.signing
    found = offered(terms, amount, chain.mode, signing, totals.serving)
    memory = terms.settings.expectation_memory
    chain.offered_stakers, chain.offered_authorities = found.stakers, found.authorities
    chain.expected_stakers = memory * chain.expected_stakers + (1 - memory) * found.stakers
    chain.expected_authorities = (
        memory * chain.expected_authorities + (1 - memory) * found.authorities
    )
    parts = divide(terms, found.stakers, totals) if signing else (0, 0, 0)
    payroll = Payroll(*parts, authorities=found.authorities if totals.serving else 0)
    whole, spent = payroll.whole, chain.fee_pool + chain.dust
    minted = max(whole - spent, 0)
    chain.treasury += max(spent - whole, 0)
    chain.fee_pool, chain.dust = 0, 0
    years = terms.epoch_years
    chain.issuance_rate = share(minted, chain.supply) / years
    chain.staker_yield = share(sum(parts), totals.staked) / years
    chain.authority_yield = share(payroll.authorities, totals.bonded) / years
    chain.security_budget = whole * chain.price / years
    chain.supply += minted
    chain.minted += minted
    chain.unpaid += issued - minted
    return payroll
