"""Deployments that are added, in the group `hybridstake.deployments`.

An addition is a function

    def deployment() -> Path

that says where the TOML file of a deployment is, as `experiments/networking/deployments.py` describes
it; the CSV file of its latencies lies beside it.
"""

from pathlib import Path

from .plugin import Plugin, shown, told


def file_of(plugin: Plugin) -> Path:
    """The deployment file that a package adds."""
    function = plugin.load()
    try:
        found = function()
    except Exception as error:
        raise plugin.broken("say where its file is", told(error)) from error
    if not isinstance(found, Path) or not found.is_file():
        raise plugin.broken("give the path of a TOML file", shown(found))
    return found
