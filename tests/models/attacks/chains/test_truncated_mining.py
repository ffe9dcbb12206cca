"""Selfish mining with branches that are cut off: against the other cut, and the best rule of all."""

import pytest
from hybridstake.models.attacks.chains.choices import TieBreaking
from hybridstake.models.attacks.chains.optimal_mining import optimum
from hybridstake.models.attacks.chains.truncated_mining import TruncatedSelfish
from hybridstake.models.errors import InvalidParameter


@pytest.mark.parametrize(
    ("share", "gamma", "tie_breaking"),
    [
        (0.4, 0.0, TieBreaking.FIRST_SEEN),
        (0.3, 1.0, TieBreaking.FIRST_SEEN),
        (0.35, 0.5, TieBreaking.UNIFORM),
    ],
)
def test_a_cut_square_lies_between_cut_diagonals_and_grows(
    share: float, gamma: float, tie_breaking: TieBreaking
) -> None:
    """More rules earn more: two truncations, their diagonals, and all rules."""
    most = optimum(share, gamma, any_time=tie_breaking is TieBreaking.UNIFORM).upper
    before = 0.0
    for truncation in (5, 9, 14):
        question = TruncatedSelfish(
            share=share, gamma=gamma, truncation=truncation, tie_breaking=tie_breaking
        )
        exact, second = question.exact(), question.second_exact()
        assert second.lower <= exact.probability <= second.upper < second.lower + 0.08
        assert before < exact.probability <= most
        before = exact.probability


@pytest.mark.parametrize("share", [1e-300, 1e-9, 1e-4])
def test_tiny_powers_lie_between_ends_of_their_own_size(share: float) -> None:
    """Ends are known to 1e-8, yet nobody earns less than its power, or more than p / (1 - p)."""
    question = TruncatedSelfish(share=share, gamma=0.0, truncation=5)
    exact, second = question.exact(), question.second_exact()
    assert second.lower <= exact.probability <= second.upper
    assert second.upper - second.lower < 2 * share * share + 1e-11 * share
    assert exact.agrees_with(second)
    assert exact.agrees_with(question.bound())


def test_three_blocks_leave_one_secret_at_most() -> None:
    """Branches of two blocks or fewer, ties lost: by hand, the rule that keeps one block.

    Found with two in a row, both are published for 2 own blocks; after one and one the miner lost
    the tie, or leads by one again with p: then 2 own blocks. Per round p is mined, so blocks are
    p (2 p + q (2 p + q 2 (own 0))) own, and the others' q + p q q 2; honest mining has p.
    """
    p, q = 0.45, 0.55
    own = p * (2 * p + q * 2 * p)
    others = q + p * q * q * 2
    found = TruncatedSelfish(share=p, gamma=0.0, truncation=3).exact().probability
    assert found == pytest.approx(max(p, own / (own + others)), rel=1e-9, abs=0)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"share": 0.0}, "share must lie between 0 and 0.5 beside truncation, got 0.0"),
        (
            {"tie_breaking": TieBreaking.UNIFORM},
            "gamma must be 0.5 where ties are broken uniformly, got 0.0",
        ),
    ],
)
def test_what_cannot_be_cut_is_refused(changed: dict[str, object], message: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        TruncatedSelfish(**{"share": 0.4, "truncation": 9, **changed})  # pyright: ignore[reportArgumentType] - what is refused
    assert str(caught.value) == message
