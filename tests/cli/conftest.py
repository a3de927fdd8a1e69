"""The command line as a function: from arguments to exit code and output."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from learning_coverage.cli import main
from tests.builders import SMALL

HEADER = "nam,thon,danh_hieu,tong_so,dang_ky,cong_nhan"


@dataclass(frozen=True)
class Done:
    """The result of one command."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Done]


@pytest.fixture
def store_folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def run(store_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on the small configuration and a new store."""
    monkeypatch.setenv("LEARNING_COVERAGE_CONFIG", str(SMALL))
    monkeypatch.setenv("LEARNING_COVERAGE_STORE", str(store_folder))

    def run(*arguments: object) -> Done:
        capsys.readouterr()
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as ended:
            code = int(ended.code or 0)
        output = capsys.readouterr()
        assert "Traceback" not in output.err
        return Done(code, output.out, output.err)

    return run


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    """Writes a data file with these lines below the header."""

    def file(*lines: str, name: str = "so_lieu.csv") -> Path:
        path = tmp_path / name
        path.write_text("\n".join([HEADER, *lines, ""]), encoding="utf-8")
        return path

    return file
