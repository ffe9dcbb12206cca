"""What `compute run` answers: the same content for machines and for people."""

from collections.abc import Sequence
from typing import Any

from ...models.compute.machine.agreement import AgreementBroken
from ...models.compute.machine.catalogue import JOBS, Order
from ...models.compute.redundancy.rules import Kind, Scheme
from ..reproducing.later import later
from .terminal import columns

compared = later(".models.compute.machine.repeated", "compared")


def listed() -> dict[str, Any]:
    """Every job with its step."""
    return {"jobs": {job.name: {"step": job.step, "size": job.steps} for job in JOBS.values()}}


def breach(order: Order, broken: AgreementBroken) -> dict[str, Any]:
    """A job that the machine stopped."""
    return {
        "job": order.job.name,
        "size": order.steps,
        "seed": order.seed,
        "breach": str(broken.breach),
        "fuel": broken.fuel,
    }


def asked(order: Order, scheme: Scheme, providers: Any) -> dict[str, Any]:
    """What was to be run, and by whom."""
    return {
        "job": order.job.name,
        "size": order.steps,
        "seed": order.seed,
        "redundancy": str(scheme.kind),
        "lead" if scheme.kind is Kind.ITERATIVE else "copies": scheme.size,
        "cheaters": providers.cheaters,
        "colluding": providers.colluding,
    }


def given_up(
    order: Order, scheme: Scheme, providers: Any, error: ArithmeticError
) -> dict[str, Any]:
    """A search for a result that was given up, in one of the jobs."""
    return {**asked(order, scheme, providers), "accepted": None, "error": str(error)}


def answer(order: Order, scheme: Scheme, providers: Any, verdicts: Sequence[Any]) -> dict[str, Any]:
    """What came of the first job, and of all of them if there are several."""
    first, all_ = verdicts[0], compared(verdicts, scheme, providers)
    found = {
        **asked(order, scheme, providers),
        "result": first.outcome.digest.hex(),
        "accepted": first.accepted.hex(),
        "right": first.is_right,
        "copies_used": len(first.copies),
        "wrong_copies": sum(not copy.is_right for copy in first.copies),
        "fuel": first.fuel,
        "fuel_per_copy": first.outcome.fuel,
        "expected_cost": all_.expected_copies,
        "reliability": all_.expected_reliability,
        "disputes": [
            {
                "segment": each.segment,
                "queries": each.queries,
                "fuel": each.fuel,
                "blamed": list(each.blamed),
            }
            for each in first.disputes
        ],
        "overturned": first.is_overturned,
        "repeated": None,
    }
    if len(verdicts) > 1:
        found["repeated"] = {
            "jobs": all_.jobs,
            "wrong": all_.wrong,
            "overturned": sum(each.is_overturned for each in verdicts),
            "mean_copies": all_.mean_copies,
            "copies_interval": list(all_.copies_interval),
            "reliability_interval": list(all_.reliability_interval),
            "agrees": all_.agrees,
        }
    return found


def as_text(told: dict[str, Any]) -> str:
    """The same for people, with a conclusion."""
    if "jobs" in told:
        rows = [(name, f"{each['size']:,}", each["step"]) for name, each in told["jobs"].items()]
        return columns([("job", "steps if not said", "a step is a"), *rows])
    if "breach" in told:
        return (
            f"{told['job']} of {told['size']:,} steps was stopped after {told['fuel']:,} fuel: it broke "
            f"its agreement on {told['breach']}."
        )
    return "\n".join([*of_first(told), *of_all(told), conclusion(told)])


def of_first(told: dict[str, Any]) -> list[str]:
    """Lines about the first job."""
    size = "lead" if "lead" in told else "copies"
    together = ", who collude" if told["colluding"] else ", each by itself"
    lines = [
        f"{told['job']}, {told['size']:,} steps, seed {told['seed']}: {told['redundancy']} redundancy, "
        f"{size} {told[size]}, {told['cheaters']:.3g} of the providers cheat{together}",
        f"  accepted  {told['accepted']}",
        f"  copies    {told['copies_used']} ({told['wrong_copies']} wrong); "
        f"{told['expected_cost']:.4g} expected",
        f"  fuel      {told['fuel']:,}; {told['fuel_per_copy']:,} for an honest copy",
    ]
    if told["disputes"]:
        each = told["disputes"][0]
        lines.append(
            f"  disputes  {len(told['disputes'])}; the first: {each['queries']} queries, segment "
            f"{each['segment']} run again with {each['fuel']:,} fuel, to blame: "
            f"{', '.join(each['blamed'])}"
        )
    return lines


def of_all(told: dict[str, Any]) -> list[str]:
    """Lines about several jobs."""
    if told["repeated"] is None:
        return []
    found = told["repeated"]
    fewest, most = found["copies_interval"]
    said = "agrees" if found["agrees"] else "disagrees"
    return [
        f"  {found['jobs']:,} jobs: {found['mean_copies']:.4g} copies in the mean ({fewest:.4g} to "
        f"{most:.4g}), {told['expected_cost']:.4g} by the formula: {said}",
        f"  {found['wrong']} wrong results accepted, {found['overturned']} of them overturned by a "
        f"dispute; right with chance {told['reliability']:.6g} by the formula",
    ]


def conclusion(told: dict[str, Any]) -> str:
    """What to make of it."""
    wrong = told["repeated"]["wrong"] if told["repeated"] else int(not told["right"])
    if not wrong:
        return "What was accepted is right."
    if not told["repeated"] and told["overturned"]:
        return "A wrong result was accepted; an honest provider's dispute overturns it."
    return "A wrong result was accepted."
