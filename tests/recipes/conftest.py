"""A scratch copy of the project in which the recipes of `docs/contributing.md` are followed."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("learning_coverage", "pages", "config", "data/sample", "tests", "static", "docs", ".streamlit")
FILES = ("dashboard.py", "server.py", "pyproject.toml", "README.md", "requirements.txt")


@dataclass(frozen=True)
class Scratch:
    """The copy; every command runs in it, isolated from the project itself."""

    root: Path

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def read(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def append(self, path: str, text: str) -> None:
        self.write(path, self.read(path) + text)

    def replace(self, path: str, old: str, new: str) -> None:
        text = self.read(path)
        assert old in text, f"{path} has no {old!r}: the recipe and the code no longer agree"
        self.write(path, text.replace(old, new, 1))

    def run(self, *arguments: str) -> str:
        """Run `python` with the arguments and return its output."""
        environment = {key: value for key, value in os.environ.items() if not key.startswith("LEARNING_COVERAGE_")}
        environment["LEARNING_COVERAGE_STORE"] = str(self.root / "store")
        done = subprocess.run(
            [sys.executable, *arguments], cwd=self.root, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def test(self, *paths: str) -> None:
        self.run("-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *paths)


@pytest.fixture
def scratch(tmp_path: Path) -> Scratch:
    ignored: Callable[..., set[str]] = shutil.ignore_patterns("__pycache__", "images", "office_files*")
    for part in PARTS:
        shutil.copytree(ROOT / part, tmp_path / part, ignore=ignored)
    for name in FILES:
        shutil.copy(ROOT / name, tmp_path / name)
    return Scratch(tmp_path)
