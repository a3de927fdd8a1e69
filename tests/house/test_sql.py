"""Every query states its grain, is run in one place and has a golden case."""

import ast
import re
from pathlib import Path

GRAIN = re.compile(r"-- (One|At most one) row\b")
DEFINES_ROWS = re.compile(r"CREATE (OR REPLACE )?(TABLE|VIEW)\b|CREATE (OR REPLACE )?MACRO .*\bAS TABLE\b")
NOT_PLAIN = re.compile(r"\b(PIVOT|UNPIVOT|QUALIFY|GROUP BY ALL|ORDER BY ALL)\b", re.IGNORECASE)
QUERY_METHODS = {"query", "query_rows", "query_cached"}
# runs any query, only to verify that the view can be read
VERIFIERS = {Path("learning_coverage/store/operate/verification.py")}
Trees = dict[Path, ast.Module]


def test_every_query_begins_with_its_grain(root: Path, query_files: dict[str, Path]) -> None:
    run = [*query_files.values(), *(root / "learning_coverage" / "sql").glob("*/*.sql")]
    assert run
    assert not [path.name for path in run if not GRAIN.match(path.read_text(encoding="utf-8"))]


def test_every_definition_has_its_grain_in_the_comment_above(root: Path) -> None:
    for name in ("tables", "views"):
        text = (root / "learning_coverage" / "sql" / f"{name}.sql").read_text(encoding="utf-8")
        assert not [line for line, comment in definitions(text) if not GRAIN.search(comment)], name


def test_every_query_is_run_in_one_place(modules: Trees, query_files: dict[str, Path]) -> None:
    callers: dict[str, list[str]] = {name: [] for name in query_files}
    for path, tree in modules.items():
        if path not in VERIFIERS:
            for name in list_queries_run(tree, set(query_files)):
                callers[name].append(path.as_posix())
    assert {name: places for name, places in callers.items() if len(places) != 1} == {}
    allowed = ("learning_coverage/queries/", "learning_coverage/store/")
    assert not {name: places for name, places in callers.items() if not places[0].startswith(allowed)}


def test_queries_that_are_run_exist(root: Path, modules: Trees, query_files: dict[str, Path]) -> None:
    callers = [path for path in modules if path.parent.name == "queries"] + [
        Path("learning_coverage/store/writes/save_plan.py")
    ]
    calls = [node for path in callers for node in ast.walk(modules[path]) if isinstance(node, ast.Call)]
    run = {name for call in calls if (name := name_of_query(call)) is not None}
    assert run
    assert run <= query_files.keys()


def test_every_query_has_a_golden_case(root: Path, query_files: dict[str, Path]) -> None:
    cases = {name: list((root / "tests" / "sql" / name).glob("*/expected.csv")) for name in query_files}
    assert not [name for name, found in cases.items() if not found]


def test_every_golden_case_has_a_query(root: Path, query_files: dict[str, Path]) -> None:
    folders = {path.parents[1].name for path in (root / "tests" / "sql").glob("*/*/expected.csv")}
    assert folders <= query_files.keys()


def test_sql_uses_no_nonstandard_clauses(root: Path) -> None:
    files = sorted((root / "learning_coverage" / "sql").rglob("*.sql"))
    found = {path.name: NOT_PLAIN.findall(without_comments(path.read_text(encoding="utf-8"))) for path in files}
    assert not {name: words for name, words in found.items() if words}


def test_values_are_bound_as_parameters(root: Path) -> None:
    files = sorted((root / "learning_coverage" / "sql").rglob("*.sql"))
    interpolated = re.compile(r"%s|%\(|\{\{|\{[a-z_]+\}")
    assert not [path.name for path in files if interpolated.search(without_comments(path.read_text(encoding="utf-8")))]


def without_comments(text: str) -> str:
    return re.sub(r"--.*", "", text)


def definitions(text: str) -> list[tuple[str, str]]:
    """Return each definition of rows with the comment directly above it."""
    found, comment = [], ""
    for line in text.splitlines():
        if line.startswith("--"):
            comment += line + "\n"
            continue
        if DEFINES_ROWS.match(line):
            found.append((line, comment))
        comment = ""
    return found


def name_of_query(call: ast.Call) -> str | None:
    named = isinstance(call.func, ast.Attribute) and call.func.attr in QUERY_METHODS and call.args
    first = call.args[0] if named else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


def list_queries_run(tree: ast.Module, query_files: set[str]) -> list[str]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [name for call in calls if (name := name_of_query(call)) in query_files]
