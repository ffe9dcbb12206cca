"""A fixed colour per concept, from seaborn's colour-blind safe palette, without loading it."""

BLUE, ORANGE, GREEN, VERMILION, PURPLE = "#0173b2", "#de8f05", "#029e73", "#d55e00", "#cc78bc"

COLOURS = {
    "authorities": BLUE,
    "stakers": ORANGE,
    "fast": PURPLE,
    "balanced": BLUE,
    "secure": GREEN,
    "plan": VERMILION,
    "reference": BLUE,
    "exact": "#222222",
    "threshold": "#666666",
}
"""A concept has this colour in every figure and in the dashboard."""
