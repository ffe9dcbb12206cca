"""Which question asks which topics of the registry of claims."""

ASKED_BY = {
    "quorum_intersection": ("quorums", "agreement"),
    "mode_switching": ("switching",),
    "rewritten_history": ("history",),
    "silent_proposers": ("timing",),
    "network_bounds": ("network",),
    "contract_safety": ("ledger",),
    "reward_rules": ("economics",),
    "job_guarantees": ("compute",),
    "energy_bounds": ("energy",),
    "payment_soundness": ("payments",),
}
"""Questions about proofs, and the topics of the registry that each asks."""
