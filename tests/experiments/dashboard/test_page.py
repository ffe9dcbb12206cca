"""Rewards and attacks as a person uses them, without a browser."""

from importlib import resources
from pathlib import Path

import pytest
from hybridstake.experiments.dashboard.attacks import assessed
from hybridstake.experiments.dashboard.attacks_page import words
from hybridstake.experiments.dashboard.formats import percent, probability
from hybridstake.experiments.dashboard.kinds import EXAMPLES, fields_of, question_of
from hybridstake.experiments.dashboard.parameter_text import edited
from hybridstake.experiments.dashboard.rewards import Summary, summary
from hybridstake.experiments.parameter_files import load
from hybridstake.models.attacks.committees.committee import Committee, Sampling

testing = pytest.importorskip("streamlit.testing.v1")
AppTest = testing.AppTest

PAGE = str(resources.files("hybridstake.experiments.dashboard").joinpath("page.py"))


def opened(**query: str) -> AppTest:
    """The dashboard as a link opens it."""
    page = AppTest.from_file(PAGE, default_timeout=60)
    for name, text in query.items():
        page.query_params[name] = text
    return page.run()


@pytest.fixture
def page() -> AppTest:
    return opened()


@pytest.fixture
def attacks() -> AppTest:
    return opened(page="attacks", attack="committee")


def metrics(page: AppTest) -> dict[str, str]:
    assert not page.exception
    return {metric.label: metric.value for metric in page.metric}


def yields(found: Summary) -> dict[str, str]:
    shown = {
        f"Stakers, {mode.mode.label.capitalize()}": percent(mode.staker_yield)
        for mode in found.modes
    }
    return shown | {
        f"Authorities, {mode.mode.label.capitalize()}": percent(mode.authority_yield)
        for mode in found.modes
    }


def test_the_page_opens_with_the_plan_and_its_broken_invariants(page: AppTest) -> None:
    assert metrics(page).items() >= yields(summary(load("plan"), 0.3, 0.05)).items()
    assert [box.value for box in page.warning] == ["17 of 27 invariants hold."]
    assert (
        page.expander[0].label == "refuted: fast-secure.intersection · `secure.oversight_threshold`"
    )
    assert page.code[-1].value == 'base = "plan"'


def test_a_moved_slider_changes_the_numbers_the_field_and_the_file(page: AppTest) -> None:
    page.select_slider(key="base_reward slider").set_value(0.02).run()
    expected = summary(edited("plan", {"rewards": {"base_reward": 0.02}}), 0.3, 0.05)
    assert metrics(page).items() >= yields(expected).items()
    assert page.number_input(key="base_reward").value == 0.02
    assert page.code[-1].value == 'base = "plan"\n\n[rewards]\nbase_reward = 0.02'


def test_a_typed_number_is_exact_and_the_slider_follows_as_near_as_it_can(page: AppTest) -> None:
    page.number_input(key="slashing_rate").set_value(0.1234).run()
    assert page.select_slider(key="slashing_rate slider").value == 0.12
    assert page.number_input(key="slashing_rate").value == 0.1234
    assert "rate = 0.1234" in page.code[-1].value


def test_the_staking_ratio_moves_the_yield_and_not_the_file(page: AppTest) -> None:
    page.select_slider(key="staking_ratio slider").set_value(0.6).run()
    assert metrics(page).items() >= yields(summary(load("plan"), 0.6, 0.05)).items()
    assert page.code[-1].value == 'base = "plan"'


def test_the_hurdle_rate_moves_the_stake_at_which_yields_fall_to_it(page: AppTest) -> None:
    page.number_input(key="hurdle_rate").set_value(0.1).run()
    cells = page.table[0].value.set_index("")["Balanced"]
    assert cells["Equilibrium: yield is at the hurdle rate with [token]"] == "25,228,800,000"


def test_another_preset_sets_every_field(page: AppTest) -> None:
    page.select_slider(key="base_reward slider").set_value(0.02).run()
    page.radio(key="base").set_value("reference").run()
    assert metrics(page).items() >= yields(summary(load("reference"), 0.3, 0.05)).items()
    assert page.number_input(key="base_reward").value == 100
    assert not page.checkbox(key="no_ceiling").value
    assert page.success[0].value == "All 27 invariants hold."


def test_a_ceiling_can_be_taken_away_and_the_file_still_says_the_same(
    page: AppTest, tmp_path: Path
) -> None:
    page.radio(key="base").set_value("reference").run()
    page.checkbox(key="no_ceiling").check().run()
    file = tmp_path / "parameters.toml"
    file.write_text(page.code[-1].value, encoding="utf-8")
    assert load(str(file)) == edited("reference", {"issuance": {"yearly_cap": None}})


REFUSALS = {
    "rewards": [
        ("authority_share", 1.5, "rewards.authority_share must lie in [0, 1], got 1.5"),
        ("staking_ratio", 0.0, "staking ratio must lie in (0, 1], got 0.0"),
    ],
    "attacks": [
        ("population", -3, "population must be at least 1, got -3"),
        ("adversaries", 1_001, "adversaries must be at most population (1000), got 1001"),
        ("seats", 101, "seats must be at most committee (100), got 101"),
    ],
}


@pytest.mark.parametrize("name", REFUSALS)
def test_an_impossible_value_shows_one_line_and_changes_nothing_else(name: str) -> None:
    page = opened(page=name) if name == "rewards" else opened(page=name, attack="committee")
    for field, value, message in REFUSALS[name]:
        before = page.number_input(key=field).value
        shown = metrics(page)
        page.number_input(key=field).set_value(value).run()
        assert [box.value for box in page.error] == [f"`{message}`"]
        assert not page.exception
        page.number_input(key=field).set_value(before).run()
        assert not page.error
        assert metrics(page) == shown


def test_more_adversaries_are_more_dangerous_and_the_number_is_the_exact_one(
    attacks: AppTest,
) -> None:
    attacks.slider(key="adversaries slider").set_value(550).run()
    question = Committee(population=1_000, adversaries=550, committee=100, seats=67)
    found = assessed(question)
    shown = metrics(attacks)["At least 67 of 100 seats, with 55 % of 1,000 validators"]
    assert shown == probability(found.estimate.probability, found.estimate.log10_probability)
    assert attacks.table[0].value["Method"].tolist() == ["exact", "monte-carlo", "bound"]
    assert attacks.success[-1].value == "The methods agree."


def test_a_smaller_population_takes_what_it_bounds_along(attacks: AppTest) -> None:
    attacks.slider(key="population slider").set_value(80).run()
    values = [
        attacks.number_input(key=name).value for name in ("adversaries", "committee", "seats")
    ]
    assert values == [80, 80, 67]
    assert attacks.slider(key="adversaries slider").max == 80
    assert attacks.slider(key="committee slider").max == 80


def test_with_replacement_a_committee_may_exceed_the_population(attacks: AppTest) -> None:
    attacks.radio(key="sampling").set_value(Sampling.WITH_REPLACEMENT).run()
    attacks.number_input(key="population").set_value(3).run()
    assert "At least 67 of 100 seats, with 100 % of 3 validators" in metrics(attacks)


def test_every_quick_kind_is_offered_and_answered_as_the_command_does(attacks: AppTest) -> None:
    """Each with its own fields, and what the command says beside the answer."""
    assert attacks.selectbox(key="attack").options[2:] == [words(kind) for kind in EXAMPLES]
    for kind in ("run", "outage"):
        attacks.selectbox(key="attack").set_value(kind).run()
        typed = {field.name: field.start for field in fields_of(kind)}
        found = assessed(question_of(kind, typed))
        shown = metrics(attacks)["Probability"]
        assert shown == probability(found.estimate.probability, found.estimate.log10_probability)
        assert attacks.table[-1].value["Method"].tolist()[0] == "exact"
        assert attacks.success[-1].value == "The methods agree."
    assert "stakers needed: 67" in attacks.code[-1].value
    attacks.selectbox(key="outage_mode").set_value("fast").run()
    assert "stakers needed: 0" in attacks.code[-1].value


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("1.5", "share must lie in [0, 1], got 1.5"),
        ("<b>x", "share must be a number, got '<b>x'"),
        (" ", "share must be given, got nothing"),
        ("nan", "share must lie in [0, 1], got nan"),
    ],
)
def test_nonsense_in_a_form_shows_the_line_of_the_command(
    attacks: AppTest, typed: str, message: str
) -> None:
    attacks.selectbox(key="attack").set_value("run").run()
    attacks.text_input(key="run_share").set_value(typed).run()
    assert [box.value for box in attacks.error] == [f"`{message}`"]
    assert not attacks.exception
    attacks.text_input(key="run_share").set_value("0.5").run()
    assert not attacks.error
