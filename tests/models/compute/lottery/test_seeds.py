"""Seeds of four beacons, with real keys: which can be bent, and by how much."""

import numpy as np
import pytest
from hybridstake.models.compute.lottery import seeds
from hybridstake.models.compute.lottery.chances import (
    choosing_share,
    seeds_by_withholding,
    ticket_share,
    withholding_pays,
)
from hybridstake.models.compute.lottery.draw import drawn_ticket, holder_of
from hybridstake.models.compute.lottery.fit import chance_of_worse, chi_square
from hybridstake.models.compute.lottery.seeds import (
    committed_values,
    mixed,
    seeds_in_reach,
    signed_reveals,
    threshold_seed,
    vrf_winner,
)
from hybridstake.models.compute.lottery.tickets import Holding, root
from hybridstake.models.cryptography.derivation import derived
from hybridstake.models.cryptography.threshold import deal
from hybridstake.models.errors import InvalidParameter

HOLDINGS = [Holding("a", 1), Holding("b", 2), Holding("c", 3), Holding("d", 4)]
SECRETS = [derived(b"test", "key", place)[:32] for place in range(4)]


def won_by_any(reached: list[bytes], place: int) -> bool:
    published = root(HOLDINGS)
    return any(holder_of(HOLDINGS, drawn_ticket(seed, published)) == place for seed in reached)


def test_fair_draws_fall_by_tickets() -> None:
    """20,000 draws: Pearson's test finds nothing, and finds one ticket more if there is one."""
    published = root(HOLDINGS)
    counts = np.bincount(
        [holder_of(HOLDINGS, drawn_ticket(bytes([at % 256, at // 256]), published))
         for at in range(20_000)], minlength=4,
    ).tolist()  # fmt: skip
    assert chance_of_worse(chi_square(counts, [1, 2, 3, 4]), 3) > 0.001
    assert chance_of_worse(chi_square(counts, [1, 2, 3, 5]), 3) < 1e-6


def test_a_race_of_keys_falls_by_tickets_and_does_not_see_a_split() -> None:
    counts = np.bincount(
        [vrf_winner(HOLDINGS, SECRETS, b"epoch", slot) for slot in range(80)], minlength=4
    ).tolist()
    assert chance_of_worse(chi_square(counts, [1, 2, 3, 4]), 3) > 0.001
    split = [Holding(f"part {each}", 1) for each in range(4)] + [Holding("rest", 4)]
    keys = [derived(b"split", each)[:32] for each in range(5)]
    parts = sum(vrf_winner(split, keys, b"epoch", slot) < 4 for slot in range(60))
    assert abs(parts - 30) < 5 * 3.9


def test_a_race_of_any_outputs_falls_by_tickets(monkeypatch: pytest.MonkeyPatch) -> None:
    """4,000 draws of a hash in place of the function, which takes half a millisecond."""
    monkeypatch.setattr(seeds.ecvrf, "prove", lambda secret, alpha: derived(secret, alpha))
    monkeypatch.setattr(seeds.ecvrf, "proof_to_hash", lambda proof: proof)
    counts = np.bincount(
        [vrf_winner(HOLDINGS, SECRETS, b"epoch", slot) for slot in range(4_000)], minlength=4
    ).tolist()
    assert chance_of_worse(chi_square(counts, [1, 2, 3, 4]), 3) > 0.001


def test_the_last_to_reveal_choose_among_twice_as_many_seeds_with_each_of_theirs() -> None:
    values = committed_values(SECRETS, 1)
    for own, number in ((set(), 1), ({0}, 2), ({0, 2}, 4), ({0, 1, 2, 3}, 16)):
        found = seeds_in_reach(values, own, in_order=False)
        assert len(set(found)) == len(found) == number == seeds_by_withholding(len(own))


def test_in_order_only_the_unbroken_tail_can_choose() -> None:
    reveals = signed_reveals(SECRETS, 1)
    for own, number in ((set(), 1), ({0, 1}, 1), ({3}, 2), ({1, 3}, 2), ({2, 3}, 4)):
        found = seeds_in_reach(reveals, own, in_order=True)
        assert len(set(found)) == number
        assert found[0] == mixed(reveals)


def test_choosing_seeds_wins_as_the_formula_says() -> None:
    """2,000 epochs in which the holder of two of ten tickets makes two of the last contributions."""
    wins = [0, 0]
    for epoch in range(2_000):
        values = [derived(b"epoch", epoch, place) for place in range(4)]
        wins[0] += won_by_any(seeds_in_reach(values, {1, 3}, in_order=False), 1)
        wins[1] += won_by_any([mixed(values)], 1)
    for count, number in zip(wins, (4, 1), strict=True):
        due = choosing_share(0.2, number)
        assert abs(count / 2_000 - due) < 5 * (due * (1 - due) / 2_000) ** 0.5


def test_a_committees_seed_is_the_same_whoever_signs_and_unknown_to_fewer() -> None:
    shares = deal(123_456_789, 3, 5, b"polynomial")
    found = {threshold_seed(shares, each, 7) for each in ((1, 2, 3), (2, 4, 5), (1, 3, 4, 5))}
    assert len(found) == 1
    assert threshold_seed(shares, (1, 2, 3), 8) not in found
    with pytest.raises(InvalidParameter):
        threshold_seed(shares, (1, 2), 7)


def test_shares_add_up_and_a_deposit_as_large_as_the_expected_prize_deters() -> None:
    assert ticket_share(1, 10) + ticket_share(2, 10) == pytest.approx(ticket_share(3, 10))
    for share in (0.05, 0.3, 0.9):
        assert withholding_pays(share, 100.0, 100 * share - 1e-9)
        assert not withholding_pays(share, 100.0, 100 * share)
        assert choosing_share(share, 1) == pytest.approx(share)
        gain = choosing_share(share, 2) - share
        assert gain == pytest.approx((1 - share) * share)


def test_a_race_needs_a_key_for_every_holding() -> None:
    with pytest.raises(InvalidParameter, match=r"^secrets must be 4, got 3$"):
        vrf_winner(HOLDINGS, SECRETS[:3], b"", 0)
