"""Where a person is sent when a field is at fault."""

from pathlib import Path

import pytest
from hybridstake.experiments.checking.places import (
    Place,
    file_of,
    place_of,
    place_of_refusal,
    repository_root,
)
from hybridstake.experiments.checking.toml_keys import Position
from hybridstake.experiments.parameter_files import load, read_text
from hybridstake.models.errors import InvalidParameter

ROOT = Path(__file__).parents[3]
FIELDS = ("fast.finality_seconds", "network.delay_seconds", "network.message_delays")


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of its own, with the working directory below its root."""
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    (tmp_path / "repository" / "below").mkdir()
    monkeypatch.chdir(tmp_path / "repository" / "below")
    return tmp_path / "repository"


@pytest.mark.parametrize(
    ("text", "line", "note"),
    [
        ('base = "reference"\n[network]\ndelay_seconds = 1\n[fast]\nfinality_seconds = 1', 5, ""),
        (
            'base = "reference"\n[network]\nmessage_delays = 9\ndelay_seconds = 1',
            4,
            "fast.finality_seconds is inherited; this line sets network.delay_seconds",
        ),
        (
            '[rewards]\nbase_reward = 1\n[network]\nmessage_delays = 9',
            4,
            "fast.finality_seconds is inherited; this line sets network.message_delays",
        ),
        (
            '# mine\nbase = "plan"\n[rewards]\nbase_reward = 1',
            2,
            "fast.finality_seconds is inherited from this base",
        ),
        (
            "\n[rewards]\nbase_reward = 1",
            1,
            "fast.finality_seconds is the plan's; the file does not set it",
        ),
    ],
)  # fmt: skip
def test_the_line_is_the_fields_or_the_nearest_cause(text: str, line: int, note: str) -> None:
    assert place_of("my.toml", text, FIELDS) == Place("below/my.toml", Position(line, 1), note)


@pytest.mark.parametrize("preset", ["plan", "reference"])
def test_a_preset_is_a_file_of_this_repository_and_of_no_other(
    preset: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert file_of(preset) is None
    monkeypatch.chdir(ROOT)
    name = f"experiments/presets/{preset}.toml"
    assert file_of(preset) == name
    place = place_of(preset, read_text(preset), ["fast.authority_threshold"])
    line = (ROOT / name).read_text(encoding="utf-8").split("\n")[place.position.line - 1]
    assert line.startswith("authority_threshold = ")


def test_files_are_named_from_the_root_of_the_repository(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert repository_root() == repository
    assert file_of("my.toml") == "below/my.toml"
    assert file_of("../my.toml") == "my.toml"
    assert file_of(str(repository / "x" / "my.toml")) == "x/my.toml"
    assert file_of("../../my.toml") == (repository.parent / "my.toml").as_posix()
    assert file_of("a\0b") is None
    (repository / "link.toml").symlink_to(repository / "below" / "my.toml")
    assert file_of("../link.toml") == "below/my.toml"
    monkeypatch.setenv("GITHUB_WORKSPACE", str(repository / "below"))
    assert file_of("my.toml") == "my.toml"
    assert file_of("../my.toml") == (repository / "my.toml").as_posix()


def test_without_a_repository_files_are_named_from_here(
    tmp_path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / ".git").rmdir()
    monkeypatch.setattr(Path, "exists", lambda self: False)
    assert repository_root() == Path.cwd()
    assert file_of("my.toml") == "my.toml"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('base = "reference"\n\n[rewards]\nauthority_share = 1.5', 4),
        ('base = "reference"\n\n[fast]\nauthority_threshold = "1"', 4),
        ('\nbase = "mine"\n[fast]\nvalidators = 1', 2),
        ('base = "plan"\n[fast]\nvalidatos = 7', 3),
        ('base = "plan"\n[fasst]\nvalidators = 7', 2),
        ('base = "plan"\nfast = 7', 2),
        ('base = "plan"\n[fast]\nvalidators = = 7', 3),
        ('# mine\nbase = "plan"\n[fast]\nvalidators = 7\n[fast]\n', 5),
        ("[network]\nmessage_delays = 3\n[rewards]\n[network.message_delays]\n", 4),
        ('base = "plan"\n[fast]\n"a b" = 7', 3),
        ('base = "plan"\n"a.b" = 7', 2),
        (f'base = "plan"\n[fast]\n{"k" * 200} = 7', 3),
        ('\nbase = "(at line 9, column 9)"\n[fast]\nvalidators = 7', 2),
        (f"[{'a' * 200}]\nb = 7\n\n[{'a' * 200}]", 4),
        ('[secure]\noversight_threshold = "7/2"', 2),
        ('[secure.oversight_threshold]\nx = "7/2"', 1),
        ('[fast]\nvalidators = 7\nx = """abc\n\n', 3),
        (f'[fast]\nx = "{"y" * 2_000}"', 2),
        ("[token]\nbase_units_per_token = 7\nsupply = 9_000_000_000_000_000_000", 3),
    ],
)
def test_a_refused_file_is_pointed_to_as_far_as_the_refusal_names_the_place(
    text: str, line: int
) -> None:
    Path("my.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidParameter) as refused:
        load("my.toml")
    place = place_of_refusal("my.toml", text, refused.value)
    assert (place.file, place.position.line) == ("below/my.toml", line)


def test_a_file_that_cannot_be_read_is_pointed_to_at_its_start() -> None:
    refused = InvalidParameter("fast.validators must be a whole number, got 'x'")
    place = place_of_refusal("my.toml", None, refused)
    assert place == Place("below/my.toml", Position(1, 1))
