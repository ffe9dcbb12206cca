"""One epoch after another, of many runs side by side."""

from ..economy.chain import begin_epoch, end_epoch, found_chain
from ..economy.events import apply_shocks
from ..economy.payroll import pay
from ..economy.terms import Terms
from ..population.people import Population
from ..streams import EpochDraws
from .cartels import collude
from .offences import punish_silence, tempt_one
from .pay import levy, pay_authorities, pay_stakers, release
from .seats import decide_seats, remove
from .stakes import decide_stakes
from .sums import total


class ArrayEngine:
    """The economy as arrays, a row per run; `ObjectEngine` is one run, an object per person."""

    def __init__(self, terms: Terms, population: Population) -> None:
        self.terms = terms
        self.population = population
        self.totals = total(population)
        self.chains = [found_chain(terms, totals.idle) for totals in self.totals]

    def step(self, draws: EpochDraws) -> None:
        """One epoch: events, fees, pay, decisions, offences, and the books.

        Parameters
        ----------
        draws
            Every random number of the epoch.

        Notes
        -----
        Decisions of an epoch answer the sums on which its pools were paid, and what groups before
        theirs have changed.
        """
        terms, chains = self.terms, self.chains
        stakers, authorities = self.population.stakers, self.population.authorities
        self.suffer()
        before = self.totals
        owed = [
            begin_epoch(chain, terms, shock, totals)
            for chain, shock, totals in zip(chains, draws.load_shock, before, strict=True)
        ]
        levy(stakers, chains, terms, before, owed)
        payrolls = [pay(chain, terms, totals) for chain, totals in zip(chains, before, strict=True)]
        pay_stakers(stakers, chains, terms, before, payrolls)
        pay_authorities(authorities, chains, payrolls)
        release(stakers, chains[0].epoch)
        release(authorities, chains[0].epoch)
        decide_stakes(stakers, chains, terms, before, draws)
        decide_seats(authorities, chains, terms, before, draws)
        for run, chain in enumerate(chains):
            punish_silence(self.population, run, chain, terms, draws.silence[run])
            tempt_one(
                self.population,
                run,
                chain,
                terms,
                draws.opportunity[run],
                draws.gain[run],
                draws.detection[run],
            )
            collude(authorities, run, chain, terms, draws.authority_reviews[run], draws.cartel[run])
        self.totals = total(self.population)
        for chain, totals in zip(chains, self.totals, strict=True):
            end_epoch(chain, terms, totals)

    def suffer(self) -> None:
        """Events at the start of the epoch."""
        removed = False
        for run, chain in enumerate(self.chains):
            removal = apply_shocks(chain, self.terms)
            if removal.part:
                removed |= remove(
                    self.population.authorities, run, removal, chain.epoch + 1, self.terms
                )
        if removed:
            self.totals = total(self.population)
