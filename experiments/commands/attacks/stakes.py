"""Stakes as options name them."""

from typing import Annotated

import typer

Stakes = Annotated[
    str | None,
    typer.Option(
        metavar="FILE|pareto:ALPHA:N:SEED",
        help="CSV or Parquet with a column `stake` or `stake_<unit>`, or draws of a Pareto law, "
        "instead of equal stakes.",
    ),
]
