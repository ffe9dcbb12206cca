"""JUnit reports, held to the schema of Jenkins' xUnit plugin."""

import os
import select
import threading
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hybridstake.experiments.checking.answer import Answer
from hybridstake.experiments.checking.junit import as_junit, write_junit
from hybridstake.models.errors import InvalidParameter
from hybridstake.proofs.invariants.invariant import Invariant

PROVED = Invariant("a.proved", "proved", "fast.x", "a rule", None)
REFUTED = Invariant("b.refuted", "refuted", "fast.y", "a < rule & more, got 1", {"text": "v1\nv2"})
UNDECIDED = Invariant("c.undecided", "undecided", "fast.z", "a rule. The solver gave up", None)
REFUSED = Answer("bad.toml", refusal=InvalidParameter("fast.x must be <a> & b, got '\x1b'"))
ANSWERS = [Answer("one.toml", [PROVED, REFUTED, UNDECIDED]), Answer("two.toml", [PROVED])]

SCHEMA = {
    "testsuites": ({"testsuite"}, set(), {"name", "time", "tests", "failures", "errors"}),
    "testsuite": (
        {"testsuite", "properties", "testcase", "system-out", "system-err"},
        {"name", "tests", "failures", "errors"},
        {"group", "time", "skipped", "timestamp", "hostname", "id", "package", "file", "log", "url"},
    ),
    "testcase": (
        {"skipped", "error", "failure", "system-out", "system-err"},
        {"name"},
        {"time", "classname", "group"},
    ),
    "failure": (set(), set(), {"type", "message"}),
    "error": (set(), set(), {"type", "message"}),
}  # fmt: skip
"""What junit-10.xsd permits: children, required attributes, and further ones."""


def parsed(text: str) -> ET.Element:
    """The root of a report of our own."""
    return ET.fromstring(text)  # noqa: S314


def faults(element: ET.Element) -> list[str]:
    """Where an element and what is in it leave the schema."""
    children, required, further = SCHEMA[element.tag]
    names = set(element.attrib)
    found = [f"{element.tag} lacks {name}" for name in sorted(required - names)]
    found += [f"{element.tag} has {name}" for name in sorted(names - required - further)]
    for child in element:
        if child.tag not in children:
            found.append(f"{element.tag} holds {child.tag}")
        found += faults(child)
    return found


def test_a_report_keeps_to_the_schema() -> None:
    assert faults(parsed(as_junit(ANSWERS))) == []


def test_the_check_of_the_schema_finds_what_is_outside_of_it() -> None:
    text = (
        '<testsuite name="a" tests="1" failures="0" line="3"><testcase><b/></testcase></testsuite>'
    )
    assert faults(parsed(text.replace("<b/>", "<error/>"))) == [
        "testsuite lacks errors",
        "testsuite has line",
        "testcase lacks name",
    ]


def test_counts_are_of_the_cases_below() -> None:
    root = parsed(as_junit(ANSWERS))
    for element in (root, *root):
        assert int(element.attrib["tests"]) == len(list(element.iter("testcase")))
        assert int(element.attrib["failures"]) == len(list(element.iter("failure")))
        assert int(element.attrib["errors"]) == len(list(element.iter("error")))
    assert dict(root.attrib) == {
        "name": "hybridstake check",
        "tests": "4",
        "failures": "1",
        "errors": "1",
    }
    assert [suite.attrib["name"] for suite in root] == ["one.toml", "two.toml"]


def test_refuted_is_a_failure_and_undecided_an_error() -> None:
    first = parsed(as_junit(ANSWERS))[0]
    proved, refuted, undecided = first
    assert (proved.attrib["name"], list(proved)) == ("a.proved", [])
    assert [(each.tag, each.attrib, each.text) for each in refuted] == [
        (
            "failure",
            {"type": "refuted", "message": "fast.y: a < rule & more, got 1"},
            "a < rule & more, got 1\n\nv1\nv2",
        )
    ]
    assert [(each.tag, each.attrib["type"]) for each in undecided] == [("error", "undecided")]


def test_a_file_that_is_refused_is_one_case_with_an_error() -> None:
    root = parsed(as_junit([*ANSWERS, REFUSED]))
    assert faults(root) == []
    suite = root[2]
    assert dict(suite.attrib) == {
        "name": "bad.toml",
        "tests": "1",
        "failures": "0",
        "errors": "1",
        "skipped": "0",
    }
    [case] = suite
    assert dict(case.attrib) == {"name": "bad input", "classname": "bad.toml"}
    message = "fast.x must be <a> & b, got '\\x1b'"
    assert [(each.tag, each.attrib, each.text) for each in case] == [
        ("error", {"type": "bad input", "message": message}, message)
    ]
    assert (root.attrib["tests"], root.attrib["errors"]) == ("5", "2")


def test_what_xml_cannot_write_is_shown_as_its_escape() -> None:
    """XML 1.0 has no way to write most control characters, halves of pairs, or U+FFFE."""
    wild = "a\x00\x0b\x1b\ud800\ufffe<]]>&\"'\r\n\tb"
    item = Invariant("x", "refuted", "fast.y", wild, {"text": wild})
    suite = parsed(as_junit([Answer(wild, [item])]))[0]
    shown = "a\\x00\\x0b\\x1b\\ud800\\ufffe<]]>&\"'\\r\n\\tb"
    assert suite.attrib["name"] == shown
    assert suite[0][0].text == f"{shown}\n\n{shown}"
    assert suite[0][0].attrib["message"] == f"fast.y: {shown}"


def test_the_same_answers_are_the_same_bytes() -> None:
    assert as_junit(ANSWERS) == as_junit(list(ANSWERS))
    assert "time" not in as_junit(ANSWERS)


def test_a_report_is_written_with_its_folders_and_over_an_older_one(tmp_path: Path) -> None:
    path = tmp_path / "reports" / "check.xml"
    write_junit(path, ANSWERS)
    write_junit(path, ANSWERS[1:])
    assert path.read_text(encoding="utf-8") == as_junit(ANSWERS[1:])


def test_a_pipe_that_somebody_reads_is_written_to(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    os.set_blocking(reader, True)
    many = ANSWERS * 400  # more than a pipe holds at once
    with os.fdopen(reader, encoding="utf-8") as pipe:
        thread = threading.Thread(target=write_junit, args=(path, many), daemon=True)
        thread.start()
        assert select.select([pipe], [], [], 30)[0] == [pipe]
        assert pipe.read() == as_junit(many)
        thread.join(30)


def test_a_place_that_cannot_be_written_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    os.mkfifo(tmp_path / "pipe")
    refused = {
        tmp_path: "Is a directory",
        tmp_path / "file" / "x": "Not a directory",
        tmp_path / ("x" * 300): "File name too long",
        tmp_path / "pipe": "No such device or address",
        Path("/dev/full"): "No space left on device",
        tmp_path / "a\0b": "its name has a null character",
    }
    for path, reason in refused.items():
        with pytest.raises(InvalidParameter) as error:
            write_junit(path, ANSWERS)
        message = str(error.value)
        assert message.startswith("--junit must be a writable file, got '")
        assert message.endswith(f"({reason})")
        assert "\n" not in message
