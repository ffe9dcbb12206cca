"""`attack committee --below`: the smallest committee that is safe enough."""

import json
from collections.abc import Callable
from typing import Any

import pytest

THIRD = ("attack", "committee", "--adversary-share", "1/3", "--sampling", "with-replacement")
SAFE = (*THIRD, "--seats", "2/3", "--below", "9.094947017729282e-13")


def test_the_smallest_committee_against_a_third_is_found(ask: Callable[..., Any]) -> None:
    """107: below 2^-40, as 109 and all larger ones are, and 108 is not (Edgington)."""
    found = json.loads(ask(*SAFE, "--json").out)
    assert (found["committee"], found["seats"], found["agrees"]) == (107, 72, True)
    assert found["probability"] < 2**-40
    size = ("--committee", "106", "--seats", "2/3")
    assert json.loads(ask(*THIRD, *size, "--json").out)["probability"] > 2**-40


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ((), "one of committee and below must be given, got neither"),
        (
            ("--committee", "5", "--below", "0.1"),
            "one of committee and below must be given, got both",
        ),
        (("--below", "1.5"), "below must lie in (0, 1), got 1.5"),
        (("--below", "x"), "below must be a number, got 'x'"),
    ],
)
def test_what_is_no_search_is_refused_in_one_line(
    ask: Callable[..., Any], options: tuple[str, ...], message: str
) -> None:
    said = ask(*THIRD, "--seats", "2/3", *options)
    assert (said.code, said.err) == (2, f"hybridstake: {message}\n")
