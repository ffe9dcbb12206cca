"""What `prove` says of axioms and examples, from ones made by hand."""

from hybridstake.experiments.proving.assurance import assumed, exemplified
from hybridstake.proofs.axioms.axiom import Axiom, Ground
from hybridstake.proofs.axioms.registry import Use
from hybridstake.proofs.examples.example import Example

AXIOM = Axiom("order", "Rounds are numbered.", Ground.DEFINITION, "they are", ("order",))


def test_an_axiom_names_three_claims_and_counts_the_rest() -> None:
    said = assumed([Use(AXIOM, ("a", "b", "c", "d", "e")), Use(AXIOM, ("a",))])
    assert said.splitlines() == [
        "axioms: 2",
        "order: Rounds are numbered.",
        "  definition: they are",
        "  used by a, b, c and 2 more",
        "order: Rounds are numbered.",
        "  definition: they are",
        "  used by a",
    ]


def test_examples_are_counted_and_what_is_missing_is_told() -> None:
    found = [
        Example("a step: decide", ("then decided",)),
        Example("a step: idle", (), "never enabled"),
        Example("a slash", ("one", "two")),
        Example("a vote", (), "never reached: it is refused"),
    ]
    assert exemplified(found).splitlines() == [
        "examples: 1 of 2 transitions enabled; nouns reached, in so many steps: a slash (2)",
        "",
        "a step: idle: never enabled",
        "",
        "a vote: never reached: it is refused",
    ]
    assert exemplified(found[3:]).startswith("examples: 0 of 0 transitions enabled; ")
    assert "steps: none" in exemplified(found[3:])
