"""The job queue as a state machine: who applies the same log has the same state, byte by byte.

Copies wait in the order in which their jobs came. At every block each goes to an operator who is free,
bonded, and never had a copy of the same job; which one, the beacon draws. A copy that is not committed
to in time costs its operator a penalty, which the customer gets, and waits again in its job's old place.

Answers are revealed once every copy of a round is committed to, so whoever did not compute has nothing
to copy. In a later round of the same job the answers of earlier ones are public: there a copier is found
out only if the first answers were wrong, and a scheme of one round, all copies at once, has no such
place.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

from ...cryptography.derivation import digest
from ...errors import InvalidParameter
from ..lottery.tickets import Holding, earned
from ..redundancy.rules import Accept, More
from .actions import Action, Block, Commit, Deposit, Register, Reveal, Submit
from .answers import Answer, matches
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
    tickets: dict[str, int] = field(default_factory=dict[str, int])
    """Earned by accepted work, by operator [1]."""
    longest_deadline: int = 0
    """Of all jobs that ever came [block]."""
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
            case Commit():
                self._commit(action)
            case Reveal():
                self._reveal(action)
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
            repr(sorted(self.tickets.items())),
            self.longest_deadline,
            repr(self.head_since),
        )
        return digest("queue", *parts)

    def eligible(self, number: int) -> list[str]:
        """Operators who may still have a copy of a job, free or not, in the order of registration."""
        job = self.open_jobs[number]
        return [
            name
            for name, each in self.operators.items()
            if each.bond >= job.level.penalty and name not in job.asked
        ]

    def holdings(self) -> list[Holding]:
        """Tickets of whoever has earned any, by name: what a lottery draws from."""
        return [Holding(name, number) for name, number in sorted(self.tickets.items())]

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
        step = self.rules.scheme.next([])
        assert isinstance(step, More), "nothing is accepted without an answer"
        level = action.level or self.rules.level
        held = level.fee * self.rules.most_copies
        self._spend(action.customer, held)
        number = self.submitted
        self.submitted += 1
        self.longest_deadline = max(self.longest_deadline, level.deadline_blocks)
        self.open_jobs[number] = OpenJob(
            action.customer, action.job, level, self.height, held, step.copies
        )

    def _commit(self, action: Commit) -> None:
        operator = self.operators.get(action.operator)
        if operator is None or operator.job is None:
            raise InvalidParameter(
                f"operator must have a copy to commit to, got {action.operator!r} who has none"
            )
        job = self.open_jobs[operator.job]
        operator.job = None
        job.running.remove(action.operator)
        job.commitments[action.operator] = action.commitment
        if not job.running and not job.wanted:
            self._open_reveals(job)

    def _reveal(self, action: Reveal) -> None:
        job = self.open_jobs.get(action.number)
        if job is None or action.operator not in job.commitments:
            raise InvalidParameter(
                f"operator must have committed to job {action.number}, got {action.operator!r}"
            )
        if job.reveal_by is None:
            raise InvalidParameter(
                f"an answer to job {action.number} must be hidden while copies of it are out"
            )
        if not 0 <= action.answer.fuel <= job.level.fuel:
            raise InvalidParameter(
                f"fuel must lie in [0, {job.level.fuel}], got {action.answer.fuel!r}"
            )
        commitment = job.commitments[action.operator]
        if not matches(commitment, action.number, action.operator, action.answer, action.blinding):
            raise InvalidParameter(
                f"answer must be the one that {action.operator!r} committed to, got another"
            )
        del job.commitments[action.operator]
        job.answers.append((action.operator, action.answer))
        if not job.commitments:
            self._decide(action.number)

    def _open_reveals(self, job: OpenJob) -> None:
        """Every copy of the round is committed to: from now on answers may be seen."""
        job.reveal_by = self.height + self.rules.reveal_blocks

    def _decide(self, number: int) -> None:
        """A round is over: its answers suffice, or more copies wait."""
        job = self.open_jobs[number]
        job.reveal_by = None
        step = self.rules.scheme.next([answer for _, answer in job.answers])
        if isinstance(step, Accept):
            assert isinstance(step.answer, Answer), "a rule accepts one of the answers"
            self._accept(number, step.answer)
        else:
            job.wanted = step.copies

    def _end_block(self, seed: bytes) -> None:
        self.height += 1
        for name, operator in self.operators.items():
            if operator.job is not None and operator.due <= self.height:
                self._expire(name, operator, operator.job)
        for number, job in list(self.open_jobs.items()):
            if job.reveal_by is not None and job.reveal_by <= self.height:
                self._end_reveals(number, job)
        free = {name for name, operator in self.operators.items() if operator.job is None}
        for number in list(self.open_jobs):
            self._assign(number, free, seed)
        self._note_head()

    def _end_reveals(self, number: int, job: OpenJob) -> None:
        """Whoever hides an answer too long is punished as if it were wrong."""
        for name in job.commitments:
            self._punish(name, job)
        job.commitments.clear()
        self._decide(number)

    def _expire(self, name: str, operator: Operator, number: int) -> None:
        """A deadline has passed: the customer gets the penalty, and the copy waits again."""
        job = self.open_jobs[number]
        operator.job = None
        job.running.remove(name)
        job.wanted += 1
        self._punish(name, job)

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
            operator.job, operator.due = number, self.height + job.level.deadline_blocks
        if job.wanted and not job.running:
            self._end_with_fewer(number, job)

    def _end_with_fewer(self, number: int, job: OpenJob) -> None:
        """Nobody can have the copies that wait: those that are out decide, or the job fails.

        Nobody is paid for a job without a result: who was right is not known.
        """
        if job.commitments:
            job.wanted = 0
            self._open_reveals(job)
        elif job.reveal_by is None:
            self._close(number, End.FAILED, Answer(""))

    def _accept(self, number: int, right: Answer) -> None:
        """Whoever was right is paid and earns tickets, whoever was wrong is punished."""
        job = self.open_jobs[number]
        for name, answer in job.answers:
            if answer == right:
                job.escrow -= job.level.fee
                self.accounts[name] += job.level.fee
                if tickets := earned(right.fuel):
                    self.tickets[name] = self.tickets.get(name, 0) + tickets
            else:
                self._punish(name, job)
        self._close(number, End.ACCEPTED, right)

    def _close(self, number: int, end: End, answer: Answer) -> None:
        job = self.open_jobs.pop(number)
        assert not job.running, "nobody works on a job that is closed"
        self.accounts[job.customer] += job.escrow
        self.closed_jobs[number] = ClosedJob(
            end,
            answer.result,
            answer.fuel,
            job.submitted,
            self.starts.pop(number, self.height),
            self.height,
            len(job.asked),
        )

    def _punish(self, name: str, job: OpenJob) -> None:
        taken = min(job.level.penalty, self.operators[name].bond)
        self.operators[name].bond -= taken
        self.accounts[job.customer] += taken

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
