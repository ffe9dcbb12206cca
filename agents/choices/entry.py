"""The stake that gets a seat: formulas of a threshold, for one person or for arrays of them."""

from typing import Any

NOBODY = 2**63 - 1
"""Row of the last validator with a seat where seats are free."""


def entry_stake(last_stake: Any, last_row: Any, row: Any) -> Any:
    """Least stake of one identity with which a person has a seat, or would get one [base unit].

    Parameters
    ----------
    last_stake, last_row
        Of the last validator with a seat: stake of one identity [base unit], and row, `NOBODY` where
        seats are free [1].
    row
        Of the person [1].

    Notes
    -----
    Source: ours, paper section "The economy of agents": the largest stakes are seated, of equal ones
    the lower rows.

    Examples
    --------
    >>> entry_stake(50, 3, row=2), entry_stake(50, 3, row=4), entry_stake(0, NOBODY, row=4)
    (50, 51, 0)
    """
    return last_stake + (row > last_row)


def has_entry(stake: Any, identities: Any, entry: Any) -> Any:
    """Whether a stake is enough for as many seats as a person has identities, equal parts behind each.

    Parameters
    ----------
    stake
        Of the person [base unit].
    identities
        Validators that it runs [1].
    entry
        As `entry_stake` [base unit].

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> has_entry(101, 1, entry=51), has_entry(101, 2, entry=51)
    (True, False)
    """
    return stake >= identities * entry
