"""The job queue as a state machine: who applies the same log has the same state, byte by byte.

Copies wait in the order in which their jobs came. At every block each goes to an operator who is free,
bonded, and never had a copy of the same job; which one, the beacon draws. A copy that is not delivered
in time costs its operator a penalty, which the customer gets, and waits again in its job's old place.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

from ...cryptography.derivation import digest
from ...errors import InvalidParameter
from ..redundancy.rules import Accept
from .actions import Action, Block, Deliver, Deposit, Register, Submit
from .records import ClosedJob, End, OpenJob, Operator, Rules


@dataclass(slots=True)
class Queue:
    """The state, and what actions do to it."""

    rules: Rules
    height: int = 0
    """Blocks that have ended [block]."""
    minted: int = 0
    """All money that came in [base unit]."""
    submitted: int = 0
    """Jobs that ever came [1]."""
    accounts: dict[str, int] = field(default_factory=dict[str, int])
    """Money by owner [base unit]."""
    operators: dict[str, Operator] = field(default_factory=dict[str, Operator])
    open_jobs: dict[int, OpenJob] = field(default_factory=dict[int, OpenJob])
    """By number, in the order of submission."""
    closed_jobs: dict[int, ClosedJob] = field(default_factory=dict[int, ClosedJob])
    starts: dict[int, int] = field(default_factory=dict[int, int])
    """Height of the first assignment of open jobs [block]."""
    head_since: tuple[int, int, int] = (-1, 0, 0)
    """Job that waits in front, copies of it that have been assigned, and since which height."""

    def apply(self, action: Action) -> None:
        """Change the state by one entry of the log.

        Raises
        ------
        InvalidParameter
            If the action is not permitted; the state is then as before.
        """
        match action:
            case Deposit():
                self._deposit(action)
            case Register():
                self._register(action)
            case Submit():
                self._submit(action)
            case Deliver():
                self._deliver(action)
            case Block():
                self._end_block(action.seed)

    def apply_all(self, log: Iterable[Action]) -> None:
        """Change the state by many entries, in their order."""
        for action in log:
            self.apply(action)

    @property
    def digest(self) -> bytes:
        """Hash of all that the state is."""
        parts = (
            self.height,
            self.minted,
            self.submitted,
            repr(sorted(self.accounts.items())),
            repr(sorted((name, asdict(each)) for name, each in self.operators.items())),
            repr([(number, asdict(each)) for number, each in self.open_jobs.items()]),
            repr([(number, asdict(each)) for number, each in self.closed_jobs.items()]),
            repr(sorted(self.starts.items())),
            repr(self.head_since),
        )
        return digest("queue", *parts)

    def eligible(self, number: int) -> list[str]:
        """Operators who may still have a copy of a job, free or not, in the order of registration."""
        asked = self.open_jobs[number].asked
        return [
            name
            for name, each in self.operators.items()
            if each.bond >= self.rules.penalty and name not in asked
        ]

    def _deposit(self, action: Deposit) -> None:
        if not action.amount >= 1:
            raise InvalidParameter(f"amount must be at least 1, got {action.amount!r}")
        self.accounts[action.account] = self.accounts.get(action.account, 0) + action.amount
        self.minted += action.amount

    def _register(self, action: Register) -> None:
        if not action.bond >= 1:
            raise InvalidParameter(f"bond must be at least 1, got {action.bond!r}")
        self._spend(action.operator, action.bond)
        operator = self.operators.setdefault(action.operator, Operator(0))
        operator.bond += action.bond

    def _submit(self, action: Submit) -> None:
        held = self.rules.fee * self.rules.most_copies
        self._spend(action.customer, held)
        number = self.submitted
        self.submitted += 1
        step = self.rules.scheme.next([])
        wanted = 0 if isinstance(step, Accept) else step.copies
        self.open_jobs[number] = OpenJob(action.customer, self.height, held, wanted)

    def _deliver(self, action: Deliver) -> None:
        operator = self.operators.get(action.operator)
        if operator is None or operator.job is None:
            raise InvalidParameter(
                f"operator must have a copy to deliver, got {action.operator!r} who has none"
            )
        number = operator.job
        job = self.open_jobs[number]
        operator.job = None
        job.running.remove(action.operator)
        job.answers.append((action.operator, action.result))
        step = self.rules.scheme.next([result for _, result in job.answers])
        if isinstance(step, Accept):
            self._accept(number, str(step.answer))
        else:
            job.wanted = step.copies - len(job.running)
            assert job.wanted >= 0, "no more copies are asked for than are missing"

    def _end_block(self, seed: bytes) -> None:
        self.height += 1
        for name, operator in self.operators.items():
            if operator.job is not None and operator.due <= self.height:
                self._expire(name, operator, operator.job)
        free = {name for name, operator in self.operators.items() if operator.job is None}
        for number in list(self.open_jobs):
            self._assign(number, free, seed)
        self._note_head()

    def _expire(self, name: str, operator: Operator, number: int) -> None:
        """A deadline has passed: the customer gets the penalty, and the copy waits again."""
        job = self.open_jobs[number]
        operator.job = None
        job.running.remove(name)
        job.wanted += 1
        self._punish(name, job.customer)

    def _assign(self, number: int, free: set[str], seed: bytes) -> None:
        """Copies of one job to free operators, or its failure where nobody can ever have one."""
        job = self.open_jobs[number]
        while job.wanted and len(job.asked) < self.rules.most_copies:
            eligible = self.eligible(number)
            drawn = min(
                (name for name in eligible if name in free),
                key=lambda name: digest("assign", seed, number, name),
                default=None,
            )
            if drawn is None:
                if not eligible:
                    break
                return
            free.remove(drawn)
            job.wanted -= 1
            job.running.append(drawn)
            job.asked.append(drawn)
            self.starts.setdefault(number, self.height)
            operator = self.operators[drawn]
            operator.job, operator.due = number, self.height + self.rules.deadline_blocks
        if job.wanted and not job.running:
            self._fail(number)

    def _accept(self, number: int, result: str) -> None:
        """Whoever was right is paid, whoever was wrong is punished."""
        job = self.open_jobs[number]
        for name, answer in job.answers:
            if answer == result:
                self._pay(job, name)
            else:
                self._punish(name, job.customer)
        self._close(number, End.ACCEPTED, result)

    def _fail(self, number: int) -> None:
        """Whoever delivered has worked, and is paid."""
        for name, _ in self.open_jobs[number].answers:
            self._pay(self.open_jobs[number], name)
        self._close(number, End.FAILED, "")

    def _close(self, number: int, end: End, result: str) -> None:
        job = self.open_jobs.pop(number)
        assert not job.running, "nobody works on a job that is closed"
        self.accounts[job.customer] += job.escrow
        self.closed_jobs[number] = ClosedJob(
            end,
            result,
            job.submitted,
            self.starts.pop(number, self.height),
            self.height,
            len(job.asked),
        )

    def _pay(self, job: OpenJob, name: str) -> None:
        job.escrow -= self.rules.fee
        self.accounts[name] += self.rules.fee

    def _punish(self, name: str, customer: str) -> None:
        taken = min(self.rules.penalty, self.operators[name].bond)
        self.operators[name].bond -= taken
        self.accounts[customer] += taken

    def _spend(self, account: str, amount: int) -> None:
        owned = self.accounts.get(account, 0)
        if owned < amount:
            raise InvalidParameter(f"account {account!r} must hold at least {amount}, got {owned}")
        self.accounts[account] = owned - amount

    def _note_head(self) -> None:
        """Since when the copy waits that is next in turn."""
        waiting = [number for number, job in self.open_jobs.items() if job.wanted]
        number = waiting[0] if waiting else -1
        assigned = len(self.open_jobs[number].asked) if waiting else 0
        if (number, assigned) != self.head_since[:2]:
            self.head_since = (number, assigned, self.height)
