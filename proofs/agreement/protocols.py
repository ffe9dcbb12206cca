"""The theorems applied to a protocol: which of its modes, and mixtures of modes, agree and are live.

A theorem asks one thing of a protocol, and arithmetic settles it for the thresholds at hand. So a claim
here is the arithmetic of `proofs/quorums/` resting on a theorem, and it is refuted where the arithmetic
is: the two certificates of its counterexample, signed in two rounds of a height, are the disagreement.

Liveness is composed of links, and what one concludes is what the next one asks for.

1. After stabilisation every message arrives within the delay: partial synchrony, which is assumed. Who
   acts on what it has heard passes it on, with the decisions that the other may lack, so by
   `any.entries-together` honest validators leave a round, and enter the next one, within a delay of each
   other, whatever Byzantine ones send and to whom, and though some were at an earlier height. The first
   to leave must have begun its last wait after stabilisation; so what follows is about rounds after one
   that began after it. All must know the mode of a round alike, as where it is a function of finalised
   blocks: what is a certificate to one is then one to the others. Every round ends: who cannot go on
   passes on all that it has heard with every wait, so in the end all are in the latest round, have
   precommitted there, and wait for the last time. Who has decided the height answers with its decision.
2. As the skew is at most a delay, the protocol's own first wait is long enough, and so are later ones,
   and the half of each for which a proposer listens: `PROTOCOL.waits`. Were the delay longer,
   `any.waits-outgrow-delays` names a round from which on they are.
3. With waits that are long enough, `any.good-round-times` says that nobody honest gives up in a round
   or leaves it before it has cast both votes. So the round stays open for them, as `any.liveness` asks.
4. Proposers take turns in the rounds of each mode, which is assumed, so `any.rotation` finds an honest
   one among any f + 1 of these in a row, where f validators are Byzantine, however many rounds of other
   modes lie between; `any.switching.walk` says how soon a mode returns. Turns over all rounds would not
   do: a mode that has every second round may meet the same half of the proposers for ever. The rounds
   before may bring nothing; silent proposers make the first ones of a height last as long as
   `any.silent-rounds` says.
5. That proposer proposes the block of the latest lock, and shows its certificate. It knows of it:
   whoever enters a round passes on all that it has heard, locks of earlier rounds were taken before,
   and the proposer listens before it proposes, so by `any.locks-arrive` every lock is there.
6. The honest validators alone certify in the round's mode: `PROTOCOL.MODE.availability`, which is the
   arithmetic of the thresholds, and the one link that protocols differ in.
7. Links 3 to 6 are the premises of `any.liveness`: every honest vote may be cast, nothing that others do
   takes that away, the votes are certificates, and everybody may decide. Three messages are sent, one
   after another, so by the second half of `any.good-round-times` all decide within three delays.

A decision is thus due within f + 1 rounds of a mode in which the honest can certify. Where every
proposer is drawn anew, as random runs of the machine draw them, link 4 is another one: with a part
b < 1 of the draws Byzantine, an honest proposer comes with probability one, after 1 / (1 - b) rounds on
average, but no number of rounds is sure to bring it. That is elementary and not proved here.
"""

from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode
from ..quorums.availability import availability_claims
from ..quorums.intersection import PAIRS, bounds_in_words, intersection, intersection_twin
from ..solving.claim import Claim
from ..timing.entries import entries_together
from ..timing.first_waits import first_wait_is_long_enough
from ..timing.locks import locks_arrive
from ..timing.rotation import rotation, silent_rounds, waits_outgrow_delays
from ..timing.waits import good_round_times
from .theorems import agreement, liveness


def agreement_claims_of(protocol: str, parameters: Parameters) -> list[Claim]:
    """Agreement in each mode by itself, and in rounds of all modes.

    Parameters
    ----------
    protocol
        What the claims are named after.
    parameters
        Its thresholds and fault bounds.
    """
    mixtures = [(f"{mode.label}.agreement", {mode}) for mode in Mode]
    mixtures.append(("agreement", set(Mode)))
    return [
        agreement_in(f"{protocol}.{name}", protocol, parameters, modes) for name, modes in mixtures
    ]


def agreement_in(name: str, protocol: str, parameters: Parameters, modes: set[Mode]) -> Claim:
    """Agreement at one height whose rounds are in some modes."""
    pairs = [pair for pair in PAIRS if set(pair) <= modes]
    rounds = "rounds of any modes" if len(modes) > 1 else f"{min(modes).label.capitalize()} rounds"
    return Claim(
        name=name,
        statement=(
            f"No two honest validators finalise different blocks at one height in {rounds}, if "
            f"{bounds_in_words(parameters)}."
        ),
        protocol=protocol,
        conditions=tuple(intersection(protocol, parameters, *pair) for pair in pairs),
        twins=tuple(intersection_twin(protocol, parameters, *pair) for pair in pairs),
        rests_on=(agreement(),),
    )


def liveness_claims_of(
    protocol: str, parameters: Parameters, modes: tuple[Mode, ...]
) -> list[Claim]:
    """A good round comes and decides, in some modes.

    Parameters
    ----------
    protocol
        What the claims are named after.
    parameters
        Its thresholds, fault bounds and waits.
    modes
        Those in which the protocol claims to be live.
    """
    available = {claim.name: claim for claim in availability_claims(protocol, parameters, modes)}
    links = (
        liveness(),
        entries_together(),
        good_round_times(),
        locks_arrive(),
        waits_outgrow_delays(),
        first_wait_is_long_enough(protocol, parameters),
        rotation(),
        silent_rounds(),
    )
    return [
        Claim(
            name=f"{protocol}.{mode.label}.liveness",
            statement=in_good_time(mode, parameters),
            protocol=protocol,
            conditions=available[f"{protocol}.{mode.label}.availability"].conditions,
            twins=available[f"{protocol}.{mode.label}.availability"].twins,
            rests_on=links,
        )
        for mode in modes
    ]


def in_good_time(mode: Mode, parameters: Parameters) -> str:
    """What liveness in a mode says, with all that it supposes."""
    name = mode.label.capitalize()
    return (
        "If honest validators know the mode of a round alike and proposers take turns in the "
        f"{name} rounds, one of any f + 1 of these in a row has an honest proposer, f validators "
        "being Byzantine, and decides within three message delays of its proposal, if the round "
        f"before it began after stabilisation and {bounds_in_words(parameters)}. Where proposers are "
        "drawn independently instead, an honest one comes with probability one only. Longer delays "
        "are outgrown by the waits of later rounds; the first k proposers, if silent, cost "
        "k (k + 1) / 2 first waits and 2 k delays, and the next one listens for half a wait."
    )
