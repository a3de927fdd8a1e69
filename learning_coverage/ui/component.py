"""Our parts of a page that run in the browser. Each is one script, which the browser fetches once.

Given to Streamlit as text, script and style would travel with every part of every click: 50 KB each time.
"""

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest
from streamlit.runtime import Runtime

HERE = Path(__file__).parent
PACKAGE = "learning_coverage"


@lru_cache
def source(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


@st.cache_resource(show_spinner=False)
def component(name: str, *scripts: str, style: str = "", **constants: str) -> Any:
    """A component made of files of this folder. Its script finds the style as STYLE, the constants by their names."""
    known = {"STYLE": style, **constants}
    script = "".join(f"const {key} = {json.dumps(value)};\n" for key, value in known.items()) + "".join(
        map(source, scripts)
    )
    # Without a server nobody could fetch it; tests of pages have something that only looks like one.
    is_served = Runtime.exists() and type(Runtime.instance()) is Runtime
    return st.components.v2.component(f"{PACKAGE}.{name}", js=_published(name, script) if is_served else script)


def _published(name: str, script: str) -> str:
    """Where the server gives the script out, under a name that changes with it."""
    folder = Path(_folder().name) / name
    folder.mkdir(exist_ok=True)
    file = folder / f"{hashlib.sha256(script.encode()).hexdigest()[:16]}.js"
    file.write_text(script, encoding="utf-8")
    manifest = ComponentManifest(PACKAGE, "", [ComponentConfig(name, asset_dir=name)])
    get_bidi_component_manager().register_from_manifest(manifest, folder.parent)
    return file.name


@lru_cache
def _folder() -> TemporaryDirectory[str]:
    """For as long as the process runs."""
    return TemporaryDirectory(prefix="learning-coverage-", ignore_cleanup_errors=True)
