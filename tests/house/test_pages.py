"""A page is choose → query → render: no SQL, no arithmetic, no text, no import that skips a layer."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from learning_coverage.ui.page import menu
from learning_coverage.ui.page.declaration import Call, Pagination
from learning_coverage.ui.page.renderer import HEADING
from learning_coverage.wording import LANGUAGES, LOCALE_FOLDER, load_catalogue

MOST_LINES = 60
MAY_IMPORT = re.compile(r"streamlit\b|learning_coverage\.(ui|queries|content|charts|reports|wording|access\.Right)\b")
# keys, options and addresses: one word of plain letters with its punctuation, never a phrase
NO_PHRASE = re.compile(r"[a-z0-9_.:/%{}-]*", re.IGNORECASE)
ARITHMETIC = {"groupby", "merge", "join", "agg", "sum", "mean", "apply", "assign", "pivot", "pivot_table", "eval"}
ON_SCREEN = {"title", "header", "subheader", "caption", "markdown", "write", "text"}
ON_SCREEN |= {"info", "warning", "error", "success", "toast", "metric", "button"}
Trees = dict[Path, ast.Module]
Imports = dict[Path, set[str]]


def test_pages_exist(pages: Trees) -> None:
    assert pages


def test_pages_sit_one_folder_below(root: Path) -> None:
    """Files directly in pages/ activate Streamlit's older page discovery, which breaks direct links."""
    assert not list((root / "pages").glob("*.py"))


def test_menu_lists_every_file_of_the_pages_folder(pages: Trees) -> None:
    in_menu = [f"pages/{section}/{name}.py" for section, names in menu.load_declarations().items() for name in names]
    assert sorted(in_menu) == [path.as_posix() for path in pages]


def test_positions_of_pages_are_unique_in_a_section() -> None:
    for section, pages in menu.load_declarations().items():
        positions = [page.position for page in pages.values()]
        assert positions == sorted(set(positions)), section


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_has_a_title_in_the_menu(language: str) -> None:
    declarations = menu.load_declarations()
    needed = {f"menu.{section}" for section in declarations}
    needed |= {page.title for pages in declarations.values() for page in pages.values()}
    assert not needed - load_catalogue(language).keys()


def test_every_page_has_its_menu_title_in_its_own_locale_file() -> None:
    """A new page then requires no change to an existing locale file."""
    for language in LANGUAGES:
        for section, names in menu.load_declarations().items():
            for name in names:
                file = LOCALE_FOLDER / language / section / f"{name}.yaml"
                texts = YAML(typ="safe").load(file.read_bytes())
                assert list(texts["menu"]["pages"]) == [name], file


def test_contents_use_only_values_declared_before_them() -> None:
    """The values are choices and results of queries."""
    for pages in menu.load_declarations().values():
        for name, page in pages.items():
            known = {HEADING, *(choice.key for choice in page.choices)}
            for query, call in page.queries.items():
                assert known.issuperset(call.arguments), (name, query)
                known.add(query)
            assert not isinstance(page.headline, Call) or known.issuperset(page.headline.arguments), name
            assert not page.has_source_line or "year" in known, name
            for part in page.contents:
                known |= {choice.key for choice in getattr(part, "choices", ())}
                known |= {"shown"} if isinstance(part, Pagination) else set()
                assert known.issuperset(getattr(part, "arguments", ())), (name, part)


def test_content_does_not_read_the_session(imports: Imports) -> None:
    """It can then be rendered from the URL alone."""
    session = re.compile(
        r"streamlit\b|learning_coverage\.ui\.session\b|learning_coverage\.ui\.page\.pagination(\.paginate)?$"
    )
    content = [path for path in imports if path.as_posix().startswith("learning_coverage/ui/progress/")]
    reading = {str(path): names for path in content if (names := {n for n in imports[path] if session.match(n)})}
    assert content
    assert reading == {}


def test_page_is_added_without_editing_other_files(root: Path, tmp_path: Path) -> None:
    """A page file, a template and a file of texts per language in a copy of the program; nothing else is edited."""
    for name in ("learning_coverage", "pages", "data/sample", "static", "tests/config"):
        shutil.copytree(root / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(root / "dashboard.py", tmp_path)
    for file, text in ADDED_PAGE.items():
        assert not (tmp_path / file).exists()
        (tmp_path / file).write_text(text, encoding="utf-8")
    environment = {
        **os.environ,
        "LEARNING_COVERAGE_CONFIG": str(tmp_path / "tests" / "config"),
        "LEARNING_COVERAGE_STORE": str(tmp_path / "store"),
    }
    run = subprocess.run(
        [sys.executable, "-c", OPEN_ADDED_PAGE],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    shown = json.loads(run.stdout.splitlines()[-1])
    assert shown["menu"] == ["overview", "added", "matrix"]
    assert shown["title"] == "Trang thêm 2026"
    assert "13 Thôn" in shown["html"] and "village?village=T08" in shown["html"]


ADDED_PAGE = {
    "pages/progress/added.py": """
from learning_coverage import queries
from learning_coverage.ui.page.choices import YEAR
from learning_coverage.ui.page.declaration import Call, Content, PageDeclaration
from learning_coverage.ui.page.renderer import show


def build_context(page, year):
    return {"w": page.w, "villages": queries.reporting(page.figures, year)}


PAGE = PageDeclaration(
    title="menu.pages.added",
    icon=":material/add:",
    position=15,
    choices=(YEAR,),
    headline=Call(lambda page, year: page.w("added.title", year=year), ("year",)),
    contents=(Content("added", "progress/added", build_context, ("year",)),),
)

if __name__ == "__main__":
    show(PAGE)
""",
    "learning_coverage/ui/templates/progress/added.html": """
<p>{{ villages | length }} {{ w("filter.village") }}</p>
{% for row in villages %}<a href="{{ links('village', village=row.area_id) }}">{{ row.area_name }}</a>{% endfor %}
""",
    "learning_coverage/locale/vi/progress/added.yaml": """
menu: {pages: {added: Trang thêm}}
added: {title: "Trang thêm {year}"}
""",
    "learning_coverage/locale/en/progress/added.yaml": """
menu: {pages: {added: Added page}}
added: {title: "Added page {year}"}
""",
}
OPEN_ADDED_PAGE = """
import json
from streamlit.testing.v1 import AppTest
from learning_coverage.ui.page import menu

app = AppTest.from_file("dashboard.py", default_timeout=180).run()
app.switch_page("pages/progress/added.py").run()
assert not app.exception and not app.error
html = "".join(json.loads(element.proto.json).get("html", "") for element in app.get("bidi_component"))
print(json.dumps({"menu": list(menu.load_declarations()["progress"])[:3], "title": app.title[0].value, "html": html}))
"""


def test_pages_import_only_permitted_packages(pages: Trees, imports: Imports) -> None:
    stray = {str(path): names for path in pages if (names := {n for n in imports[path] if not MAY_IMPORT.match(n)})}
    assert stray == {}


def test_pages_do_no_arithmetic(pages: Trees) -> None:
    found = [
        (str(path), ast.unparse(node)) for path, tree in pages.items() for node in ast.walk(tree) if is_arithmetic(node)
    ]
    assert not found


def test_pages_contain_no_text_and_no_sql(root: Path, pages: Trees) -> None:
    """Texts are in locale/, statements in sql/."""
    entry = Path("dashboard.py")
    trees = pages | {entry: ast.parse((root / entry).read_text(encoding="utf-8"))}
    found = [
        (str(path), text) for path, tree in trees.items() for text in strings(tree) if not NO_PHRASE.fullmatch(text)
    ]
    assert not found


def test_pages_show_only_texts_from_the_catalogue(pages: Trees) -> None:
    """`st.title("Matrix")` is a single plain word but still a text shown to users."""
    found = [
        (str(path), ast.unparse(node))
        for path, tree in pages.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and shows_a_literal(node)
    ]
    assert not found


def test_every_page_is_within_the_line_limit(root: Path, pages: Trees) -> None:
    lines = {str(path): len((root / path).read_text(encoding="utf-8").splitlines()) for path in pages}
    assert not {path: count for path, count in lines.items() if count > MOST_LINES}


def strings(tree: ast.Module) -> list[str]:
    """Return every string of a page except its docstrings."""
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
