"""A run of the contracts that is written down as it goes; a step that they refuse ends the replay."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from typing import Concatenate, ParamSpec

from ...models.ledger.ledger import Ledger, advance, found
from ...models.ledger.refusals import Refused
from ...models.ledger.rules import Rules, rules_of, thresholds_of
from ...models.ledger.staking import deposit
from ...models.parameters.parameters import Parameters
from .replay import NotReplayed
from .telling import in_words, numbered

Arguments = ParamSpec("Arguments")


class LedgerRun:
    """The contracts as they are now, and a line for everything that was done to them."""

    def __init__(self, ledger: Ledger, base_units: int, ticks: int = 1) -> None:
        self.ledger, self.base_units, self.ticks = ledger, base_units, ticks
        self.steps: list[str] = []

    def take(
        self,
        words: str,
        step: Callable[Concatenate[Ledger, Arguments], Ledger],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> None:
        """A step that the contracts are to accept.

        Raises
        ------
        NotReplayed
            When they refuse it; the message is theirs.
        """
        try:
            self.ledger = step(self.ledger, *args, **kwargs)
        except Refused as error:
            raise NotReplayed(f"{words}: {error}") from error
        self.tell(words)

    def is_refused(
        self,
        words: str,
        step: Callable[Concatenate[Ledger, Arguments], Ledger],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> bool:
        """Whether the contracts refuse a step; one that they would accept is not taken either."""
        try:
            step(self.ledger, *args, **kwargs)
        except Refused:
            self.tell(f"{words}: refused")
            return True
        self.tell(f"{words}: accepted")
        return False

    def wait(self, until: int) -> None:
        """The clock moves on, without a line of its own [tick].

        Raises
        ------
        NotReplayed
            When that time is over.
        """
        try:
            self.ledger = advance(self.ledger, until)
        except Refused as error:
            raise NotReplayed(str(error)) from error

    def tell(self, words: str) -> None:
        """A line with the time on the clock."""
        self.steps.append(f"at {decimal(Fraction(self.ledger.now, self.ticks))} s: {words}")

    def tokens(self, amount: int) -> str:
        """An amount of base units as a person reads it."""
        return tokens(Fraction(amount, self.base_units))


def launched(
    parameters: Parameters,
    bonds: Mapping[str, int],
    authorities: frozenset[str] = frozenset(),
    idle: Mapping[str, int] | None = None,
    rules: Rules | None = None,
    ticks: int = 1,
) -> LedgerRun:
    """A ledger at launch whose validators have bonded all that they have.

    Parameters
    ----------
    parameters
        Of the protocol.
    bonds
        Stake of each validator; those alike who follow one another share a line [base unit].
    authorities
        Validators that are authorities.
    idle
        What others have in their accounts [base unit].
    rules
        Of the contracts, where they are not those of the parameters.
    ticks
        Of the ledger's clock in a second [1/s].

    Raises
    ------
    NotReplayed
        When a bond is below the least of its class, or all are more than the ledger can divide.
    """
    accounts = {**bonds, **(idle or {})}
    try:
        ledger = found(
            rules or rules_of(parameters), thresholds_of(parameters), accounts, authorities
        )
    except Refused as error:
        raise NotReplayed(str(error)) from error
    run = LedgerRun(ledger, parameters.token.base_units_per_token, ticks)
    alike = groupby(bonds, key=lambda name: (numbered(name)[0], bonds[name]))
    for (_, stake), group in alike:
        names = list(group)
        bond = "bonds" if len(names) == 1 else "each bond"
        run.take(f"{in_words(names)} {bond} {run.tokens(stake)}", bonded, names, stake)
    return run


def bonded(ledger: Ledger, validators: Sequence[str], stake: int) -> Ledger:
    """The ledger after some validators have bonded as much each."""
    for validator in validators:
        ledger = deposit(ledger, validator, stake)
    return ledger


def tokens(amount: Fraction) -> str:
    """An amount with its unit [token].

    Examples
    --------
    >>> tokens(Fraction(1)), tokens(Fraction(1_800, 2))
    ('1 token', '900 tokens')
    """
    return f"{decimal(amount)} token" + "s" * (amount != 1)


def decimal(number: Fraction) -> str:
    """A number with no more decimals than it has, six at most.

    Examples
    --------
    >>> decimal(Fraction(5_000_001, 10)), decimal(Fraction(900))
    ('500,000.1', '900')
    """
    return f"{float(number):,.6f}".rstrip("0").rstrip(".")
