"""The pages of the package: every module once, on the page of its folder."""

import re
from pathlib import Path

from hybridstake.experiments.documenting.module_pages import module_pages, navigation
from hybridstake.experiments.documenting.site import link_sources
from hybridstake.experiments.documenting.units import with_brackets

ROOT = Path(__file__).parents[3]
ROOMS = ("models", "proofs", "agents", "experiments")


def test_every_module_stands_on_one_page() -> None:
    pages = module_pages(ROOT)
    asked = [name for text in pages.values() for name in re.findall(r"^::: (\S+)$", text, re.M)]
    modules = [
        ".".join(("hybridstake", *path.relative_to(ROOT).with_suffix("").parts))
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if path.stem != "__init__"
    ]
    assert sorted(asked) == sorted(modules)


def test_the_navigation_leads_to_every_page_and_to_no_other() -> None:
    listed = [
        address
        for room in navigation(ROOT)
        for entries in room.values()
        for entry in entries
        for address in entry.values()
    ]
    assert sorted(listed) == sorted(set(module_pages(ROOT)) - {"reference/index.md"})


def test_sources_are_the_package_and_not_its_environment(tmp_path: Path) -> None:
    link_sources(ROOT, tmp_path / "source")
    link_sources(ROOT, tmp_path / "source")
    package = tmp_path / "source" / "hybridstake"
    assert {path.name for path in package.iterdir()} == {"__init__.py", *ROOMS}
    assert (package / "models" / "errors.py").samefile(ROOT / "models" / "errors.py")


def test_units_are_no_links_and_examples_stay_code() -> None:
    docstring = "Part in [0, 1] [1].\n\nExamples\n--------\n>>> [1][0]\n1\n"
    assert with_brackets(docstring) == (
        "Part in &#91;0, 1] &#91;1].\n\nExamples\n--------\n>>> [1][0]\n1\n"
    )
