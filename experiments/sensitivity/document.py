"""A sensitivity study as JSON for machines, and as rows for tables."""

from typing import Any

from ..running.study import whole
from .analysis import MetricAnswer, Swing
from .findings import Effect
from .intervals import CONFIDENCE, Interval
from .study import Study
from .wording import paragraphs


def as_document(study: Study) -> dict[str, Any]:
    """All of a study as JSON values."""
    asked, left = study.question, study.left
    return {
        "answer": [each for each in paragraphs(study) if each],
        "parameters": whole(asked.parameters),
        "fields": [
            {"field": each.field, "low": each.low, "high": each.high, "whole": each.whole,
             "logarithmic": each.logarithmic}
            for each in asked.ranges
        ],
        "seed": asked.seed,
        "samples": asked.samples,
        "trajectories": asked.trajectories,
        "replicates": asked.replicates_drawn,
        "settings": asked.settings.record(),
        "threshold": study.threshold,
        "confidence": CONFIDENCE,
        "blocks": {"sobol": study.sobol_blocks, "morris": study.morris_blocks},
        "left_out": {
            "refused": left.refused,
            "refusal": left.refusal or None,
            "excluded": left.excluded,
        },
        "invariants": {
            "breakers": str(asked.breakers),
            "looked_at": left.looked_at,
            "breaking": left.breaking,
            "broken": left.invariants,
        },
        "witness": {"agrees": study.agrees, "largest_difference": study.witness_distance},
        "metrics": {each.metric.name: of_metric(each) for each in study.metrics},
    }  # fmt: skip


def of_metric(answer: MetricAnswer) -> dict[str, Any]:
    """One metric."""
    noise = answer.noise
    return {
        "title": answer.metric.title,
        "unit": answer.metric.unit,
        "logarithmic": answer.logarithmic,
        "given": dict(answer.given),
        "still": answer.still,
        "rivals_of_the_third": list(answer.rivals),
        "noise": noise and {
            "parameters": noise.parameters,
            "common": noise.common,
            "own": noise.own,
            "floor": noise.floor,
        },
        "fields": {each.field: of_effect(each, answer.still) for each in answer.effects},
        "one_at_a_time": {each.field: of_swing(each) for each in answer.swings},
    }  # fmt: skip


def of_effect(effect: Effect, still: bool) -> dict[str, Any]:
    """One field and one metric; a metric that stands still has no indices."""
    return {
        "first": None if still else of_interval(effect.first),
        "total": None if still else of_interval(effect.total),
        "mean_size": of_interval(effect.mean_size),
        "spread": effect.spread,
        "changes": effect.changes,
        "moved": effect.moved,
        "verdict": str(effect.verdict),
    }


def of_interval(interval: Interval) -> dict[str, float]:
    """An estimate and its ends."""
    return interval._asdict()


def of_swing(swing: Swing) -> dict[str, Any]:
    """One field at both ends."""
    return {
        "low": swing.low,
        "high": swing.high,
        "at_low": swing.at_low and dict(swing.at_low),
        "at_high": swing.at_high and dict(swing.at_high),
        "broken_at_low": list(swing.broken_at_low),
        "broken_at_high": list(swing.broken_at_high),
    }
