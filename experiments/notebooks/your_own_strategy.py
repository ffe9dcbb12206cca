# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Your own strategy
#
# People in the economy choose by a rule. The usual one takes whatever is worth most; critics of such
# agents hold that real people do not look for the best, but keep what is good enough. Here you write
# that rule, let a population live by it, and see what it changes.
#
# This needs `pip install "hybridstake[notebooks,paper]"`.

# %%
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from hybridstake.agents.choices.picking import best_response, select, taken
from hybridstake.agents.choices.positions import Options, Position
from hybridstake.agents.settings import EconomySettings
from hybridstake.agents.strategies.best import Discounted
from hybridstake.agents.strategies.strategy import Seen, Strategy
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.running.runner import address
from hybridstake.experiments.simulating.economy import run_economy

# %% tags=["parameters"]
PEOPLE = 300
DAYS = 365
RUNS = 4
SEED = 1

# %% [markdown]
# ## What a person sees
#
# Whoever reconsiders has before it one worth for each position, and knows its own position. The
# positions, in their order:

# %%
[position.label for position in Position]

# %% [markdown]
# A rule is a class with one method, `choose(seen)`, which answers with the number of a position:
#
# - `seen.options.worths` has what each position would bring in a year;
# - `seen.options.feasible` says which are open to this person;
# - `seen.position` is the one held now.
#
# The engine asks many people at once, so that each of these may be an array. Three functions read
# single numbers and arrays alike: `best_response` picks what is worth most, `taken` looks up the worth
# of a position, and `select` chooses between two by a condition.


# %%
@dataclass(frozen=True, kw_only=True, slots=True)
class Satisficing(Strategy):
    """Stays as long as what one has is good enough, beside the best that there is."""

    name: ClassVar[str] = "satisficing"

    enough: float = 0.8
    """Part of the best worth that is good enough [1]."""

    def choose(self, seen: Seen) -> Any:
        """The present position where it is good enough, else the best."""
        best = best_response(seen.options.worths, seen.options.feasible, seen.position)
        now = taken(seen.options.worths, seen.position)
        is_enough = now >= self.enough * taken(seen.options.worths, best)
        return select(is_enough, seen.position, best)


# %% [markdown]
# ## Try it on one person first
#
# A rule is a plain object: hand it a situation of your own and see what it does.

# %%
options = Options(worths=(95.0, 100.0, 70.0), feasible=(True, True, True))
content, greedy = Satisficing(enough=0.9), Satisficing(enough=1.0)
held = Seen(options=options, position=0, tremble=0.0, pick=0.0)
[Position(rule.choose(held)).label for rule in (content, greedy)]

# %% [markdown]
# ## A population of them
#
# Luck is drawn by address: run number three of one rule meets the same luck as run number three of
# another. Differences between rules are then differences of rules.


# %%
def days_of(rule, run):
    """Every metric on every day of one run."""
    settings = EconomySettings(stakers=PEOPLE, epochs=DAYS, strategy=rule)
    trajectory = run_economy(reference, settings, partial(address, SEED, "lesson", run))
    return pd.DataFrame(trajectory.metrics)


reference = load("reference")
rules = {
    "takes the best": Discounted(),
    "satisficing at the best": Satisficing(enough=1.0),
    "satisficing": Satisficing(),
    "easily satisfied": Satisficing(enough=0.4),
}
days = pd.concat(
    {(name, run): days_of(rule, run) for name, rule in rules.items() for run in range(RUNS)},
    names=["rule", "run", "day"],
)

# %% [markdown]
# First a check that costs nothing: who finds only the best good enough does what the usual rule does,
# to the last digit. A new rule that has such a limit should be held to it before its results are
# believed.

# %%
same = days.loc["takes the best"].equals(days.loc["satisficing at the best"])
print("The limit is met." if same else "The limit is NOT met: the rule has a fault.")

# %%
fig, axes = plt.subplots(figsize=(6, 3))
for name, colour in zip(rules, ("black", "#cccccc", "#0072b2", "#d55e00"), strict=True):
    if name != "satisficing at the best":
        mean = days.loc[name]["staking_ratio"].groupby("day").mean()
        axes.plot(mean.index, mean, color=colour, label=name)
axes.set(xlabel="day", ylabel="part of the supply at stake")
axes.legend(frameon=False)
fig.tight_layout()

# %% [markdown]
# ## Is the difference more than luck?
#
# Take the difference run by run, and then its mean and the spread of that mean.

# %%
ends = days.groupby(["rule", "run"]).last()
gaps = pd.DataFrame(
    {
        name: ends.loc[name, "staking_ratio"] - ends.loc["takes the best", "staking_ratio"]
        for name in ("satisficing", "easily satisfied")
    }
)
summary = pd.DataFrame({"mean": gaps.mean(), "standard error": gaps.std() / np.sqrt(len(gaps))})
for name, row in summary.iterrows():
    print(
        f"{name}: {row['mean']:+.1%} of the supply at stake, give or take {row['standard error']:.1%}"
    )
summary

# %% [markdown]
# ## Keep it
#
# To use the rule from the command line, put the class into a package of your own, and name it in the
# package's `pyproject.toml`:
#
# ```toml
# [project.entry-points."hybridstake.strategies"]
# satisficing = "my_package.rules:Satisficing"
# ```
#
# After `pip install` of that package, `hybridstake simulate reference --strategy satisficing` knows it,
# and `--set strategy.enough=0.5` sets its number.
#
# ## A question for you
#
# People here compare what they have with the best that there is today. Others compare it with what
# they had a year ago. What would such a rule need to see that `seen` does not show, and what do you
# expect it to do to the yield after a crash of the price?
