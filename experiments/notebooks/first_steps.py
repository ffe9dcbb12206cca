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
# # First steps
#
# You have a protocol on paper: how many validators, what a block pays, what a cheat loses. Here you
# read two such protocols, ask which promises they keep, let people live under them for a while, and
# write a protocol of your own.
#
# This needs `pip install "hybridstake[notebooks,paper]"`. Run the cells from top to bottom; change
# anything, and run them again.

# %%
from pathlib import Path
from tempfile import mkdtemp

import matplotlib.pyplot as plt
import pandas as pd
from hybridstake.agents.settings import EconomySettings
from hybridstake.experiments.evaluating.variation import differences
from hybridstake.experiments.extending.invariants import invariants_of
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.running.runner import unobserved
from hybridstake.experiments.simulating.economy import mean_metrics
from hybridstake.experiments.simulating.simulation import Simulation, run_simulation
from hybridstake.models.errors import InvalidParameter

# %% [markdown]
# The sizes of what follows. Larger numbers say more and take longer; the seed decides all chance, so
# that you and your referee see the same numbers.

# %% tags=["parameters"]
PEOPLE = 500
DAYS = 365
RUNS = 8
SEED = 1

# %% [markdown]
# ## Two protocols
#
# A protocol is a file of numbers. Two of them come with the package: `plan` is a research plan taken
# at its word, `reference` is the plan with the smallest repairs that can be proved.

# %%
plan, reference = load("plan"), load("reference")
plan.rewards

# %%
repairs = pd.DataFrame(
    [
        {"field": f"{table}.{key}", "plan": getattr(getattr(plan, table), key), "reference": value}
        for (table, key), value in differences(reference, plan).items()
    ]
).set_index("field")
repairs

# %% [markdown]
# ## Which promises are kept
#
# An invariant is a promise that a protocol must keep whatever happens: two conflicting blocks are
# never both final, everybody who stakes can propose, a lie does not pay. Each is settled for good, by
# a solver or by one comparison, not by trying. Where one fails, the table names the field to look at.

# %%
settled = {"plan": invariants_of(plan), "reference": invariants_of(reference)}
verdicts = pd.DataFrame(
    {name: {each.name: each.verdict for each in found} for name, found in settled.items()}
)
broken = [each for each in settled["plan"] if each.verdict != "proved"]
print(f"The plan breaks {len(broken)} of {len(verdicts)} invariants, the first of them because:")
print(broken[0].message)
verdicts.value_counts()

# %% [markdown]
# ## Let people live under them
#
# People own tokens, and each asks for a yield of its own before it stakes. Once in a while a person
# reconsiders: stay out, delegate, run a validator. Nobody is told what the protocol's author hopes for.
# Several runs with different luck tell how much of the result is luck.


# %%
def lived(protocol, **changes):
    """Every metric at the end of some runs, with the interval of its mean."""
    settings = EconomySettings(stakers=PEOPLE, epochs=DAYS, **changes)
    simulation = Simulation(parameters=protocol, settings=settings, runs=RUNS, seed=SEED)
    found = run_simulation(simulation, workers=1, progress=unobserved, out=None)
    return pd.DataFrame(mean_metrics(found.summaries)).T


ends = pd.concat({"plan": lived(plan), "reference": lived(reference)}, axis="columns")
ends.loc[["staking_ratio", "staker_yield", "issuance_rate", "gini", "nakamoto_coefficient"]]

# %%
issued = ends.loc["issuance_rate"].xs("mean", level=1)
print(
    f"After {DAYS} days the plan issues {issued['plan']:.0%} of its supply a year, "
    f"the reference {issued['reference']:.1%}."
)
bars = ends.loc["staking_ratio"].unstack()
fig, axes = plt.subplots(figsize=(4, 2.5))
reach = [bars["mean"] - bars["lower"], bars["upper"] - bars["mean"]]
axes.bar(bars.index, bars["mean"], yerr=reach, capsize=6, color=["#d55e00", "#0072b2"])
axes.set_ylabel("part of the supply at stake")
fig.tight_layout()

# %% [markdown]
# ## A protocol of your own
#
# A file says on which protocol it builds and what it changes, nothing else. What cannot be is refused
# in one line that names the field.

# %%
folder = Path(mkdtemp())
mine = folder / "mine.toml"
mine.write_text('base = "reference"\n\n[rewards]\nauthority_share = 0.4\n')
own = load(str(mine))
differences(own, reference)

# %%
wrong = folder / "wrong.toml"
wrong.write_text('base = "reference"\n\n[rewards]\nauthority_share = 1.4\n')
try:
    load(str(wrong))
except InvalidParameter as refusal:
    print(refusal)

# %%
failing = [each.name for each in invariants_of(own) if each.verdict != "proved"]
print("Your protocol breaks", ", ".join(failing) or "nothing")
staked = lived(own).loc["staking_ratio"]
print(f"At the end, {staked['mean']:.1%} of its supply is at stake", end=" ")
print(f"({staked['lower']:.1%} to {staked['upper']:.1%}).")

# %% [markdown]
# The same from a shell: `hybridstake check mine.toml`, `hybridstake simulate mine.toml`, and
# `hybridstake compare reference mine.toml` for all of it side by side.
#
# ## A question for you
#
# What people ask for before they stake is in the table `population` of a parameter file, between
# `hurdle_rate_low` and `hurdle_rate_high`. Guess what doubling both does to the part of the supply at
# stake and to its yield; then write the file and look. Which of the two was easier to guess, and why?
