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
# # Your own invariant
#
# A promise of the protocol can be put as a rule that every parameter file must keep. Here you write
# one about skin in the game: what the authorities have bonded should be worth more than what they are
# paid in a year, so that who is about to be caught has something to lose. Then you ask which protocols
# keep it, and where in the space of parameters the border runs.
#
# This needs `pip install "hybridstake[notebooks,paper]"`.

# %%
from collections.abc import Iterator

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from hybridstake.experiments.evaluating.variation import varied
from hybridstake.experiments.extending.invariants import invariants_of
from hybridstake.experiments.parameter_files import load
from hybridstake.models.economics.payments import paid_to_classes, yearly_rewards_at_launch
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.protocol.modes import Mode
from hybridstake.proofs.invariants.invariant import Invariant, plain, tokens

# %% tags=["parameters"]
POINTS = 60
YEARS = 1.0

# %% [markdown]
# ## Say it in tokens
#
# Rewards and bonds are formulas of the package: use them, and your rule is about the same protocol
# that everybody else looks at.


# %%
def bonded(parameters: Parameters) -> float:
    """All bonds of a full set of authorities."""
    return parameters.fast.validators * parameters.staking.authority_minimum


def paid(parameters: Parameters) -> float:
    """What all authorities are paid in a year of Balanced."""
    issued = yearly_rewards_at_launch(parameters, Mode.BALANCED)
    to_authorities, _ = paid_to_classes(parameters, Mode.BALANCED, issued)
    return to_authorities


protocols = {name: load(name) for name in ("plan", "reference")}
amounts = pd.DataFrame(
    {name: {"bonded": bonded(each), "paid": paid(each)} for name, each in protocols.items()}
)
amounts

# %% [markdown]
# ## Make it a rule
#
# An invariant has a name, a verdict, the field to look at first if it fails, and a sentence that says
# what is asked and what is there. `plain` makes one from a comparison.


# %%
def skin_in_the_game(parameters: Parameters) -> Iterator[Invariant]:
    """Bonds of authorities are worth so many years of their pay."""
    least = YEARS * paid(parameters)
    yield plain(
        "skin-in-the-game",
        holds=bonded(parameters) >= least,
        field="staking.authority_minimum",
        rule=f"all bonds together must be at least {YEARS:g} years of pay ({tokens(least)})",
        got=tokens(bonded(parameters)),
        others=("rewards.authority_share", "rewards.base_reward"),
    )


for name, protocol in protocols.items():
    for each in skin_in_the_game(protocol):
        print(f"{name}: {each.verdict}: {each.message}")

# %% [markdown]
# ## Where is the border?
#
# A verdict on two files says little. Move the two fields that matter and look at where the rule begins
# to hold. `varied` changes fields and checks them as if they stood in a file.

# %%
reference = protocols["reference"]
bonds = np.geomspace(1e4, 1e7, POINTS)
splits = np.linspace(0.0, 1.0, max(POINTS // 2, 2))
holds = pd.DataFrame(
    [
        [
            all(
                each.verdict == "proved"
                for each in skin_in_the_game(
                    varied(
                        reference,
                        {"staking.authority_minimum": bond, "rewards.authority_share": split},
                    )
                )
            )
            for bond in bonds
        ]
        for split in splits
    ],
    index=splits,
    columns=bonds,
)

# %%
fig, axes = plt.subplots(figsize=(5, 3))
axes.pcolormesh(bonds, splits, holds, cmap="cividis", shading="nearest", vmin=0, vmax=1)
axes.plot(reference.staking.authority_minimum, reference.rewards.authority_share, "w*", ms=12)
axes.set(
    xscale="log", xlabel="bond of one authority [token]", ylabel="authorities' part of rewards"
)
axes.set_title("yellow: the rule holds; star: the reference", fontsize=9)
fig.tight_layout()

# %% [markdown]
# The border is a formula here, and a formula says more than a picture: set bonds equal to pay and solve
# for one bond.

# %%
needed = YEARS * paid(reference) / reference.fast.validators
print(
    f"The reference asks for a bond of {reference.staking.authority_minimum:,.0f} tokens; "
    f"the rule asks for {needed:,.0f}, "
    f"which is {needed / reference.staking.authority_minimum:,.0f} times as much."
)

# %% [markdown]
# ## It is one rule among others
#
# A change that mends one promise can break another. Repair yours, and ask for all.

# %%
mended = varied(reference, {"staking.authority_minimum": float(np.ceil(needed))})
everything = [*invariants_of(mended), *skin_in_the_game(mended)]
failing = [each.name for each in everything if each.verdict != "proved"]
print(f"Of {len(everything)} invariants, {len(failing)} fail:", ", ".join(failing) or "none")
all_bonds = bonded(mended) / mended.token.supply
print(f"A full set of such bonds takes {all_bonds:.2%} of all tokens.")

# %% [markdown]
# ## Keep it
#
# Put the function into a package of your own, and name it in the package's `pyproject.toml`:
#
# ```toml
# [project.entry-points."hybridstake.invariants"]
# skin-in-the-game = "my_package.rules:skin_in_the_game"
# ```
#
# From then on `hybridstake check` answers it for every file, the dashboard lists it, and `hybridstake
# tune` tries no candidate that breaks it. A rule that is not one comparison can be handed to the solver
# as ours are: `proofs/invariants/certificates.py` shows how.
#
# ## A question for you
#
# The rule counts bonds at the price of today. Authorities are paid in tokens and live on money. Which
# number of this protocol would you have to know, or to bound, for the rule to protect anybody on the
# day the price falls, and who would set it?
