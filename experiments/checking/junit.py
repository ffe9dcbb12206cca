"""Answers as JUnit XML, which GitLab, Jenkins and most others show as a table of tests."""

import os
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ...models.errors import InvalidParameter
from ..commands.terminal import printable
from ..parameter_files import shorten
from .answer import BAD_INPUT, Answer

if TYPE_CHECKING:
    from ...proofs.invariants.invariant import Invariant

ELEMENTS = {"refuted": "failure", "undecided": "error"}
"""A test that ran and failed, and one that could not be run to its end."""


def as_junit(answers: Sequence[Answer]) -> str:
    """One suite for each file, one case for each invariant; the same bytes for the same answers.

    A file that is refused has one case, which is an error.

    Parameters
    ----------
    answers
        One for each file.

    Notes
    -----
    Source: the schema `junit-10.xsd` of Jenkins' xUnit plugin. No times and no host: they would differ
    from run to run.
    """
    suites = ET.Element("testsuites", {"name": "hybridstake check", **counts(answers)})
    for answer in answers:
        name = printable(answer.params)
        suite = ET.SubElement(
            suites, "testsuite", {"name": name, **counts([answer]), "skipped": "0"}
        )
        if answer.refusal is not None:
            case = ET.SubElement(suite, "testcase", name=BAD_INPUT, classname=name)
            reason = printable(str(answer.refusal))
            fault = ET.SubElement(case, "error", type=BAD_INPUT, message=reason)
            fault.text = reason
        for item in answer.invariants:
            case = ET.SubElement(suite, "testcase", name=item.name, classname=name)
            if item.verdict in ELEMENTS:
                fault = ET.SubElement(
                    case,
                    ELEMENTS[item.verdict],
                    type=item.verdict,
                    message=printable(f"{item.field}: {item.message}"),
                )
                fault.text = story(item)
    ET.indent(suites)
    body = ET.tostring(suites, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def counts(answers: Sequence[Answer]) -> dict[str, str]:
    """How many cases there are; how many are refuted; how many are undecided or no input."""
    verdicts = [item.verdict for answer in answers for item in answer.invariants]
    refused = sum(answer.refusal is not None for answer in answers)
    return {
        "tests": str(len(verdicts) + refused),
        "failures": str(verdicts.count("refuted")),
        "errors": str(verdicts.count("undecided") + refused),
    }


def story(item: "Invariant") -> str:
    """The rule and its counterexample, without characters that XML has no way to write."""
    parts = [item.message] + ([item.counterexample["text"]] if item.counterexample else [])
    return printable("\n\n".join(parts))


def write_junit(path: Path, answers: Sequence[Answer]) -> None:
    """Write the report to a file, a device or a pipe that somebody reads.

    Raises
    ------
    InvalidParameter
        In one line, if it cannot be written.
    """
    try:
        if not path.parent.exists():
            path.parent.mkdir(parents=True)
        # A pipe without a reader is refused at once instead of waited for.
        if path.is_fifo():
            descriptor = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
            os.set_blocking(descriptor, True)
            with os.fdopen(descriptor, "w", encoding="utf-8") as pipe:
                pipe.write(as_junit(answers))
        else:
            path.write_text(as_junit(answers), encoding="utf-8")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name has a null character"
        raise InvalidParameter(
            f"--junit must be a writable file, got {shorten(str(path))} ({reason})"
        ) from error
