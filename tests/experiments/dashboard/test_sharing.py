"""Links that are opened, files that are opened, and what a page gives out."""

import re
import tomllib
from importlib import resources
from urllib.parse import parse_qsl, urlsplit

import pytest
from hybridstake.experiments.dashboard.cartels_page import STATE

testing = pytest.importorskip("streamlit.testing.v1")
AppTest = testing.AppTest

PAGE = str(resources.files("hybridstake.experiments.dashboard").joinpath("page.py"))


def opened(**query: str) -> AppTest:
    page = AppTest.from_file(PAGE, default_timeout=60)
    for name, text in query.items():
        page.query_params[name] = text
    return page.run()


def link_of(page: AppTest) -> dict[str, str]:
    """What the link on the page says."""
    assert not page.exception
    links = [code.value for code in page.code if code.value.startswith("http://127.0.0.1:")]
    assert len(links) == 1
    return dict(parse_qsl(urlsplit(links[0]).query))


def test_a_link_opens_its_page_with_its_values_and_gives_the_same_link() -> None:
    query = {"page": "cartels", "cartel": "fee-fixing", "detection": "0.25", "loses_seat": "false"}
    page = opened(**query)
    assert page.header[0].value == "Cartels"
    assert page.selectbox(key="cartel").value == "fee-fixing"
    assert page.number_input(key="detection").value == 0.25
    assert not page.checkbox(key="loses_seat").value
    assert link_of(page) == query
    page.number_input(key="detection").set_value(0.5).run()
    assert link_of(page)["detection"] == "0.5"


def test_a_link_that_lies_is_told_once_and_the_page_starts_as_ever() -> None:
    page = opened(page="cartels", detection="<script>")
    told = (
        "The link was not followed: `detection must be a number of at most 1e+15, got '<script>'`"
    )
    assert [box.value for box in page.warning] == [told]
    assert link_of(page) == {"page": "cartels"}
    page.run()
    assert not page.warning


def test_a_link_to_a_page_that_is_not_leads_to_the_first() -> None:
    page = opened(page="nowhere")
    assert page.header[0].value == "Rewards"
    assert page.warning[0].value.startswith("The link was not followed: `page must be one of")


def test_a_value_of_a_link_that_no_protocol_can_have_is_refused_by_the_page_in_one_line() -> None:
    page = opened(page="cartels", slash="7")
    assert [box.value for box in page.error] == ["`slashing.rate must lie in [0, 1], got 7.0`"]


def test_another_page_and_back_finds_everything_as_it_was() -> None:
    page = opened(page="cartels")
    page.number_input(key="detection").set_value(0.5).run()
    page.button_group(key="page").set_value("modes").run()
    assert page.header[0].value == "Modes"
    assert page.query_params == {"page": "modes"}
    page.button_group(key="page").set_value("cartels").run()
    assert page.number_input(key="detection").value == 0.5


def test_a_file_that_was_saved_opens_again_and_one_of_another_page_does_not() -> None:
    page = opened(page="cartels")
    values = STATE.completed({"detection": 0.125, "cartel": "censoring"})
    text = STATE.as_file(values)
    assert tomllib.loads(text)["settings"]["detection"] == 0.125
    upload = page.file_uploader(key="file of cartels")
    upload.set_value(("cartels.toml", text.encode(), "application/toml")).run()
    assert page.number_input(key="detection").value == 0.125
    assert page.selectbox(key="cartel").value == "censoring"
    wrong = text.replace('"cartels"', '"modes"').encode()
    upload = page.file_uploader(key="file of cartels")
    upload.set_value(("modes.toml", wrong, "application/toml")).run()
    told = "The file was not opened: `page must be \"cartels\" here, got 'modes'`"
    assert [box.value for box in page.warning] == [told]
    assert page.number_input(key="detection").value == 0.125


@pytest.mark.parametrize(
    ("name", "tables"),
    [
        ("attacks", ["Surface", "Witnesses"]),
        ("modes", ["Finality", "Throughput"]),
        ("cartels", ["Boundaries", "What ends it"]),
    ],
)
def test_every_page_gives_out_its_settings_and_its_tables(name: str, tables: list[str]) -> None:
    page = opened(page=name)
    labels = [button.label for button in page.download_button]
    assert labels == ["Settings (TOML)", *(f"{table} (CSV)" for table in tables)]
    assert any(re.search("PNG", caption.value) for caption in page.caption)
