"""Mathematics drawn while the site is built."""

from pathlib import Path

import pytest
from hybridstake.experiments.documenting.mathematics import with_mathml
from hybridstake.experiments.publishing.problems import PaperError

DISPLAY = '<div class="arithmatex">\\[\n\\frac{a}{b} &lt; 1\n\\]</div>'


def test_formulas_become_mathml_in_their_places(tmp_path: Path) -> None:
    page = f'<p>So <span class="arithmatex">\\(x^2\\)</span> and</p>{DISPLAY}<p>end</p>'
    drawn = with_mathml(page, tmp_path)
    assert "arithmatex" not in drawn
    first, rest = drawn.split(" and</p>")
    assert first.startswith("<p>So <math")
    assert "<msup><mi>x</mi><mn>2</mn></msup>" in first
    assert rest.startswith('<div class="formula"><math display="block"')
    assert "<mfrac><mi>a</mi><mi>b</mi></mfrac><mo>&lt;</mo>" in rest
    assert rest.endswith("</math></div><p>end</p>")


def test_a_page_without_mathematics_is_left_alone(tmp_path: Path) -> None:
    assert with_mathml("<p>It costs $3 or $4.</p>", tmp_path) == "<p>It costs $3 or $4.</p>"


def test_a_formula_that_cannot_be_read_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(PaperError):
        with_mathml('<span class="arithmatex">\\(\\frac{a\\)</span>', tmp_path)
