"""Invariants of who takes part: proposers, and the modes that the switching rule enters."""

from collections.abc import Iterator

from ...models.parameters.exact import as_written
from ...models.parameters.parameters import Parameters
from ...models.parameters.protocol import SwitchingRule
from ...models.protocol.quorums import at_least, more_than
from .invariant import Invariant, plain


def participation_invariants(parameters: Parameters) -> Iterator[Invariant]:
    """Everybody can propose, and a mode that is entered can finalise.

    Parameters
    ----------
    parameters
        The parameter file's contents.
    """
    selection = parameters.selection
    yield plain(
        "everybody-proposes",
        selection.independent_draws and 0 < selection.authority_probability < 1,
        "selection.independent_draws",
        "class and member must be drawn independently and each class with a positive probability, "
        "or some can never propose",
        f"{str(selection.independent_draws).lower()} and {selection.authority_probability!r} for "
        "authorities",
        ("selection.authority_probability",),
    )
    yield fast_is_entered_with_a_quorum(parameters)
    yield secure_helps_in_a_shortage(parameters)


def fast_is_entered_with_a_quorum(parameters: Parameters) -> Invariant:
    """Whenever the switching rule enters Fast, the authorities online can form its certificate.

    Notes
    -----
    Source: ours. Fast is entered above the availability, never at it, so that the bound is the same
    for strict thresholds; below it, some number of authorities has a count in between.
    """
    threshold = parameters.fast.authority_threshold
    availability = parameters.switching.fast_min_availability
    return plain(
        "fast.entered-with-quorum",
        at_least(as_written(availability), 1, threshold.numerator, threshold.denominator),
        "switching.fast_min_availability",
        "Fast mode must be entered only with at least fast.authority_threshold "
        f"({threshold}) of the authorities online, or it waits for those who are not",
        repr(availability),
        ("fast.authority_threshold",),
    )


def secure_helps_in_a_shortage(parameters: Parameters) -> Invariant:
    """Where Secure stands in when authorities are too few for Balanced, it asks for fewer of them.

    Notes
    -----
    Source: ours. With as many asked for, Secure is entered exactly when it cannot finalise either.
    """
    oversight = parameters.secure.oversight_threshold
    balanced = parameters.balanced.authority_threshold
    stands_in = parameters.switching.rule is SwitchingRule.AUTHORITY_SHORTAGE
    return plain(
        "secure.helps-in-shortage",
        not stands_in or more_than(balanced, 1, oversight.numerator, oversight.denominator),
        "secure.oversight_threshold",
        f"oversight must be below balanced.authority_threshold ({balanced}) where switching.rule is "
        f"{SwitchingRule.AUTHORITY_SHORTAGE}, or Secure lacks authorities whenever Balanced does",
        str(oversight),
        ("balanced.authority_threshold", "switching.rule"),
    )
