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
# # Reproducing a figure
#
# Every figure of the paper is drawn from a table, every table answers one question, and every answer
# follows from parameters and a seed. Here you make one of them, check that it is the same when it is
# made again, and then ask the same question of a protocol of your own.
#
# This needs `pip install "hybridstake[notebooks,paper]"`.

# %%
# %matplotlib inline
import json
from pathlib import Path
from tempfile import mkdtemp

import pandas as pd
from hybridstake.experiments.evaluating.variation import varied
from hybridstake.experiments.figures import staking_yield, theme
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.running import question
from hybridstake.experiments.running.files import file_digest
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.running.runner import run_question
from hybridstake.experiments.running.study import Study

# %% [markdown]
# How much is computed is called the precision: `tiny` shows that it works, `default` is the paper's.

# %% tags=["parameters"]
PRECISION = "default"
SEED = 1

# %% [markdown]
# ## The question
#
# A study is all that answers depend on: protocols, a seed, a precision, and a folder for what comes out.

# %%
NAME = "staking_yield"
protocols = {name: load(name) for name in ("plan", "reference")}
study = Study(protocols=protocols, seed=SEED, precision=Precision(PRECISION), out=Path(mkdtemp()))
print(question.title(NAME))
table = run_question(NAME, study)
print(f"{len(table)} rows")
table.head()

# %% [markdown]
# ## The figure
#
# Drawing reads the table and computes nothing, so that a figure cannot know more than its table.

# %%
with theme.themed():
    picture = staking_yield.draw(table)
picture

# %% [markdown]
# ## Can it be trusted?
#
# Beside the table lies its manifest: the parameters that were read, the seed, a hash of the code and of
# the table. Ask again with the same ingredients, and the bytes must be the same.

# %%
manifest = json.loads(study.manifest_path(NAME).read_text())
print("made from:", ", ".join(manifest))
again = Study(protocols=protocols, seed=SEED, precision=study.precision, out=Path(mkdtemp()))
run_question(NAME, again)
digests = [file_digest(each.results_path(NAME)) for each in (study, again)]
print("the same bytes" if digests[0] == digests[1] else "NOT the same bytes")

# %% [markdown]
# When an ingredient changes, the result is stale, and is made anew when it is next asked for. A
# parameter that the question does not read changes nothing.

# %%
for field in ("rewards.base_reward", "slashing.rate"):
    plan = protocols["plan"]
    table_of, key = field.split(".")
    half = getattr(getattr(plan, table_of), key) / 2
    moved = Study(
        protocols={**protocols, "plan": varied(plan, {field: half})},
        seed=SEED, precision=study.precision, out=study.out,
    )  # fmt: skip
    print(f"{field} halved: the result is {'fresh' if moved.is_fresh(NAME) else 'stale'}")

# %% [markdown]
# ## The same question about your protocol
#
# Put your protocol in the place of the plan, and the figure is about you. Here, one that pays less for
# each block.

# %%
mine = varied(protocols["plan"], {"rewards.base_reward": 10.0})
own = Study(
    protocols={"plan": mine, "reference": protocols["reference"]},
    seed=SEED, precision=study.precision, out=Path(mkdtemp()),
)  # fmt: skip
answers = run_question(NAME, own)
with theme.themed():
    picture = staking_yield.draw(answers)
picture


# %%
def least_yield(rows: pd.DataFrame) -> float:
    """What stakers of Balanced earn where every token is staked."""
    balanced = rows[(rows["protocol"] == "plan") & (rows["mode"] == "balanced")]
    return float(balanced["staker_yield_per_year"].iloc[-1])


print(
    f"With every token at stake, stakers earn {least_yield(table):.1%} a year under the plan, "
    f"and {least_yield(answers):.2%} under yours."
)

# %% [markdown]
# From a shell, `hybridstake reproduce staking_yield --out mine` makes table and figure, and
# `hybridstake reproduce` the whole paper.
#
# ## A question for you
#
# The figure shows a yield against what is staked, and says nothing of which point people will choose.
# What would you have to believe about people to put one dot on each curve, and where does
# the package keep its belief?
