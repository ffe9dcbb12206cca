"""Lessons as notebooks, in files of the percent format; each can be run as a script, too.

In this order: `first_steps`, `tuning_the_reward_split`, `attacks_on_your_parameters`,
`your_own_strategy`, `your_own_invariant`, `reproducing_a_figure`. JupyterLab opens them as they stand
(Open With, Notebook), and `jupytext --to ipynb --output mine.ipynb FILE` makes a copy to write in;
`python -c "import hybridstake.experiments.notebooks as lessons; print(*lessons.__path__)"` tells where
they are.
"""
