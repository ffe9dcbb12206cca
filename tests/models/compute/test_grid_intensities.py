"""Grids of 2023 by code and name, and the nearest of a wrong one."""

import pytest
from hybridstake.models.compute.grid_intensities import GRIDS, grid_of
from hybridstake.models.errors import InvalidParameter


@pytest.mark.parametrize(
    ("code", "published"),
    [("NOR", 30), ("SWE", 41), ("FRA", 56), ("CAN", 170), ("GBR", 238), ("USA", 369), ("DEU", 381),
     ("JPN", 485), ("CHN", 582), ("POL", 662), ("IND", 713), ("KAZ", 821)],
)  # fmt: skip
def test_whole_grams_are_those_that_our_world_in_data_prints(code: str, published: int) -> None:
    """Our World in Data, "Carbon intensity of electricity generation", 2023."""
    assert round(GRIDS[code].intensity) == published


def test_the_table_is_one_of_countries() -> None:
    assert len(GRIDS) == 79
    codes = list(GRIDS)
    assert codes[-1] == "WLD"
    assert codes[:-1] == sorted(codes[:-1])
    assert all(
        len(code) == 3 and code.isupper() and grid.code == code for code, grid in GRIDS.items()
    )
    assert all(20 < grid.intensity < 1_000 for grid in GRIDS.values())
    assert len({grid.country for grid in GRIDS.values()}) == len(GRIDS)


def test_a_country_is_found_by_code_or_name() -> None:
    assert grid_of("fra") is grid_of("France") is GRIDS["FRA"]
    assert grid_of("united kingdom") is GRIDS["GBR"]


@pytest.mark.parametrize(
    ("wrong", "nearest"),
    [("Germny", "DEU (Germany), "), ("FRN", "IRN (Iran), FRA (France)"), ("Polnd", "POL (Poland)")],
)
def test_a_wrong_country_is_refused_with_the_nearest(wrong: str, nearest: str) -> None:
    with pytest.raises(InvalidParameter) as refused:
        grid_of(wrong)
    said = str(refused.value)
    assert said.startswith(
        f"country must be one of 79 ISO 3166 codes or their names, got {wrong!r}; nearest: {nearest}"
    )
    assert "\n" not in said


def test_what_is_near_nothing_is_refused_without_any() -> None:
    with pytest.raises(InvalidParameter) as refused:
        grid_of("!")
    assert str(refused.value).endswith("got '!'")
