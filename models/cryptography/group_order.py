"""How many points the groups of BLS12-381 have: known without the library that computes with them."""

ORDER = 0x73EDA753299D7D483339D80809A1D80553BDA402FFFE5BFEFFFFFFFF00000001
"""Of both groups: a prime, which hidden amounts must not reach [1]. Source: RFC 9380, section 8.8.1."""
