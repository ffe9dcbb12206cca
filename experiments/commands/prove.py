"""`hybridstake prove`: the formal claims, settled by Z3 with cvc5 as second solver."""

import typer

app = typer.Typer()
