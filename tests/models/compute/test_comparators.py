"""Proof-of-work chains by name or by power, and the nearest names of a wrong one."""

import pytest
from hybridstake.models.compute.comparators import COMPARATORS, comparator_named
from hybridstake.models.errors import InvalidParameter


def test_a_years_energy_is_a_mean_power() -> None:
    """138 TWh / 8,760 h = 15.753 GW: Cambridge Digital Mining Industry Report, 2025."""
    assert COMPARATORS["bitcoin"].watts == pytest.approx(15.7534e9, rel=1e-5, abs=0)
    assert COMPARATORS["ethereum-pow"].watts == pytest.approx(2.62557e9, rel=1e-5, abs=0)
    assert all(name == each.name and each.source for name, each in COMPARATORS.items())


def test_a_power_is_a_chain_too() -> None:
    found = comparator_named("1.5e6")
    assert (found.name, found.source) == ("1,500,000 W", "as given")
    assert found.watts == pytest.approx(1.5e6, rel=1e-12, abs=0)
    assert comparator_named("BitCoin") is COMPARATORS["bitcoin"]


def test_a_wrong_name_is_refused_with_the_nearest() -> None:
    with pytest.raises(InvalidParameter) as refused:
        comparator_named("etherum-pow")
    assert str(refused.value) == (
        "compare must be ethereum-pow, ethereum-pow-2021, bitcoin, bitcoin-2022, bitcoin-2021 or a "
        "power in watts, got 'etherum-pow'; nearest: ethereum-pow, ethereum-pow-2021"
    )
    with pytest.raises(InvalidParameter, match=r"got 'zzzz'$"):
        comparator_named("zzzz")


@pytest.mark.parametrize("watts", ["0", "-1", "nan", "1e400", "1e-9"])
def test_a_power_of_no_chain_is_refused(watts: str) -> None:
    with pytest.raises(InvalidParameter, match=r"^compare must lie in \[0.001, 1e\+15\] W, got "):
        comparator_named(watts)
