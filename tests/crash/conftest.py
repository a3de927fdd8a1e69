"""The compiled `journal.c`, shared by the tests of this folder."""

import sys
from pathlib import Path

import pytest

from tests.crash import journal_library


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if sys.platform != "linux":
        pytest.skip("the journal is loaded before the C library, as Linux does it")
    return journal_library.compile_library(tmp_path_factory.mktemp("library"))
