"""What a module stands on, read from the source without running any."""

import ast
from importlib.util import resolve_name
from pathlib import Path

import pytest
from hybridstake.experiments.running import question, sources


def closure(module: str) -> set[str]:
    return {name.removeprefix("hybridstake.") for name in sources.closure(f"hybridstake.{module}")}


def test_the_yield_stands_on_its_formulas_and_not_on_agents_or_solvers() -> None:
    found = closure("experiments.questions.staking_yield")
    assert "experiments.questions.staking_yield" in found
    assert {"models.economics.issuance", "models.economics.rewards"} <= found
    assert {name for name in found if name.startswith(("agents.", "proofs."))} == set()
    assert {name for name in found if ".figures." in name or ".commands." in name} == set()


def test_the_economy_stands_on_its_agents() -> None:
    found = closure("experiments.questions.staking_economy")
    assert {"agents.model", "agents.simulation", "experiments.simulating.economy"} <= found
    assert {name for name in found if name.startswith("proofs.")} == set()


def test_proofs_stand_on_the_formulas_that_run() -> None:
    found = closure("experiments.questions.quorum_intersection")
    assert {"proofs.solving.solver", "models.protocol.quorums"} <= found


def test_a_formula_stands_on_models_alone() -> None:
    for name in closure("models.protocol.selection"):
        assert name.startswith("models."), name


def test_a_module_is_found_through_a_package_as_well_as_by_its_name() -> None:
    """`from . import sources` names a module, `from .files import read_json` something in one."""
    direct = sources.imported("hybridstake.experiments.running.study")
    assert "hybridstake.experiments.running.sources" in direct
    assert "hybridstake.experiments.running.files" in direct
    assert "hybridstake.experiments.running.files.read_json" not in direct


@pytest.mark.parametrize("name", question.names())
def test_a_closure_is_closed_and_sorted(name: str) -> None:
    found = sources.closure(question.module_name(name))
    assert list(found) == sorted(found)
    for module in found:
        assert set(sources.imported(module)) <= set(found)


def test_a_digest_is_of_the_bytes_of_all_that_a_module_stands_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    module = "hybridstake.models.economics.issuance"
    before = sources.digest(module)
    real = sources.source_path
    for changed in sources.closure(module):
        copy = tmp_path / "copy.py"
        copy.write_bytes(real(changed).read_bytes() + b"#")
        monkeypatch.setattr(
            sources,
            "source_path",
            lambda name, changed=changed, copy=copy: copy if name == changed else real(name),
        )
        assert sources.digest(module) != before, changed
        copy.write_bytes(real(changed).read_bytes())
        assert sources.digest(module) == before, changed


def by_syntax(module: str) -> set[str]:
    """What a module imports from us, as Python's own parser reads it."""
    is_package = sources.source_path(module).name == "__init__.py"
    package = module if is_package else module.rpartition(".")[0]
    found: set[str] = set()
    for node in ast.walk(sources.syntax_tree(module)):
        if isinstance(node, ast.ImportFrom):
            origin = resolve_name("." * node.level + (node.module or ""), package)
            if origin.split(".")[0] == sources.PACKAGE:
                inner = [f"{origin}.{alias.name}" for alias in node.names]
                found |= {name if sources.found_path(name) else origin for name in inner}
    return found


def test_imports_are_those_that_the_parser_finds() -> None:
    root = sources.source_path("hybridstake").parent
    rooms = ("models", "proofs", "agents", "experiments")
    files = [file for room in rooms for file in sorted((root / room).rglob("*.py"))]
    assert len(files) > 200
    for file in files:
        parts = file.relative_to(root).with_suffix("").parts
        module = ".".join(("hybridstake", *(part for part in parts if part != "__init__")))
        assert set(sources.imported(module)) == by_syntax(module), module
