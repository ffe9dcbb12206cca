"""Time to check the votes of a phase, one by one or as one aggregate."""

from .verification import OF_SERVER, SignatureCosts, aggregate_seconds, votes_seconds


def checking_seconds(voters: int, *, aggregated: bool, costs: SignatureCosts = OF_SERVER) -> float:
    """Time to check the votes of one phase on one core [s].

    Aggregated, the signatures are added up too: whoever makes the certificate does.
    """
    if aggregated:
        return aggregate_seconds(voters, costs.vote, costs.key + costs.addition)
    return votes_seconds(voters, costs.vote)
