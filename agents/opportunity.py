"""One chance to equivocate: what is weighed, and what it costs. Scalars, the same in both engines."""

from dataclasses import dataclass

from ..models.economics.slashing import capped_fraction, penalty, slashed_fraction
from .decisions import equivocates
from .streams import EpochDraws
from .terms import Terms


@dataclass(frozen=True, slots=True)
class Offence:
    """The answer to an opportunity."""

    committed: bool
    """Whether it paid."""
    loss: int
    """Slashed; zero unless it was committed and found out [base unit]."""
    punished: bool
    """Whether it was found out."""


def recipient(draw: float, candidates: int) -> int:
    """Which of the people with something to lose an opportunity comes to, in order of rows.

    Examples
    --------
    >>> recipient(0.5, candidates=3)
    1
    """
    return int(draw * candidates)


def answer(
    terms: Terms, draws: EpochDraws, slashable: int, all_slashable: int, rent: float
) -> Offence:
    """What somebody does with an opportunity, and what follows.

    Parameters
    ----------
    terms
        Of the run.
    draws
        Of this epoch.
    slashable, all_slashable
        Of this person and of everybody: at stake, bonded or on the way out, positive [base unit].
    rent
        Future rewards that would be lost [base unit].

    Notes
    -----
    Source: ours, paper section "The economy of agents"; the share that misbehaves together is that of
    one person.
    """
    slashing = terms.parameters.slashing
    fraction = capped_fraction(
        slashed_fraction(slashing.rate, slashing.correlation_factor, slashable / all_slashable)
    )
    loss = min(int(penalty(slashable, fraction)), slashable)
    gain = draws.gain * terms.settings.mean_gain * terms.units
    committed = bool(equivocates(slashing.detection_probability, loss, rent, gain))
    punished = committed and draws.detection < slashing.detection_probability
    return Offence(committed, loss if punished else 0, punished)
