"""Data for documents: the sample commune, one with formulas as names, one of sixty villages, one without figures."""

import datetime
import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from learning_coverage.config import ROOT, load_config
from learning_coverage.content.basis import Basis
from learning_coverage.content.request import Request
from learning_coverage.facts import Fact
from learning_coverage.intake import read
from learning_coverage.store import Store
from learning_coverage.store.writes.uploads import save
from learning_coverage.wording import LANGUAGES, Wording
from tests import many_villages
from tests.builders import store_of

SAMPLE = ROOT / "data" / "sample" / "so_lieu.csv"
HOSTILE = ('=HYPERLINK("http://x")', "@SUM(1) <b>Ưỡng</b> & Đoài", "+1 'Nghĩa' ẶẬ ỘỐ \"x\"")


@pytest.fixture(scope="session")
def document_request() -> Request:
    return Request(2025, datetime.date(2026, 3, 9))


@pytest.fixture(scope="session")
def sample_store() -> Iterator[Store]:
    config = load_config()
    with Store.in_memory(config) as store:
        data = SAMPLE.read_bytes()
        save(store, data, SAMPLE.name, read(data, SAMPLE.name, config).facts, by="An")
        yield store


@pytest.fixture(scope="session", params=LANGUAGES)
def basis(request: pytest.FixtureRequest, sample_store: Store) -> Basis:
    """The sample commune in each language."""
    return Basis(sample_store.at(sample_store.head.seq), load_config(), Wording(request.param), True)


@pytest.fixture(scope="session")
def vietnamese(sample_store: Store) -> Basis:
    return Basis(sample_store.at(sample_store.head.seq), load_config(), Wording("vi"), True)


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[Basis]:
    """Villages named like formulas and markup; the first misses its target of 80% by 1 of 2,000."""
    lines = [f"  - {{id: V{n}, name: {json.dumps(name, ensure_ascii=False)}}}" for n, name in enumerate(HOSTILE, 1)]
    (tmp_path / "commune.yaml").write_text("\n".join(["name: Xã A & B", "villages:", *lines, ""]), encoding="utf-8")
    (tmp_path / "targets.yaml").write_bytes((ROOT / "tests" / "config" / "targets.yaml").read_bytes())
    config = load_config(tmp_path)
    facts = [Fact(2, 2025, "V1", "gia_dinh", 2000, 1700, 1599), Fact(3, 2025, "V2", "gia_dinh", 100, 90, 85)]
    with store_of(config, facts) as store:
        yield Basis(store.at(None), config, Wording("vi"), False)


@pytest.fixture
def sixty_villages(tmp_path: Path) -> Iterator[Basis]:
    config = load_config(many_villages.write_config(tmp_path))
    with store_of(config, many_villages.facts()) as store:
        yield Basis(store.at(None), config, Wording("vi"), False)


@pytest.fixture
def without_figures() -> Iterator[Basis]:
    """A commune without any figure."""
    with store_of(load_config()) as store:
        yield Basis(store.at(None), load_config(), Wording("vi"), False)


@pytest.fixture
def print_to_text(tmp_path: Path) -> Callable[[bytes, str], str]:
    """Return the text of a file converted to PDF by LibreOffice; pages end with a form feed."""

    def text(data: bytes, ending: str) -> str:
        file = tmp_path / f"paper.{ending}"
        file.write_bytes(data)
        profile = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
        convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
        subprocess.run(convert, check=True, capture_output=True)
        converted = subprocess.run(
            ["pdftotext", "-layout", str(tmp_path / "paper.pdf"), "-"], check=True, capture_output=True
        )
        return converted.stdout.decode()

    return text
