"""`attack long-range`, `bribery` and `concentration`: options, facts beside the answer, refusals."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

EXTREMES = ("0", "1", "5e-324", "1e308", "9223372036854775807", "-1", "nan", "inf")


def found(ask: Callable[..., Any], *arguments: str) -> dict[str, Any]:
    """The JSON of an answer on which all methods agree."""
    said = ask("attack", *arguments, "--json")
    assert (said.code, said.err) == (0, "")
    answer = json.loads(said.out, parse_constant=pytest.fail)
    assert answer["agrees"] is True
    assert answer["agreement"]
    return answer


def test_a_bribe_states_what_corruption_costs_in_every_mode(ask: Callable[..., Any]) -> None:
    answer = found(ask, "bribery", "reference", "--profit", "1e6")
    assert list(answer["cost_per_mode"]) == ["fast", "balanced", "secure"]
    assert answer["cost_of_corruption"] == answer["cost_per_mode"]["balanced"]["cost"]
    assert answer["pays"] is False
    assert answer["cost_per_mode"]["secure"]["pays"] is True
    assert answer["least_offer"]["per_authority"] > 0


def test_an_offer_of_what_all_lose_is_accepted_by_all_where_prices_do_not_differ(
    ask: Callable[..., Any],
) -> None:
    price = found(ask, "bribery", "--target", "veto")["cost_of_corruption"]
    offer = ("bribery", "--target", "veto", "--acceptance-spread", "0", "--budget-bribe")
    assert found(ask, *offer, repr(price))["probability"] == 1.0
    assert found(ask, *offer, repr(0.999 * price))["probability"] == 0.0


def test_a_node_with_a_young_checkpoint_is_not_fooled_and_a_new_one_may_be(
    ask: Callable[..., Any],
) -> None:
    """A checkpoint every 50,000 s, and evidence a day later, are within 21 days; 30 days are not."""
    sale = ("long-range", "plan", "--mode", "fast", "--key-sale", "1", "--turnover", "20")
    young = found(ask, *sale, "--absence", "1000")
    assert (young["protected_by_checkpoint"], young["probability"]) == (True, 0.0)
    assert young["checkpoint_age"] == pytest.approx(50_000 + 1_000 + 5 + 0.1, abs=1e-6)
    late = found(ask, *sale, "--absence", "2592000")
    assert late["protected_by_checkpoint"] is False
    assert 0 < late["probability"] < found(ask, *sale)["probability"]


def test_concentration_states_how_far_shares_wander(ask: Callable[..., Any]) -> None:
    answer = found(ask, "concentration", "--largest-share", "0.32", "--rewards-per-year", "12")
    assert answer["rewards"] == 120
    assert 0 < answer["at_the_end"] < answer["probability"] < 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("bribery", "--profit", "-1"), "profit must be finite and not negative, got -1.0"),
        (
            ("bribery", "--acceptance-spread", "nan"),
            "acceptance_spread must be finite and not negative, got nan",
        ),
        (("long-range", "--key-sale", "1.5"), "key_sale must lie in [0, 1], got 1.5"),
        (("long-range", "--age", "-1"), "age must lie in [0, 3155760000] s, got -1.0"),
        (("concentration", "--largest-share", "2"), "largest_share must lie in [0, 1], got 2.0"),
        (
            ("concentration", "--holders", "2", "--largest-share", "0.3"),
            "largest_share must be at least 1 / holders (0.5) to be the largest, got 0.3",
        ),
        (
            ("concentration", "--years", "1e9"),
            "years times rewards_per_year must be at most 1000000, got 3.65e+11",
        ),
        (("concentration", "--staked", "-1"), "staked must be positive and finite, got -1.0"),
        (("concentration", "--years", "x"), "years must be a number, got 'x'"),
    ],
)
def test_what_cannot_be_is_refused_with_its_name_the_rule_and_itself(
    ask: Callable[..., Any], arguments: tuple[str, ...], message: str
) -> None:
    assert ask("attack", *arguments) == (2, "", f"hybridstake: {message}\n")


@pytest.mark.parametrize(
    ("kind", "option"),
    [
        *(("bribery", each) for each in ("--profit", "--budget-bribe", "--acceptance-spread")),
        ("bribery", "--years-out"),
        *(("long-range", each) for each in ("--key-sale", "--turnover", "--age", "--absence")),
        *(("long-range", each) for each in ("--checkpoint-period", "--unbonding", "--key-price")),
        *(("concentration", each) for each in ("--years", "--rewards-per-year", "--staked")),
        *(("concentration", each) for each in ("--largest-share", "--holders", "--threshold")),
    ],
)
def test_an_extreme_number_is_answered_or_refused_in_one_line(
    ask: Callable[..., Any], kind: str, option: str
) -> None:
    short = ("--rewards-per-year", "12") if kind == "concentration" else ()
    short = () if option in short else short
    for value in EXTREMES:
        said = ask("attack", kind, *short, option, value, "--method", "exact", "--json")
        if said.code == 2:
            assert said.out == ""
            assert re.fullmatch(r"hybridstake: [\w ]+ must .*, got .*\n", said.err), said.err
        else:
            assert (said.code, said.err) == (0, ""), value
            answer = json.loads(said.out, parse_constant=pytest.fail)
            assert 0 <= answer["lower"] <= answer["probability"] <= answer["upper"] <= 1


def test_a_published_spread_of_shares_is_found_again(ask: Callable[..., Any]) -> None:
    """Variance of Pólya's urn, Roşu & Saleh 2021, Management Science 67: s(1 - s) R / (S + R) at last.

    A share of 0.3 of one token, a thousand rewards of a tenth: 0.13748, in the limit 0.13817.
    """
    given = ("--largest-share", "0.3", "--threshold", "0.9", "--staked", "1", "--reward", "0.1")
    given += ("--years", "1", "--rewards-per-year", "1000")
    answer = found(ask, "concentration", *given)
    assert answer["standard_deviation"] == pytest.approx(0.13748, abs=5e-6)
    assert (answer["stake"], answer["reward"], answer["rewards"]) == (1.0, 0.1, 1000)


def test_stakes_of_a_law_may_be_bribed(ask: Callable[..., Any]) -> None:
    given = ("--mode", "secure", "--stakes", "pareto:1.16:100:7", "--profit", "300")
    answer = found(ask, "bribery", *given, "--acceptance-spread", "0.5")
    assert (answer["method"], answer["agreement"][0]["method"]) == ("bracket", "lattice")
    assert answer["lower"] < answer["probability"] < answer["upper"]
    secure = answer["cost_per_mode"]["secure"]
    assert secure["cost"] == answer["cost_of_corruption"]
