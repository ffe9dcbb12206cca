"""What a docstring says to be among the paper's formulas is printed there."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from hybridstake.experiments.reproducing.formulas import formulas

ROOT = Path(__file__).parents[1]
CITED = re.compile(r'\bpaper(?:,| section) "Formulas"')


def citing() -> Iterator[tuple[str, str]]:
    """Module and name of every function and class that cites the formulas."""
    for path in sorted((ROOT / "models").rglob("*.py")):
        module = ".".join(("hybridstake", *path.relative_to(ROOT).with_suffix("").parts))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                said = " ".join((ast.get_docstring(node) or "").split())
                if CITED.search(said):
                    yield module, node.name


def test_what_cites_the_formulas_is_printed_among_them() -> None:
    printed = {(formula.module, formula.name) for formula in formulas()}
    found = set(citing())
    assert len(found) > 30
    assert found - printed == set()
