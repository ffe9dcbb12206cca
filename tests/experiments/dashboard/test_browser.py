"""The dashboard in a real browser without a screen: what it shows, says, and can be done with it.

Driven over the browser's own debugging protocol, so that nothing further is needed; left out where
chromium is not installed.
"""

import json
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hybridstake.experiments.dashboard.pages import ADDRESSES

pytest.importorskip("streamlit")
client = pytest.importorskip("websockets.sync.client")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.exhaustive,
    pytest.mark.skipif(CHROMIUM is None, reason="needs chromium"),
]

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--remote-debugging-port=0",
)  # fmt: skip
SIZES = {"wide": (1280, 720), "narrow": (420, 900)}
PATIENCE = 120.0
"""Longest wait for anything on a machine that does other things too [s]."""
LAB = [
    sys.executable,
    "-c",
    "from hybridstake.experiments.commands.main import main; main()",
    "lab",
]

SHOWN = """
const app = document.querySelector('[data-testid=stApp]');
return !!document.querySelector('[data-testid=stPopover]')
  && app.dataset.testScriptState === 'notRunning'
  && !document.querySelector('[data-testid=stSpinner]')
  && [...document.querySelectorAll('[data-testid=stVegaLiteChart]')]
       .every(each => each.querySelector('svg, canvas'));
"""
"""Whether a page is there with all that belongs to it; what is shared comes last."""

FAULTS = """
const found = [];
if (document.documentElement.scrollWidth > innerWidth + 1) found.push('scrolls sideways');
for (const each of document.querySelectorAll('[data-testid=stMain] *')) {
  const style = getComputedStyle(each);
  const cut = each.clientWidth > 0 && each.scrollWidth > each.clientWidth + 1;
  const hides = !['visible', 'auto', 'scroll'].includes(style.overflowX);
  if (!each.children.length && each.textContent.trim() && cut && hides)
    found.push('cut off: ' + each.textContent.slice(0, 80));
  if (each.tagName === 'INPUT' && each.type === 'number' && each.scrollWidth > each.clientWidth + 1)
    found.push('cut off: ' + each.ariaLabel + ' ' + each.value);
}
for (const chart of document.querySelectorAll('[data-testid=stVegaLiteChart] svg')) {
  const box = chart.getBoundingClientRect();
  for (const text of chart.querySelectorAll('text')) {
    const at = text.getBoundingClientRect();
    if (at.width && (at.left < box.left - 1 || at.right > box.right + 1
        || at.top < box.top - 1 || at.bottom > box.bottom + 1))
      found.push('out of the chart: ' + text.textContent);
  }
}
for (const each of performance.getEntriesByType('resource'))
  if (!each.name.startsWith(location.origin) && !/^(data|blob):/.test(each.name))
    found.push('from outside: ' + each.name);
for (const each of document.querySelectorAll('input, button'))
  if (!each.ariaLabel && !each.textContent.trim() && !each.labels?.length
      && each.offsetWidth > 1 && each.type !== 'file')
    found.push('without a name: ' + each.outerHTML.slice(0, 120));
return found;
"""
"""What a careful stranger would complain about."""


class Browser:
    """One window of a browser."""

    def __init__(self, connection: Any, downloads: Path) -> None:
        self.socket = connection
        self.count = 0
        self.said: list[str] = []
        for name in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{name}.enable")
        where = {"behavior": "allow", "downloadPath": str(downloads)}
        self.call("Browser.setDownloadBehavior", **where)

    def call(self, method: str, **parameters: Any) -> Any:
        """A command's answer; what the page says meanwhile is kept."""
        self.count += 1
        self.socket.send(json.dumps({"id": self.count, "method": method, "params": parameters}))
        while True:
            told = json.loads(self.socket.recv(timeout=PATIENCE))
            if told.get("id") == self.count:
                assert "error" not in told, told
                return told["result"]
            self.hear(told["method"], told["params"])

    def hear(self, event: str, told: dict[str, Any]) -> None:
        """Errors and warnings, wherever they come from."""
        if event == "Runtime.exceptionThrown":
            self.said.append(str(told["exceptionDetails"]))
        elif event == "Runtime.consoleAPICalled" and told["type"] in ("error", "warning", "assert"):
            self.said.append(str([each.get("value") for each in told["args"]]))
        elif event == "Log.entryAdded" and told["entry"]["level"] in ("error", "warning"):
            self.said.append(f"{told['entry']['text']} {told['entry'].get('url')}")

    def run(self, script: str) -> Any:
        """What the body of a function returns in the page."""
        found = self.call(
            "Runtime.evaluate", expression=f"(() => {{ {script} }})()", returnByValue=True
        )
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def open(self, address: str, size: tuple[int, int]) -> None:
        """A page at a size, once all of it is there."""
        shape = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False}
        self.call("Emulation.setDeviceMetricsOverride", **shape)
        self.call("Page.navigate", url="about:blank")
        self.said.clear()
        self.call("Page.navigate", url=address)
        self.wait(lambda: self.run(SHOWN), address)
        time.sleep(1.0)  # charts settle into their places
        self.wait(lambda: self.run(SHOWN), address)

    def wait(self, is_so: Callable[[], Any], what: str) -> None:
        ends = time.monotonic() + PATIENCE
        while not is_so():
            assert time.monotonic() < ends, f"not seen in time: {what}"
            time.sleep(0.1)

    def find(self, selector: str) -> None:
        """Wait until there is what a selector finds."""
        found = f"return !!document.querySelector({json.dumps(selector)})"
        self.wait(lambda: self.run(found), selector)

    def press(self, selector: str, key: str, code: int) -> None:
        """A key, on what a selector finds."""
        self.find(selector)
        assert self.run(
            f"const found = document.querySelector({json.dumps(selector)}); found.focus();"
            "return document.activeElement === found"
        )
        text = {"text": "\r"} if key == "Enter" else {}
        for kind in ("keyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent",
                type=kind, key=key, code=key, windowsVirtualKeyCode=code,
                **(text if kind == "keyDown" else {}),
            )  # fmt: skip

    def click(self, selector: str) -> None:
        """The mouse, on the first that a selector finds."""
        self.find(selector)
        at = self.run(
            f"const found = document.querySelector({json.dumps(selector)});"
            "found.scrollIntoView({block: 'center'}); const box = found.getBoundingClientRect();"
            "return {x: box.x + box.width / 2, y: box.y + box.height / 2}"
        )
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            pressed = {} if kind == "mouseMoved" else {"button": "left", "clickCount": 1}
            self.call("Input.dispatchMouseEvent", type=kind, **at, **pressed)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ended(process: "subprocess.Popen[bytes]") -> None:
    process.send_signal(signal.SIGINT)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def until(is_so: Callable[[], Any], process: "subprocess.Popen[bytes]") -> None:
    ends = time.monotonic() + PATIENCE
    while not is_so():
        assert process.poll() is None
        assert time.monotonic() < ends
        time.sleep(0.1)


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def started(command: list[str]) -> "subprocess.Popen[bytes]":
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet)


@pytest.fixture(scope="module")
def lab() -> Iterator[str]:
    """Address of a running dashboard."""
    port = free_port()
    process = started([*LAB, "--port", str(port), "--no-browser"])
    try:
        until(lambda: listens(port), process)
        yield f"http://127.0.0.1:{port}/"
    finally:
        ended(process)


@pytest.fixture(scope="module")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="module")
def browser(downloads: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    profile = tmp_path_factory.mktemp("profile")
    process = started([str(CHROMIUM), *FLAGS, f"--user-data-dir={profile}", "about:blank"])
    note = profile / "DevToolsActivePort"
    try:
        until(lambda: note.exists() and len(note.read_text().split()) == 2, process)
        port, path = note.read_text().split()
        with client.connect(f"ws://127.0.0.1:{port}{path}") as whole:
            whole.send(json.dumps({"id": 1, "method": "Target.getTargets"}))
            targets = json.loads(whole.recv(timeout=PATIENCE))["result"]["targetInfos"]
        page = next(each["targetId"] for each in targets if each["type"] == "page")
        address = f"ws://127.0.0.1:{port}/devtools/page/{page}"
        with client.connect(address, max_size=None) as connection:
            yield Browser(connection, downloads)
    finally:
        ended(process)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ADDRESSES)
def test_a_page_shows_everything_whole_names_all_its_fields_and_says_nothing_in_the_console(
    browser: Browser, lab: str, name: str, size: str
) -> None:
    browser.open(f"{lab}?page={name}", SIZES[size])
    assert browser.run("return document.querySelector('h2').textContent") == name.capitalize()
    assert browser.run("return document.querySelectorAll('[data-testid=stAlert] code').length") == 0
    assert browser.run(FAULTS) == []
    assert browser.said == []


def test_a_slider_moves_by_the_keyboard_and_the_numbers_follow(browser: Browser, lab: str) -> None:
    browser.open(f"{lab}?page=rewards&base=reference", SIZES["wide"])
    told = "return document.querySelector('[data-testid=stMain]').textContent"
    assert "authority_share = 0.61" not in browser.run(told)
    browser.press(".st-key-authority_share-slider input[type=range]", "ArrowRight", 39)
    browser.wait(lambda: "authority_share = 0.61" in browser.run(told), "a moved slider")


def test_pages_are_reached_by_the_keyboard_and_the_address_follows(
    browser: Browser, lab: str
) -> None:
    browser.open(lab, SIZES["wide"])
    title = "return document.querySelector('h2')?.textContent"
    browser.press(".st-key-page button:nth-of-type(4)", "Enter", 13)
    browser.wait(lambda: browser.run(title) == "Cartels", "the page of cartels")
    browser.wait(lambda: browser.run("return location.search") == "?page=cartels", "its address")
    browser.run("history.back()")
    browser.wait(lambda: browser.run(title) == "Rewards", "the page before")


def test_a_chart_is_saved_as_a_picture(browser: Browser, lab: str, downloads: Path) -> None:
    browser.open(f"{lab}?page=cartels", SIZES["wide"])
    browser.click("button[aria-label^='Download as PNG']")
    browser.wait(lambda: [*downloads.glob("*.png")], "a picture")
    data = next(downloads.glob("*.png")).read_bytes()
    assert data.startswith(b"\x89PNG")
    assert len(data) > 5_000


def test_a_click_on_a_point_of_the_front_shows_its_file(browser: Browser, lab: str) -> None:
    pytest.importorskip("optuna")
    browser.open(f"{lab}?page=tuning", SIZES["wide"])
    told = "return document.querySelector('[data-testid=stMain]').innerText"
    before = browser.run(told)
    browser.click("[data-testid=stVegaLiteChart] svg .points_marks path")
    browser.wait(lambda: browser.run(told) != before, "another file")
    assert "base =" in browser.run(told)
