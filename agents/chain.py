"""The protocol's side of an epoch: load, mode, what is minted and for whom; shared by both engines."""

from dataclasses import dataclass

from ..models.economics.payments import yearly_rewards
from ..models.economics.rewards import authority_pool
from ..models.protocol.modes import Mode
from ..models.protocol.switching import next_mode, wanted_mode
from .conservation import Totals, check_conservation, check_supply
from .terms import Terms


@dataclass(frozen=True, slots=True)
class Pools:
    """What the two classes divide in one epoch, or would if anybody were there."""

    stakers: int
    """[base unit]"""
    authorities: int
    """[base unit]"""


@dataclass(slots=True)
class Chain:
    """State of the protocol between epochs."""

    load: float
    """Network load [1]."""
    supply: int
    """Tokens in existence [base unit]."""
    expected_stakers: float
    """What people expect one epoch to pay all stakers [base unit/epoch]."""
    expected_authorities: float
    """What people expect one epoch to pay all authorities [base unit/epoch]."""
    epoch: int = 0
    """Epochs begun [epoch]."""
    mode: Mode = Mode.BALANCED
    """Mode of this epoch."""
    seconds_in_mode: float = 0.0
    """Since the last change [s]."""
    minted: int = 0
    """Issued since launch [base unit]."""
    burned: int = 0
    """Slashed since launch [base unit]."""
    unpaid: int = 0
    """Share of empty classes since launch, which was never minted [base unit]."""
    staker_dust: int = 0
    """Left over when the stakers' pool was divided; next epoch's [base unit]."""
    authority_dust: int = 0
    """Left over when the authorities' pool was divided; next epoch's [base unit]."""
    offences: int = 0
    """Since launch [1]."""
    punished: int = 0
    """Offences found out since launch [1]."""
    issuance_rate: float = 0.0
    """Minted in this epoch over the supply before it, per year [1/year]."""
    staker_yield: float = 0.0
    """Minted for stakers in this epoch over their stake, per year [1/year]."""
    authority_yield: float = 0.0
    """Minted for authorities in this epoch over their bonds, per year [1/year]."""


def found_chain(terms: Terms) -> Chain:
    """The protocol at launch: Balanced, at the mean load, both classes expecting their full share."""
    load = terms.parameters.population.load_mean
    issued = epoch_issuance(terms, Mode.BALANCED, load, terms.initial)
    pools = offered_pools(terms, issued, Mode.BALANCED, staked=1, online=1)
    return Chain(
        load=load,
        supply=terms.initial,
        expected_stakers=float(pools.stakers),
        expected_authorities=float(pools.authorities),
    )


def next_load(terms: Terms, load: float, shock: float) -> float:
    """Load of the next epoch: part of the way back to its mean, a shock, and the network's limits."""
    mean = terms.parameters.population.load_mean
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


def offered_pools(terms: Terms, issued: int, mode: Mode, staked: int, online: int) -> Pools:
    """What each class would share, given who is there of the *other* class.

    Parameters
    ----------
    terms
        Of the run.
    issued
        By the blocks of the epoch [base unit].
    mode
        Fast collects no stake signatures: nobody of the stakers is there to be paid.
    staked
        By all stakers [base unit].
    online
        Authorities [1].

    Returns
    -------
    Pools
        An empty class is still told what it would share, so that people know what joining would bring.

    Notes
    -----
    Source: ours, paper section "The economy of agents", for `rewards.empty_class_to_other`.
    """
    to_authorities = int(authority_pool(issued, terms.parameters.rewards.authority_share))
    to_stakers = issued - to_authorities
    moves = terms.parameters.rewards.empty_class_to_other
    stake_signs = mode is not Mode.FAST
    extra = to_stakers if moves and not (stake_signs and staked) else 0
    relief = to_authorities if moves and not online else 0
    return Pools(
        stakers=to_stakers + relief if stake_signs else 0, authorities=to_authorities + extra
    )


def open_epoch(chain: Chain, terms: Terms, load_shock: float, totals: Totals) -> Pools:
    """Load, mode and issuance of a new epoch, written into the chain.

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
    Pools
        To divide now, yesterday's dust included; zero for a class with nobody to pay.

    Raises
    ------
    SupplyOverflow
        When the supply outgrows 64-bit base units.
    """
    chain.epoch += 1
    chain.load = next_load(terms, chain.load, load_shock)
    seats = terms.parameters.fast.validators
    wanted = wanted_mode(
        terms.parameters, chain.load, totals.online, seats, share(totals.staked, chain.supply)
    )
    chain.seconds_in_mode += terms.settings.epoch_seconds
    mode = next_mode(chain.mode, wanted, chain.seconds_in_mode, terms.parameters)
    if mode is not chain.mode:
        chain.mode, chain.seconds_in_mode = mode, 0.0
    issued = epoch_issuance(terms, mode, chain.load, chain.supply)
    offered = offered_pools(terms, issued, mode, totals.staked, totals.online)
    expect(chain, offered, terms.settings.expectation_memory)
    return mint(chain, terms, issued, offered, totals)


def expect(chain: Chain, offered: Pools, memory: float) -> None:
    """Adaptive expectations of both pools, moved towards what this epoch offers."""
    chain.expected_stakers = memory * chain.expected_stakers + (1 - memory) * offered.stakers
    chain.expected_authorities = (
        memory * chain.expected_authorities + (1 - memory) * offered.authorities
    )


def mint(chain: Chain, terms: Terms, issued: int, offered: Pools, totals: Totals) -> Pools:
    """Pools of the classes that have somebody to pay, minted and opened with their dust."""
    to_stakers = offered.stakers if totals.staked else 0
    to_authorities = offered.authorities if totals.online else 0
    minted = to_stakers + to_authorities
    chain.issuance_rate = share(minted, chain.supply) / terms.epoch_years
    chain.staker_yield = share(to_stakers, totals.staked) / terms.epoch_years
    chain.authority_yield = share(to_authorities, totals.bonded) / terms.epoch_years
    chain.supply += minted
    chain.minted += minted
    chain.unpaid += issued - minted
    pools = Pools(
        stakers=to_stakers + chain.staker_dust if totals.staked else 0,
        authorities=to_authorities + chain.authority_dust if totals.online else 0,
    )
    chain.staker_dust -= pools.stakers - to_stakers
    chain.authority_dust -= pools.authorities - to_authorities
    return pools


def burn(chain: Chain, loss: int) -> None:
    """An offence found out: its penalty leaves the supply for good."""
    chain.punished += 1
    chain.burned += loss
    chain.supply -= loss


def close_epoch(chain: Chain, terms: Terms, totals: Totals) -> None:
    """The books after an epoch, checked to the last base unit."""
    dust = chain.staker_dust + chain.authority_dust
    check_conservation(chain.epoch, totals.held, dust, terms.initial, chain.minted, chain.burned)


def share(part: int, whole: int) -> float:
    """A part over the whole; zero of nothing [1]."""
    return part / whole if whole else 0.0
