"""config/ is valid as it stands, and no other test reads it: a commune's own settings leave the tests alone."""

import re
import shutil
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from learning_coverage import sample
from learning_coverage.config import Config, config_folder, load_config
from learning_coverage.intake import read

OWN = "config"  # the folder below the root
READS_IT = re.compile(r"""(ROOT|root|parents\[[23]])\s*/\s*["']config\b""")
LIBRARY = """
  thu_vien:
    name: {vi: Thôn có thư viện, en: Villages with a library}
    short: {vi: Thư viện, en: Library}
    unit: {vi: thư viện, en: library|libraries}
    level: village
    kind: yes_no
    title: true
    targets: {2025: 50, 2030: 80}
    wording: {2025: 50% thôn có thư viện, 2030: 80% thôn có thư viện}
"""


@pytest.fixture
def with_a_library(root: Path, tmp_path: Path) -> Config:
    """The configuration of the project with one more indicator."""
    folder = shutil.copytree(root / OWN, tmp_path / OWN)
    yaml = YAML()
    targets = yaml.load((folder / "targets.yaml").read_text(encoding="utf-8"))
    targets["indicators"].update(YAML(typ="safe").load(LIBRARY))
    with (folder / "targets.yaml").open("w", encoding="utf-8") as file:
        yaml.dump(targets, file)
    return load_config(folder)


def test_the_configuration_is_valid(root: Path) -> None:
    assert load_config(root / OWN).indicators


def test_the_sample_belongs_to_the_configuration_of_the_tests() -> None:
    with sample.create_store(load_config()) as store:
        assert store.head.seq == 1


def test_an_indicator_can_be_added(with_a_library: Config) -> None:
    assert with_a_library.indicators["thu_vien"].name["vi"] == "Thôn có thư viện"
    village = with_a_library.villages[0]
    row = f"nam,thon,danh_hieu,tong_so,dang_ky,cong_nhan\n2025,{village.name},thu_vien,1,,1\n"
    assert [(fact.area_id, fact.recognised) for fact in read(row.encode(), "a.csv", with_a_library).facts] == [
        (village.id, 1)
    ]


def test_the_tests_use_their_own_configuration(root: Path) -> None:
    assert config_folder() == root / "tests" / "config"


def test_no_other_test_reads_the_configuration_of_the_project(root: Path) -> None:
    others = [path for path in (root / "tests").rglob("*.py") if path != Path(__file__)]
    assert others
    found = [path.relative_to(root).as_posix() for path in others if READS_IT.search(path.read_text(encoding="utf-8"))]
    assert found == []
