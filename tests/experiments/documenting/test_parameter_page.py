"""The page of parameters: every field, what it means, and what the presets say."""

from dataclasses import fields

from hybridstake.experiments.documenting.parameter_page import meanings_of, parameter_page
from hybridstake.experiments.parameter_files import load, table_types

written = parameter_page()


def row_of(table: str, field: str) -> list[str]:
    """Cells of a field's row."""
    section = written.split(f"\n## {table} {{ #{table} }}\n")[1].partition("\n## ")[0]
    [row] = [line for line in section.splitlines() if line.startswith(f"| `{field}` |")]
    return [cell.strip() for cell in row.strip("|").split("|")]


def test_every_field_of_every_table_has_a_row_with_a_meaning() -> None:
    for table, kind in table_types().items():
        for field in fields(kind):
            *_, meaning = row_of(table, field.name)
            assert len(meaning) > 10, (table, field.name)


def test_the_reference_shows_what_differs_and_nothing_else() -> None:
    assert row_of("fast", "authority_threshold")[1:3] == ['`"2/3"`', '`"5/6"`']
    assert row_of("rewards", "authority_share")[1:3] == ["`0.6`", ""]
    assert row_of("issuance", "yearly_cap")[1:3] == ['`"none"`', "`0.05`"]
    plan, reference = load("plan"), load("reference")
    for table, kind in table_types().items():
        for field in fields(kind):
            ours, theirs = (getattr(getattr(each, table), field.name) for each in (reference, plan))
            assert bool(row_of(table, field.name)[2]) == (ours != theirs), (table, field.name)


def test_a_field_that_is_inherited_has_its_meaning() -> None:
    kind = table_types()["fast"]
    assert meanings_of(kind)["block_seconds"] == "Time between blocks [s]."
    assert meanings_of(kind)["authority_threshold"] == "Part of the authorities that must sign [1]."
