"""Search on a site that is opened as a folder of files, where a browser lets no page load another."""

import json
from pathlib import Path

SHIM = "javascripts/search_from_files.js"
"""Loaded by every page, and does nothing where the site is served."""
WORKER = "javascripts/search_worker.js"

SHIM_TEXT = """\
// A page that was opened as a file may not start a worker from another file, only from a text it has.
if (location.protocol === "file:") {
  const folder = document.currentScript.src.replace(/[^/]*$/, "");
  document.write('<script src="' + folder + 'search_worker.js"></' + 'script>');
  window.Worker = class extends Worker {
    constructor() {
      super(URL.createObjectURL(new Blob([searchWorker], { type: "text/javascript" })));
    }
  };
}
"""


def write_for_files(site: Path) -> None:
    """Give a built site its index of words, and what searches it, as scripts.

    Parameters
    ----------
    site
        Folder of the built site.
    """
    index = (site / "search" / "search_index.json").read_text(encoding="utf-8")
    (site / "search" / "search_index.js").write_text(f"var __index = {index}", encoding="utf-8")
    [worker] = sorted((site / "assets" / "javascripts" / "workers").glob("search.*.min.js"))
    source = json.dumps(worker.read_text(encoding="utf-8"))
    (site / WORKER).write_text(f"var searchWorker = {source}", encoding="utf-8")
