"""Why proofs are not empty, as text: the axioms under them, and examples of what they speak of."""

from collections.abc import Sequence

from ...proofs.axioms.registry import Use
from ...proofs.examples.example import Example

MOST_NAMED = 3
"""Claims that are named where an axiom is used by many [1]."""
STEP = "a step: "
"""How the example of a transition is called."""


def assumed(uses: Sequence[Use]) -> str:
    """Every axiom: its sentence, why it may be assumed, and who uses it."""
    paragraphs = [f"axioms: {len(uses)}"]
    for use in uses:
        named = ", ".join(use.used_by[:MOST_NAMED])
        more = len(use.used_by) - MOST_NAMED
        paragraphs.append(
            f"{use.axiom.name}: {use.axiom.sentence}\n"
            f"  {use.axiom.justification}\n"
            f"  used by {named}{f' and {more} more' if more > 0 else ''}"
        )
    return "\n".join(paragraphs)


def exemplified(examples: Sequence[Example]) -> str:
    """How many transitions are enabled, which nouns are reached, and each that is not."""
    steps = [each for each in examples if each.noun.startswith(STEP)]
    nouns = [each for each in examples if each not in steps]
    enabled = sum(not each.fault for each in steps)
    reached = ", ".join(f"{each.noun} ({len(each.steps)})" for each in nouns if not each.fault)
    return "\n\n".join(
        [
            f"examples: {enabled} of {len(steps)} transitions enabled; nouns reached, in so many steps: "
            f"{reached or 'none'}",
            *(f"{each.noun}: {each.fault}" for each in examples if each.fault),
        ]
    )
