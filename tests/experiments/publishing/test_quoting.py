"""Numbers in the prose: worked examples and every refusal."""

from pathlib import Path

import pytest
from hybridstake.experiments.publishing.problems import PaperError
from hybridstake.experiments.publishing.quoting import quote, read_numbers

NUMBERS = {
    "attack.captured": 1.2345e-7,
    "attack.rare": 1e-9,
    "attack.share": 0.0734,
    "ledger.claims": 52,
    "ledger.stakers": 1_234_567,
    "ledger.loss": -1234.56,
    "ledger.third": 1 / 3,
    "ledger.half": 0.5,
    "ledger.zero": 0.0,
    "ledger.whole": 14.0,
    "ledger.broken": float("nan"),
    "ledger.mode": "Fast & _Secure_ $x$ <b> {{ledger.claims}}",
    "ledger.ratio": "2/3",
    "ledger.bounds": r"2 a_F - b_a \ge 1 \\ s_B > 1 \text{ or } t_1 \ge 0",
    "ledger.command": r"a_F \ge \input{secrets}",
    "ledger.comparison": r"a \gets 1",
}


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("{{ledger.claims}} claims", "52 claims"),
        ("{{ledger.claims:d}}", "52"),
        ("{{ledger.claims:.1f}}", "52.0"),
        ("{{ledger.stakers:,d}}", "1,234,567"),
        ("{{ledger.stakers:,.0f}}", "1,234,567"),
        ("{{ledger.zero:.2e}} $ {{ledger.zero:.1e}}", "0 $ 0"),
        ("${{ledger.zero:.1e}}$", "$0$"),
        ("{{ledger.loss:,.1f}}", "−1,234.6"),
        ("{{ledger.claims:+d}}", "+52"),
        ("{{ledger.half}}", "0.5"),
        ("{{ledger.whole}}", "14"),
        ("{{ledger.whole:d}}", "14"),
        ("{{ledger.third:.3g}}", "0.333"),
        ("{{attack.share:.1%}}", "7.3\xa0%"),
        ("{{attack.captured:.2e}}", r"$1.23 \times 10^{-7}$"),
        ("{{attack.captured:.2g}}", r"$1.2 \times 10^{-7}$"),
        ("{{attack.rare}}", "$10^{-9}$"),
        ("{{attack.rare:.0e}}", "$10^{-9}$"),
        ("{{ledger.loss:.1e}}", r"$-1.2 \times 10^{3}$"),
        ("{{ledger.ratio}}", r"2\/3"),
    ],
)
def test_a_number_is_printed_in_prose(source: str, wanted: str) -> None:
    assert quote(source, NUMBERS) == wanted


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("$n = {{ledger.claims}}$", "$n = 52$"),
        ("$p \\le {{attack.captured:.2e}}$", "$p \\le 1.23 \\times 10^{-7}$"),
        ("$2^{{{ledger.claims}}}$", "$2^{52}$"),
        ("$n = {{ledger.stakers:,d}}$", "$n = \\text{1,234,567}$"),
        ("$$\na = {{ledger.loss:,.1f}}\n$$", "$$\na = -\\text{1,234.6}\n$$"),
        ("$s = {{attack.share:.1%}}$", "$s = 7.3\\,\\%$"),
        ("$q > {{ledger.ratio}}$", "$q > 2/3$"),
        ("$\\frac{a}{b_{c}}$", "$\\frac{a}{b_{c}}$"),
        ("${{ledger.bounds:formula}}$", rf"${NUMBERS['ledger.bounds']}$"),
    ],
)
def test_a_number_is_printed_in_mathematics(source: str, wanted: str) -> None:
    assert quote(source, NUMBERS) == wanted


@pytest.mark.parametrize(
    "source",
    [
        "`{{ledger.claims}}`",
        "``a ` {{x}} ``",
        "```\n{{x.y}}\n```\n",
        '~~~ {.python}\nf"{{x}}"\n~~~\n',
        "{{table claims}}\n",
        "No quotation, {one} brace, $5 and $6.",
    ],
)
def test_code_tables_and_plain_text_are_left_alone(source: str) -> None:
    assert quote(source, NUMBERS) == source


def test_dollars_that_open_no_formula_leave_prose_as_prose() -> None:
    assert quote("$5, {{ledger.loss:.0f}} and $6", NUMBERS) == "$5, −1235 and $6"


def test_text_from_outside_is_escaped_and_never_quoted_again() -> None:
    assert quote("{{ledger.mode}}", NUMBERS) == (
        r"Fast \& \_Secure\_ \$x\$ \<b\> \{\{ledger\.claims\}\}"
    )


def test_quoting_keeps_the_number_of_lines() -> None:
    assert quote("a\n{{x.y}}\nb", {"x.y": "two\nlines"}) == "a\ntwo lines\nb"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            "a\n\n{{ledger.claim}}",
            "line 3: {{ledger.claim}} is not known"
            "; nearest: ledger.claims, ledger.ratio, ledger.mode",
        ),
        (
            "{{claims}}",
            "line 1: {{claims}} is not {{question.number}} or {{question.number:format}}",
        ),
        (
            "{{ledger.claims.__class__}}",
            "line 1: {{ledger.claims.__class__}} is not {{question.number}} or "
            "{{question.number:format}}",
        ),
        (
            "{{ledger.claims:>10}}",
            "line 1: {{ledger.claims:>10}} has the format '>10', which is not "
            "words, duration, formula, or [+][,][.digits] and one of d e f g %",
        ),
        (
            "{{ledger.claims:}}",
            "line 1: {{ledger.claims:}} has the format '', which is not "
            "words, duration, formula, or [+][,][.digits] and one of d e f g %",
        ),
        (
            "{{ledger.half:d}}",
            "line 1: {{ledger.half:d}} has the format 'd', but is 0.5",
        ),
        (
            "{{ledger.third}}",
            "line 1: {{ledger.third}} is 0.3333333333333333: say how many digits to print, "
            "such as :.3g",
        ),
        (
            "{{ledger.broken:.1f}}",
            "line 1: {{ledger.broken:.1f}} is nan, which no format can print",
        ),
        (
            "{{ledger.ratio:.1f}}",
            "line 1: {{ledger.ratio:.1f}} has the format '.1f', but is text",
        ),
        (
            "$a = {{ledger.mode}}$",
            "line 1: {{ledger.mode}} is 'Fast & _Secure_ $x$ <b> {{ledger.claims}}', "
            "which cannot stand in a formula",
        ),
        (
            "$a = {{ledger.command:formula}}$",
            "line 1: {{ledger.command:formula}} has the format 'formula', but is "
            r"'a_F \\ge \\input{secrets}'",
        ),
        (
            "$a = {{ledger.comparison:formula}}$",
            "line 1: {{ledger.comparison:formula}} has the format 'formula', but is 'a \\\\gets 1'",
        ),
        (
            "$a = {{ledger.half:formula}}$",
            "line 1: {{ledger.half:formula}} has the format 'formula', but is 0.5",
        ),
        ("one {{ledger.claims}\ntwo", "line 1: {{ opens or closes no quotation"),
        ("one\nledger.claims}} two", "line 2: }} opens or closes no quotation"),
        (
            "see {{table claims}}",
            "line 1: {{table claims}} must stand alone on its line",
        ),
    ],
)
def test_a_wrong_quotation_is_refused(source: str, message: str) -> None:
    with pytest.raises(PaperError) as caught:
        quote(source, NUMBERS)
    assert str(caught.value) == message


def test_every_wrong_quotation_is_told() -> None:
    with pytest.raises(PaperError) as caught:
        quote("{{z.a}}\n`{{z.b}}` ${{z.c}}$\n{{z.d}} {{z.e}}", {"q.n": 1})
    assert caught.value.problems == (
        "line 1: {{z.a}} is not known; nearest: q.n",
        "line 2: {{z.c}} is not known; nearest: q.n",
        "line 3: {{z.d}} is not known; nearest: q.n",
        "line 3: {{z.e}} is not known; nearest: q.n",
    )


def test_a_quotation_that_is_like_nothing_names_three_of_a_thousand() -> None:
    """The paper has hundreds of numbers; a line of refusal can be read."""
    with pytest.raises(PaperError) as caught:
        quote("{{z.zzz}}", {f"question.number_{count:03}": count for count in range(1_000)})
    (problem,) = caught.value.problems
    lead, _, names = problem.partition("; nearest: ")
    assert lead == "line 1: {{z.zzz}} is not known"
    assert len(names.split(", ")) == 3
    assert len(problem) < 120


def test_numbers_are_read_by_question(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text('{"n": 2, "name": "two"}', encoding="utf-8")
    (tmp_path / "a.json").write_text('{"p": 0.5}', encoding="utf-8")
    assert read_numbers(tmp_path) == {"a.p": 0.5, "b.n": 2, "b.name": "two"}


def test_a_missing_folder_holds_no_numbers(tmp_path: Path) -> None:
    assert read_numbers(tmp_path / "numbers") == {}


def test_numbers_that_are_not_flat_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"p": [1], "q": true, "r": 1, "s": null}', encoding="utf-8")
    (tmp_path / "b.json").write_text("[]", encoding="utf-8")
    (tmp_path / "c.json").write_text("{", encoding="utf-8")
    with pytest.raises(PaperError) as caught:
        read_numbers(tmp_path)
    assert caught.value.problems == (
        "numbers/a.json: p must be a number, a string or null, got [1]",
        "numbers/a.json: q must be a number, a string or null, got True",
        "numbers/b.json must be an object of names and numbers",
        "numbers/c.json is not JSON: Expecting property name enclosed in double quotes: "
        "line 1 column 2 (char 1)",
    )
