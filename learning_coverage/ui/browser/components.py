"""Our parts of a page that run in the browser. Each is one script, which the browser fetches once.

Given to Streamlit as text, script and style would travel with every part of every click: 50 KB each time.
"""

import hashlib
import json
from functools import cache, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest
from streamlit.runtime import Runtime

from learning_coverage import charts, csv_safety

ASSETS = Path(__file__).parent
PACKAGE = "learning_coverage"


@lru_cache
def read_asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


SCRIPTS: dict[str, tuple[str, ...]] = {
    "address": ("address.js",),
    "taking": ("taking.js",),
    "linked": ("vendored/html-to-image.js", "styled.js", "linked.js"),
    "slides": ("styled.js", "slides.js"),
}
STYLES: dict[str, tuple[str, ...]] = {"linked": (), "slides": ("slides.css",)}  # on top of the look shared by all


def get_component(name: str) -> Any:
    """A component of this folder. A script that draws finds the style and the rule against formulas as constants."""
    # Without a server nobody could fetch it; tests of pages have something that only looks like one.
    return _register(name, is_served=Runtime.exists() and type(Runtime.instance()) is Runtime)


@cache
def _register(name: str, *, is_served: bool) -> Any:
    script = "".join(map(read_asset, SCRIPTS[name]))
    if name in STYLES:
        style = charts.build_css() + "".join(map(read_asset, STYLES[name]))
        constants = {"STYLE": style, "FORMULA": csv_safety.FORMULA_PATTERN}
        script = "".join(f"const {key} = {json.dumps(value)};\n" for key, value in constants.items()) + script
    return st.components.v2.component(f"{PACKAGE}.{name}", js=_publish(name, script) if is_served else script)


def _publish(name: str, script: str) -> str:
    """Where the server gives the script out, under a name that changes with it."""
    folder = Path(_publish_folder().name) / name
    folder.mkdir(exist_ok=True)
    file = folder / f"{hashlib.sha256(script.encode()).hexdigest()[:16]}.js"
    file.write_text(script, encoding="utf-8")
    manifest = ComponentManifest(PACKAGE, "", [ComponentConfig(name, asset_dir=name)])
    get_bidi_component_manager().register_from_manifest(manifest, folder.parent)
    return file.name


@lru_cache
def _publish_folder() -> TemporaryDirectory[str]:
    """For as long as the process runs."""
    return TemporaryDirectory(prefix="learning-coverage-", ignore_cleanup_errors=True)
