"""The economy as a Mesa model: Mesa keeps its life, the identity of its agents, and the step.

The state is in the arrays of the engine; an agent is a view of one row of one run. Only this file
imports mesa, which takes about a second and, as a side effect, sets multiprocessing's start method to
`spawn`.
"""

from collections.abc import Sequence
from copy import deepcopy

import mesa

from ..models.parameters.parameters import Parameters
from .arrays.engine import ArrayEngine
from .choices.positions import Position
from .choices.seats import Seat
from .economy.metrics import METRICS, Metrics, measure
from .economy.terms import terms
from .population.founding import found_population
from .settings import EconomySettings
from .streams import Streams, draw_epoch


class HybridEconomy(mesa.Model):
    """Stakers and authorities who decide, epoch by epoch, in one run or in several side by side.

    Parameters
    ----------
    parameters
        The protocol and the population's tastes.
    settings
        Length, size and assumptions of the runs.
    streams
        Of each run: generators made by the caller; all of them move on.

    Notes
    -----
    Use it in a `with` block, or call `release` when done: Mesa up to 3.3 keeps every model alive
    through a dictionary of its class. Every name in `METRICS` is an attribute, the mean over the runs
    as they stand, so that Mesa's data collectors and dashboards find them; `metrics()` has each run's,
    measured when they are asked for. The agents are those of the first run.
    """

    def __init__(
        self, parameters: Parameters, settings: EconomySettings, streams: Sequence[Streams]
    ) -> None:
        # Mesa draws while it starts: from a copy, or the first run of several would be another one
        # than each of them alone.
        super().__init__(rng=deepcopy(streams[0].order))
        self.streams = streams
        run = terms(parameters, settings)
        self.engine = ArrayEngine(run, found_population(run, [each.stakes for each in streams]))
        for row in range(settings.stakers):
            Staker(self, row)
        self.columns = self.engine.population.authorities.seat.shape[1]
        for row in range(self.columns):
            Authority(self, row)
        self.measured: tuple[int, Metrics] | None = None

    def __enter__(self) -> "HybridEconomy":
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def step(self) -> None:
        """One epoch; the model stops running after the last."""
        settings = self.engine.terms.settings
        self.engine.step(draw_epoch(self.streams, settings, self.columns))
        self.running = self.engine.chains[0].epoch < settings.epochs

    def metrics(self) -> Metrics:
        """Metrics of the epoch, of every run, measured once.

        Not a property: what a metric may not read raises an AttributeError, which Python would take
        for an attribute that the model lacks.
        """
        engine, epoch = self.engine, self.engine.chains[0].epoch
        if self.measured is None or self.measured[0] != epoch:
            stakers = engine.population.stakers
            found = measure(
                engine.terms, engine.chains, engine.totals, stakers.staked, stakers.seated
            )
            self.measured = epoch, found
        return self.measured[1]

    def __getattr__(self, name: str) -> float:
        """Mean of a metric over the runs."""
        if name not in METRICS:
            raise AttributeError(f"a HybridEconomy has no {name}")
        return float(self.metrics()[name].mean())

    def release(self) -> None:
        """Mesa's own hold on the model dropped, so that it can be freed."""
        getattr(mesa.Agent, "_ids", {}).pop(self, None)


class Staker(mesa.Agent):
    """A view of one staker's row; amounts are whole base units."""

    def __init__(self, model: HybridEconomy, row: int, run: int = 0) -> None:
        super().__init__(model)
        self.place = run, row
        self.rows = model.engine.population.stakers

    @property
    def liquid(self) -> int:
        """Idle [base unit]."""
        return int(self.rows.liquid[self.place])

    @property
    def staked(self) -> int:
        """At stake [base unit]."""
        return int(self.rows.staked[self.place])

    @property
    def unbonding(self) -> int:
        """On the way out [base unit]."""
        return int(self.rows.unbonding[self.place])

    @property
    def wealth(self) -> int:
        """Everything that the person owns [base unit]."""
        return self.liquid + self.staked + self.unbonding

    @property
    def position(self) -> Position:
        """What the person does with its money."""
        return Position(int(self.rows.position[self.place]))

    @property
    def hurdle_rate(self) -> float:
        """Yield that the person asks for [1/year]."""
        return float(self.rows.hurdle_rate[self.place])


class Authority(mesa.Agent):
    """A view of one authority's row; amounts are whole base units."""

    def __init__(self, model: HybridEconomy, row: int, run: int = 0) -> None:
        super().__init__(model)
        self.place = run, row
        self.rows = model.engine.population.authorities

    @property
    def liquid(self) -> int:
        """Idle [base unit]."""
        return int(self.rows.liquid[self.place])

    @property
    def bonded(self) -> int:
        """Bond [base unit]."""
        return int(self.rows.bonded[self.place])

    @property
    def unbonding(self) -> int:
        """On the way out [base unit]."""
        return int(self.rows.unbonding[self.place])

    @property
    def wealth(self) -> int:
        """Everything that the authority owns [base unit]."""
        return self.liquid + self.bonded + self.unbonding

    @property
    def seat(self) -> Seat:
        """What the authority does."""
        return Seat(int(self.rows.seat[self.place]))

    @property
    def reputation(self) -> float:
        """Between a new name and a spotless one [1]."""
        return float(self.rows.reputation[self.place])
