"""What `hybridstake network` tells people."""

from math import isfinite
from typing import Any

from .terminal import columns


def as_text(told: dict[str, Any]) -> str:
    """The answer for people."""
    if not told.get("agreement", True):
        return f"{told['mode']}: agreement is broken\n{told['why']}"
    size = told["validators"]
    counted = "1 validator" if size == 1 else f"{size:,} validators"
    head = f"{told['mode']}: {counted}, {told['online']:,} online"
    if told["finality_ms"] is None:
        why = "those online are no quorum" if told["floor_ms"] is None else stopped(told)
        return f"{head}\nno block is final: {why}"
    times = [
        ("finality", "ms"),
        *((name, f"{value:.1f}") for name, value in told["finality_ms"].items()),
        ("floor (median delays only)", f"{told['floor_ms']:.1f}"),
    ]
    if told["target_ms"] is not None:
        times.append(("promised", f"{told['target_ms']:g}"))
    rates = [
        ("throughput", "1/s"),
        *((name, rate(value)) for name, value in told["throughput_by_resource"].items()),
    ]
    kept = f"{told['within_target']:.1%} of the sampled times keep the promise"
    if told["jitter"] == "region":
        kept += "\nmessages of a round between two regions are late alike, for there are so many"
    bound = f"{told['binding_resource']} binds the throughput"
    parts = [head, columns(times), kept, columns(rates), bound]
    if "blocks" in told:
        parts.append("\n".join(course(told)))
    return "\n\n".join(parts)


def rate(value: float) -> str:
    """Transactions a second."""
    return f"{value:,.0f}" if isfinite(value) else "no bound"


def stopped(told: dict[str, Any]) -> str:
    """Why a run has ended before its blocks were final."""
    waits = told["stopped_after_waits"]
    return f"the run was stopped: nothing was final for as long as {waits:,.0f} first waits"


def course(told: dict[str, Any]) -> list[str]:
    """What only a run on single messages shows."""
    lines = [
        f"{told['blocks']:,} blocks in {told['simulated_seconds']:.1f} s, "
        f"{told['timeouts']:,} rounds given up",
    ]
    if told["halted"]:
        lines.append(f"then {stopped(told)}")
    if told["finality_interval_ms"] is not None:
        low, high = told["finality_interval_ms"]
        lines.append(f"mean finality between {low:.1f} and {high:.1f} ms (95 % interval)")
    shares = ", ".join(f"{name} {share:.1%}" for name, share in told["mode_shares"].items())
    lines.append(f"time in each mode: {shares}")
    for recovered in told["recovery_ms"]:
        after = "not before the run ended" if recovered is None else f"{recovered:.0f} ms"
        lines.append(f"recovery after the partition: {after}")
    if told["transaction_wait_ms"] is not None:
        lines.append(
            f"a transaction waits {told['transaction_wait_ms']:.0f} ms for finality on average, "
            f"{told['largest_backlog']:,.0f} at most at once"
        )
    return lines
