"""The economy as a Mesa model: Mesa keeps its life, the identity of its agents, the step and the data.

The state is in the arrays of the engine; an agent is a view of one row. Only this file imports mesa,
which takes about a second and, as a side effect, sets multiprocessing's start method to `spawn`.
"""

import mesa

from ..models.parameters.parameters import Parameters
from .array_engine import ArrayEngine
from .metrics import METRICS
from .population import found_population
from .settings import EconomySettings
from .streams import Streams, draw_epoch
from .terms import terms


class HybridEconomy(mesa.Model):
    """Stakers and authorities who decide, epoch by epoch.

    Parameters
    ----------
    parameters
        The protocol and the population's tastes.
    settings
        Length, size and assumptions of the run.
    streams
        Generators made by the caller; all of them move on.

    Notes
    -----
    Use it in a `with` block, or call `release` when done: Mesa up to 3.3 keeps every model alive
    through a dictionary of its class. After each step every name in `metrics.METRICS` is an attribute,
    so that Mesa's data collector and dashboards find them without calling functions of ours.
    """

    def __init__(self, parameters: Parameters, settings: EconomySettings, streams: Streams) -> None:
        super().__init__(rng=streams.order)
        self.streams = streams
        run = terms(parameters, settings)
        self.engine = ArrayEngine(run, found_population(run, streams.stakes))
        for row in range(settings.stakers):
            Staker(self, row)
        for row in range(parameters.fast.validators):
            Authority(self, row)
        self.datacollector = mesa.DataCollector(model_reporters={name: name for name in METRICS})
        self.collect()

    def __enter__(self) -> "HybridEconomy":
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def step(self) -> None:
        """One epoch; the model stops running after the last."""
        settings = self.engine.terms.settings
        authorities = self.engine.population.authorities.bonded.size
        self.engine.step(draw_epoch(self.streams, settings.stakers, authorities))
        self.running = self.engine.chain.epoch < settings.epochs
        self.collect()

    def collect(self) -> None:
        """Metrics of the epoch, as attributes and in the data collector."""
        for name, value in self.engine.metrics().items():
            setattr(self, name, value)
        self.datacollector.collect(self)

    def release(self) -> None:
        """Mesa's own hold on the model dropped, so that it can be freed."""
        getattr(mesa.Agent, "_ids", {}).pop(self, None)


class Staker(mesa.Agent):
    """A view of one staker's row; amounts are whole base units."""

    def __init__(self, model: HybridEconomy, row: int) -> None:
        super().__init__(model)
        self.row = row
        self.rows = model.engine.population.stakers

    @property
    def liquid(self) -> int:
        """Idle [base unit]."""
        return int(self.rows.liquid[self.row])

    @property
    def staked(self) -> int:
        """At stake [base unit]."""
        return int(self.rows.staked[self.row])

    @property
    def unbonding(self) -> int:
        """On the way out [base unit]."""
        return int(self.rows.unbonding[self.row])

    @property
    def wealth(self) -> int:
        """Everything that the person owns [base unit]."""
        return self.liquid + self.staked + self.unbonding

    @property
    def hurdle_rate(self) -> float:
        """Yield that the person asks for [1/year]."""
        return float(self.rows.hurdle_rate[self.row])


class Authority(mesa.Agent):
    """A view of one authority's row; amounts are whole base units."""

    def __init__(self, model: HybridEconomy, row: int) -> None:
        super().__init__(model)
        self.row = row
        self.rows = model.engine.population.authorities

    @property
    def liquid(self) -> int:
        """Idle [base unit]."""
        return int(self.rows.liquid[self.row])

    @property
    def bonded(self) -> int:
        """Bond [base unit]."""
        return int(self.rows.bonded[self.row])

    @property
    def unbonding(self) -> int:
        """On the way out [base unit]."""
        return int(self.rows.unbonding[self.row])

    @property
    def wealth(self) -> int:
        """Everything that the authority owns [base unit]."""
        return self.liquid + self.bonded + self.unbonding

    @property
    def is_online(self) -> bool:
        """Whether the authority is bonded and signs."""
        return self.bonded > 0
