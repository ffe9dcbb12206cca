"""The page of `hybridstake lab`, run by Streamlit from top to bottom after every change.

Streamlit runs it as a script outside any package, so it imports by the package's full name.
"""

import streamlit as st
from hybridstake.experiments.dashboard.pages import open_page

LOOK = """
<style>
[data-testid=stMainBlockContainer] { padding-top: 1.5rem; padding-bottom: 3rem }
[data-testid=stHeader] { display: none }
[data-testid=stElementToolbar] { opacity: 1 !important; z-index: 5 !important }
[class*=st-key-pair-] [data-testid=stColumn] { min-width: 0 !important; flex: 3 1 0 !important }
[class*=st-key-pair-] [data-testid=stColumn]:last-child { flex: 2 1 0 !important }
@media (max-width: 640px) { .st-key-page button { padding: 0.25rem 0.55rem } }
[data-testid=stMetricValue] > div { white-space: normal; overflow-wrap: anywhere }
</style>
"""
"""Less space above; what exports a chart is always in sight, and no number is cut off."""


def main() -> None:
    """The page that is open, below the names of all."""
    st.set_page_config(page_title="hybridstake lab", layout="wide")
    st.html(LOOK)
    open_page().show()


if __name__ == "__main__":  # not in a process that settles claims, which reads this file too
    main()
