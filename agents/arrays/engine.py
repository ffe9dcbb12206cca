"""One epoch after another, of many runs side by side."""

from ..cartels.acting import act
from ..economy.chain import begin_epoch, end_epoch, found_chain
from ..economy.conservation import Totals
from ..economy.events import apply_shocks
from ..economy.payroll import pay
from ..economy.terms import Terms
from ..population.people import Population
from ..streams import EpochDraws
from .cartels import collude, members_serving
from .memory import held, remember_losses
from .offences import punish_silence, tempt_each
from .pay import levy, pay_authorities, pay_stakers, release
from .seating import give_seats, left_seats
from .seats import decide_seats, remove
from .stakes import decide_stakes
from .sums import signing_of, total


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
        before, modes = self.totals, [chain.mode for chain in chains]
        members = members_serving(authorities)
        owed = [
            act(
                chain,
                terms,
                totals.serving,
                count,
                begin_epoch(chain, terms, shock, totals),
                totals.liquid,
            )
            for chain, shock, totals, count in zip(
                chains, draws.load_shock, before, members, strict=True
            )
        ]
        before = self.seat_anew(
            [
                run
                for run, (chain, mode) in enumerate(zip(chains, modes, strict=True))
                if terms.seats[chain.mode] != terms.seats[mode]
            ]
        )
        levy(stakers, chains, terms, before, owed)
        payrolls = [pay(chain, terms, totals) for chain, totals in zip(chains, before, strict=True)]
        pay_stakers(stakers, chains, terms, before, payrolls)
        pay_authorities(authorities, chains, terms, before, payrolls)
        release(stakers, chains[0].epoch)
        release(authorities, chains[0].epoch)
        decide_stakes(stakers, chains, terms, before, draws)
        decide_seats(authorities, chains, terms, before, draws)
        unpunished = held(self.population) if terms.settings.strategy.looks_back else None
        punish_silence(self.population, chains, terms, draws.silence)
        give_seats(stakers, chains, terms)
        self.totals = total(self.population)
        moved = tempt_each(self.population, chains, terms, self.totals, draws)
        if terms.settings.cartel.kind is not None:
            moved = list(range(len(chains)))
            for run, chain in enumerate(chains):
                reviews = draws.authority_reviews[run]
                collude(authorities, run, chain, terms, reviews, draws.cartel[run])
        # Sums that are out of date would hide what an offence has done to the books.
        if moved:
            if vacant := left_seats(stakers, moved):
                give_seats(stakers, chains, terms, vacant)
            for run, totals in zip(moved, total(self.population, moved), strict=True):
                self.totals[run] = totals
        if unpunished is not None:
            remember_losses(self.population, chains, terms, unpunished)
        for chain, totals in zip(chains, self.totals, strict=True):
            end_epoch(chain, terms, totals)

    def seat_anew(self, runs: list[int]) -> list[Totals]:
        """Sums of all runs, in some of which the mode has another number of seats than before."""
        if runs:
            stakers = self.population.stakers
            give_seats(stakers, self.chains, self.terms, runs)
            for run, signing in zip(runs, signing_of(stakers, runs), strict=True):
                validating, griefing = signing
                self.totals[run] = self.totals[run]._replace(
                    validating=validating, griefing=griefing
                )
        return self.totals

    def suffer(self) -> None:
        """Events at the start of the epoch."""
        removed = False
        for run, chain in enumerate(self.chains):
            for removal in apply_shocks(chain, self.terms):
                removed |= remove(
                    self.population.authorities, run, removal, chain.epoch + 1, self.terms
                )
        if removed:
            self.totals = total(self.population)
