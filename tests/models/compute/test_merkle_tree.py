"""Roots as Certificate Transparency computes them, and proofs that hold for one place alone."""

from dataclasses import replace

import pytest
from hybridstake.models.compute.merkle_tree import belongs, levels, path_of, root_of
from hybridstake.models.errors import InvalidParameter

PIECES = [bytes.fromhex(each) for each in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
)]  # fmt: skip
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
"""Of the first piece, the first two, and so on: test data of Certificate Transparency (RFC 6962)."""


@pytest.mark.parametrize("count", range(1, 9))
def test_roots_are_those_of_certificate_transparency(count: int) -> None:
    assert root_of(PIECES[:count]).hex() == ROOTS[count - 1]


@pytest.mark.parametrize("count", range(1, 18))
def test_every_piece_belongs_at_its_place_and_nowhere_else(count: int) -> None:
    pieces = [bytes([number]) for number in range(count)]
    tree = levels(pieces)
    root = root_of(pieces)
    for place, piece in enumerate(pieces):
        path = path_of(tree, place)
        assert belongs(root, piece, path)
        assert not belongs(root, piece + b"\x00", path)
        assert not belongs(root[::-1], piece, path)
        assert not any(
            belongs(root, piece, replace(path, place=other))
            for other in range(-1, count + 2)
            if other != place
        )


def test_a_path_that_is_shortened_lengthened_or_altered_proves_nothing() -> None:
    pieces = [bytes([number]) for number in range(11)]
    root, path = root_of(pieces), path_of(levels(pieces), 6)
    wrong = [path.hashes[:-1], (*path.hashes, bytes(32)), path.hashes[::-1]]
    wrong += [
        (*path.hashes[:at], bytes(32), *path.hashes[at + 1 :]) for at in range(len(path.hashes))
    ]
    assert belongs(root, pieces[6], path)
    assert not any(belongs(root, pieces[6], replace(path, hashes=each)) for each in wrong)


def test_an_inner_node_is_not_taken_for_a_piece() -> None:
    """Leaves and nodes are hashed under different first bytes."""
    tree = levels([b"a", b"b", b"c", b"d"])
    assert root_of([tree[1][0], tree[1][1]]) != tree[2][0]


def test_a_last_piece_that_is_doubled_gives_another_root() -> None:
    assert root_of([b"a", b"b", b"c"]) != root_of([b"a", b"b", b"c", b"c"])


def test_nothing_has_no_root_and_no_further_piece_a_path() -> None:
    with pytest.raises(InvalidParameter) as refused:
        root_of([])
    assert str(refused.value) == "pieces must be at least 1, got 0"
    with pytest.raises(InvalidParameter) as refused:
        path_of(levels([b"a", b"b"]), 2)
    assert str(refused.value) == "place must lie in [0, 2), got 2"
