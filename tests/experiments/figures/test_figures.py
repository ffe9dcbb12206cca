"""One picture per question, the same bytes each time, and no trace in matplotlib's settings."""

import ast
from pathlib import Path

import matplotlib as mpl
import pytest
from hybridstake.experiments.figures.colours import COLOURS
from hybridstake.experiments.figures.theme import COLUMN_INCHES
from hybridstake.experiments.reproducing.answers import draw
from hybridstake.experiments.reproducing.steps import figure_names
from hybridstake.experiments.running import question, sources
from hybridstake.experiments.running.study import Study

REDRAWN = [
    pytest.param(name, marks=pytest.mark.exhaustive if place % 4 else ())
    for place, name in enumerate(figure_names())
]
"""Every fourth figure; all are drawn again by those who try everything."""


def test_a_figure_answers_a_question() -> None:
    assert figure_names()
    assert set(figure_names()) <= set(question.names())


@pytest.mark.parametrize("name", figure_names())
def test_a_figure_reads_a_table_and_computes_nothing(name: str) -> None:
    """It stands on the theme, and on no model, proof or agent."""
    closure = sources.closure(f"hybridstake.experiments.figures.{name}")
    rooms = {module.split(".")[1] for module in closure if module.count(".") > 1}
    assert rooms == {"experiments"}
    assert not [module for module in closure if ".questions." in module]


@pytest.mark.slow
@pytest.mark.parametrize("name", REDRAWN)
def test_a_figure_drawn_again_is_the_same_to_the_byte(
    name: str, study: Study, tmp_path: Path
) -> None:
    """Drawn here in another process than the one that made the paper."""
    settings = dict(mpl.rcParams)
    draw(name, study.results_path(name), tmp_path)
    assert dict(mpl.rcParams) == settings
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{name}.pdf", f"{name}.svg"]
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (study.out / "figures" / path.name).read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("name", figure_names())
def test_a_figure_bears_no_date_and_fits_the_column(name: str, study: Study) -> None:
    svg = (study.out / "figures" / f"{name}.svg").read_text(encoding="utf-8")
    pdf = (study.out / "figures" / f"{name}.pdf").read_bytes()
    assert "<dc:date>" not in svg
    assert b"/CreationDate" not in pdf
    width = float(svg.split('width="')[1].split("pt")[0])
    assert width in (pytest.approx(72 * COLUMN_INCHES), pytest.approx(72 * 7, rel=0.03))


@pytest.mark.parametrize("name", figure_names())
def test_colours_of_concepts_come_from_the_theme(name: str) -> None:
    """Greys may be written down; a coloured hex value may not."""
    tree = sources.syntax_tree(f"hybridstake.experiments.figures.{name}")
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
            if text.startswith("#"):
                assert text[1:3] == text[3:5] == text[5:7], text


def test_a_concept_has_one_colour_and_the_two_protocols_differ() -> None:
    assert COLOURS["plan"] != COLOURS["reference"]
    assert len({COLOURS[mode] for mode in ("fast", "balanced", "secure")}) == 3
    assert COLOURS["authorities"] != COLOURS["stakers"]
