"""The sample commune as the basis of documents."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from learning_coverage.config import ROOT, Config, load_config
from learning_coverage.content.basis import Basis
from learning_coverage.intake import read
from learning_coverage.store import Store
from learning_coverage.store.writes.uploads import save
from learning_coverage.wording import Wording

SAMPLE = ROOT / "data" / "sample" / "so_lieu.csv"

LONG = "Khu dân cư Nguyễn Thị Minh Khai – Đường Hoàng Hữu Thưởng"
HOSTILE = [  # markup of the templates, and stacked diacritics
    "#set page(fill: red)",
    "$x^2$ *a* _b_ `c` @d",
    '"q" \\u{41} \\ <e> & /* f */ // g',
    "= h [i] {j} ~ --- ...",
    "ẶẬẤẦẨẪ ỆẾỀỂỄ ỘỐỒỔỖ ỢỚỜỞỠ ỰỨỪỬỮ ỲÝỶỸỴ đĐ",
]
ConfigFactory = Callable[[list[str]], Config]


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


@pytest.fixture
def configure_villages(tmp_path: Path) -> ConfigFactory:
    """Return a function that configures a commune of villages with given names; their ids are V01, V02 …"""

    def configure(names: list[str]) -> Config:
        named = enumerate((json.dumps(name, ensure_ascii=False) for name in names), start=1)
        lines = [f"  - {{id: V{n:02}, name: {name}}}" for n, name in named]
        (tmp_path / "commune.yaml").write_text("\n".join(["name: Xã Ưỡng", "villages:", *lines]), encoding="utf-8")
        (tmp_path / "targets.yaml").write_bytes((ROOT / "tests" / "config" / "targets.yaml").read_bytes())
        return load_config(tmp_path)

    return configure
