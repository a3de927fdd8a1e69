"""The modules, pages and files of the project that the rules check."""

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def modules() -> dict[Path, ast.Module]:
    """The modules of the package, parsed, by their path from the root."""
    return _parse("learning_coverage/**/*.py")


@pytest.fixture(scope="session")
def pages() -> dict[Path, ast.Module]:
    return _parse("pages/*/*.py")


@pytest.fixture(scope="session")
def imports(modules: dict[Path, ast.Module], pages: dict[Path, ast.Module]) -> dict[Path, set[str]]:
    """The imports of each module and page, as `package.module.name`."""
    return {path: _list_imports(tree) for path, tree in (modules | pages).items()}


@pytest.fixture(scope="session")
def query_files() -> dict[str, Path]:
    """The `.sql` files of queries by name, without the definitions and the checks."""
    found = {path.stem: path for path in (ROOT / "learning_coverage" / "sql").glob("*.sql")}
    return {name: path for name, path in found.items() if name not in ("tables", "views")}


@pytest.fixture(scope="session")
def own_files() -> list[Path]:
    """Every tracked or untracked file that git does not ignore, except example files and stores of earlier releases."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git working tree")
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    unchanged = {ROOT / "tests" / "examples", ROOT / "tests" / "stores"}
    return [path for path in paths if path.is_file() and (path.suffix == ".py" or not unchanged & {*path.parents})]


def _parse(pattern: str) -> dict[Path, ast.Module]:
    return {path.relative_to(ROOT): ast.parse(path.read_text(encoding="utf-8")) for path in sorted(ROOT.glob(pattern))}


def _list_imports(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names
