"""The dashboard as its users start it, and a real Chromium in front of it."""

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

# Our own scripts are there and have run: they mend the menu first of all.
OURS = "() => !document.querySelector('[data-testid=stSidebarNavItems]:not([role=presentation])')"
# Resolves when the script has ended and the document has not changed for so many milliseconds. The browser counts them
# in the thread that also renders, so a busy machine prolongs the wait.
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
    """A fresh server on a port of its own; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with serve_dashboard(port, str(store), config):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One server with the sample, for all that changes nothing."""
    with served(tmp_path_factory.mktemp("sample") / "store") as address:
        yield address


def settle(page: Page) -> None:
    """Wait until the script has ended and everything is rendered."""
    page.wait_for_selector("h1")
    page.wait_for_selector("[data-test-script-state=notRunning]")
    page.wait_for_function(OURS)
    page.wait_for_function(QUIET, arg=500)


class Watched:
    """A page that remembers what must not happen: errors, and requests that leave the machine."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.set_default_timeout(LIMIT)
        self.wrong: list[str] = []
        page.on(
            "console", lambda message: message.type == "error" and self._note(message.text, message.location["url"])
        )
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("request", lambda request: self._leaves(request.url))

    def _note(self, text: str, source: str) -> None:
        # At a deep link Streamlit asks below the page's address first where its server is; a 404 is its answer.
        if not ("404" in text and "/_stcore/" in source):
            self.wrong.append(f"{text} {source}")

    def _leaves(self, url: str) -> None:
        if urlsplit(url).scheme in ("http", "https", "ws", "wss") and urlsplit(url).hostname != "127.0.0.1":
            self.wrong.append(f"left the machine: {url}")

    def open(self, address: str) -> Page:
        self.page.goto(address)
        self.settle()
        return self.page

    def settle(self) -> None:
        settle(self.page)


@pytest.fixture
def watched(chromium: Browser) -> Iterator[Watched]:
    context = chromium.new_context(viewport=COMPUTER, locale="vi-VN")
    watching = Watched(context.new_page())
    yield watching
    assert not watching.wrong
    context.close()
