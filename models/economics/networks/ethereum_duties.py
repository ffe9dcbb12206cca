"""Ethereum's issuance summed over the duties of validators, each rounded down as specified."""

from .ethereum import BASE_REWARD_FACTOR, EPOCHS_PER_YEAR, GWEI_PER_ETHER, base_reward_per_increment

MAXIMUM = 32
"""Effective balance of a validator [ether]."""

SLOTS = 32
"""[slot/epoch]"""

COMMITTEE = 512
"""Members of the sync committee [validator]."""

SOURCE, TARGET, HEAD, SYNC, PROPOSER, ALL = 14, 26, 14, 2, 8, 64
"""Weights of the duties, and their sum [1]."""


def issued_to_attesters(validators: int, base_reward: int, increments: int) -> int:
    """What attesters earn in an epoch in which all attest in time.

    Parameters
    ----------
    validators
        [validator]
    base_reward
        Of one validator [gwei/epoch].
    increments
        All staked ether [1].

    Returns
    -------
    int
        [gwei/epoch]

    Notes
    -----
    Source: Ethereum consensus specification, Altair, `get_flag_index_deltas`.

    Examples
    --------
    >>> issued_to_attesters(10, base_reward=64, increments=320)
    540
    """
    return validators * sum(
        base_reward * weight * increments // (increments * ALL) for weight in (SOURCE, TARGET, HEAD)
    )


def issued_to_proposers(validators: int, base_reward: int) -> int:
    """What proposers earn in an epoch for including every attestation once.

    Parameters
    ----------
    validators
        Whole slots are counted [validator].
    base_reward
        Of one validator [gwei/epoch].

    Returns
    -------
    int
        [gwei/epoch]

    Notes
    -----
    Source: Ethereum consensus specification, Altair, `process_attestation`.

    Examples
    --------
    >>> issued_to_proposers(320, base_reward=64)
    2464
    """
    numerator = validators // SLOTS * base_reward * (SOURCE + TARGET + HEAD)
    return SLOTS * (numerator // ((ALL - PROPOSER) * ALL // PROPOSER))


def issued_to_sync_committee(per_increment: int, increments: int) -> int:
    """What the sync committee and the proposers who include it earn in an epoch.

    Parameters
    ----------
    per_increment
        Base reward of one ether [gwei/epoch].
    increments
        All staked ether [1].

    Returns
    -------
    int
        [gwei/epoch]

    Notes
    -----
    Source: Ethereum consensus specification, Altair, `process_sync_aggregate`.

    Examples
    --------
    >>> issued_to_sync_committee(640, increments=1_000_000)
    22839296
    """
    participant = per_increment * increments * SYNC // ALL // SLOTS // COMMITTEE
    return SLOTS * COMMITTEE * (participant + participant * PROPOSER // (ALL - PROPOSER))


def yearly_issuance_by_duties(
    validators: int, base_reward_factor: int = BASE_REWARD_FACTOR
) -> float:
    """New ether in a year in which everybody does all duties: the second witness of `yearly_issuance`.

    Parameters
    ----------
    validators
        Of 32 ether each, at least 32 [validator].
    base_reward_factor
        [1]

    Returns
    -------
    float
        [ether/year]

    Notes
    -----
    Source: Ethereum consensus specification, Altair, all rewards of an epoch.

    Examples
    --------
    >>> round(yearly_issuance_by_duties(312_512))
    525158
    """
    increments = MAXIMUM * validators
    per_increment = base_reward_per_increment(increments, base_reward_factor)
    base_reward = MAXIMUM * per_increment
    issued = (
        issued_to_attesters(validators, base_reward, increments)
        + issued_to_proposers(validators, base_reward)
        + issued_to_sync_committee(per_increment, increments)
    )
    return float(issued * EPOCHS_PER_YEAR / GWEI_PER_ETHER)
