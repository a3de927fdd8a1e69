"""Paths, names in files and modules in the backticks of documents exist."""

import re
from pathlib import Path

import pytest

SOURCE = re.compile(r"[\w.-]+\.(?:py|sql|css|js|html|typ|md|toml|txt|bat|conf)")
MODULE = re.compile(r"(?:python -m )?((?:learning_coverage|benchmarks|deploy|tests)(?:\.\w+)+)\b.*")
GENERATED = ("data/store", "data/cache", "data/scale", "docs/images/", ".venv")

Documents = dict[Path, list[str]]


@pytest.fixture(scope="module")
def documents(root: Path) -> Documents:
    """The texts in backticks of every document, by the path of the document."""
    paths = [root / "README.md", root / "data" / "README.md", *sorted((root / "docs").rglob("*.md"))]
    return {path: re.findall(r"(?<!`)`([^`\n]+)`(?!`)", path.read_text(encoding="utf-8")) for path in paths}


@pytest.fixture(scope="module")
def words(documents: Documents) -> list[str]:
    return [word for found in documents.values() for word in found]


def test_paths_in_documents_exist(root: Path, own_files: list[Path], documents: Documents) -> None:
    names = {path.name for path in own_files}
    checked = [(path, word) for path, found in documents.items() for word in found if is_path(word, root)]
    assert len(checked) > 100
    assert [
        (path.name, word)
        for path, word in checked
        if not (word in names or find(word, root) or (path.parent / word).exists())
    ] == []


def test_names_in_files_exist(root: Path, words: list[str]) -> None:
    """`store/writes/uploads.py::save`: the file defines the name."""
    named = [word.split("::") for word in words if re.fullmatch(r"[\w./-]+::\w+", word)]
    assert named
    assert [f"{file}::{name}" for file, name in named if not defines(find(file, root), name)] == []


def test_modules_in_documents_exist(root: Path, words: list[str]) -> None:
    modules = [match[1].replace(".", "/") for word in words if (match := MODULE.fullmatch(word))]
    assert modules
    assert [path for path in modules if not (root / path).is_dir() and not (root / f"{path}.py").exists()] == []


def is_path(word: str, root: Path) -> bool:
    """Whether a word is a file name of a source, or a path below a folder of the repository."""
    if not re.fullmatch(r"[\w./-]+", word) or word.startswith(("/", *GENERATED)):
        return False
    first = word.partition("/")[0]
    is_below = "/" in word and any((folder / first).is_dir() for folder in (root, root / "learning_coverage"))
    return is_below or SOURCE.fullmatch(word) is not None


def find(word: str, root: Path) -> Path | None:
    """Return the path a word denotes, below the repository or below the package."""
    return next((path for path in (root / word, root / "learning_coverage" / word) if path.exists()), None)


def defines(path: Path | None, name: str) -> bool:
    pattern = rf"^\s*(?:def|class|async def) {name}\b|^{name}\b"
    return path is not None and re.search(pattern, path.read_text(encoding="utf-8"), re.M) is not None
