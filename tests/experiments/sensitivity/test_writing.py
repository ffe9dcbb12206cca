"""Tables and figures of a study: what is in them, that nothing is cut off, and always the same bytes."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hybridstake.experiments.figures.theme import themed
from hybridstake.experiments.sensitivity import heat_map, tornado
from hybridstake.experiments.sensitivity.document import as_document
from hybridstake.experiments.sensitivity.study import Study
from hybridstake.experiments.sensitivity.text import as_text
from hybridstake.experiments.sensitivity.writing import opened, write
from hybridstake.models.errors import InvalidParameter
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patches import Rectangle

FILES = {
    "indices.csv", "one_at_a_time.csv", "sensitivity.json", "total_indices.svg", "total_indices.png",
    "tornado_deterred_gain.svg", "tornado_deterred_gain.png",
}  # fmt: skip


@pytest.fixture(scope="module")
def gain(study: Study) -> Study:
    """The same of one metric."""
    return replace(study, metrics=study.metrics[:1])


@pytest.fixture(scope="module")
def folder(gain: Study, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("study")
    assert {path.name for path in write(gain, out)} == FILES
    return out


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_same_study_is_the_same_bytes(gain: Study, folder: Path, tmp_path: Path) -> None:
    write(gain, tmp_path)
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes(), name


def test_indices_are_a_row_for_each_metric_and_field(study: Study, folder: Path) -> None:
    rows = rows_of(folder / "indices.csv")
    assert len(rows) == 4
    bond = study.metrics[0].effects[2]
    assert (rows[2]["metric"], rows[2]["field"]) == ("deterred_gain", "staking.authority_minimum")
    assert float(rows[2]["total_upper"]) == bond.total.upper
    assert float(rows[2]["mean_size"]) == bond.mean_size.value
    assert rows[2]["verdict"] == "negligible"


def test_ends_are_a_row_each_with_what_they_break(folder: Path) -> None:
    rows = rows_of(folder / "one_at_a_time.csv")
    assert len(rows) == 4 * 2
    last = rows[-1]
    assert (last["field"], last["end"], last["value"]) == ("network.delay_seconds", "high", "0.15")
    assert float(last["change"]) == 0
    assert last["broken"] == "fast.finality-floor round-in-time"


def test_what_stands_still_has_no_indices(study: Study) -> None:
    still = replace(study, metrics=(replace(study.metrics[0], still=True),))
    found = as_document(still)["metrics"]["deterred_gain"]["fields"]["slashing.rate"]
    assert (found["first"], found["total"]) == (None, None)
    assert "\nfield" not in as_text(still)


def test_the_document_is_json_with_the_answer_in_words(gain: Study, folder: Path) -> None:
    read = json.loads((folder / "sensitivity.json").read_text())
    assert read == json.loads(json.dumps(as_document(gain), allow_nan=False))
    assert read["answer"][0].startswith("deterred_gain (gain from which")
    assert read["witness"]["agrees"] is True
    assert read["metrics"]["deterred_gain"]["fields"]["slashing.rate"]["verdict"] == "matters"


def test_the_text_has_the_answer_and_a_table_with_the_largest_first(study: Study) -> None:
    table = as_text(study).split("\n\ndeterred_gain\n")[1].split("\n\n")[0].splitlines()
    assert table[0].split() == ["field", "total", "interval", "alone", "interval", "mu*", "sigma"]
    assert [line.split()[0] for line in table[2:4]] == [
        "slashing.rate",
        "slashing.detection_probability",
    ]
    assert table[2].endswith("matters")


def test_nothing_of_a_figure_is_cut_off(study: Study) -> None:
    with themed():
        for figure in (heat_map.draw(study), tornado.draw(study.metrics[0])):
            canvas = FigureCanvasAgg(figure)
            canvas.draw()
            drawn = figure.get_tightbbox(canvas.get_renderer())
            assert drawn.x0 >= 0
            assert drawn.y0 >= 0
            assert drawn.x1 <= figure.get_figwidth()
            assert drawn.y1 <= figure.get_figheight()


def test_a_cell_is_as_sure_as_its_interval(study: Study) -> None:
    with themed():
        figure = heat_map.draw(study)
    found = {text.get_text(): text for text in figure.axes[0].texts}
    rate = study.metrics[0].effects[1].total.value
    assert found[f"{rate:.2f}"].get_fontweight() == "bold"
    assert "0" in found
    unsure = replace(study, metrics=(replace(study.metrics[0], still=True),))
    with themed():
        assert {text.get_text() for text in heat_map.draw(unsure).axes[0].texts} == {"–"}


def test_a_tornado_has_the_widest_bar_on_top_and_marks_what_breaks(study: Study) -> None:
    with themed():
        axes = tornado.draw(study.metrics[0]).axes[0]
    names = [label.get_text() for label in axes.get_yticklabels()]
    assert names[:2] == ["slashing.rate", "slashing.detection_probability"]
    widths = [bar.get_width() for bar in axes.patches if isinstance(bar, Rectangle)]
    assert max(map(abs, widths)) == pytest.approx(4_000)
    assert "0.15†" in {text.get_text() for text in axes.texts}


def test_a_probability_is_drawn_on_a_scale_of_its_own(study: Study) -> None:
    """A change of -1 of the logarithm takes the given value down to its tenth."""
    answer = study.metrics[0]
    swing = answer.swings[0]
    tenth = replace(swing, at_low={"mean": -1.0, "lower": -1.0, "upper": -1.0}, at_high=None)
    with themed():
        axes = tornado.draw(replace(answer, logarithmic=True, swings=(tenth,))).axes[0]
    assert axes.get_xscale() == "log"
    bar = axes.patches[0]
    assert isinstance(bar, Rectangle)
    assert bar.get_x() + bar.get_width() == pytest.approx(100)
    assert "1 is no valid value" in {text.get_text() for text in axes.texts}


def test_two_studies_do_not_write_into_one_folder(tmp_path: Path) -> None:
    with (
        opened(tmp_path),
        pytest.raises(InvalidParameter, match="no other run writes into"),
        opened(tmp_path),
    ):
        pass
