"""A sentence holds in every state that can be reached: at the start, and after every step."""

from collections.abc import Iterable, Iterator

from ..solving.condition import Condition, Premise
from .axioms import ORDER, quorums_share_an_honest_validator
from .invariants import nothing_has_happened
from .moments import Rounds, kept, said, step, words_of
from .state import Sentence
from .transitions import TRANSITIONS

SETTING = Rounds()
START = Rounds(begun=False)
AXIOMS: tuple[Premise, ...] = tuple(said(axiom) for axiom in ORDER)
INTERSECTION = said(quorums_share_an_honest_validator)


def inductive(
    theorem: str,
    sentences: Iterable[Sentence],
    assuming: Iterable[Sentence] = (),
    axioms: tuple[Premise, ...] = AXIOMS,
) -> Iterator[Condition]:
    """Conditions under which some sentences hold always.

    Parameters
    ----------
    theorem
        Its name is the start of each condition's.
    sentences
        To hold at the start, and to be kept together by every transition.
    assuming
        Other sentences that are known to hold always.
    axioms
        What is assumed of the world.
    """
    sentences = tuple(sentences)
    known = tuple(said(each) for each in (*assuming, *sentences))
    for sentence in sentences:
        yield Condition(
            f"{theorem}: at the start {words_of(sentence)}",
            (*AXIOMS, said(nothing_has_happened)),
            said(sentence),
            START,
        )
    for transition in TRANSITIONS:
        for sentence in sentences:
            yield Condition(
                f"{theorem}: {transition.name} keeps {words_of(sentence)}",
                (*axioms, *known, *step(transition)),
                kept(sentence),
                SETTING,
            )
