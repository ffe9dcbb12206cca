"""What people are told beside an answer."""

from typing import Any

import pytest
from hybridstake.experiments.commands.attacks.answering import fact


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        (0.29982666, ["some share: 0.299827"]),
        (404, ["some share: 404"]),
        (True, ["some share: yes"]),
        (None, ["some share: none"]),
        ("least_offer", ["some share: least offer"]),
        ([0.5, 0.25], ["some share: 0.5, 0.25"]),
        ([1] * 10, ["some share: 1, 1, 1, 1, 1, 1, 1, 1 and 2 more with --json"]),
        ({"0.5": 0, "0.9": None}, ["some share:", "  0.5: 0", "  0.9: none"]),
        (
            {"fast": {"cost": 2204794.52, "pays": False}, "secure": {"cost": 1.0, "pays": True}},
            ["some share:", "  fast: cost 2.20479e+06, pays no", "  secure: cost 1, pays yes"],
        ),
    ],
)
def test_a_fact_is_a_line_and_its_parts_are_lines_below(value: Any, lines: list[str]) -> None:
    assert list(fact("some_share", value)) == lines
