"""Faulty parameter files: every refusal is one line, asserted as a whole."""

import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.parameters.parameters import Parameters

TABLES = ", ".join(field.name for field in fields(Parameters))
NOT_A_FRACTION = 'fast.authority_threshold must be an exact fraction in quotes such as "2/3", got '
REWARDS = "base_reward, authority_share, load_sensitivity, target_load, empty_class_to_other"
FAST = "block_seconds, finality_seconds, throughput_tps, validators, authority_threshold"
RULES = "load-or-participation, authority-shortage"


def refusal(folder: Path, content: str | bytes) -> str:
    """Message with which a file of this content is refused."""
    path = folder / "my.toml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(InvalidParameter) as caught:
        load(str(path))
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        # names
        (
            "[reward]\nbase_reward = 1",
            f"table must be one of {TABLES}, base, got 'reward' (did you mean rewards?)",
        ),
        ("[xyz]\na = 1", f"table must be one of {TABLES}, base, got 'xyz'"),
        (
            "[rewards]\nauthority_shair = 1",
            f"key of [rewards] must be one of {REWARDS}, got 'authority_shair' "
            "(did you mean authority_share?)",
        ),
        ("[fast]\nxyz = 1", f"key of [fast] must be one of {FAST}, got 'xyz'"),
        (
            '["\\u001b[2Jx"]\na = 1',
            f"table must be one of {TABLES}, base, got '\\x1b[2Jx'",
        ),
        ('[fast]\n"\\u202Ex" = 1', f"key of [fast] must be one of {FAST}, got '\\u202ex'"),
        ('[fast]\n"" = 1', f"key of [fast] must be one of {FAST}, got ''"),
        # types
        (
            '[rewards]\nbase_reward = "100"',
            "rewards.base_reward must be a number, got '100'",
        ),
        ("[rewards]\nbase_reward = true", "rewards.base_reward must be a number, got true"),
        ("[rewards]\nbase_reward = [1]", "rewards.base_reward must be a number, got an array"),
        ("[rewards.base_reward]\nx = 1", "rewards.base_reward must be a number, got a table"),
        (
            "[rewards]\nbase_reward = 2026-01-02",
            "rewards.base_reward must be a number, got 2026-01-02",
        ),
        ("[fast]\nvalidators = 21.0", "fast.validators must be a whole number, got 21.0"),
        ("[fast]\nvalidators = true", "fast.validators must be a whole number, got true"),
        ('[fast]\nvalidators = "21"', "fast.validators must be a whole number, got '21'"),
        ("[quorums]\nstrict = 1", "quorums.strict must be true or false, got 1"),
        ('[quorums]\nstrict = "true"', "quorums.strict must be true or false, got 'true'"),
        (
            '[issuance]\nyearly_cap = "no"',
            "issuance.yearly_cap must be a number or \"none\", got 'no'",
        ),
        (
            '[issuance]\nyearly_cap = "None"',
            "issuance.yearly_cap must be a number or \"none\", got 'None'",
        ),
        (
            "[issuance]\nyearly_cap = true",
            'issuance.yearly_cap must be a number or "none", got true',
        ),
        (
            '[rewards]\nbase_reward = "none"',
            "rewards.base_reward must be a number, got 'none'",
        ),
        ('[switching]\nrule = "x"', f"switching.rule must be one of {RULES}, got 'x'"),
        ("[switching]\nrule = 1", f"switching.rule must be one of {RULES}, got 1"),
        (
            '[switching]\nrule = "\\u001b[31m\\n"',
            f"switching.rule must be one of {RULES}, got '\\x1b[31m\\n'",
        ),
        # thresholds
        ("[fast]\nauthority_threshold = 0.67", f"{NOT_A_FRACTION}0.67"),
        ("[fast]\nauthority_threshold = true", f"{NOT_A_FRACTION}true"),
        ('[fast]\nauthority_threshold = "1e999999"', f"{NOT_A_FRACTION}'1e999999'"),
        ('[fast]\nauthority_threshold = "2/3/4"', f"{NOT_A_FRACTION}'2/3/4'"),
        ('[fast]\nauthority_threshold = "٢/٣"', f"{NOT_A_FRACTION}'٢/٣'"),
        ('[fast]\nauthority_threshold = "2_0/3_0"', f"{NOT_A_FRACTION}'2_0/3_0'"),
        ('[fast]\nauthority_threshold = ""', f"{NOT_A_FRACTION}''"),
        ('[fast]\nauthority_threshold = "nan"', f"{NOT_A_FRACTION}'nan'"),
        (
            f'[fast]\nauthority_threshold = "{"9" * 900}"',
            f"{NOT_A_FRACTION}'{'9' * 58}…",
        ),
        (
            '[fast]\nauthority_threshold = "2/0"',
            "fast.authority_threshold must not divide by zero, got '2/0'",
        ),
        (
            '[fast]\nauthority_threshold = "-2/3"',
            "fast.authority_threshold must lie in (0, 1], got -2/3",
        ),
        (
            '[fast]\nauthority_threshold = "4/3"',
            "fast.authority_threshold must lie in (0, 1], got 4/3",
        ),
        ("[fast]\nauthority_threshold = 0", "fast.authority_threshold must lie in (0, 1], got 0"),
        # ranges
        (
            "[rewards]\nauthority_share = -0.1",
            "rewards.authority_share must lie in [0, 1], got -0.1",
        ),
        (
            "[rewards]\nauthority_share = 1.5",
            "rewards.authority_share must lie in [0, 1], got 1.5",
        ),
        (
            "[rewards]\nauthority_share = nan",
            "rewards.authority_share must lie in [0, 1], got nan",
        ),
        (
            "[rewards]\nbase_reward = inf",
            "rewards.base_reward must be finite and not negative, got inf",
        ),
        (
            "[rewards]\nbase_reward = -inf",
            "rewards.base_reward must be finite and not negative, got -inf",
        ),
        (
            "[rewards]\nbase_reward = 1e400",
            "rewards.base_reward must be finite and not negative, got inf",
        ),
        (
            "[fast]\nblock_seconds = 0",
            "fast.block_seconds must lie in [1e-06, 3155760000] s, got 0.0",
        ),
        (
            "[issuance]\nyearly_cap = -1",
            "issuance.yearly_cap must be finite and not negative, got -1.0",
        ),
        ("[population]\nload_noise = 1.5", "population.load_noise must lie in [0, 1], got 1.5"),
        (
            "[rewards]\nbase_reward = 1_000_000_001",
            "rewards.base_reward must be at most token.supply (1000000000 token), got 1000000001.0",
        ),
        (
            "[fast]\nvalidators = 0",
            "fast.validators must be a whole number from 1 to 2^63 - 1, got 0",
        ),
        (
            "[fast]\nvalidators = 9223372036854775808",
            "fast.validators must be below 2^63 in size, got 9223372036854775808",
        ),
        (
            "[rewards]\nbase_reward = -9223372036854775808",
            "rewards.base_reward must be below 2^63 in size, got -9223372036854775808",
        ),
        (
            f"[fast]\nvalidators = 0x1{'0' * 900}",
            "fast.validators must be below 2^63 in size, got an integer of 3601 bits",
        ),
        (
            f"[rewards]\nbase_reward = [0x{'f' * 900}]",
            "rewards.base_reward must be a number, got an array",
        ),
        (
            "[staking]\nauthority_minimum = 2_000_000_000",
            "staking.authority_minimum must be at most token.supply (1000000000 token), "
            "got 2000000000.0",
        ),
        # shapes
        ("rewards = 1", "rewards must be a table, got 1"),
        ("[[rewards]]\nbase_reward = 1", "rewards must be a table, got an array"),
        ("rewards = []", "rewards must be a table, got an array"),
        ("base = 1\n[fast]", "base must be one of plan, reference, got 1"),
        ("base = []", "base must be one of plan, reference, got an array"),
        ("[base]\nx = 1", "base must be one of plan, reference, got a table"),
        ('base = "Plan"', "base must be one of plan, reference, got 'Plan'"),
        ('base = "my.toml"', "base must be one of plan, reference, got 'my.toml'"),
        # documents
        ("", "file must set at least one parameter, got 'my.toml' without any"),
        ("# nothing\n\n", "file must set at least one parameter, got 'my.toml' without any"),
        (
            b"a = '\xff'",
            "file must be UTF-8 text, got byte 0xff at offset 5 of 'my.toml'",
        ),
        (
            f"[fast]\nx = {'[' * 900}",
            "file must be TOML, got 'my.toml' nested too deeply",
        ),
        (
            f"[fast]\nvalidators = 1{'0' * 5000}",
            "a line of a file must be at most 1,000 characters, got 5,014 in line 2 of 'my.toml'",
        ),
    ],
)
def test_a_faulty_file_is_refused_in_one_line(
    tmp_path: Path, content: str | bytes, message: str
) -> None:
    assert refusal(tmp_path, content) == message


@pytest.mark.parametrize(
    "content",
    [
        "[fast",
        "x = [[",
        "[fast]\nvalidators = 1\nvalidators = 2",
        "[fast]\n[fast]",
        "a = 1\0",
        "# \x1b[2J",
        "[fast]\rvalidators = 1",
        "a = 2026-13-01",
        "[fast]\nvalidators = 1".encode("utf-16-le").decode(),
    ],
)
def test_a_file_that_is_no_toml_is_refused_with_the_parsers_reason(
    tmp_path: Path, content: str
) -> None:
    """The reason's words change with the version of Python."""
    with pytest.raises(tomllib.TOMLDecodeError) as reason:
        tomllib.loads(content)
    message = refusal(tmp_path, content)
    assert message == f"file must be TOML, got 'my.toml': {reason.value}"
    assert message.isprintable()
