"""The protocol as the paper prints it: which of the functions that run make which listing."""

from collections.abc import Callable
from typing import Any

from ...models.protocol import quorums, switching
from ...models.protocol.machine import behaviour, rules
from ..running.files import write_atomically
from ..running.study import Study
from .pseudo_code import pseudo_code

FUNCTIONS: dict[str, tuple[Callable[..., Any], ...]] = {
    "certificates": (quorums.at_least, quorums.more_than, quorums.certificates_intersect),
    "guards": (
        rules.may_start_round,
        rules.may_prevote_new,
        rules.may_prevote_with_certificate,
        rules.may_precommit,
        rules.may_precommit_nil,
        rules.may_decide,
    ),
    "behaviour": (
        behaviour.next_act,
        behaviour.wishes,
        behaviour.prevotes,
        behaviour.precommits,
        behaviour.act_at_timeout,
    ),
    "modes": (
        switching.wanted_choices,
        switching.prefers_fast,
        switching.prefers_secure,
        switching.next_choices,
        switching.is_dwelling,
        switching.first_choice,
    ),
}
"""Functions of each listing, in the order of the text."""


def listing(name: str) -> str:
    """All functions of a listing, with a line between."""
    return "\n\n".join(pseudo_code(function) for function in FUNCTIONS[name])


def write_listings(study: Study) -> None:
    """Write every listing beside the tables."""
    for name in FUNCTIONS:
        text = listing(name) + "\n"
        write_atomically(
            study.listing_path(name),
            lambda file, text=text: file.write_text(text, encoding="utf-8"),
        )
