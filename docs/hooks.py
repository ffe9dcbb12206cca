"""What the site takes from the package while MkDocs builds it."""

from pathlib import Path
from typing import Any

from hybridstake.experiments.documenting.mathematics import with_mathml
from hybridstake.experiments.documenting.module_pages import navigation
from hybridstake.experiments.documenting.offline import SHIM, SHIM_TEXT, write_for_files
from hybridstake.experiments.documenting.site import generated_pages, link_sources
from hybridstake.experiments.documenting.substitution import substituted
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).parents[1]


@event_priority(100)  # before the reader of docstrings looks for its sources
def on_config(config: Any) -> Any:
    """The navigation, with the folders of code at the end of the reference."""
    link_sources(ROOT, Path(config.site_dir).parent / "source")
    [reference] = [entry["Reference"] for entry in config.nav if "Reference" in entry]
    reference.extend(navigation(ROOT))
    return config


def on_files(files: Files, config: Any) -> Files:
    """The pages and pictures that are made or live elsewhere."""
    rendered = "mkdocstrings" in config.plugins
    for address, text in generated_pages(ROOT, rendered=rendered).items():
        files.append(File.generated(config, address, content=text))
    for picture in sorted((ROOT / "docs" / "figures").glob("*.svg")):
        files.append(File.generated(config, f"figures/{picture.name}", abs_src_path=str(picture)))
    choices = (ROOT / "models" / "ASSUMPTIONS.md").read_text(encoding="utf-8")
    files.append(File.generated(config, "explanation/choices.md", content=choices))
    files.append(File.generated(config, SHIM, content=SHIM_TEXT))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """A page with what it takes from the package filled in."""
    return substituted(markdown, page.file.src_uri.count("/"), ROOT)


def on_page_content(html: str, **_: Any) -> str:
    """A page with its mathematics drawn."""
    return with_mathml(html, ROOT / "paper")


def on_post_build(config: Any) -> None:
    """Search also where the site is opened as files."""
    write_for_files(Path(config.site_dir))
