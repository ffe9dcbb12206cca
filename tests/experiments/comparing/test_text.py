from hybridstake.experiments.comparing.comparison import Comparison
from hybridstake.experiments.comparing.conclusion import concluded
from hybridstake.experiments.comparing.reporting import reported
from hybridstake.experiments.comparing.tables import all_tables, conditions_line
from hybridstake.experiments.comparing.text import as_text


def test_the_conclusion_comes_first_and_then_every_table(pair: Comparison) -> None:
    text = as_text(pair, concluded(pair))
    assert text.startswith(concluded(pair).lead)
    places = [text.index(f"\n{each.title.upper()}\n") for each in all_tables(pair)]
    assert places == sorted(places)
    assert text.endswith(f"measured with {conditions_line(pair)}")


def test_counterexamples_stand_below_their_invariants(pair: Comparison) -> None:
    text = as_text(pair, concluded(pair))
    place = text.index("fast-secure.intersection, A: Every Fast and every Secure certificate")
    assert "fails: an honest validator signed both certificates" in text[place:]


def test_where_nothing_differs_it_is_said(same: Comparison) -> None:
    text = as_text(same, concluded(same))
    assert "\nWHAT DIFFERS\n\nAll 58 fields say the same.\n" in text
    assert "better" not in text
    assert "worse" not in text


def test_a_report_has_no_verdicts_of_differences(alone: Comparison) -> None:
    text = as_text(alone, reported(alone))
    assert "It is the plan in all 58 fields." in text
    assert " B " not in text
    assert "--confidence" not in text


def test_the_conditions_are_options_that_repeat_it(pair: Comparison) -> None:
    assert conditions_line(pair) == (
        "--runs 3 --epochs 15 --agents 40 --deployment ten-regions --corruption "
        "0.1:0.1,0.2:0.2,0.3:0.3 --confidence 0.95 --seed 1"
    )
