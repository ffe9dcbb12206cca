"""What authorities get in a year beside a cartel, in it, and by what ends it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...models.economics.collusion.denouncing import fined_deviator
from ..cartels.cartel import (
    Cartel,
    cartel_of,
    denouncing,
    deposit_of,
    members_needed,
    patience,
    size_with_another,
    would_join,
)
from ..economy.chain import Chain
from ..economy.terms import Terms
from .plays import CHEAT, CHEATS, DENOUNCE, INFORMANTS, MEMBER, MEMBERS, SERVING

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Prospect:
    """A cartel of a size, one value for each authority that asks, and what its epochs bring."""

    acts: NDArray[np.bool_]
    """Whether it is large enough."""
    member: Floats
    """Of an epoch in it, what is lost by being found out taken off on average [base unit]."""
    outsider: Floats
    """Of an epoch outside [base unit]."""
    honest: Floats
    """Of an epoch without it [base unit]."""
    cheat: Floats
    """Of the epoch in which one cheats [base unit]."""
    informant: Floats
    """Of the epoch in which one denounces the others [base unit]."""
    loss: Floats
    """Of who is found out [base unit]."""


def prospect_of(terms: Terms, chain: Chain, sums: Floats) -> Prospect:
    """What is known of the cartel in each of many situations.

    Parameters
    ----------
    terms, chain
        The run, in which there is a kind of cartel, and the state of the protocol.
    sums
        (n, aggregates) Sums of each situation.
    """
    kind = terms.settings.cartel.kind
    assert kind is not None
    needed, deposit = members_needed(terms, chain, kind), deposit_of(chain, terms)
    serving = np.maximum(sums[:, SERVING], 1).astype(np.int64)
    members = np.clip(sums[:, MEMBERS].astype(np.int64), 1, serving)
    most = int(serving.max(initial=1)) + 1
    sizes, which = np.unique(serving * most + members, return_inverse=True)
    cartels = [cartel_of(chain, terms, *divmod(size, most)) for size in sizes.tolist()]

    def each(of: Callable[[Cartel], float]) -> Floats:
        """A number of the cartel of each situation."""
        return np.array([of(cartel) for cartel in cartels])[which]

    loss = each(lambda cartel: cartel.penalty + cartel.rent)
    return Prospect(
        acts=(sums[:, MEMBERS] >= needed) & (sums[:, SERVING] >= needed),
        member=each(lambda cartel: cartel.stage.member) - terms.settings.cartel.detection * loss,
        outsider=each(lambda cartel: cartel.stage.outsider),
        honest=each(lambda cartel: cartel.stage.honest),
        cheat=each(lambda cartel: fined_deviator(cartel.stage.deviator, deposit)),
        informant=each(denouncing),
        loss=loss,
    )


def pay_of_service(
    terms: Terms, chain: Chain, plays: NDArray[np.int64], sums: Floats, rates: Floats
) -> Floats:
    """Pay of authorities that serve, where a cartel is thought of, (n,) [base unit/year].

    Parameters
    ----------
    terms, chain
        The run, and the state of the protocol.
    plays, sums, rates
        (n,) Strategies, (n, aggregates) sums with them, and (n,) what bonds would earn elsewhere
        [1/year].

    Notes
    -----
    Source: ours, paper section "The economy of agents". What is had once, by cheating, by talking or by
    being denounced, counts as the steady income that is worth as much while a cartel lasts, so that
    somebody gains by it here if and only if `would_stay` says that it does not stay.
    """
    found = prospect_of(terms, chain, sums)
    fading = 1 - patience(rates, terms) * (1 - terms.settings.cartel.detection)
    is_told = sums[:, INFORMANTS] > 0
    lasts = found.acts & ~is_told & (sums[:, CHEATS] == 0)
    is_in = np.isin(plays, (MEMBER, CHEAT, DENOUNCE))
    once = np.select(
        [plays == DENOUNCE, is_told & is_in, plays == CHEAT],
        [found.informant - found.honest, -found.loss, found.cheat - found.honest],
        default=0.0,
    )
    ended = found.honest + np.where(found.acts, fading * once, 0.0)
    lasting = np.where(plays == MEMBER, found.member, found.outsider)
    return np.where(lasts, lasting, ended) / terms.epoch_years


def is_taken_in(
    terms: Terms, chain: Chain, rates: Floats, serving: int, members: int
) -> NDArray[np.bool_]:
    """Whether each of some authorities would be one more member, and be taken in, (n,).

    Parameters
    ----------
    terms, chain
        The run, and the state of the protocol.
    rates
        (n,) What bonds would earn elsewhere [1/year].
    serving, members
        Authorities that serve, and are in the cartel [1].
    """
    kind = terms.settings.cartel.kind
    if kind is None or chain.epoch < chain.cartel_until:
        return np.zeros(rates.size, dtype=np.bool_)
    needed = members_needed(terms, chain, kind)
    if serving < needed:
        return np.zeros(rates.size, dtype=np.bool_)
    cartel = cartel_of(chain, terms, serving, size_with_another(members, needed, serving))
    deposit = deposit_of(chain, terms)
    return np.array(
        [would_join(cartel, patience(rate, terms), deposit) for rate in rates.tolist()],
        dtype=np.bool_,
    )
