"""A page is choose → ask → draw → show: no SQL, no arithmetic, no words, no way round the layers."""

import ast
import re
from pathlib import Path

import pytest

from learning_coverage.ui.page import menu
from learning_coverage.wording import LANGUAGES, load_catalogue

MOST_LINES = 60
MAY_IMPORT = re.compile(r"streamlit\b|learning_coverage\.(ui|queries|content|charts|reports|wording)\b")
# keys, options and addresses: one word of plain letters with its punctuation, never a phrase
NO_PHRASE = re.compile(r"[a-z0-9_.:/%-]*", re.IGNORECASE)
ARITHMETIC = {"groupby", "merge", "join", "agg", "sum", "mean", "apply", "assign", "pivot", "pivot_table", "eval"}
ON_SCREEN = {"title", "header", "subheader", "caption", "markdown", "write", "text"}
ON_SCREEN |= {"info", "warning", "error", "success", "toast", "metric", "button"}
Trees = dict[Path, ast.Module]
Imports = dict[Path, set[str]]


def test_there_are_pages(pages: Trees) -> None:
    assert pages


def test_pages_sit_one_folder_below(root: Path) -> None:
    """Files directly in pages/ wake Streamlit's older discovery, which breaks direct links."""
    assert not list((root / "pages").glob("*.py"))


def test_every_page_is_in_the_menu(pages: Trees) -> None:
    in_menu = {f"pages/{section}/{name}.py" for section, names in menu.MENU.items() for name in names}
    assert {path.as_posix() for path in pages} == in_menu


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_has_a_name_in_the_menu(language: str) -> None:
    needed = {f"menu.{section}" for section in menu.MENU}
    needed |= {f"menu.pages.{name}" for names in menu.MENU.values() for name in names}
    assert not needed - load_catalogue(language).keys()


def test_pages_import_only_what_draws_and_asks(pages: Trees, imports: Imports) -> None:
    stray = {str(path): names for path in pages if (names := {n for n in imports[path] if not MAY_IMPORT.match(n)})}
    assert stray == {}


def test_pages_do_no_arithmetic(pages: Trees) -> None:
    found = [
        (str(path), ast.unparse(node)) for path, tree in pages.items() for node in ast.walk(tree) if is_arithmetic(node)
    ]
    assert not found


def test_pages_hold_no_words(root: Path, pages: Trees) -> None:
    """Neither Vietnamese nor English, nor SQL: words are in locale/, statements in sql/."""
    entry = Path("dashboard.py")
    trees = pages | {entry: ast.parse((root / entry).read_text(encoding="utf-8"))}
    found = [
        (str(path), text) for path, tree in trees.items() for text in strings(tree) if not NO_PHRASE.fullmatch(text)
    ]
    assert not found


def test_pages_show_only_words_from_the_catalogue(pages: Trees) -> None:
    """`st.title("Matrix")` is one plain word and still a word."""
    found = [
        (str(path), ast.unparse(node))
        for path, tree in pages.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and shows_a_literal(node)
    ]
    assert not found


def test_a_page_is_short(root: Path, pages: Trees) -> None:
    lines = {str(path): len((root / path).read_text(encoding="utf-8").splitlines()) for path in pages}
    assert not {path: count for path, count in lines.items() if count > MOST_LINES}


def strings(tree: ast.Module) -> list[str]:
    """Every text in a page but its docstrings."""
    documented = (ast.Module, ast.FunctionDef, ast.ClassDef)
    bodies = [node.body for node in ast.walk(tree) if isinstance(node, documented) and ast.get_docstring(node)]
    docstrings = {id(body[0].value) for body in bodies if isinstance(body[0], ast.Expr)}
    constants = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in docstrings]
    return [node.value for node in constants if isinstance(node.value, str)]


def is_arithmetic(node: ast.AST) -> bool:
    if isinstance(node, ast.BinOp):
        return not isinstance(node.op, ast.BitOr)  # a | b joins dictionaries and types
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ARITHMETIC


def shows_a_literal(call: ast.Call) -> bool:
    shown = isinstance(call.func, ast.Attribute) and call.func.attr in ON_SCREEN
    return shown and bool(call.args) and isinstance(call.args[0], ast.Constant | ast.JoinedStr)
