"""Custom components: each is one script with its styles.

Under `server.py` the scripts are files which the browser fetches once. Given to Streamlit as text, script and style
would travel with every part of every click: 50 KB each time.
"""

import hashlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import streamlit as st

from learning_coverage import charts, csv_safety
from learning_coverage.ui import streamlit_internals

ASSETS = Path(__file__).parent
TEMPLATES = ASSETS.parent / "templates"
PACKAGE = "learning_coverage"
SCRIPTS: dict[str, tuple[str, ...]] = {
    "query_params": ("navigation.js", "query_params.js"),
    "download": ("download.js",),
    "rendered_html": ("vendored/html-to-image.js", "stylesheet.js", "navigation.js", "rendered_html.js"),
    "slides": ("stylesheet.js", "navigation.js", "slides.js"),
}

_published_files: dict[str, str] = {}  # file name of each script by component; empty while none is published


@lru_cache
def read_asset(name: str) -> str:
    """The text of a script or style sheet of this folder."""
    return (ASSETS / name).read_text(encoding="utf-8")


@cache
def get_component(name: str) -> Any:
    """The function that mounts a component of `SCRIPTS`: its published file, or without one its text."""
    js = _published_files.get(name) or _build_script(name)
    return st.components.v2.component(f"{PACKAGE}.{name}", js=js)


@asynccontextmanager
async def publish_scripts(_app: object) -> AsyncIterator[None]:
    """Serve every script as a file while the server runs; the lifespan of `server.py`."""
    with TemporaryDirectory(prefix="learning-coverage-", ignore_cleanup_errors=True) as folder:
        _published_files.update({name: _write_script(name, Path(folder) / name) for name in SCRIPTS})
        streamlit_internals.register_component_folders(PACKAGE, Path(folder), SCRIPTS)
        yield


def _write_script(name: str, folder: Path) -> str:
    """Write the script of a component; the name of its file changes with its text, so browsers may cache it."""
    script = _build_script(name)
    folder.mkdir()
    file = folder / f"{hashlib.sha256(script.encode()).hexdigest()[:16]}.js"
    file.write_text(script, encoding="utf-8")
    return file.name


def _build_script(name: str) -> str:
    """The script of a component, preceded by its style sheet and the pattern of formulas where it renders HTML."""
    script = "".join(map(read_asset, SCRIPTS[name]))
    if "stylesheet.js" not in SCRIPTS[name]:
        return script
    style = charts.build_css() + "".join(path.read_text(encoding="utf-8") for path in sorted(TEMPLATES.rglob("*.css")))
    constants = {"STYLE": style, "FORMULA": csv_safety.FORMULA_PATTERN}
    return "".join(f"const {key} = {json.dumps(value)};\n" for key, value in constants.items()) + script
