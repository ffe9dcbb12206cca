"""The page's charts: logarithmic, labelled, in the paper's colours."""

import math
from collections.abc import Iterable, Sequence

import altair as alt
import pandas as pd

from ..figures.committee_capture import FLOOR
from ..figures.theme import COLOURS

HEIGHT = 340
"""[px]"""

Chart = alt.LayerChart | alt.FacetChart

A_THIRD = 1 / 3


def yield_chart(curves: pd.DataFrame, preset_name: str, staked: float, hurdle_rate: float) -> Chart:
    """Yield of stakers against stake: the chosen parameters drawn, their preset dashed.

    Parameters
    ----------
    curves
        As from `rewards.yield_curves`; not empty.
    preset_name
        Name of the preset in it.
    staked
        Where a vertical line is drawn [token].
    hurdle_rate
        Where a horizontal line is drawn [1/year].
    """
    stakes = decades([staked, *curves["staked_token"]])
    yields = decades([hurdle_rate, *curves["staker_yield_per_year"]])
    x = alt.X(
        "staked_token:Q", title="tokens staked", scale=log_scale(stakes), axis=ticks(stakes, "~s")
    )
    y = alt.Y(
        "staker_yield_per_year:Q",
        title="yield of stakers a year",
        scale=log_scale(yields),
        axis=ticks(yields, ",~%"),
    )
    modes = {name: COLOURS[name.lower()] for name in ("Balanced", "Secure")}
    legend = alt.Legend(orient="bottom", symbolSize=400, symbolStrokeWidth=2)
    lines = alt.Chart(curves).mark_line(clip=True)
    lines = lines.encode(
        x=x,
        y=y,
        color=alt.Color(
            "mode:N",
            title=None,
            scale=alt.Scale(domain=list(modes), range=list(modes.values())),
            legend=legend,
        ),
        strokeDash=alt.StrokeDash(
            "parameters:N",
            title=None,
            scale=alt.Scale(domain=["chosen", preset_name], range=[[1, 0], [5, 4]]),
            legend=legend,
        ),
        # where both modes pay alike, the narrow line lies visibly on the wide one
        strokeWidth=alt.StrokeWidth(
            "mode:N", scale=alt.Scale(domain=list(modes), range=[4, 1.6]), legend=None
        ),
        tooltip=[
            alt.Tooltip("parameters:N"),
            alt.Tooltip("mode:N"),
            alt.Tooltip("staked_token:Q", title="staked [token]", format=",.0f"),
            alt.Tooltip("staker_yield_per_year:Q", title="yield a year", format=",.3~%"),
        ],
    )
    rule = {"color": COLOURS["threshold"], "strokeDash": [2, 3]}
    at_stake = alt.Chart(pd.DataFrame({"staked_token": [staked]})).mark_rule(**rule)
    at_hurdle = alt.Chart(pd.DataFrame({"staker_yield_per_year": [hurdle_rate]})).mark_rule(**rule)
    return alt.layer(
        at_stake.encode(x="staked_token:Q"), at_hurdle.encode(y="staker_yield_per_year:Q"), lines
    ).properties(height=HEIGHT)


def decades(values: Iterable[float]) -> list[float]:
    """Powers of ten around positive values, at least two.

    Examples
    --------
    >>> decades([0.2, 30.0]), decades([10.0])
    ([0.1, 1.0, 10.0, 100.0], [10.0, 100.0])
    """
    logarithms = [math.log10(value) for value in values]
    lowest, highest = math.floor(min(logarithms)), math.ceil(max(logarithms))
    return [10.0**exponent for exponent in range(lowest, max(highest, lowest + 1) + 1)]


def log_scale(powers: Sequence[float]) -> alt.Scale:
    """A logarithmic scale from the first to the last power of ten."""
    return alt.Scale(type="log", domain=[powers[0], powers[-1]], nice=False)


def ticks(powers: Sequence[float], number_format: str) -> alt.Axis:
    """An axis that names each power of ten as far as there is room, a billion as B."""
    label = f"replace(format(datum.value, '{number_format}'), 'G', 'B')"
    return alt.Axis(values=list(powers), labelExpr=label, labelOverlap=True)


def capture_chart(curve: pd.DataFrame, share: float, probability: float) -> Chart:
    """Chance of capture against the adversary's share, exact and bounded, with the chosen case.

    Parameters
    ----------
    curve
        As from `attacks.curve`.
    share
        Adversary's part of the population in the chosen case [1].
    probability
        Exact answer of the chosen case; below the floor it is not drawn [1].
    """
    x = alt.X(
        "adversary_share:Q",
        title="validators held by the adversary",
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(format="~%", labelOverlap=True),
    )
    y = alt.Y(
        "probability:Q",
        title="chance of capture",
        scale=log_scale([FLOOR, 1.0]),
        axis=ticks(decades([FLOOR, 1.0])[::5], "~e"),
    )
    methods = {"exact": COLOURS["exact"], "bound": COLOURS["authorities"]}
    legend = alt.Legend(orient="bottom", symbolSize=400, symbolStrokeWidth=2)
    lines = alt.Chart(curve).mark_line(clip=True)
    lines = lines.encode(
        x=x,
        y=y,
        color=alt.Color(
            "method:N",
            title=None,
            scale=alt.Scale(domain=list(methods), range=list(methods.values())),
            legend=legend,
        ),
        strokeDash=alt.StrokeDash(
            "method:N",
            title=None,
            scale=alt.Scale(domain=list(methods), range=[[1, 0], [5, 4]]),
            legend=legend,
        ),
        tooltip=[
            alt.Tooltip("method:N"),
            alt.Tooltip("adversary_share:Q", title="adversary", format=".1~%"),
            alt.Tooltip("probability:Q", title="chance", format=".3~e"),
        ],
    )
    third = alt.Chart(pd.DataFrame({"adversary_share": [A_THIRD], "words": ["a third"]}))
    rule = third.mark_rule(color=COLOURS["threshold"], strokeDash=[2, 3])
    words = third.mark_text(color=COLOURS["threshold"], align="left", dx=4, y=HEIGHT - 50)
    chosen = alt.Chart(pd.DataFrame({"adversary_share": [share], "probability": [probability]}))
    point = chosen.mark_point(color=COLOURS["plan"], size=90, filled=True, opacity=1)
    layers = [
        rule.encode(x="adversary_share:Q"),
        words.encode(x="adversary_share:Q", text="words:N"),
        lines,
    ]
    if probability >= FLOOR:
        layers.append(point.encode(x="adversary_share:Q", y="probability:Q"))
    return alt.layer(*layers).properties(height=HEIGHT)
