"""The page of `hybridstake lab`, run by Streamlit from top to bottom after every change.

Streamlit runs it as a script outside any package, so it imports by the package's full name.
"""

import streamlit as st
from hybridstake.experiments.dashboard.attacks_tab import show_attacks
from hybridstake.experiments.dashboard.rewards_tab import show_rewards

st.set_page_config(page_title="hybridstake lab", layout="wide")
st.html("<style>[data-testid=stMainBlockContainer] { padding-top: 2.5rem }</style>")
st.header("hybridstake lab")
rewards, attacks = st.tabs(["Rewards", "Attacks"])
with rewards:
    show_rewards()
with attacks:
    show_attacks()
