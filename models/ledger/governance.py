"""The governance contract: bonded stake changes thresholds, slowly, and never out of the safe region."""

from dataclasses import asdict, fields, replace

from .ledger import Ledger, take
from .records import Ballot, Thresholds
from .refusals import Refused
from .steps.governance import ENACT, PROPOSE, VOTE


def propose(ledger: Ledger, proposer: str, proposed: Thresholds) -> Ledger:
    """Somebody with stake opens a ballot among all stake that is bonded now.

    Parameters
    ----------
    ledger, proposer
        State, and who proposes.
    proposed
        Thresholds to come into force; unsafe ones can be voted on, and never enacted.

    Raises
    ------
    Refused
        When the proposer has nothing bonded.
    """
    weights = ledger.bonded_by_owner()
    after = take(
        PROPOSE,
        stake=weights.get(proposer, 0),
        now=ledger.now,
        electorate=sum(weights.values()),
    )
    ballot = Ballot(
        proposed=proposed,
        opened=after["opened"],
        weights=weights,
        uncast=after["uncast"],
        yes=0,
        no=0,
        voters=frozenset(),
        enacted=0,
    )
    return replace(ledger, ballots=(*ledger.ballots, ballot))


def vote(ledger: Ledger, number: int, voter: str, in_favour: bool) -> Ledger:
    """Somebody votes with all the stake that they had bonded when the ballot was opened.

    Parameters
    ----------
    ledger, number, voter
        State, which ballot, and who votes.
    in_favour
        Yes or no.

    Raises
    ------
    Refused
        When there is no such ballot, or as `steps.governance.may_vote` says.
    """
    ballot = ballot_of(ledger, number, VOTE.name)
    after = take(
        VOTE,
        now=ledger.now,
        opened=ballot.opened,
        voting=ledger.rules.governance.voting_seconds,
        cast=int(voter in ballot.voters),
        uncast=ballot.uncast,
        tally=ballot.yes if in_favour else ballot.no,
        weight=ballot.weights.get(voter, 0),
    )
    return with_ballot(
        ledger,
        number,
        replace(
            ballot,
            uncast=after["uncast"],
            yes=after["tally"] if in_favour else ballot.yes,
            no=ballot.no if in_favour else after["tally"],
            voters=ballot.voters | {voter},
        ),
    )


def enact(ledger: Ledger, number: int) -> Ledger:
    """Proposed thresholds come into force.

    Parameters
    ----------
    ledger, number
        State, and which ballot.

    Raises
    ------
    Refused
        When there is no such ballot, or as `steps.governance.may_enact` says.
    """
    ballot, rules = ballot_of(ledger, number, ENACT.name), ledger.rules
    after = take(
        ENACT,
        now=ledger.now,
        opened=ballot.opened,
        voting=rules.governance.voting_seconds,
        timelock=rules.governance.timelock_seconds,
        yes=ballot.yes,
        electorate=ballot.electorate,
        numerator=rules.governance.majority.numerator,
        denominator=rules.governance.majority.denominator,
        enacted=ballot.enacted,
        byzantine_authorities=rules.byzantine_authorities,
        byzantine_stake=rules.byzantine_stake,
        **{f"proposed_{name}": part for name, part in asdict(ballot.proposed).items()},
    )
    thresholds = Thresholds(**{each.name: after[each.name] for each in fields(Thresholds)})
    enacted = replace(ballot, enacted=after["enacted"])
    return with_ballot(replace(ledger, thresholds=thresholds), number, enacted)


def ballot_of(ledger: Ledger, number: int, step: str) -> Ballot:
    """A ballot by its number, or a refusal that names the step."""
    if not 0 <= number < len(ledger.ballots):
        raise Refused(f"{step}: the ballot must exist, got {number}")
    return ledger.ballots[number]


def with_ballot(ledger: Ledger, number: int, ballot: Ballot) -> Ledger:
    """The ledger with one ballot changed."""
    before, after = ledger.ballots[:number], ledger.ballots[number + 1 :]
    return replace(ledger, ballots=(*before, ballot, *after))
