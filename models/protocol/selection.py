"""Who proposes: the plan's one draw for class and member, and the repair with a draw for each."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from ..extremes import larger, smaller


def authority_probability(share: Any, authorities: Any) -> Any:
    """Probability that one given authority proposes, with independent draws.

    Parameters
    ----------
    share
        Probability that the proposer is an authority [1].
    authorities
        Number of authorities, positive [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: ours, paper, "Formulas".

    Examples
    --------
    >>> authority_probability(0.7, 20)
    0.034999999999999996
    """
    return share / authorities


def staker_probability(share: Any, stake: Any, total_stake: Any) -> Any:
    """Probability that a staker proposes, with independent draws.

    Parameters
    ----------
    share
        Probability that the proposer is an authority [1].
    stake, total_stake
        Stake of the staker, and of all stakers together, positive [token].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: ours, paper, "Formulas".

    Examples
    --------
    >>> staker_probability(0.7, 1_000, 10_000)
    0.030000000000000006
    """
    return (1 - share) * stake / total_stake


def reused_authority_probability(share: Any, rank: Any, authorities: Any) -> Any:
    """Probability that one given authority proposes when one draw decides both class and member.

    A uniform draw u below `share` picks authority ⌊u n⌋: the one of rank i proposes on the part of
    [i/n, (i+1)/n) that lies below `share`.

    Parameters
    ----------
    share
        Probability that the proposer is an authority [1].
    rank
        Number of the authority, from zero [1].
    authorities
        Number of authorities n, positive [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: public prototype of the plan; paper, "Formulas".

    Examples
    --------
    >>> [reused_authority_probability(0.75, rank, authorities=2) for rank in (0, 1)]
    [0.5, 0.25]
    """
    reached = share * authorities
    return (smaller(rank + 1, reached) - smaller(rank, reached)) / authorities


def reused_staker_probability(share: Any, before: Any, stake: Any, total_stake: Any) -> Any:
    """Probability that a staker proposes when one draw decides both class and member.

    A uniform draw u from `share` upwards picks the first staker, in order of increasing stake, whose
    cumulative stake reaches u times the total: each proposes on the part of his stretch of cumulative
    stake that lies above `share`.

    Parameters
    ----------
    share
        Probability that the proposer is an authority [1].
    before
        Stake of all who come before [token].
    stake, total_stake
        Stake of the staker, and of all stakers together, positive [token].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: public prototype of the plan; paper, "Formulas".

    Examples
    --------
    >>> reused_staker_probability(0.5, before=1, stake=3, total_stake=4)
    0.5
    """
    passed = share * total_stake
    return (larger(before + stake, passed) - larger(before, passed)) / total_stake


def reused_draw_probabilities(
    share: float, authorities: int, stakes: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Probabilities of proposing when one draw decides both class and member.

    Parameters
    ----------
    share
        Probability that the proposer is an authority [1].
    authorities
        Number of authorities, positive [1].
    stakes
        (n_stakers,) Stakes, in increasing order, with a positive sum [token].

    Returns
    -------
    tuple
        (n_authorities,) and (n_stakers,) probabilities that sum to one together [1].

    Notes
    -----
    Source: `reused_authority_probability` and `reused_staker_probability` of every member.

    Examples
    --------
    >>> of_authorities, of_stakers = reused_draw_probabilities(0.5, 2, np.array([1.0, 3.0]))
    >>> of_authorities.tolist(), of_stakers.tolist()
    ([0.5, 0.0], [0.0, 0.5])
    """
    cumulative = np.cumsum(stakes)
    before = np.concatenate(([0], cumulative[:-1]))
    return (
        reused_authority_probability(share, np.arange(authorities), authorities),
        reused_staker_probability(share, before, stakes, cumulative[-1]),
    )


def independent_draw_probabilities(
    share: float, authorities: int, stakes: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Probabilities of proposing when one draw decides the class and another the member.

    Parameters
    ----------
    share
        Probability that the proposer is an authority [1].
    authorities
        Number of authorities, positive [1].
    stakes
        (n_stakers,) Stakes with a positive sum [token].

    Returns
    -------
    tuple
        (n_authorities,) and (n_stakers,) probabilities that sum to one together [1].

    Notes
    -----
    Source: `authority_probability` and `staker_probability` of every member.
    """
    of_authorities = np.full(authorities, authority_probability(share, authorities))
    return of_authorities, staker_probability(share, stakes, np.sum(stakes))


def draw_proposers(
    share: float,
    authorities: int,
    stakes: NDArray[np.float64],
    slots: int,
    rng: np.random.Generator,
    *,
    independent: bool,
) -> NDArray[np.int64]:
    """Proposers of many slots, drawn by the rule itself: the witness of the probabilities.

    Parameters
    ----------
    share
        Probability that the proposer is an authority [1].
    authorities
        Number of authorities, positive [1].
    stakes
        (n_stakers,) Stakes, in increasing order, with a positive sum [token].
    slots
        Slots to draw [1].
    rng
        Source of the draws.
    independent
        A draw of its own for the member, or the draw of the class again.

    Returns
    -------
    NDArray
        (slots,) Number of the proposer: authorities first, then stakers.

    Notes
    -----
    Source: research plan, "Validator Selection Algorithm", as its public prototype reads it.
    """
    of_class = rng.random(slots)
    of_member = rng.random(slots) if independent else of_class
    return proposers_at(share, authorities, stakes, of_class, of_member)


def proposers_at(
    share: float,
    authorities: int,
    stakes: NDArray[np.float64],
    of_class: NDArray[np.float64],
    of_member: NDArray[np.float64],
) -> NDArray[np.int64]:
    """Proposers at given draws, wherever these come from.

    Parameters
    ----------
    share
        Probability that the proposer is an authority [1].
    authorities
        Number of authorities, positive [1].
    stakes
        (n_stakers,) Stakes, in increasing order, with a positive sum [token].
    of_class, of_member
        (slots,) Uniform draws below one; the same array twice where one draw decides both [1].

    Returns
    -------
    NDArray
        (slots,) Number of the proposer: authorities first, then stakers.

    Notes
    -----
    Source: research plan, "Validator Selection Algorithm", as its public prototype reads it.
    """
    cumulative = np.cumsum(stakes)
    places = np.asarray(of_member * cumulative[-1], dtype=np.float64)
    chosen_staker = cast(NDArray[np.int64], cumulative.searchsorted(places, side="left"))
    return np.where(
        of_class < share,
        (of_member * authorities).astype(np.int64),
        authorities + np.minimum(chosen_staker, len(stakes) - 1),
    )
