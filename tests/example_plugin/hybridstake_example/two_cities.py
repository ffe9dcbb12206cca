"""A deployment: validators in two cities, over a line that was measured between them.

hybridstake network plan --deployment two-cities
"""

from pathlib import Path


def two_cities() -> Path:
    """The file that says who sits where; the table of round trips lies beside it."""
    return Path(__file__).with_name("two_cities.toml")
