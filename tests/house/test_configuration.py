"""config/ is valid, and no other test reads it, so a commune's own settings do not affect the tests."""

import re
import shutil
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from learning_coverage import sample
from learning_coverage.config import Config, config_folder, load_config
from learning_coverage.facts import Fact
from learning_coverage.intake import read

OWN = "config"  # the folder below the root
READS_IT = re.compile(r"""(ROOT|root|parents\[[23]])\s*/\s*["']config\b""")
SOURCES = ("py", "yaml", "sql", "html", "js", "typ")
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
def config_with_library(root: Path, tmp_path: Path) -> Config:
    """The configuration of the project with one more indicator."""
    folder = shutil.copytree(root / OWN, tmp_path / OWN)
    yaml = YAML()
    targets = yaml.load((folder / "targets.yaml").read_text(encoding="utf-8"))
    targets["indicators"].update(YAML(typ="safe").load(LIBRARY))
    with (folder / "targets.yaml").open("w", encoding="utf-8") as file:
        yaml.dump(targets, file)
    return load_config(folder)


def test_project_configuration_is_valid(root: Path) -> None:
    assert load_config(root / OWN).indicators


def test_sample_can_be_imported_with_the_test_configuration() -> None:
    with sample.create_store(load_config()) as store:
        assert store.head.seq == 1


def test_an_indicator_can_be_added(config_with_library: Config) -> None:
    assert config_with_library.indicators["thu_vien"].name["vi"] == "Thôn có thư viện"
    village = config_with_library.villages[0]
    row = f"nam,thon,danh_hieu,tong_so,dang_ky,cong_nhan\n2025,{village.name},thu_vien,1,,1\n"
    assert [(fact.area_id, fact.recognised) for fact in read(row.encode(), "a.csv", config_with_library).facts] == [
        (village.id, 1)
    ]


@pytest.mark.parametrize("heading", ["THÔN CÓ THƯ VIỆN NĂM 2026", "Thư viện năm 2026"])
def test_an_added_indicator_is_read_by_heading_and_unit(heading: str, config_with_library: Config) -> None:
    village = config_with_library.villages[0]
    table = f"{heading};;\nThôn;Tổng số thư viện;Đạt\n{village.name};1 thư viện;x\n"
    facts = [
        (fact.year, fact.area_id, fact.indicator_id, fact.recognised) for fact in read_csv(table, config_with_library)
    ]
    assert facts == [(2026, village.id, "thu_vien", 1)]


def read_csv(table: str, config: Config) -> tuple[Fact, ...]:
    found = read(table.encode(), "a.csv", config)
    assert not found.is_refused, found.problems
    return found.facts


def test_program_contains_no_indicator_id(root: Path) -> None:
    ids = {*load_config(root / OWN).indicators, *load_config().indicators}
    whole = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(ids)))})(?![\w-])")
    files = [path for ending in SOURCES for path in (root / "learning_coverage").rglob(f"*.{ending}")]
    named = {
        f"{path.relative_to(root)}: {match[0]}"
        for path in files
        for match in whole.finditer(path.read_text(encoding="utf-8"))
    }
    assert len(files) > 400
    assert not named


def test_tests_use_their_own_configuration(root: Path) -> None:
    assert config_folder() == root / "tests" / "config"


def test_no_other_test_reads_the_project_configuration(root: Path) -> None:
    others = [path for path in (root / "tests").rglob("*.py") if path != Path(__file__)]
    assert others
    found = [path.relative_to(root).as_posix() for path in others if READS_IT.search(path.read_text(encoding="utf-8"))]
    assert found == []
