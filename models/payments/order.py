"""The number that hidden amounts must not reach: known without the library that computes with them."""

ORDER = 0x73EDA753299D7D483339D80809A1D80553BDA402FFFE5BFEFFFFFFFF00000001
"""Of the group G1 of BLS12-381, a prime [1]. Source: RFC 9380, section 8.8.1."""
