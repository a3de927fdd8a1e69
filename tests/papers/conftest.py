"""The sample commune as papers are made of it."""

from collections.abc import Iterator

import pytest

from learning_coverage.config import ROOT, load_config
from learning_coverage.intake import read
from learning_coverage.reports.basis import Basis
from learning_coverage.store import Store
from learning_coverage.store.saving import save
from learning_coverage.wording import Wording

SAMPLE = ROOT / "data" / "sample" / "so_lieu.csv"


@pytest.fixture(scope="session")
def samples() -> Iterator[dict[str, Basis]]:
    """The sample in each language, on one store."""
    config, data = load_config(), SAMPLE.read_bytes()
    with Store.in_memory(config) as store:
        save(store, data, SAMPLE.name, read(data, SAMPLE.name, config).facts, by="An")
        yield {language: Basis(store.at(None), config, Wording(language), True) for language in ("vi", "en")}


@pytest.fixture
def basis(request: pytest.FixtureRequest, samples: dict[str, Basis]) -> Basis:
    """The sample; in the language of the parameter, if there is one."""
    return samples[getattr(request, "param", "vi")]
