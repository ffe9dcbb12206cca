"""The password-style proof: whoever convinces knows the secret, and whoever is convinced learns nothing.

Announcements and keys stand for their logarithms: what is accepted is an equation between these.
"""

from ...models.payments.sigma import respond
from ..solving.claim import ANY, Claim
from ..solving.condition import Condition, Premise
from ..solving.quantities import Quantities, Values
from ..solving.truth import Truth

EXTRACTION, SIMULATION = "any.payments.extraction", "any.payments.simulation"
MOVES = Quantities(reals=("nonce", "secret", "challenge", "other", "first", "second"))


def answered(response: str, challenge: str) -> Premise:
    """A response that is accepted: that of the nonce and the secret behind announcement and key."""
    return Premise(
        f"the {response} response answers the {challenge}",
        lambda each: each[response] == response_to(each, each[challenge]),
    )


def response_to(each: Values, challenge: Truth) -> Truth:
    """The one response to a challenge that is accepted."""
    (found,) = respond([each["nonce"]], [each["secret"]], challenge)
    return found


def secrets_are_extracted() -> Claim:
    """Special soundness."""
    answers = (answered("first", "challenge"), answered("second", "other"))
    extracted = Premise(
        "the responses differ by the secret times the difference of the challenges",
        lambda each: (
            each["first"] - each["second"] == each["secret"] * (each["challenge"] - each["other"])
        ),
    )
    return Claim(
        name=EXTRACTION,
        statement=(
            "Two accepted responses to different challenges after one announcement give the secret, as "
            "their difference divided by that of the challenges: who can answer both knows it."
        ),
        protocol=ANY,
        conditions=(Condition(f"{EXTRACTION}: extracted", answers, extracted, MOVES),),
        twins=(Condition(f"{EXTRACTION}, from one answer", answers[:1], extracted, MOVES),),
    )


def answers_are_simulated() -> Claim:
    """Honest-verifier zero knowledge."""
    made_up = Premise(
        "the announcement is made up to fit challenge and response",
        lambda each: each["nonce"] == each["first"] - each["challenge"] * each["secret"],
    )
    response = answered("first", "challenge")
    return Claim(
        name=SIMULATION,
        statement=(
            "To each challenge and response belongs one announcement, and one nonce of an honest prover "
            "gives just these three: conversations made up from uniform responses, without the secret, "
            "are distributed as real ones."
        ),
        protocol=ANY,
        conditions=(
            Condition(f"{SIMULATION}: made up is real", (made_up,), response, MOVES),
            Condition(f"{SIMULATION}: real is made up", (response,), made_up, MOVES),
        ),
        twins=(
            Condition(
                f"{SIMULATION}, for another challenge",
                (made_up,),
                answered("first", "other"),
                MOVES,
            ),
        ),
    )
