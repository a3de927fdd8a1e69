"""Fixtures for browser tests: a running dashboard, and Chromium pages that record errors and outside requests."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from benchmarks.processes.servers import serve_dashboard
from learning_coverage.config import ROOT
from tests.conftest import LIMIT

# True when our own scripts have run: the first thing they do is to correct the roles in the menu.
SCRIPTS_HAVE_RUN = "() => !document.querySelector('[data-testid=stSidebarNavItems]:not([role=presentation])')"
# Resolves when the script has ended and the document has not changed for `quiet` milliseconds. The browser counts
# them in the thread that also renders, so a busy machine prolongs the wait.
QUIET = """(quiet) => new Promise((resolve) => {
    let timer;
    const restart = () => {
        clearTimeout(timer);
        timer = setTimeout(() => {
            if (!document.querySelector('[data-test-script-state=notRunning]')) return restart();
            observer.disconnect();
            resolve(true);
        }, quiet);
    };
    const observer = new MutationObserver(restart);
    observer.observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
    restart();
})"""
COMPUTER = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
Serve = Callable[[], str]


@contextmanager
def served(store: Path, config: Path = ROOT / "tests" / "config") -> Iterator[str]:
    """Start a dashboard on a free port; yields its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with serve_dashboard(port, str(store), config):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of one server with the sample, shared by all tests that save nothing."""
    with served(tmp_path_factory.mktemp("sample") / "store") as address:
        yield address


def settle(page: Page) -> None:
    """Wait until the script has ended and everything is rendered."""
    page.wait_for_selector("h1")
    page.wait_for_selector("[data-test-script-state=notRunning]")
    page.wait_for_function(SCRIPTS_HAVE_RUN)
    page.wait_for_function(QUIET, arg=500)


class Watched:
    """A page that records console errors, exceptions and requests to other hosts."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.set_default_timeout(LIMIT)
        self.problems: list[str] = []
        page.on(
            "console",
            lambda message: message.type == "error" and self._note_console_error(message.text, message.location["url"]),
        )
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("request", lambda request: self._note_outside_request(request.url))

    def _note_console_error(self, text: str, source: str) -> None:
        # At a deep link Streamlit first looks for its server below the page's address and gets a 404.
        if not ("404" in text and "/_stcore/" in source):
            self.problems.append(f"{text} {source}")

    def _note_outside_request(self, url: str) -> None:
        if urlsplit(url).scheme in ("http", "https", "ws", "wss") and urlsplit(url).hostname != "127.0.0.1":
            self.problems.append(f"left the machine: {url}")

    def open(self, address: str) -> Page:
        self.page.goto(address)
        self.settle()
        return self.page

    def settle(self) -> None:
        settle(self.page)


@pytest.fixture
def watched(chromium: Browser) -> Iterator[Watched]:
    context = chromium.new_context(viewport=COMPUTER, locale="vi-VN")
    watched_page = Watched(context.new_page())
    yield watched_page
    assert not watched_page.problems
    context.close()
