"""Modules of one topic, HTML and SQL in one place. `make lint` checks the import contracts of pyproject.toml."""

import ast
import re
from pathlib import Path

MOST_LINES = 220
DECLARATIONS = {Path("learning_coverage/queries/rows.py")}  # types only, no statement
NAMES_WITHOUT_A_TOPIC = {"utils", "util", "helpers", "helper", "common", "misc"}
PAGE = re.compile(r"(pages|dashboard)\b")
SQL = re.compile(r"\s*(SELECT|WITH|INSERT INTO|UPDATE|DELETE FROM|CREATE) ")
Trees = dict[Path, ast.Module]
Imports = dict[Path, set[str]]


def test_package_imports_no_page(modules: Trees, imports: Imports) -> None:
    above = {str(path): names for path in modules if (names := {n for n in imports[path] if PAGE.match(n)})}
    assert above == {}


def test_every_module_is_within_the_line_limit(root: Path, modules: Trees) -> None:
    lines = {
        str(path): len((root / path).read_text(encoding="utf-8").splitlines())
        for path in modules
        if path not in DECLARATIONS
    }
    assert not {path: count for path, count in lines.items() if count > MOST_LINES}


def test_no_module_has_a_generic_name(modules: Trees) -> None:
    assert not [str(path) for path in modules if path.stem in NAMES_WITHOUT_A_TOPIC]


def test_raw_html_is_inserted_in_one_module(modules: Trees, pages: Trees) -> None:
    places = {path.as_posix() for path, tree in (modules | pages).items() if any(map(makes_html, ast.walk(tree)))}
    assert len(places) <= 1, places
    assert all(place.startswith("learning_coverage/ui/") for place in places)


def test_templates_escape_every_value(root: Path) -> None:
    unescaped = ("|safe", "| safe", "autoescape false", "Markup(")
    templates = sorted((root / "learning_coverage").rglob("*.html"))
    assert templates
    assert not [path.name for path in templates if any(mark in path.read_text(encoding="utf-8") for mark in unescaped)]


def test_sql_is_not_written_in_python(modules: Trees) -> None:
    """Outside the store's view, its loader of commits, and the lake, every statement is a file."""
    view = {f"learning_coverage/store/view/{name}.py" for name in ("view", "database", "commit_rows", "snapshot_table")}
    lake = "learning_coverage/store/lake/"
    written = {
        str(path): node.value[:40]
        for path, tree in modules.items()
        if path.as_posix() not in view and not path.as_posix().startswith(lake)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value)
    }
    assert written == {}


def makes_html(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    unsafe = any(keyword.arg == "unsafe_allow_html" for keyword in node.keywords)
    return unsafe or ast.unparse(node.func) in ("st.html", "st.iframe", "st.components.v1.html", "components.html")


def test_public_names_have_docstrings(modules: Trees) -> None:
    defined = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    bare = [
        f"{path}:{node.lineno} {node.name}"
        for path, tree in modules.items()
        for scope in (tree, *(node for node in tree.body if isinstance(node, ast.ClassDef) and is_public(node)))
        for node in scope.body
        if isinstance(node, defined) and is_public(node) and not ast.get_docstring(node)
    ]
    assert not bare


# Private names of libraries that have no public equivalent or that `streamlit_internals.py` uses.
OF_LIBRARIES = {"_exit", "_charts", "_replace", "_on_script_finished", "_main_script_path"}
OF_LIBRARIES |= {"_bind_socket", "_bind_server_socket", "_populate_theme_msg"}


def test_tests_use_public_names(root: Path) -> None:
    """A test that uses a private name makes the module harder to change."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in (root / "tests").rglob("*.py")}
    used = [
        f"{path.relative_to(root)}:{node.lineno} {name}"
        for path, tree in trees.items()
        for node in ast.walk(tree)
        for name in private_names(node)
        if name not in OF_LIBRARIES
    ]
    assert not used


def private_names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("learning_coverage"):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.Attribute) and not (
        isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
    ):
        names = [node.attr]
    else:
        names = []
    return [name for name in names if name.startswith("_") and not name.startswith("__")]


def is_public(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> bool:
    return not node.name.startswith("_")
