"""The steps from parameters to the paper, each with what it stands on.

A question is asked again when the hash of its ingredients has changed, everything behind it when the
bytes of its files have, and either when its outputs are not what they were when it was done. Steps are
tasks for doit; nothing heavy is imported until one is carried out.
"""

import shutil
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from ...models.errors import InvalidParameter
from ..claims.ledger import entries_path, questions_needed
from ..proving.topics import ASKED_BY
from ..running import question, sources
from ..running.files import file_digest
from ..running.study import Study, modules
from ..validation.compared import TABLES
from .later import later

TEXT = "whitepaper.md"
BIBLIOGRAPHY = "references.bib"
PARTS = ("filters", "templates")

FORMATS = {"pdf": "whitepaper.pdf", "latex": "latex/whitepaper.tex", "html": "whitepaper.html"}
"""Printed forms, and the file of each in `build/`."""

SENTENCES = "paper:sentences"
"""Step that lists the sentences tied to results, into `build/sentences.json`."""


PROOF_TABLES = ("proofs", "theorems", "price_of_repair")
"""Tables of the paper that list proofs."""

PRINTED = ("claims", "formulas", "validation", *PROOF_TABLES)
"""Tables of the paper that no question writes."""

LISTINGS = ("certificates", "guards", "behaviour", "modes")
"""Listings of the paper: pseudo-code of the functions that run."""

NO_FIGURES = ("colours", "theme")
"""Files beside the figures that are none."""

FORMULA_ROOMS = (
    "hybridstake.models.protocol",
    "hybridstake.models.economics",
    "hybridstake.models.economics.collusion",
    "hybridstake.models.network",
)
"""Packages whose functions of plain scalars the paper prints."""

answer_ahead = later("running.runner", "answer_ahead")
workplace = later("running.workplace", "workplace")
workplace_of = later("running.workplace", "Workplace")


@dataclass(frozen=True, kw_only=True, slots=True)
class Reproduction:
    """One study printed into one folder, with the text from another."""

    study: Study
    paper: Path
    """Folder of the whitepaper's text, bibliography and templates."""
    workers: int
    progress: Callable[[str], Any]
    """Gives a context in which a named step reports its progress."""
    cluster: str | None = None
    """Address of a Dask scheduler whose workers answer the questions, or `local`; none: processes."""
    with_figures: bool = True
    """Whether to draw and print; the ledger alone needs no plotting library."""
    warn: Callable[[str], Any] = lambda line: sys.stderr.write(f"{line}\n")
    """Told of each sentence of the paper that does not follow from the results."""
    failures: list[Exception] = field(default_factory=list)
    """What went wrong, kept because doit would print it its own way."""

    @property
    def has_text(self) -> bool:
        """Whether there is a paper to print."""
        return (self.paper / TEXT).is_file()

    def tasks(self) -> Iterator[dict[str, Any]]:
        """All steps, in an order in which they can be done."""
        for name in (*question.names(), *question.added()):
            yield self.question_task(name)
        yield self.formulas_task()
        yield self.listings_task()
        yield self.proofs_task()
        yield self.validation_task()
        yield self.claims_task()
        for name in figure_names() if self.with_figures else ():
            yield self.figure_task(name)
        if self.has_text and self.with_figures:
            if self.study.out.resolve() != self.paper.resolve():
                yield self.text_task()
            for form in FORMATS:
                yield self.print_task(form)
            yield self.sentences_task()

    def question_task(self, name: str) -> dict[str, Any]:
        """Answers of one question, its numbers and tables."""
        study = self.study
        targets = (study.results_path(name), study.manifest_path(name), study.numbers_path(name))
        return {
            "name": name,
            "actions": [
                partial(self.act, name, later("running.runner", "run_question"), name, study)
            ],
            "targets": [str(path) for path in targets],
            "uptodate": [partial(fresh, study, name)],
        }

    def figure_task(self, name: str) -> dict[str, Any]:
        """One figure from the results of its question."""
        module = f"hybridstake.experiments.figures.{name}"
        table = self.study.results_path(name)
        folder = self.study.out / "figures"
        return step(
            f"figure:{name}",
            partial(self.act, None, later("reproducing.answers", "draw"), name, table, folder),
            [table, *source_files(module)],
            [folder / f"{name}.{suffix}" for suffix in ("svg", "pdf")],
        )

    def formulas_task(self) -> dict[str, Any]:
        """The table of formulas and the text's equations, printed from the functions that run."""
        rooms = [sources.source_path(room).parent for room in FORMULA_ROOMS]
        files = [file for room in rooms for file in sorted(room.glob("*.py"))]
        return step(
            "formulas",
            partial(self.act, None, later("reproducing.answers", "write_formulas"), self.study),
            [*files, *source_files("hybridstake.experiments.reproducing.answers")],
            [self.study.table_path("formulas"), self.study.numbers_path("equations")],
        )

    def listings_task(self) -> dict[str, Any]:
        """The protocol as pseudo-code, printed from the functions that run."""
        module = "hybridstake.experiments.reproducing.listings"
        return step(
            "listings",
            partial(self.act, None, later("reproducing.listings", "write_listings"), self.study),
            source_files(module),
            [self.study.listing_path(name) for name in LISTINGS],
        )

    def proofs_task(self) -> dict[str, Any]:
        """What the questions about proofs found together."""
        study = self.study
        module = "hybridstake.experiments.proving.counting"
        return step(
            "proofs",
            partial(self.act, None, later("proving.counting", "write_proofs"), study),
            [*(study.results_path(name) for name in ASKED_BY), *source_files(module)],
            [
                *(study.table_path(name) for name in PROOF_TABLES),
                study.numbers_path("proofs"),
            ],
        )

    def validation_task(self) -> dict[str, Any]:
        """The table of everything published beside ours, and how much of it is found again."""
        study = self.study
        module = "hybridstake.experiments.validation.gathered"
        vectors = sources.source_path(module).with_name("vectors.toml")
        # their tables are written with them, but are no targets of their own
        answered = [study.manifest_path(name) for name in TABLES]
        return step(
            "validation",
            partial(self.act, None, later("validation.gathered", "write_validation"), study),
            [vectors, *answered, *source_files(module)],
            [study.table_path("validation"), study.numbers_path("validation")],
        )

    def claims_task(self) -> dict[str, Any]:
        """Every claim with its verdict, the table of them, and how many ended how."""
        module = "hybridstake.experiments.claims.writing"
        texts = [
            sources.source_path(module).with_name(name)
            for name in ("ledger.toml", "witnesses.toml")
        ]
        # not the tables: findings change with the parameters and the code of a question too
        manifests = [self.study.manifest_path(name) for name in questions_needed()]
        return step(
            "claims",
            partial(self.act, None, later("claims.writing", "write_claims"), self.study),
            [*texts, *manifests, *source_files(module)],
            [
                entries_path(self.study.out),
                self.study.table_path("claims"),
                self.study.numbers_path("claims"),
            ],
        )

    def text_task(self) -> dict[str, Any]:
        """The paper's text beside the results, where those lie elsewhere."""
        files = self.text_files()
        copies = [self.study.out / file.relative_to(self.paper) for file in files]
        return step("text", partial(self.act, None, copy, files, copies), files, copies)

    def print_task(self, form: str) -> dict[str, Any]:
        """The paper in one of its forms."""
        out = self.study.out
        call = later("publishing.building", "build")
        return step(
            f"paper:{form}",
            partial(self.act, None, call, out, out / "build", (form,)),
            self.paper_files(),
            [out / "build" / FORMATS[form]],
        )

    def sentences_task(self) -> dict[str, Any]:
        """The paper's sentences that are tied to results, and how each stands."""
        out = self.study.out
        call = later("publishing.building", "list_sentences")
        return step(
            SENTENCES,
            partial(self.act, None, call, out, out / "build"),
            self.paper_files(),
            [out / "build" / "sentences.json"],
        )

    def paper_files(self) -> list[Path]:
        """Everything that the printed paper stands on."""
        out = self.study.out
        texts = [out / file.relative_to(self.paper) for file in self.text_files()]
        numbers = [
            self.study.numbers_path(name)
            for name in (*question.names(), "equations", "proofs", "validation", "claims")
        ]
        figures = [
            out / "figures" / f"{name}.{kind}" for name in figure_names() for kind in ("svg", "pdf")
        ]
        manifests = [self.study.manifest_path(name) for name in question.names()]
        tables = [self.study.table_path(name) for name in PRINTED]
        listings = [self.study.listing_path(name) for name in LISTINGS]
        code = source_files("hybridstake.experiments.publishing.building")
        return [*texts, *numbers, *manifests, *tables, *listings, *figures, *code]

    def text_files(self) -> list[Path]:
        """Everything in the paper's folder that is written by hand."""
        if not (self.paper / BIBLIOGRAPHY).is_file():
            raise InvalidParameter(
                f"paper must be a folder with {TEXT} and {BIBLIOGRAPHY}, got {self.paper} "
                f"without {BIBLIOGRAPHY}"
            )
        parts = (file for name in PARTS for file in (self.paper / name).rglob("*"))
        return [self.paper / TEXT, self.paper / BIBLIOGRAPHY, *sorted(filter(Path.is_file, parts))]

    def answer_ahead(self, steps: Collection[str], announce: Callable[[str], None]) -> None:
        """Answer all stale questions among some steps, so that no processor idles at the last."""
        asked = [name for name in (*question.names(), *question.added()) if name in steps]
        stale = [name for name in asked if not self.study.is_fresh(name)]
        if stale if self.cluster else self.workers > 1 and len(stale) > 1:
            announce(f"{len(stale)} questions side by side")
            stood_on = {module for name in stale for module in modules(name)}
            with (
                self.progress("answers") as progress,
                workplace(self.workers, self.cluster, *sorted(stood_on)) as place,
            ):
                answer_ahead(stale, self.study, place=place, progress=progress)

    def act(self, label: str | None, call: Callable[..., Any], *arguments: Any) -> bool:
        """Carry out one step, with a bar where it takes long; false if it failed."""
        try:
            if label is None:
                call(*arguments)
            else:
                with self.progress(label) as progress:
                    call(*arguments, place=workplace_of(self.workers), progress=progress)
        except Exception as error:  # raised again when doit has ended
            self.failures.append(error)
        return not self.failures


def is_question(step: str) -> bool:
    """Whether a step asks a question."""
    return step in question.names() or step in question.added()


def figure_names() -> list[str]:
    """Names of all figures."""
    folder = sources.source_path("hybridstake.experiments.figures.theme").parent
    return sorted(file.stem for file in folder.glob("[a-z]*.py") if file.stem not in NO_FIGURES)


def source_files(module: str) -> list[Path]:
    """Files that a step's code stands on."""
    return [sources.source_path(name) for name in sources.closure(module)]


def step(
    name: str, action: Callable[[], bool], files: Sequence[Path], targets: Sequence[Path]
) -> dict[str, Any]:
    """A step behind the questions, carried out when its files change or its targets are harmed."""
    made = [str(target) for target in targets]
    return {
        "name": name,
        "actions": [action, partial(digests, made)],
        "file_dep": list(dict.fromkeys(map(str, files))),
        "targets": made,
        "uptodate": [partial(unharmed, made)],
    }


def digests(files: Sequence[str]) -> dict[str, Any]:
    """Hashes of a step's targets, which doit remembers for it."""
    return {"digests": [file_digest(Path(file)) for file in files]}


def unharmed(files: Sequence[str], task: Any, values: Mapping[str, Any]) -> bool:
    """Whether targets are what they were when the step was carried out."""
    return values.get("digests") == digests(files)["digests"]


def fresh(study: Study, name: str, task: Any, values: Mapping[str, Any]) -> bool:
    """Whether a question need not be asked again."""
    return study.is_fresh(name)


def copy(files: Sequence[Path], copies: Sequence[Path]) -> None:
    """Copy text files, making folders as needed."""
    for file, target in zip(files, copies, strict=True):
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
