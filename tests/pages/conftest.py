"""Fixtures for page tests: the dashboard over a store made for one test."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from learning_coverage.config import ROOT
from learning_coverage.ui.session import stores

PAGES = [str(path.relative_to(ROOT)) for path in sorted((ROOT / "pages").glob("*/*.py"))]


def anew() -> None:
    """Clear every cache, as after a restart."""
    st.cache_resource.clear()
    st.cache_data.clear()
    stores.reload_configuration()


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, Path]]:
    """The folders of a configuration that a test may change and of an empty store."""
    config, store = tmp_path / "config", tmp_path / "store"
    shutil.copytree(ROOT / "tests" / "config", config)
    monkeypatch.setenv("LEARNING_COVERAGE_CONFIG", str(config))
    monkeypatch.setenv("LEARNING_COVERAGE_STORE", str(store))
    anew()
    yield config, store
    stores.real_store().close()
    anew()


def without_sample(config: Path) -> None:
    """Turn the sample off, as in the configuration of a real commune."""
    file = config / "commune.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("sample: true\n", ""), encoding="utf-8")


def opened(page: str = "", **parameters: str) -> AppTest:
    """The dashboard after one run of a page with these query parameters; fails if the run raises."""
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=180)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    if page and not page.endswith("overview.py"):
        app.switch_page(page).run()
    assert not app.exception
    return app


def drawn(app: AppTest) -> str:
    """The HTML that the page renders beside Streamlit's own elements."""
    return "\n".join(json.loads(element.proto.json).get("html", "") for element in app.get("bidi_component"))
