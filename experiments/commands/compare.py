"""`hybridstake compare A B`: two parameter files side by side, and what the difference is worth."""

from pathlib import Path
from typing import Annotated, Any

import typer

from ...agents.limits import MOST_EPOCHS, MOST_STAKERS
from ..reproducing.later import later
from .progress import progress_bar
from .terminal import PROCESSORS, Cluster, Json, Seed, Workers, show, show_json
from .values import real, whole

app = typer.Typer(add_completion=False)

compared = later("comparing.comparison", "compared")
as_document = later("comparing.comparison", "as_document")
concluded = later("comparing.conclusion", "concluded")
as_text = later("comparing.text", "as_text")
check_page = later("comparing.page", "check_page")
write_page = later("comparing.page", "write_page")
conditions_of = later("comparing.subject", "Conditions")
read_shares = later("comparing.subject", "read_shares")

Runs = Annotated[
    int, whole("runs", "Runs of the economy and of the network.", least=1, most=1_000_000)
]
Epochs = Annotated[int, whole("epochs", "Days of a run.", least=1, most=MOST_EPOCHS)]
Agents = Annotated[
    int, whole("agents", "People who may stake in a run.", least=1, most=MOST_STAKERS)
]
DeploymentName = Annotated[
    str, typer.Option(help="Where validators sit: a name of the package, or a TOML file.")
]
Corruption = Annotated[
    str,
    typer.Option(
        metavar="SHARE,…", help="Corruption of both classes, or AUTHORITIES:STAKE, commas between."
    ),
]
Confidence = Annotated[
    float, real("confidence", "That all intervals of differences hold together.")
]
Html = Annotated[
    Path | None,
    typer.Option("--html", metavar="FILE", help="Also write one page that opens offline."),
]


@app.command()
def compare(
    first: Annotated[str, typer.Argument(metavar="A", help="`plan`, `reference`, or a TOML file.")],
    second: Annotated[str, typer.Argument(metavar="B", help="The same, to be held against A.")],
    runs: Runs = 16,
    epochs: Epochs = 365,
    agents: Agents = 1_000,
    deployment: DeploymentName = "ten-regions",
    corruption: Corruption = "0.1,0.2,0.3",
    confidence: Confidence = 0.95,
    seed: Seed = 1,
    html: Html = None,
    workers: Workers = PROCESSORS,
    cluster: Cluster = None,
    as_json: Json = False,
) -> None:
    """What differs from A to B, what gets better or worse by it, and what so many runs cannot tell."""
    conditions = conditions_of(
        runs=runs,
        epochs=epochs,
        people=agents,
        deployment=deployment,
        shares=read_shares(corruption),
        confidence=confidence,
        seed=seed,
    )
    tell((first, second), conditions, concluded, workers, cluster, html, as_json)


def tell(
    files: tuple[str, ...],
    conditions: Any,
    conclude: Any,
    workers: int,
    cluster: str | None,
    html: Path | None,
    as_json: bool,
) -> None:
    """Measure one file or two, and print and write what was found.

    Raises
    ------
    InvalidParameter
        In one line, if a file or the page's folder is none.
    """
    if html is not None:
        check_page(html)
    with progress_bar("measurements") as progress:
        found = compared(files, conditions, workers=workers, cluster=cluster, progress=progress)
    conclusion = conclude(found)
    if html is not None:
        write_page(html, found, conclusion)
    if as_json:
        show_json({"conclusion": conclusion.as_dict(), **as_document(found)})
    else:
        show(as_text(found, conclusion))
