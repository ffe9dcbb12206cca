"""Places of keys, held to `tomllib`: rename the key at a place, and `tomllib` calls it otherwise."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hybridstake.experiments.checking.toml_keys import Position, key_positions
from hypothesis import given, settings
from hypothesis import strategies as st

KEYS = (
    *("a", "b", "c", "base", "a-1", "_", "7", "true", "inf"),
    *('"a"', "'b'", '"a.b"', '"#"', "'[c]'", '"="', '"\\""', '"\\u0061"', "'\\'", '""', "''"),
)
LITERALS = (
    *("1", "-0.5e3", "0x7f", "1_000", "true", "nan", "1979-05-27 07:32:00", "07:32:00"),
    *('""', '"a = 1"', '"# no"', '"\\""', '"\\\\"', '"]"', "''", "'\\'", "'}'", "'\"'"),
    *('""""""', '"""\n[a]\nb = 1\n"""', '"""a"" # """', '"""\\""""', '"""a"""""', '"""\\\\"""'),
    *("''''''", "'''\n[[a]]\n\\'''", "'''a'''''", "'''\"\"\"'''"),
)
BETWEEN = ("", " ", "\t")


def joined(parts: st.SearchStrategy[str], separator: str) -> st.SearchStrategy[str]:
    """One to three texts, with a separator and blanks between."""
    return st.builds(
        lambda texts, blank: f"{blank}{separator}{blank}".join(texts),
        st.lists(parts, min_size=1, max_size=3),
        st.sampled_from(BETWEEN),
    )


keys = joined(st.sampled_from(KEYS), ".")


def containers(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Arrays over several lines, with comments, and inline tables."""
    pairs = st.builds(lambda key, value: f"{key} = {value}", keys, inner)
    return st.one_of(
        st.builds(lambda texts: f"[ {texts}, # ] [a]\n ]", joined(inner, ",\n")),
        st.just("[]"),
        st.builds(lambda texts: "{ " + texts + " }", joined(pairs, ",")),
        st.just("{}"),
    )


values = st.recursive(st.sampled_from(LITERALS), containers, max_leaves=5)
statements = st.one_of(
    st.builds(lambda key, blank: f"[{blank}{key}{blank}]", keys, st.sampled_from(BETWEEN)),
    st.builds(lambda key: f"[[{key}]] # [a]", keys),
    st.builds(lambda blank, key, value: f"{blank}{key}={value}", st.sampled_from(BETWEEN), keys, values),
    st.builds(lambda key, value: f"{key}  =\t{value} # b = 1", keys, values),
    st.sampled_from(("", "  # a = 1", "#")),
)  # fmt: skip


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Statements, less those that TOML does not allow after the others."""
    text = ""
    for statement in draw(st.lists(statements, max_size=8)):
        longer = text + statement + draw(st.sampled_from(("\n", "\r\n")))
        try:
            tomllib.loads(longer)
        except tomllib.TOMLDecodeError:
            continue
        text = longer
    return text if draw(st.booleans()) else text.rstrip("\r\n")


def nodes(tree: dict[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[Any, Any]]:
    """Every path that leads through tables alone, with its value."""
    for key, value in tree.items():
        yield (*above, key), value
        if isinstance(value, dict):
            yield from nodes(value, (*above, key))


def renamed(text: str, place: Position) -> dict[str, Any]:
    """The document with two letters put before the key at a place."""
    lines = text.split("\n")
    line, at = lines[place.line - 1], place.column - 1
    at += line[at] in "\"'"
    lines[place.line - 1] = f"{line[:at]}ZZ{line[at:]}"
    return tomllib.loads("\n".join(lines))


@settings(max_examples=300, deadline=None)
@given(documents())
def test_exactly_the_paths_of_a_document_have_places(text: str) -> None:
    assert set(key_positions(text)) == {path for path, _ in nodes(tomllib.loads(text))}


@settings(max_examples=300, deadline=None)
@given(documents())
def test_the_place_of_a_key_holds_that_key(text: str) -> None:
    places = key_positions(text)
    for path, value in nodes(tomllib.loads(text)):
        is_table = isinstance(value, dict)
        if is_table or (isinstance(value, list) and any(isinstance(each, dict) for each in value)):
            continue  # may be named in many places
        found = dict(nodes(renamed(text, places[path])))
        assert path not in found
        assert str(found[(*path[:-1], f"ZZ{path[-1]}")]) == str(value)  # nan is not nan


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("[fast]\nvalidators = 7", 2, 1),
        ("fast.validators = 7", 1, 6),
        ("fast = { block_seconds = 1, validators = 7 }", 1, 29),
        ("# fast.validators = 1\n\n [ fast ] # x\r\n\t'validators' = 7", 4, 2),
        ('[rewards]\nbase_reward = 1\n[fast]\n"validators" = 7\n', 4, 1),
        ('base = """\n[fast]\nvalidators = 1\n"""\n[fast]\nvalidators = 7', 6, 1),
        ("[x]\nfast.validators = 1\n[fast]\nvalidators = 7", 4, 1),
    ],
)
def test_a_field_is_found_however_it_is_written(text: str, line: int, column: int) -> None:
    assert key_positions(text)[("fast", "validators")] == Position(line, column)


def test_a_table_stands_where_it_is_first_named() -> None:
    places = key_positions("[a.b]\nx = 1\n[a]\ny.z = 1\ny.w = 1\n[a.c]\n")
    assert (places["a",], places["a", "b"]) == (Position(1, 2), Position(1, 4))
    assert (places["a", "y"], places["a", "c"]) == (Position(4, 1), Position(6, 4))
