"""What a parallel execution of a block comes to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """State, time and how much was done for it."""

    state: tuple[int, ...]
    """Value of every location afterwards [base unit]."""
    makespan: float
    """From the start to the last commit [ns]."""
    executions: int
    """Begun, those included that were thrown away [1]."""
    validations: int
    """[1]"""
    busy: int
    """Time that workers spent, all together [ns]."""

    def speedup(self, work: int) -> float:
        """How much sooner than one transaction after the other.

        Parameters
        ----------
        work
            Of the block [ns].
        """
        return work / self.makespan
