"""What pages take from the package: values, formulas, files, and no name that does not exist."""

from pathlib import Path

import pytest
from hybridstake.experiments.documenting.substitution import substituted
from hybridstake.models.errors import InvalidParameter

ROOT = Path(__file__).parents[3]


def filled(text: str, depth: int = 0) -> str:
    """A text with its places filled in."""
    return substituted(text, depth, ROOT)


def test_values_of_presets_stand_as_in_their_files() -> None:
    assert filled("{{ value plan.fast.authority_threshold }}") == "2/3"
    assert filled("{{ value reference.fast.authority_threshold }}") == "5/6"
    assert filled("{{ value reference.rewards.authority_share }}") == "0.6"


def test_a_formula_is_that_of_the_code_and_leads_to_its_entry() -> None:
    written = filled("{{ formula quorums.certificates_intersect }}", depth=1)
    assert (
        r"\text{certificates intersect} \iff \text{second} + \text{first} - "
        r"\text{byzantine} \geq 1" in written
    )
    assert "(../reference/formulas.md#quorums.certificates_intersect)" in written


def test_an_enumeration_shows_each_value_with_its_meaning() -> None:
    written = filled("{{ members agents.economy.shocks.ShockKind }}")
    assert "| `hurdle` | Everybody's hurdle rate is multiplied by the size. |" in written
    assert written.count("\n") >= 8


def test_files_of_the_repository_and_of_the_readme_are_shown_whole() -> None:
    assert filled("{{ file experiments/presets/reference.toml }}").startswith("# The plan with")
    hook = filled("{{ readme .pre-commit-config.yaml }}")
    assert hook.startswith("# .pre-commit-config.yaml\nrepos:")
    assert "```" not in hook


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "{{ value plan.fast.size }}",
            "a value must be PRESET.TABLE.FIELD of a preset, got 'plan.fast.size'",
        ),
        (
            "{{ value my.fast.size }}",
            "a value must be PRESET.TABLE.FIELD of a preset, got 'my.fast.size'",
        ),
        (
            "{{ formula issuance.x }}",
            "a formula must be one of reference/formulas.md, got 'issuance.x'",
        ),
        ("{{ readme x.toml }}", "a file must be one that README.md shows, got 'x.toml'"),
        (
            "{{ file x.toml }}",
            f"a file must be one of the repository, got {str(ROOT / 'x.toml')!r}",
        ),
    ],
)
def test_what_does_not_exist_is_refused(text: str, message: str) -> None:
    with pytest.raises(InvalidParameter) as refusal:
        filled(text)
    assert str(refusal.value) == message
