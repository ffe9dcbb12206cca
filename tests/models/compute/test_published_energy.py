"""Published figures beside ours: which are found again, which only fit, and which have no inputs."""

import pytest
from hybridstake.models.compute.published_energy import (
    PLATT_KILOWATTS,
    PLATT_NODES,
    RACK_WATTS,
    SMALL_BOARD_WATTS,
    energy_comparisons,
)
from hybridstake.models.execution.comparison import Role

ROWS = {(each.system, each.what): each for each in energy_comparisons()}
NOT_FOUND = {
    ("CCAF, CBNSI (2023)", "emissions [kt/year]"),
    ("Cambridge, Digital Mining (2025)", "emissions [Mt/year]"),
}
"""Predicted from other grids than theirs, and said so."""


def test_every_row_has_a_name_of_its_own() -> None:
    assert len(ROWS) == len(energy_comparisons()) == 30


def test_what_is_predicted_is_found_again_but_for_two_with_their_reasons() -> None:
    missing = {
        name for name, each in ROWS.items() if each.role is Role.PREDICTED and not each.agrees
    }
    assert missing == NOT_FOUND
    assert all(ROWS[name].reason for name in NOT_FOUND)


def test_what_is_solved_from_a_table_fits_it_and_is_called_fitted() -> None:
    fitted = [each for each in ROWS.values() if each.role is Role.FITTED]
    assert len(fitted) == 10
    assert all(each.agrees and "solved from the table" in each.reason for each in fitted)


def test_what_lacks_inputs_is_told_with_the_reason_and_without_a_number_of_ours() -> None:
    without = [each for each in ROWS.values() if each.role is Role.NOT_MODELLED]
    assert len(without) == 6
    assert all(each.reason and each.measured > 0 and each.most == 0 for each in without)


@pytest.mark.parametrize(
    ("system", "what", "ours"),
    [
        ("CCRI, The Merge (2022)", "electricity saved [%]", 99.98869),
        ("CCRI, The Merge (2022)", "emissions saved [%]", 99.99209),
        ("CCRI, PoS Protocols (2022)", "Solana, electricity [MWh/year]", 1_958.8),
        ("CCRI, PoS Protocols (2022)", "Avalanche's part of Ethereum's [%]", 0.00282839),
        ("Platt et al. (2021), Table VI", "Polkadot, of a transaction [Wh]", 115.56875),
    ],
)
def test_ours_by_hand(system: str, what: str, ours: float) -> None:
    """2,601 of 23e6 MWh; 870 t of 11e6; 0.166 Wh * 11.8e9; 489,311 kWh / 17.3e9; 49,925.7 W / 432."""
    assert ROWS[system, what].least == pytest.approx(ours, rel=1e-5, abs=0)


@pytest.mark.parametrize("name", PLATT_KILOWATTS)
def test_one_count_of_nodes_gives_both_printed_powers_to_their_digits(name: str) -> None:
    counts = [
        nodes
        for nodes in range(1, 4_000)
        if (round(nodes * SMALL_BOARD_WATTS / 1e3, 1), round(nodes * RACK_WATTS / 1e3, 1))
        == PLATT_KILOWATTS[name]
    ]
    assert counts == [PLATT_NODES[name]]
