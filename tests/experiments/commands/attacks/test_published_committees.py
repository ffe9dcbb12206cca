"""Committees that others have published, asked in the words of their sources."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hybridstake.experiments.published.value import last_digits

DASH = "--population {} --adversaries {} --committee 400 --seats {}"
DASH_SIGN = "Dash, DIP-0008, table of success probabilities: 240 of 400 create a lock"
DASH_HALT = "Dash, DIP-0008, table of success probabilities: 161 of 400 withhold locks"

PUBLISHED = [
    (
        "Ethereum, annotated specification, committee size",
        "--adversary-share 1/3 --committee 128 --seats 2/3 --rule more-than "
        "--sampling with-replacement",
        1,
        "5.55e-15",
    ),
    (
        "Buterin, ethresear.ch 3250: 700 sets of which each fails with chance 1/e",
        "--adversary-share 0.36787944117144233 --committee 700 --seats 1/2 "
        "--sampling with-replacement",
        1,
        "2^-40.36",
    ),
    (
        "Ethereum wiki, Sharding FAQ, note 11 (digits cut off)",
        "--adversary-share 0.4 --committee 50 --seats 0.8 --sampling with-replacement",
        1,
        "8.92e-9",
    ),
    (
        "OmniLedger 2018, on Elastico [%]",
        "--adversary-share 1/4 --committee 100 --seats 1/3 --sampling with-replacement",
        100,
        "2.76",
    ),
    (
        "Worked example, r/Avax [%]",
        "--population 50 --adversaries 28 --committee 5 --seats 1/2 --rule more-than",
        100,
        "61.62",
    ),
    (
        "NEAR, NEP-509, pull request 509, 2024-06-26: any of six shards of 68 mandates",
        "--population 408 --adversaries 135 --committee 68 --seats 2/3",
        6,
        "8.6e-10",
    ),
    (DASH_SIGN, DASH.format(5_000, 500, "3/5"), 1, "7.11e-157"),
    (DASH_SIGN, DASH.format(5_000, 1_000, "3/5"), 1, "2.89e-76"),
    (DASH_SIGN, DASH.format(5_000, 1_500, "3/5"), 1, "1.29e-38"),
    (DASH_SIGN, DASH.format(2_000, 400, "3/5"), 1, "9.49e-94"),
    (DASH_SIGN, DASH.format(2_000, 600, "3/5"), 1, "3.94e-45"),
    (DASH_HALT, DASH.format(2_000, 200, "2/5 --rule more-than"), 1, "2.12e-87"),
    (DASH_HALT, DASH.format(2_000, 400, "2/5 --rule more-than"), 1, "1.80e-26"),
    (DASH_HALT, DASH.format(2_000, 600, "2/5 --rule more-than"), 1, "6.20e-7"),
    (DASH_HALT, DASH.format(5_000, 500, "2/5 --rule more-than"), 1, "3.32e-65"),
    (DASH_HALT, DASH.format(5_000, 1_000, "2/5 --rule more-than"), 1, "1.69e-22"),
    (DASH_HALT, DASH.format(5_000, 1_500, "2/5 --rule more-than"), 1, "3.36e-6"),
]
"""Source, options, how often the chance is taken, and what was printed."""


@pytest.mark.parametrize(("source", "options", "times", "printed"), PUBLISHED)
def test_a_published_committee_is_found_again(
    ask: Callable[..., Any], source: str, options: str, times: int, printed: str
) -> None:
    """Within one of the last digit printed: sources round up, round, or cut off."""
    said = ask("attack", "committee", *options.split(), "--method", "exact", "--json")
    found = json.loads(said.out)
    assert (said.code, found["agrees"]) == (0, True)
    ours = times * found["probability"]
    assert abs(last_digits(printed, ours)) < 1, f"{source}: {ours}"
