"""Headers of a chain whose validators change, and what a dishonest relayer makes of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from ...cryptography.bls import sign
from ...cryptography.derivation import digest
from ...cryptography.rogue_key import forge
from ..machine.stories import CALM
from ..machine.validators import Validator, ValidatorSet
from ..machine.votes import Ballot, Kind
from ..modes import Mode
from .certificates import SignedCertificate, collected
from .headers import CertifiedHeader, Keyed, block_of
from .keys import Identity, Secrets, identity_of, secrets_of
from .wording import of_ballot


class Chain:
    """A chain of which one validator leaves at each height and a new one comes.

    Each is an authority with a unit of stake, named by a number.
    """

    def __init__(self, name: str, seed: bytes, size: int) -> None:
        self.name, self.seed, self.size = name, seed, size
        self.known: dict[str, Secrets] = {}

    def secrets(self, name: str) -> Secrets:
        """Of a validator."""
        if name not in self.known:
            self.known[name] = secrets_of(self.seed, name)
        return self.known[name]

    def keyed(self, names: Iterable[str]) -> Keyed:
        """Validators with the keys that are theirs."""
        members = tuple(Validator(name, authority=True, stake=1) for name in names)
        identities = {each.name: identity_of(self.secrets(each.name)) for each in members}
        return Keyed(ValidatorSet(members), identities)

    def validators(self, height: int) -> Keyed:
        """Those of a height."""
        return self.keyed(f"v{number}" for number in range(height, height + self.size))

    def header(
        self,
        height: int,
        *,
        present: Keyed | None = None,
        following: Keyed | None = None,
        signing: Iterable[str] | None = None,
        start: Mode = Mode.BALANCED,
        round_: int = 0,
        chain: str = "",
    ) -> CertifiedHeader:
        """A header with its certificate.

        Parameters
        ----------
        height
            Number [1].
        present, following
            Validators of this height and of the next; the chain's own if not said.
        signing
            Who signs; all if not said.
        start, round_
            Mode of the height's first round, and the round that decides.
        chain
            Under whose name they sign; this one's if not said.
        """
        now = present or self.validators(height)
        then = following or self.validators(height + 1)
        content = digest("content", height)
        block = block_of(height, Fraction(height), content, start, now, then, CALM)
        ballot = Ballot(Kind.PRECOMMIT, height, round_, block)
        words = of_ballot(chain or self.name, ballot)
        names = now.validators.by_name if signing is None else signing
        held = {name: sign(self.secrets(name).signing, words) for name in names}
        certificate = collected(ballot, held, now.validators)
        time = Fraction(height)
        return CertifiedHeader(height, time, content, start, now, then, CALM, certificate)

    def rogue_identity(self, victims: Sequence[bytes]) -> Identity:
        """A key whose owner signs alone for others too; of its possession there is no proof.

        Parameters
        ----------
        victims
            Keys of the others.
        """
        shown = forge(1, victims, b"")
        return identity_of(self.secrets("rogue"))._replace(
            signing=shown.public, possession=shown.possession
        )

    def rogue_header(self, height: int, trusted: Keyed) -> CertifiedHeader:
        """A header that one new validator signs alone, in the name of all those whom the client trusts.

        Its key is what is left when theirs are taken away (`rogue_key.py`); it can prove no possession.
        """
        names = list(trusted.validators.by_name)[: self.size - 1]
        victims = [trusted.identities[name].signing for name in names]
        honest = self.keyed([*names, "rogue"])
        present = Keyed(
            honest.validators, {**honest.identities, "rogue": self.rogue_identity(victims)}
        )
        content = digest("content", height)
        time = Fraction(height)
        block = block_of(height, time, content, Mode.BALANCED, present, present, CALM)
        ballot = Ballot(Kind.PRECOMMIT, height, 0, block)
        signature = forge(1, victims, of_ballot(self.name, ballot)).signature
        bits = (1 << self.size) - 1
        bitmap = bits.to_bytes((self.size + 7) // 8, "little")
        certificate = SignedCertificate(ballot, bitmap, signature)
        return CertifiedHeader(
            height, time, content, Mode.BALANCED, present, present, CALM, certificate
        )


def forgeries(chain: Chain, trusted: CertifiedHeader) -> Mapping[str, CertifiedHeader]:
    """What a relayer could show to a client as the header after one that it trusts, by what is wrong.

    Parameters
    ----------
    chain
        Whose headers they are.
    trusted
        What the client trusts.
    """
    height = trusted.height + 1
    true = chain.header(height)
    names = list(true.present.validators.by_name)
    strangers = chain.keyed(f"w{number}" for number in range(chain.size))
    following, identities = true.following.validators, true.following.identities
    victims = [identities[name].signing for name in list(following.by_name)[: chain.size - 1]]
    beside = {**identities, "rogue": chain.rogue_identity(victims)}
    proofs = {name: each._replace(possession=b"") for name, each in identities.items()}
    draws = {name: each._replace(drawing=b"") for name, each in identities.items()}
    return {
        "another block": replace(true, content=digest("another")),
        "another time": replace(true, time=true.time + 1),
        "another mode": replace(true, start=Mode.SECURE),
        "another next set": replace(true, following=strangers),
        "too few signers": chain.header(height, signing=names[: len(names) // 2]),
        "strangers": chain.header(height, present=strangers),
        "another chain": chain.header(height, chain=f"{chain.name}, forked"),
        "an earlier height": replace(trusted, height=height),
        "a rogue key": chain.rogue_header(height, trusted.following),
        "a rogue key beside the next set": replace(true, following=Keyed(following, beside)),
        "other proofs of the next set": replace(true, following=Keyed(following, proofs)),
        "other draws of the next set": replace(true, following=Keyed(following, draws)),
    }
