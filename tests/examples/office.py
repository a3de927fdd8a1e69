"""Configuration for the example files: their commune with the targets of the tests."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from learning_coverage.config import Config, load_config

FOLDER = Path(__file__).with_name("office_files")
_PLAN = Path(__file__).resolve().parents[1] / "config" / "targets.yaml"


@cache
def office_config() -> Config:
    with TemporaryDirectory() as folder:
        for source in (_PLAN, FOLDER / "commune.yaml"):
            Path(folder, source.name).write_bytes(source.read_bytes())
        return load_config(Path(folder))
