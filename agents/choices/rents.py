"""What somebody would lose by being thrown out: the same for one and for arrays of them."""

from typing import Any

from ...models.economics.deterrence import authority_rent, staker_rent
from ..economy.chain import Chain
from ..economy.terms import Terms

REPUTATION_PACE = 0.01
"""Part of the way to a spotless name that an authority goes in an epoch of service [1/epoch]."""


def stake_rent(chain: Chain, terms: Terms, stake: Any, signing: Any) -> Any:
    """Rewards of a validator while its stake is on the way out and back [base unit].

    Parameters
    ----------
    chain, terms
        State of the protocol, and the run.
    stake, signing
        Of this validator, and of all stake that signs, positive [base unit].
    """
    pool = chain.expected_stakers / terms.epoch_years
    return staker_rent(pool, stake, signing, terms.unbonding_years)


def seat_rent(chain: Chain, terms: Terms, serving: Any, reputation: Any) -> Any:
    """Rewards of an authority while it is excluded, and its name [base unit].

    Parameters
    ----------
    chain, terms
        State of the protocol, and the run.
    serving
        Authorities that serve, positive [1].
    reputation
        Of this one [1].
    """
    pool = chain.expected_authorities / terms.epoch_years
    years = max(terms.unbonding_epochs, terms.settings.exclusion_epochs) * terms.epoch_years
    return authority_rent(pool, serving, years) + reputation * terms.reputation_worth / chain.price


def reputation_after(reputation: Any, serves: Any, pace: Any) -> Any:
    """A name after another epoch: better for those who serve [1].

    Parameters
    ----------
    reputation
        Before [1].
    serves
        One where a seat was served, zero where not [1].
    pace
        Part of the way to a spotless name that an epoch of service goes [1].

    Notes
    -----
    Source: ours, paper section "The economy of agents".

    Examples
    --------
    >>> reputation_after(0.0, True, pace=0.25), reputation_after(0.5, False, pace=0.25)
    (0.25, 0.5)
    """
    return reputation + pace * serves * (1 - reputation)
