"""Every statement says its grain, is asked in one place and has a case that shows what it answers."""

import ast
import re
from pathlib import Path

GRAIN = re.compile(r"-- (One|At most one) row\b")
DEFINES_ROWS = re.compile(r"CREATE (OR REPLACE )?(TABLE|VIEW)\b|CREATE (OR REPLACE )?MACRO .*\bAS TABLE\b")
NOT_PLAIN = re.compile(r"\b(PIVOT|UNPIVOT|QUALIFY|GROUP BY ALL|ORDER BY ALL)\b", re.IGNORECASE)
ASKS = {"query", "query_rows", "query_cached"}
# asks anything only to see that the view answers
PROBES = {Path("learning_coverage/store/operate/verification.py")}
Trees = dict[Path, ast.Module]


def test_a_question_begins_with_its_grain(root: Path, questions: dict[str, Path]) -> None:
    asked = [*questions.values(), *(root / "learning_coverage" / "sql").glob("*/*.sql")]
    assert asked
    assert not [path.name for path in asked if not GRAIN.match(path.read_text(encoding="utf-8"))]


def test_a_definition_follows_its_grain(root: Path) -> None:
    for name in ("tables", "views"):
        text = (root / "learning_coverage" / "sql" / f"{name}.sql").read_text(encoding="utf-8")
        assert not [line for line, comment in definitions(text) if not GRAIN.search(comment)], name


def test_a_question_is_asked_in_one_place(modules: Trees, questions: dict[str, Path]) -> None:
    askers: dict[str, list[str]] = {name: [] for name in questions}
    for path, tree in modules.items():
        if path not in PROBES:
            for name in asked_in(tree, set(questions)):
                askers[name].append(path.as_posix())
    assert {name: places for name, places in askers.items() if len(places) != 1} == {}
    allowed = ("learning_coverage/queries/", "learning_coverage/store/")
    assert not {name: places for name, places in askers.items() if not places[0].startswith(allowed)}


def test_what_is_asked_exists(root: Path, modules: Trees, questions: dict[str, Path]) -> None:
    askers = [path for path in modules if path.parent.name == "queries"] + [
        Path("learning_coverage/store/writes/save_plan.py")
    ]
    calls = [node for path in askers for node in ast.walk(modules[path]) if isinstance(node, ast.Call)]
    asked = {name for call in calls if (name := question_of(call)) is not None}
    assert asked
    assert asked <= questions.keys()


def test_a_question_has_a_golden_case(root: Path, questions: dict[str, Path]) -> None:
    cases = {name: list((root / "tests" / "sql" / name).glob("*/expected.csv")) for name in questions}
    assert not [name for name, found in cases.items() if not found]


def test_no_golden_case_without_its_question(root: Path, questions: dict[str, Path]) -> None:
    folders = {path.parents[1].name for path in (root / "tests" / "sql").glob("*/*/expected.csv")}
    assert folders <= questions.keys()


def test_sql_stays_in_the_plain_subset(root: Path) -> None:
    files = sorted((root / "learning_coverage" / "sql").rglob("*.sql"))
    found = {path.name: NOT_PLAIN.findall(without_comments(path.read_text(encoding="utf-8"))) for path in files}
    assert not {name: words for name, words in found.items() if words}


def test_values_are_bound_not_pasted(root: Path) -> None:
    files = sorted((root / "learning_coverage" / "sql").rglob("*.sql"))
    pasted = re.compile(r"%s|%\(|\{\{|\{[a-z_]+\}")
    assert not [path.name for path in files if pasted.search(without_comments(path.read_text(encoding="utf-8")))]


def without_comments(text: str) -> str:
    return re.sub(r"--.*", "", text)


def definitions(text: str) -> list[tuple[str, str]]:
    """Each definition of rows with the comment right above it."""
    found, comment = [], ""
    for line in text.splitlines():
        if line.startswith("--"):
            comment += line + "\n"
            continue
        if DEFINES_ROWS.match(line):
            found.append((line, comment))
        comment = ""
    return found


def question_of(call: ast.Call) -> str | None:
    named = isinstance(call.func, ast.Attribute) and call.func.attr in ASKS and call.args
    first = call.args[0] if named else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


def asked_in(tree: ast.Module, questions: set[str]) -> list[str]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [name for call in calls if (name := question_of(call)) in questions]
