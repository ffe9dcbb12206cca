"""What a mode pays in a year, and to which class: the formulas put together for one protocol."""

from ..parameters.parameters import Parameters
from ..protocol.modes import Mode, mode_parameters
from ..protocol.quorums import quorum
from .issuance import capped_issuance, yearly_issuance
from .rewards import authority_pool, block_reward, load_multiplier, staker_pool


def yearly_rewards(parameters: Parameters, mode: Mode, load: float, supply: float) -> float:
    """Tokens that the blocks of a year would pay if the mode and the load stayed as they are.

    Parameters
    ----------
    parameters
        Of one protocol.
    mode, load
        Of now; the load in [0, 1] [1].
    supply
        Tokens in existence, for the yearly ceiling [token].

    Returns
    -------
    float
        [token/year]

    Notes
    -----
    Source: research plan, "Economic Model", with the ceiling of the reference protocol.
    """
    rewards = parameters.rewards
    multiplier = load_multiplier(load, rewards.target_load, rewards.load_sensitivity)
    reward = block_reward(rewards.base_reward, multiplier)
    yearly = yearly_issuance(reward, mode_parameters(parameters, mode).block_seconds)
    cap = parameters.issuance.yearly_cap
    return yearly if cap is None else capped_issuance(yearly, supply, cap)


def yearly_rewards_at_launch(parameters: Parameters, mode: Mode) -> float:
    """The same at the target load and the supply at launch.

    Parameters
    ----------
    parameters
        Of one protocol.
    mode
        Of now.

    Returns
    -------
    float
        [token/year]

    Notes
    -----
    Source: `yearly_rewards`.
    """
    return yearly_rewards(parameters, mode, parameters.rewards.target_load, parameters.token.supply)


def paid_to_classes(parameters: Parameters, mode: Mode, issued: float) -> tuple[float, float]:
    """What authorities and stakers receive of a reward when both classes have members.

    Parameters
    ----------
    parameters
        Of one protocol.
    mode
        A mode that collects no stake signatures pays no staker.
    issued
        Tokens to divide [token].

    Returns
    -------
    tuple
        To all authorities, and to all stakers [token]; together less than `issued` where an empty
        class's share is paid to nobody.

    Notes
    -----
    Source: research plan, "Economic Model"; the empty class as `rewards.empty_class_to_other` says.
    """
    share = parameters.rewards.authority_share
    if quorum(parameters, mode).stake is not None:
        return authority_pool(issued, share), staker_pool(issued, share)
    if parameters.rewards.empty_class_to_other:
        return issued, 0.0
    return authority_pool(issued, share), 0.0


def least_stake(parameters: Parameters, mode: Mode) -> float:
    """Stake of a full validator set in which everybody holds the least permitted.

    Parameters
    ----------
    parameters
        Of one protocol.
    mode
        Fast has no stakers; its set is of bonds.

    Returns
    -------
    float
        [token]

    Notes
    -----
    Source: research plan, "Consensus Parameters".
    """
    match mode:
        case Mode.FAST:
            return parameters.fast.validators * parameters.staking.authority_minimum
        case Mode.BALANCED:
            return parameters.balanced.validators * parameters.balanced.minimum_stake
        case Mode.SECURE:
            return parameters.secure.validators * parameters.secure.minimum_stake
