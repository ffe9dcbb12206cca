"""The protocol's state between epochs, and how an epoch opens and closes; shared by both engines."""

from dataclasses import dataclass

from ...models.economics.payments import yearly_rewards
from ...models.protocol.modes import Mode
from ...models.protocol.switching import next_mode, wanted_mode
from ..choices.entry import NOBODY
from ..limits import LARGEST_PRICE, bounded
from .conservation import Totals, check_conservation, check_supply
from .market import fees, token_price
from .terms import Terms


@dataclass(slots=True)
class Chain:
    """State of the protocol and of the world around it between epochs."""

    load: float
    """Network load [1]."""
    load_mean: float
    """What it returns to [1]."""
    review_probability: float
    """Of a person in an epoch [1]."""
    taste: float
    """By what everybody's hurdle rate is multiplied [1]."""
    demand: float
    """Value of all payments in a year, at launch prices [base unit/year]."""
    price: float
    """Of a token, in tokens at launch [1]."""
    budget: float
    """What the attacker can still spend, at launch prices [base unit]."""
    supply: int
    """Tokens in existence [base unit]."""
    expected_stakers: float
    """What people expect one epoch to pay all stakers [base unit/epoch]."""
    expected_authorities: float
    """What people expect one epoch to pay all authorities [base unit/epoch]."""
    offered_stakers: int = 0
    """What the last epoch paid all stakers, or would have [base unit]."""
    offered_authorities: int = 0
    """What the last epoch paid all authorities, or would have [base unit]."""
    epoch: int = 0
    """Epochs begun [epoch]."""
    mode: Mode = Mode.BALANCED
    """Mode of this epoch."""
    seconds_in_mode: float = 0.0
    """Since the last change [s]."""
    last_stake: int = 0
    """Stake of one identity of the last validator with a seat; nothing while seats are free
    [base unit]."""
    last_row: int = NOBODY
    """Its row: of equal stakes the lower row is seated [1]."""
    minted: int = 0
    """Issued since launch [base unit]."""
    burned: int = 0
    """Slashed, and burned of fees, since launch [base unit]."""
    slashed: int = 0
    """Slashed since launch [base unit]."""
    unpaid: int = 0
    """Issue since launch that nobody was there for, or that griefers kept back [base unit]."""
    treasury: int = 0
    """Its part of the fees since launch [base unit]."""
    dust: int = 0
    """Left over when pools were divided; next epoch's [base unit]."""
    fee_pool: int = 0
    """Fees of this epoch on their way to those who are paid [base unit]."""
    tips: int = 0
    """Of this epoch, on their way to those who propose [base unit]."""
    offences: int = 0
    """Since launch [1]."""
    punished: int = 0
    """Offences found out since launch [1]."""
    bribed: float = 0.0
    """What the attacker has spent, at launch prices [base unit]."""
    cartel_until: int = 0
    """First epoch in which authorities trust each other again [epoch]."""
    cartel_acts: bool = False
    """Whether a cartel was large enough to act when the epoch began."""
    withheld: float = 0.0
    """Part of the payments that it keeps out in this epoch [1]."""
    cartel_members: int = 0
    """After the epoch [1]."""
    cartel_epochs: int = 0
    """In which a cartel was large enough to act, since launch [epoch]."""
    cartel_gain: float = 0.0
    """What members were paid above honest pay, since launch [base unit]."""
    cartel_prizes: float = 0.0
    """What members were paid from outside, at launch prices; beside the supply [base unit]."""
    cartels_found: int = 0
    """Cartels found out since launch [1]."""
    cartels_denounced: int = 0
    """Cartels denounced by a member since launch [1]."""
    cartels_broken: int = 0
    """Cartels that a member has cheated on since launch [1]."""
    cartel_leavers: int = 0
    """Members who have left openly since launch [1]."""
    issuance_rate: float = 0.0
    """Minted in this epoch over the supply before it, per year [1/year]."""
    staker_yield: float = 0.0
    """Paid to stakers in this epoch over their stake, per year [1/year]."""
    authority_yield: float = 0.0
    """Paid to authorities in this epoch over their bonds, per year [1/year]."""
    security_budget: float = 0.0
    """Paid to both classes in this epoch, per year, at launch prices [base unit/year]."""


def found_chain(terms: Terms, idle: int) -> Chain:
    """The protocol at launch: Balanced, at the mean load, both classes expecting their full share.

    Parameters
    ----------
    terms
        Of the run.
    idle
        At launch, where the price of a token is one [base unit].
    """
    population, settings = terms.parameters.population, terms.settings
    issued = epoch_issuance(terms, Mode.BALANCED, population.load_mean, terms.initial)
    to_authorities = min(int(issued * terms.parameters.rewards.authority_share), issued)
    demand = settings.market.turnover * float(idle)
    return Chain(
        load=population.load_mean,
        load_mean=population.load_mean,
        review_probability=settings.review_probability,
        taste=1.0,
        demand=demand,
        price=1.0,
        budget=settings.attacker.budget * terms.units,
        supply=terms.initial,
        expected_stakers=float(issued - to_authorities),
        expected_authorities=float(to_authorities),
        offered_stakers=issued - to_authorities,
        offered_authorities=to_authorities,
    )


def next_load(terms: Terms, mean: float, load: float, shock: float) -> float:
    """Load of the next epoch: part of the way back to its mean, a shock, and the network's limits."""
    free = mean + terms.load_persistence * (load - mean) + terms.load_noise * shock
    return min(max(free, 0.0), 1.0)


def epoch_issuance(terms: Terms, mode: Mode, load: float, supply: int) -> int:
    """What the blocks of an epoch may issue, the yearly ceiling in force.

    Parameters
    ----------
    terms
        Of the run.
    mode, load
        Of this epoch.
    supply
        Tokens in existence [base unit].

    Returns
    -------
    int
        Rounded down, the one place where issuance becomes whole [base unit].

    Raises
    ------
    SupplyOverflow
        When the supply outgrows 64-bit base units.
    """
    yearly = yearly_rewards(terms.parameters, mode, load, supply / terms.units)
    issued = yearly * terms.epoch_years * terms.units
    check_supply(supply, issued)
    return int(issued)


def begin_epoch(chain: Chain, terms: Terms, load_shock: float, totals: Totals) -> int:
    """Load, mode and market of a new epoch.

    Parameters
    ----------
    chain
        State of the protocol; moves on.
    terms
        Of the run.
    load_shock
        Standard normal draw [1].
    totals
        Of the population before the epoch.

    Returns
    -------
    int
        Fees that idle people owe for this epoch, at most what they have [base unit].
    """
    settings = terms.settings
    market = settings.market
    chain.epoch += 1
    chain.load = next_load(terms, chain.load_mean, chain.load, load_shock)
    chain.demand *= terms.demand_growth
    wanted = wanted_mode(
        terms.parameters,
        chain.load,
        totals.serving,
        terms.parameters.fast.validators,
        share(totals.signing, chain.supply),
    )
    chain.seconds_in_mode += settings.epoch_seconds
    mode = next_mode(chain.mode, wanted, chain.seconds_in_mode, terms.parameters)
    if mode is not chain.mode:
        chain.mode, chain.seconds_in_mode = mode, 0.0
    price = token_price(chain.demand, market.turnover, float(totals.idle), chain.supply)
    chain.price = bounded(price, LARGEST_PRICE)
    return min(
        int(fees(market.fee_rate, market.turnover, totals.liquid, terms.epoch_years)), totals.liquid
    )


def take_fees(chain: Chain, terms: Terms, paid: int) -> None:
    """Fees that have been levied: to the treasury, out of the supply, and to those who are paid next."""
    market = terms.settings.market
    # A float above 2^53 may be rounded upwards, beyond all that was paid.
    to_treasury = min(int(paid * market.treasury_share), paid)
    burned = min(int(paid * market.burned_share), paid - to_treasury)
    chain.treasury += to_treasury
    chain.burned += burned
    chain.supply -= burned
    chain.fee_pool = paid - to_treasury - burned


def lose(chain: Chain, loss: int) -> None:
    """A penalty, out of the supply for good."""
    chain.burned += loss
    chain.slashed += loss
    chain.supply -= loss


def end_epoch(chain: Chain, terms: Terms, totals: Totals) -> None:
    """The books after an epoch, checked to the last base unit."""
    pools = chain.dust + chain.treasury + chain.fee_pool
    check_conservation(chain.epoch, totals.held, pools, terms.initial, chain.minted, chain.burned)


def share(part: int, whole: int) -> float:
    """A part over the whole; zero of nothing [1]."""
    return part / whole if whole else 0.0
