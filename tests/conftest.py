"""What every folder of tests may ask for."""

import sys
from collections.abc import Callable
from types import ModuleType

import pytest

from learning_coverage.reports.basis import Basis
from learning_coverage.reports.kinds import KINDS, Kind
from learning_coverage.reports.wish import Wish

BEGINNINGS = {
    **dict.fromkeys(("docx", "pptx", "xlsx", "zip"), b"PK"),
    "pdf": b"%PDF",
    "csv": b"\xef\xbb\xbfnam;thon;",
    "png": b"\x89PNG",
    "html": b"<!doctype html>",
}


Make = Callable[[Basis, Wish], bytes]


def stand_in(monkeypatch: pytest.MonkeyPatch, kind: Kind, make: Make) -> None:
    """Another way to make a kind of paper, for one test."""
    double = ModuleType(kind.module)
    double.make = make  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, f"learning_coverage.reports.{kind.module}", double)


@pytest.fixture
def doubles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Papers whose content is what they were asked for, where it is not about the papers themselves."""
    for kind in KINDS.values():
        said = f"{kind.name} {{0.village}} {{0.year}} {{0.preset}}"
        stand_in(monkeypatch, kind, lambda basis, wish, said=said: said.format(wish).encode())
