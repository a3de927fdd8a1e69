"""Waiting times in Chromium: clicks and first visits, the dashboard and its peers in turn in every round."""

import base64
import tempfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.processes import servers
from benchmarks.result import Result, median_ratio, noise_factor
from learning_coverage.config import load_config
from learning_coverage.content.basis import Basis
from learning_coverage.content.request import Request
from learning_coverage.reports.kinds import KINDS
from learning_coverage.sample import create_store
from learning_coverage.wording import Wording, today
from tests.conftest import ARGUMENTS, CHROMIUM

ROUNDS = 11
PAINT_SCRIPT = (Path(__file__).parent / "painted.js").read_text(encoding="utf-8")
VIEWPORT = {"width": 1366, "height": 768}
YEARS = ("2025", "2026")  # clicked in turn


@dataclass(frozen=True)
class MeasuredPage:
    """A page to measure; `kind` selects the condition in painted.js for "everything is painted"."""

    name: str
    address: str
    kind: str


def measure(port: int) -> Iterator[tuple[str, Result]]:
    """Key and result of each goal measured in the browser."""
    with _start_servers(port) as targets, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        clicks, bytes_click = _time_clicks(browser, [target for target in targets if target.kind != "page"])
        noise = noise_factor(clicks["ours"], clicks["same"])
        yield "click_line", Result(median_ratio(clicks["ours"], clicks["line"]), noise)
        yield "click_dash", Result(median_ratio(clicks["ours"], clicks["dash"]), noise)
        for page in ("matrix", "titles", "village"):
            yield f"click_{page}", Result(median_ratio(clicks[page], clicks["ended"]), noise)
        yield "bytes_click", Result(bytes_click / 1000)
        visits, bytes_first = _time_visits(browser, [t for t in targets if t.name in ("ours", "same", "static")])
        yield (
            "first_visit",
            Result(median_ratio(visits["ours"], visits["static"]), noise_factor(visits["ours"], visits["same"])),
        )
        yield "bytes_first", Result(bytes_first / 1e6)


@contextmanager
def _start_servers(port: int) -> Iterator[list[MeasuredPage]]:
    with ExitStack() as open_, tempfile.TemporaryDirectory() as folder:
        where = Path(folder)
        dash = str(Path(__file__).parents[1] / "peers" / "dash_overview.py")
        pages = ["-m", "http.server", str(port + 4), "--bind", "127.0.0.1", "--directory", folder]
        (where / "index.html").write_bytes(_static_page())
        at = [f"http://127.0.0.1:{port + n}" for n in range(5)]
        open_.enter_context(servers.serve_dashboard(port, f"{folder}/ours"))
        open_.enter_context(servers.serve_dashboard(port + 1, f"{folder}/same"))
        open_.enter_context(servers.serve_peer(port + 2, "one_line", where))
        open_.enter_context(servers.run_server([dash, str(port + 3)], at[3]))
        open_.enter_context(servers.run_server(pages, at[4]))
        yield [
            MeasuredPage("ours", at[0], "overview"),
            MeasuredPage("same", at[1], "overview"),
            MeasuredPage("line", at[2], "line"),
            MeasuredPage("dash", at[3], "charts"),
            MeasuredPage("static", at[4], "page"),
            # what is painted last differs between pages, so these are compared by the end of their scripts
            *(MeasuredPage(page or "ended", f"{at[0]}/{page}", "ours") for page in ("", "matrix", "titles", "village")),
        ]


def _static_page() -> bytes:
    """The HTML document of the same charts, rendered by the same templates."""
    config = load_config()
    store = create_store(config)
    return KINDS["html"].make(Basis(store.at(None), config, Wording(), True), Request(2026, today()))


def _time_clicks(browser: Browser, targets: list[MeasuredPage]) -> tuple[dict[str, list[float]], float]:
    """Milliseconds of every click by target, and the bytes sent for one click on the dashboard."""
    pages = {target: _open_page(browser, target.address) for target in targets}
    took: dict[str, list[float]] = defaultdict(list)
    for target, page in pages.items():
        _time_first_paint(page, target.kind)
    for turn in range(ROUNDS + 1):
        for target, page in pages.items():
            page.bring_to_front()
            milliseconds = _time_click(page, target.kind, YEARS[turn % 2])
            if turn:  # the first of each only warms up
                took[target.name].append(milliseconds)
    sent = _average_click_bytes(pages[targets[0]])
    for page in pages.values():
        page.context.close()
    return took, sent


def _open_page(browser: Browser, address: str, sent: list[int] | None = None) -> Page:
    """The page in a new browser context (empty cache); the bytes of every response are appended to `sent`."""
    page = browser.new_context(viewport=VIEWPORT, locale="vi-VN").new_page()  # type: ignore[arg-type]
    page.add_init_script(PAINT_SCRIPT)
    if sent is not None:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", lambda event: sent.append(event["encodedDataLength"]))
    page.goto(address)
    return page


def _time_first_paint(page: Page, kind: str) -> float:
    """Milliseconds from the start of the visit until the page is painted."""
    return float(page.evaluate("(kind) => window.paintedAfter(kind, '2026', () => 0)", kind))


def _time_click(page: Page, kind: str, year: str) -> float:
    """Milliseconds from choosing a year (list in Streamlit, radio button in Dash) until it is painted."""
    if kind == "charts":
        option = page.locator("label", has_text=year).first
    else:
        page.locator(".st-key-year input").first.click()
        option = page.get_by_role("option", name=year)
    option.wait_for()
    page.evaluate("([kind, year]) => window.expectClick(kind, year)", [kind, year])
    option.click()
    return float(page.evaluate("() => window.took"))


def _average_click_bytes(page: Page) -> float:
    """Average bytes of a click: the WebSocket messages, each compressed on its own."""
    sizes: list[int] = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on(
        "Network.webSocketFrameReceived",
        lambda event: sizes.append(len(zlib.compress(base64.b64decode(event["response"]["payloadData"])))),
    )
    for year in YEARS * 2:
        _time_click(page, "overview", year)
    return sum(sizes) / 4


def _time_visits(browser: Browser, targets: list[MeasuredPage]) -> tuple[dict[str, list[float]], float]:
    """Milliseconds of first visits by target, and the bytes sent for one first visit to the dashboard."""
    took: dict[str, list[float]] = defaultdict(list)
    sent: list[int] = []
    for turn in range(ROUNDS):
        for target in targets:
            page = _open_page(browser, target.address, sent if target.name == "ours" and not turn else None)
            took[target.name].append(_time_first_paint(page, target.kind))
            page.context.close()
    return took, float(sum(sent))
