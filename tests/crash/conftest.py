"""The library that journals and refuses, made once."""

import sys
from pathlib import Path

import pytest

from tests.crash import loaded


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if sys.platform != "linux":
        pytest.skip("the journal is loaded before the C library, as Linux does it")
    return loaded.compiled(tmp_path_factory.mktemp("library"))
