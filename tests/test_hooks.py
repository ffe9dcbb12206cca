"""What other repositories copy from here: the pre-commit hook, and the README's configurations of it."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml
from hybridstake.experiments.commands.main import COMMANDS, run

ROOT = Path(__file__).parents[1]

readme = (ROOT / "README.md").read_text(encoding="utf-8")
blocks = re.findall(r"^```yaml\n# (\S+)\n(.*?)^```$", readme, flags=re.MULTILINE | re.DOTALL)
copied: dict[str, Any] = {name: yaml.safe_load(text) for name, text in blocks}
[hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def test_the_hook_runs_the_gate_on_the_files_of_a_commit() -> None:
    program, command = shlex.split(hook["entry"])
    assert program == "hybridstake"
    assert command in COMMANDS
    assert hook["language"] == "python"
    assert hook.get("pass_filenames", True)
    assert set(hook) >= {"id", "name", "entry", "language", "files"}


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("hybridstake.toml", True),
        ("hybridstake-testnet.toml", True),
        ("chains/hybridstake/testnet.toml", True),
        ("my.hybridstake.toml", True),
        ("pyproject.toml", False),
        ("Cargo.toml", False),
        ("hybridstake/README.md", False),
    ],
)
def test_the_hook_leaves_other_configuration_alone(path: str, asked: bool) -> None:
    assert bool(re.search(hook["files"], path)) == asked


def test_the_readme_configures_the_hook_by_its_name() -> None:
    [repository] = copied[".pre-commit-config.yaml"]["repos"]
    [wanted] = repository["hooks"]
    assert wanted["id"] == hook["id"]
    assert re.search(wanted["files"], "parameters/my.toml")


def test_the_readmes_workflow_runs_the_gate_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = copied[".github/workflows/parameters.yml"]["jobs"]["check"]["steps"]
    program, *arguments = shlex.split(steps[-1]["run"])
    assert program == "hybridstake"
    (tmp_path / "parameters").mkdir()
    (tmp_path / "parameters" / "my.toml").write_text('base = "plan"\n')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    expanded = [
        path for each in arguments for path in ([str(p) for p in Path().glob(each)] or [each])
    ]
    assert run(expanded) == 1
    assert "\n::error file=parameters/my.toml,line=1,col=1," in capsys.readouterr().out
    assert (tmp_path / "invariants.xml").read_text(encoding="utf-8").startswith("<?xml")
