"""Every promise names the tests that verify it, and they exist."""

import ast
import re
from pathlib import Path

import pytest

TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


@pytest.fixture(scope="module")
def promises(root: Path) -> list[str]:
    text = (root / "docs" / "promises.md").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.startswith("- ")]


def test_every_promise_has_a_test(promises: list[str]) -> None:
    assert promises
    assert [line for line in promises if not TEST.search(line)] == []


def test_every_named_test_exists(root: Path, promises: list[str]) -> None:
    named = [found for line in promises for found in TEST.findall(line)]
    assert [(file, test) for file, test in named if test not in _tests_in(root / file)] == []


def test_every_test_reference_is_well_formed(promises: list[str]) -> None:
    """A misspelt reference would verify nothing."""
    assert [line for line in promises if line.count("::") != len(TEST.findall(line))] == []


def _tests_in(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}
