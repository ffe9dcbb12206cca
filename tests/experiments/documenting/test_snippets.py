"""What a page shows: files, commands, and the lines that they print."""

import pytest
from hybridstake.experiments.documenting.snippets import (
    Kept,
    ShownCommand,
    ShownFile,
    shows,
    snippets,
)

PAGE = """\
Write this:

```toml title="my.toml"
base = "plan"
```

and in a list

1. run

    ```console
    $ hybridstake check my.toml \\
        --json
    {
      "holds": false,
    …
    $ echo $?
    1
    ```

<!-- exhaustive -->
```console
$ make lab        # sliders
```

<!-- elsewhere: needs a cluster -->

```console
$ hybridstake prove
```

```python
print("neither")
```

```yaml
# a/b.yml
on: push
```
"""


def test_files_and_commands_are_found_in_the_order_of_the_page() -> None:
    assert list(snippets(PAGE)) == [
        ShownFile("my.toml", 'base = "plan"\n'),
        ShownCommand(
            "hybridstake check my.toml --json", ("{", '  "holds": false,', "…"), Kept.ALWAYS
        ),
        ShownCommand("echo $?", ("1",), Kept.ALWAYS),
        ShownCommand("make lab", (), Kept.EXHAUSTIVE),
        ShownCommand("hybridstake prove", (), Kept.ELSEWHERE),
        ShownFile("a/b.yml", "# a/b.yml\non: push\n"),
    ]


def test_a_mark_that_means_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="sometimes"):
        list(snippets("<!-- sometimes -->\n```console\n$ hybridstake prove\n```"))


@pytest.mark.parametrize(
    ("output", "printed", "expected"),
    [
        ((), "anything\n", True),
        (("a", "b"), "a\nb\n", True),
        (("a",), "a\nb\n", False),
        (("a", "…"), "a\nb\n\nc\n", True),
        (("…", "c"), "a\nb\nc\n", True),
        (("…", "c"), "a\nb\nd\n", False),
        (("a … c",), "a b b c\n", True),
        (("a … c",), "a b\nc\n", False),
        (("a.c",), "abc\n", False),
        (("a",), "a   \n", True),
        (("",), "", False),
    ],
)
def test_lines_are_compared_and_an_ellipsis_stands_for_what_is_left_out(
    output: tuple[str, ...], printed: str, expected: bool
) -> None:
    assert shows(output, printed) == expected
