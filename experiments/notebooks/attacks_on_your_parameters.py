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
# # Attacks on your own parameters
#
# A mode of the protocol decides by certificates: enough authorities sign, or enough stake, or both.
# Here you set thresholds, let each member be corrupted by chance, and see how likely it is that two
# conflicting certificates can be signed, and how likely that none can be.
#
# This needs `pip install "hybridstake[notebooks,paper]"`.

# %%
from functools import partial
from pathlib import Path
from tempfile import mkdtemp

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.running.seeds import Stream, generator
from hybridstake.models.attacks.assess import assess
from hybridstake.models.attacks.choices import Method
from hybridstake.models.attacks.stopping import Precision
from hybridstake.models.attacks.votes.choices import Failure
from hybridstake.models.attacks.votes.hybrid_quorum import HybridQuorum
from hybridstake.models.protocol.modes import Mode

# %% tags=["parameters"]
POINTS = 120
TRIALS = 200_000
SEED = 1

# %% [markdown]
# ## Your thresholds
#
# Write down what you would change. This file asks for a little more of the authorities than the
# reference does in the everyday mode, Balanced, and for more of them in the first place.

# %%
mine = Path(mkdtemp()) / "mine.toml"
mine.write_text(
    """
base = "reference"

[fast]
validators = 31

[balanced]
authority_threshold = "3/4"
"""
)
protocols = {"reference": load("reference"), "mine": load(str(mine))}

# %% [markdown]
# ## How likely is a fork?
#
# A member is corrupted with the chance on the axis, whoever it is. The answer is exact: it is a sum of
# binomial terms, and no run is simulated.


# %%
def chance(protocol, mode, failure, corruption):
    """Chance that a mode fails where every member is corrupted with the same chance."""
    attack = HybridQuorum(
        parameters=protocol,
        mode=mode,
        failure=failure,
        authority_corruption=corruption,
        stake_corruption=corruption,
    )
    return attack.exact().probability


shares = np.linspace(0.005, 0.6, POINTS)
table = pd.DataFrame(
    [
        {
            "protocol": name,
            "failure": str(failure),
            "corruption": share,
            "probability": chance(protocol, Mode.BALANCED, failure, share),
        }
        for name, protocol in protocols.items()
        for failure in Failure
        for share in shares
    ]
)
wide = table.pivot(columns=["failure", "protocol"], index="corruption", values="probability")

# %%
fig, panels = plt.subplots(1, 2, figsize=(8, 3), sharey=True)
for axes, failure in zip(panels, Failure, strict=True):
    for name, colour in zip(protocols, ("#0072b2", "#d55e00"), strict=True):
        axes.plot(wide.index, wide[str(failure), name], color=colour, label=name)
    axes.set(yscale="log", ylim=(1e-12, 2), xlabel="chance that a member is corrupted")
    axes.set_title(f"{failure} fails in Balanced")
panels[0].set_ylabel("probability")
panels[0].legend(frameon=False)
fig.tight_layout()

# %% [markdown]
# Whoever asks for a larger part of the signatures pays with silence: forks become rarer, and standstills
# more common. Only where hardly anybody is corrupted do more authorities make both rarer. How forks and
# standstills weigh against each other is for you to say, not for the protocol. One way is to name a
# chance that you can live with, and to read off how much corruption each protocol stands.

# %%
TOLERATED = 1e-3


def endured(probabilities):
    """The most corruption at which a failure is still as rare as that."""
    return probabilities.index[probabilities <= TOLERATED].max()


stands = wide.apply(endured).unstack("protocol")
for failure, row in stands.iterrows():
    print(
        f"{failure} fails at most once in {1 / TOLERATED:,.0f} up to a corruption of "
        f"{row['reference']:.1%} (reference) and {row['mine']:.1%} (mine)."
    )
stands

# %% [markdown]
# ## Two classes, two adversaries
#
# Authorities and stakers are different people. Balanced asks both, so that an adversary must reach
# both: the surface is low as long as either is low.

# %%
grid = np.linspace(0.05, 0.95, max(POINTS // 6, 2))
surface = pd.DataFrame(
    [
        [
            HybridQuorum(
                parameters=protocols["mine"],
                mode=Mode.BALANCED,
                authority_corruption=authority,
                stake_corruption=stake,
            )
            .exact()
            .probability
            for authority in grid
        ]
        for stake in grid
    ],
    index=grid,
    columns=grid,
)
fig, axes = plt.subplots(figsize=(4, 3.2))
drawn = axes.pcolormesh(grid, grid, surface, cmap="viridis", vmin=0, vmax=1, shading="nearest")
axes.set(xlabel="corruption of authorities", ylabel="corruption of stakers")
fig.colorbar(drawn, label="probability of a fork")
fig.tight_layout()

# %% [markdown]
# ## Do not take one method's word
#
# Every answer can be given a witness: another formula, a bound that is proved, and trials that are
# drawn. If they disagree, one of them is wrong.

# %%
question = HybridQuorum(
    parameters=protocols["mine"],
    mode=Mode.BALANCED,
    authority_corruption=0.4,
    stake_corruption=0.4,
)
chunks = partial(generator, SEED, "lesson", 0, Stream.SAMPLING)
answer = assess(question, Method.AUTO, chunks, Precision(largest_trials=TRIALS))
witnesses = pd.DataFrame(
    [
        {"method": each.method, "probability": each.probability, "trials": each.trials}
        for each in (answer.estimate, *answer.agreement)
    ]
)
print("The methods agree." if answer.agrees else "The methods DISAGREE.")
witnesses

# %% [markdown]
# From a shell: `hybridstake attack quorum mine.toml --authority-corruption 0.4 --stake-corruption 0.4`,
# and `hybridstake attack --help` lists what else can be tried on your parameters.
#
# ## A question for you
#
# All this takes members for independent. Give the question a `correlation`, such as that of validators
# who rent from the same cloud, and draw the curves again. Does a larger committee still help, and what
# would you ask of the validators instead?
