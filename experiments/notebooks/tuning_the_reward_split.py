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
# # Tuning the reward split
#
# Every token that authorities are paid is one that stakers are not. Which split is best depends on
# what you want, and you want several things at once: a yield that draws savers, little issuance, a
# set of validators that is dear to bribe. Here you look at one number at a time, and then search for
# protocols that cannot be improved in one thing without a loss in another.
#
# This needs `pip install "hybridstake[notebooks,paper,tuning]"`.

# %%
from pathlib import Path
from tempfile import mkdtemp

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from hybridstake.agents.settings import EconomySettings
from hybridstake.experiments.evaluating.evaluation import Evaluation, evaluated, interval_of
from hybridstake.experiments.evaluating.expressions import read_condition
from hybridstake.experiments.evaluating.metrics import METRICS
from hybridstake.experiments.evaluating.ranges import read_ranges
from hybridstake.experiments.evaluating.settings import EvaluationSettings
from hybridstake.experiments.evaluating.variation import differences, varied
from hybridstake.experiments.extending.invariants import invariants_of
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.tuning.problem import Objective, Problem
from hybridstake.experiments.tuning.tuning import tuned
from hybridstake.experiments.tuning.wording import paragraph

# %% tags=["parameters"]
POINTS = 9
PEOPLE = 100
DAYS = 90
REPLICATES = 3
BUDGET = 60
SEED = 1

# %% [markdown]
# ## What a protocol is worth
#
# A metric turns a protocol into a number. Some are formulas and exact; some are read off people who
# live under the protocol for a while, and have an interval.

# %%
pd.DataFrame(
    [(each.name, each.title, each.unit, str(each.kind)) for each in METRICS.values()],
    columns=["metric", "what it is", "unit", "kind"],
).set_index("metric").groupby("kind").head(4)

# %% [markdown]
# ## One number at a time
#
# Move the split, hold all else, and give every split the same luck.


# %%
reference = load("reference")
settings = EvaluationSettings(economy=EconomySettings(stakers=PEOPLE, epochs=DAYS))
metrics = ("entry_yield_balanced", "staker_yield", "authority_yield")


def worth(split):
    """Mean of every metric at one split."""
    evaluation = Evaluation(
        parameters=varied(reference, {"rewards.authority_share": split}),
        metrics=metrics,
        replicates=REPLICATES,
        seed=SEED,
        settings=settings,
    )
    return {name: interval_of(name, each)["mean"] for name, each in evaluated(evaluation).items()}


splits = np.linspace(0.1, 0.9, POINTS)
path = pd.DataFrame([worth(split) for split in splits], index=pd.Index(splits, name="split"))
path

# %%
fig, axes = plt.subplots(figsize=(5, 3))
axes.plot(path.index, path["staker_yield"], "o-", color="#0072b2", label="stakers, lived")
axes.plot(path.index, path["entry_yield_balanced"], "--", color="#0072b2", label="stakers, formula")
axes.set(xlabel="authorities' part of rewards", ylabel="yield of stakers [1/year]", ylim=(0, None))
axes.legend(frameon=False)
fig.tight_layout()

# %% [markdown]
# The formula supposes that everybody enters who gains by it; people who live take their time, and now
# and then regret. Where both agree on the direction, the direction is safe; the level is not.
#
# ## Two wishes and a condition
#
# Suppose you want a mode that is dear to stop, and little issuance, and savers who earn something after
# dilution. The split and the ceiling of issuance may both move. The mode stops when enough of either
# class takes a bribe, and whoever bribes picks the cheaper class: an uneven split is cheap to stop. And
# who issues little has little to pay with.
#
# Candidates that break an invariant are refused before anything is computed of them.

# %%
floor = "entry_real_yield_balanced >= 0.02"
problem = Problem(
    given=reference,
    held=reference,
    ranges=tuple(
        read_ranges(
            ["rewards.authority_share=0.05:0.95", "issuance.yearly_cap=0.01:0.1"], reference
        )
    ),
    objectives=(
        Objective("veto_cost_balanced", maximise=True),
        Objective("launch_issuance_rate_balanced", maximise=False),
    ),
    conditions=(read_condition(floor),),
    budget=BUDGET,
    replicates=1,
    seed=SEED,
)
folder = Path(mkdtemp())
answer = tuned(problem, "reference", out=folder, workers=1)
front = pd.read_csv(folder / "front.csv")
front[["rewards.authority_share", "issuance.yearly_cap", *problem.metrics]]

# %%
candidates = pd.read_csv(folder / "candidates.csv")
keeps = candidates["entry_real_yield_balanced"] >= 0.02
best = front[front["recommended"]]
fig, axes = plt.subplots(figsize=(5, 3.2))
x, y = "launch_issuance_rate_balanced", "veto_cost_balanced"
axes.plot(candidates.loc[~keeps, x], candidates.loc[~keeps, y], "x", color="#999999",
          label="breaks the condition")  # fmt: skip
axes.plot(
    candidates.loc[keeps, x], candidates.loc[keeps, y], ".", color="#0072b2", label="keeps it"
)
axes.plot(front[x], front[y], "-", color="#0072b2", linewidth=0.8, label="front")
axes.plot(best[x], best[y], "*", color="#d55e00", markersize=14, label="recommended")
axes.set(xlabel="issuance [1/year]", ylabel="bribe that stops Balanced [token]", ylim=(0, None))
axes.legend(frameon=False, fontsize=8)
fig.tight_layout()

# %% [markdown]
# No point of the front is better than another in both wishes. One of them is recommended, the one at
# which giving up a little of either wish begins to cost much of the other; but you may want another.

# %%
print(paragraph(answer))

# %% [markdown]
# ## Take it with you
#
# The recommended protocol is a file like any other, and keeps every invariant.

# %%
found = load(str(folder / "recommended.toml"))
failing = [each.name for each in invariants_of(found) if each.verdict != "proved"]
print("It breaks", ", ".join(failing) or "no invariant")
differences(found, reference)

# %% [markdown]
# From a shell the same search is `hybridstake tune reference --vary rewards.authority_share=0.05:0.95
# --vary issuance.yearly_cap=0.01:0.1 --maximise veto_cost_balanced --minimise
# launch_issuance_rate_balanced --subject-to "entry_real_yield_balanced >= 0.02"`. Metrics that are read
# off people, such as `staker_yield`, can be wished for in the same way; they take longer.
#
# ## A question for you
#
# A search finds what it is asked for. Which wish of yours is in none of the metrics above, who would
# lose by the recommended protocol because of it, and which number would you watch in its place?
