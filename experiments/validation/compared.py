"""Which questions hold ours against what others have published."""

TABLES = {
    "published_values": "published_values",
    "external_validation": "external_validation",
    "finality_times": "published_latency",
    "parallel_speedup": "parallel_speedup",
    "energy_footprint": "energy_footprint",
}
"""Table of each such question, in the order in which they are printed."""
