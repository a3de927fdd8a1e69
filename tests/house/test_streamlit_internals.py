"""Private parts of Streamlit are used in one module only, and each of them exists."""

import ast
import re
from pathlib import Path

import pytest
from streamlit import config as settings
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.runtime.pages_manager import PagesManager

from learning_coverage.ui import streamlit_internals

MODULE = Path("learning_coverage/ui/streamlit_internals.py")
# What Streamlit documents: the package itself, the type of a place on the page, and its settings.
PUBLIC = re.compile(r"streamlit(\.delta_generator\.DeltaGenerator|\.config)?")
Trees = dict[Path, ast.Module]


def test_no_other_module_imports_a_private_part_of_streamlit(imports: dict[Path, set[str]]) -> None:
    private = {
        str(path): names
        for path, found in imports.items()
        if path != MODULE
        and (names := {name for name in found if name.startswith("streamlit") and not PUBLIC.fullmatch(name)})
    }
    assert imports
    assert private == {}


def test_no_module_checks_whether_it_is_under_test(modules: Trees, pages: Trees) -> None:
    words = ("pytest", "AppTest", "streamlit.testing", "Runtime.exists", "Mock")
    checking = {
        str(path): found
        for path, tree in (modules | pages).items()
        if (found := [word for word in words if word in ast.unparse(tree)])
    }
    assert checking == {}


def test_every_function_names_the_version_it_was_tried_on(modules: Trees) -> None:
    functions = [node for node in modules[MODULE].body if isinstance(node, ast.FunctionDef)]
    assert functions
    unversioned = [f.name for f in functions if not re.search(r"Tried on \d+\.\d+\.\d+\.", ast.get_docstring(f) or "")]
    assert unversioned == []


def test_index_page_exists() -> None:
    assert '<div id="root">' in streamlit_internals.INDEX_PAGE.read_text(encoding="utf-8")


def test_pages_folder_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    assert hasattr(PagesManager, "uses_pages_directory")
    monkeypatch.setattr(PagesManager, "uses_pages_directory", True)
    streamlit_internals.ignore_pages_folder()
    assert PagesManager("dashboard.py").uses_pages_directory is False


def test_settings_beside_the_main_script_are_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "_main_script_path", None)
    before = settings.get_config_files("config.toml")
    streamlit_internals.set_main_script(tmp_path / "server.py")
    assert [file for file in settings.get_config_files("config.toml") if file not in before] == [
        str(tmp_path / ".streamlit" / "config.toml")
    ]
    streamlit_internals.set_main_script(tmp_path / "other" / "server.py")
    assert settings._main_script_path == str(tmp_path / "server.py")


def test_a_component_is_served_from_its_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    manager = BidiComponentManager()
    monkeypatch.setattr(streamlit_internals, "get_bidi_component_manager", lambda: manager)
    (tmp_path / "one").mkdir()
    streamlit_internals.register_component_folders("package", tmp_path, ["one"])
    assert manager.get_component_path("package.one") == str(tmp_path / "one")
