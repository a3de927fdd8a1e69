import pytest

from learning_coverage.config import Config
from tests.examples.office import office_config


@pytest.fixture(scope="session")
def office() -> Config:
    """The commune of the example files."""
    return office_config()
