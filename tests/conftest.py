"""Fixtures and settings shared by all test folders."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from learning_coverage.content.basis import Basis
from learning_coverage.content.request import Request
from learning_coverage.reports.kinds import KINDS, Kind

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
BEGINNINGS = {
    **dict.fromkeys(("docx", "pptx", "xlsx", "zip"), b"PK"),
    "pdf": b"%PDF",
    "csv": b"\xef\xbb\xbfnam;thon;",
    "png": b"\x89PNG",
    "html": b"<!doctype html>",
}

# The tests have a configuration of their own, so that a commune's settings in config/ do not affect them. It is that of
# the sample (data/sample/so_lieu.csv). Child processes inherit the variable.
os.environ["LEARNING_COVERAGE_CONFIG"] = str(Path(__file__).parent / "config")

# Milliseconds the browser tests wait for a condition. Generous, as the machine may be busy; a test that passes never
# waits that long, so no test sets a limit of its own.
LIMIT = 120_000
expect.set_options(timeout=LIMIT)

Make = Callable[[Basis, Request], bytes]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of a process; a second one does not start."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS, timeout=LIMIT)
        yield browser
        browser.close()


def stand_in(monkeypatch: pytest.MonkeyPatch, kind: Kind, make: Make) -> None:
    """Replace the function that makes a kind of document, for one test."""
    double = ModuleType(kind.module)
    double.make = make  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, f"learning_coverage.reports.{kind.module}", double)


@pytest.fixture
def doubles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents that contain only their request, for tests that do not check document contents."""
    for kind in KINDS.values():
        pattern = f"{kind.name} {{0.village}} {{0.year}} {{0.preset}}"
        stand_in(monkeypatch, kind, lambda basis, request, pattern=pattern: pattern.format(request).encode())
