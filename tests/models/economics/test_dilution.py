import sympy
from hybridstake.models.economics.dilution import real_yield


def test_a_holder_that_earns_what_is_issued_keeps_its_part_of_the_supply() -> None:
    rate = sympy.Symbol("rate", positive=True)
    assert sympy.simplify(real_yield(rate, rate)) == 0


def test_the_part_of_the_supply_grows_by_the_real_yield() -> None:
    """1 of 10 tokens with a yield of 50 %, while 10 become 12: 1.5 / 12 is 1.25 times 1 / 10."""
    assert real_yield(0.5, 0.2) == 0.25
